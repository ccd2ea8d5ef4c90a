import { Button, Code, Modal, Stack, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { ExperimentReport } from '#modules/models/contract';
import { api } from '../../api.ts';
import { spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { keysetPages, type ListColumn, PAGE_ROWS } from '../../ui/list/list-model.ts';
import { RecordList } from '../../ui/list/record-list.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace } from '../../ui/states.tsx';
import { EXPERIMENT_SIGNS, FINDING_SIGNS } from '../../ui/tone.ts';
import { ExperimentForm } from './experiment-form.tsx';

const route = getRouteApi('/w/$workspace/models/experiments');

const COLUMNS: readonly ListColumn<ExperimentReport>[] = [
  { id: 'name', header: 'Experiment', value: (row) => row.name },
  {
    id: 'prompt',
    header: 'Prompt',
    value: (row) => row.promptName,
    cell: (row) => spacedName(row.promptName),
  },
  {
    id: 'state',
    header: 'State',
    value: (row) => row.state,
    cell: (row) => <SignBadge {...EXPERIMENT_SIGNS[row.state]} />,
    width: 110,
  },
  { id: 'arms', header: 'Arms', value: (row) => row.arms.length, isNumber: true, width: 80 },
  { id: 'units', header: 'Units so far', value: unitWords, width: 160 },
  {
    id: 'finding',
    header: 'Verdict',
    value: (row) => row.verdict.kind,
    cell: (row) => <SignBadge {...FINDING_SIGNS[row.verdict.kind]} />,
    width: 140,
  },
  {
    id: 'started',
    header: 'Started',
    value: (row) => row.startedAt,
    cell: (row) => <Moment at={row.startedAt} />,
    width: 140,
  },
];

/** Comparisons of prompts and chains on the work that comes. */
export function ExperimentsTab(): ReactNode {
  const { workspace, can } = useSession();
  const navigate = route.useNavigate();
  const [isOpen, setOpen] = useState(false);
  const base = `/w/${workspace.workspaceId}/models/experiments`;
  const query = useInfiniteQuery(
    api.models.experiments.infiniteOptions({
      input: (after: string | undefined) => ({ limit: PAGE_ROWS, after }),
      ...keysetPages,
    }),
  );
  const opener = can('llm.manage') ? (
    <Button onClick={() => setOpen(true)}>Start an experiment</Button>
  ) : undefined;
  const isEmpty = query.data?.pages.every(({ items }) => items.length === 0) ?? false;
  return (
    <Section
      title="Experiments"
      lead="Versions of a prompt, or chains of models, compared on real work. Each piece of work goes to one arm and stays there."
      actions={isEmpty ? undefined : opener}
    >
      <RecordList
        name="experiments"
        noun={['experiment', 'experiments']}
        columns={COLUMNS}
        query={query}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        rowLink={(row) => `${base}/${row.id}`}
        card={(row) => (
          <Stack gap={2} align="flex-start">
            <PathLink to={`${base}/${row.id}`} className="row-link">
              {row.name}
            </PathLink>
            <SignBadge {...EXPERIMENT_SIGNS[row.state]} />
            <Text size="sm" c="dimmed">
              {spacedName(row.promptName)}, {unitWords(row)},{' '}
              {FINDING_SIGNS[row.verdict.kind].word.toLowerCase()}
            </Text>
          </Stack>
        )}
        empty={
          <EmptyPlace title="No experiment yet" icon={<IconFlask size={28} />} action={opener}>
            Add a version of a prompt, then start an experiment that compares it with the one in use. From the
            command line:{' '}
            <Code>
              {'aicmo llm experiment start "shorter" --prompt copywriting --arm now=0 --arm short=1'}
            </Code>
          </EmptyPlace>
        }
      />
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Start an experiment"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ExperimentForm
          onStarted={({ id }) =>
            void navigate({
              to: '/w/$workspace/models/experiments/$id',
              params: (before) => ({ ...before, id }),
            })
          }
          onCancel={() => setOpen(false)}
        />
      </Modal>
    </Section>
  );
}

/** The arm that has the fewest units decides when there is a verdict. */
function unitWords({ arms, results, unitsPerArm }: ExperimentReport): string {
  const units = arms.map(({ name }) => results.find(({ arm }) => arm === name)?.units ?? 0);
  return `${units.join(', ')} of ${unitsPerArm} each`;
}
