import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ModelsStatus } from '#modules/models/contract';
import { api, readiness } from '../../api.ts';
import { counted } from '../../lib/words.ts';
import { useLiveState } from '../../live/live.tsx';
import { useSession } from '../../session.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Shown } from '../../ui/states.tsx';
import type { Sign } from '../../ui/tone.ts';
import { type Row, Rows } from './rows.tsx';

const EVERY_MS = 15_000;

/** Whether what the work rests on works: server and database, models, and the connection of this page. */
export function Health(): ReactNode {
  const { workspace, can } = useSession();
  const ready = useQuery({ queryKey: ['readiness'], queryFn: readiness, refetchInterval: EVERY_MS });
  const models = useQuery(
    api.models.status.queryOptions({ enabled: can('llm.read'), refetchInterval: EVERY_MS }),
  );
  const live = useLiveState();
  return (
    <Section
      title="Health"
      actions={
        can('llm.read') ? (
          <Anchor component={PathLink} to={`/w/${workspace.workspaceId}/models`} size="sm">
            All models
          </Anchor>
        ) : undefined
      }
    >
      <Shown query={ready}>
        {({ missing }) => (
          <Rows
            rows={[
              rowOf(
                'Server and database',
                missing.length === 0 ? GOOD : BAD,
                missing.join('; ') || undefined,
              ),
              ...(models.data === undefined ? [] : [modelsRow(models.data)]),
              rowOf(
                'Live updates',
                live === 'live' ? GOOD : { tone: 'warning', word: 'Not live' },
                live === 'live' ? undefined : 'The page asks every 15 seconds.',
              ),
            ]}
          />
        )}
      </Shown>
    </Section>
  );
}

const GOOD: Sign = { tone: 'good', word: 'Works' };
const BAD: Sign = { tone: 'bad', word: 'Not ready' };

function rowOf(name: string, sign: Sign, note: string | undefined): Row {
  return { key: name, content: name, note, side: <SignBadge {...sign} /> };
}

function modelsRow({ targets, problems }: ModelsStatus): Row {
  if (targets.length === 0)
    return rowOf(
      'Models',
      { tone: 'neutral', word: 'None set up' },
      'The embedded writer composes the texts.',
    );
  const held = targets.filter(({ breaker }) => breaker.isOpen);
  const keyless = targets.filter(({ lacksKey }) => lacksKey);
  const usable = targets.length - new Set([...held, ...keyless]).size;
  const notes = [
    `${usable} of ${counted(targets.length, 'target')} can be asked`,
    ...(held.length === 0 ? [] : [`held back: ${held.map(({ name }) => name).join(', ')}`]),
    ...(keyless.length === 0 ? [] : [`without a key: ${keyless.map(({ name }) => name).join(', ')}`]),
    ...(problems.length === 0
      ? []
      : [counted(problems.length, 'fault in the settings', 'faults in the settings')]),
  ];
  const isWhole = usable === targets.length && problems.length === 0;
  const sign: Sign = isWhole ? GOOD : usable === 0 ? BAD : { tone: 'warning', word: 'In part' };
  return rowOf('Models', sign, notes.join('; '));
}
