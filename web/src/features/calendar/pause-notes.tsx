import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Pause } from '#modules/schedule/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';

/** What a pause must be about to be shown; where neither is given, all are. */
interface Concern {
  readonly campaignId?: string | undefined;
  readonly brandId?: string | null | undefined;
}

/** The pauses that concern a campaign and its brand, or all. */
function usePauses({ campaignId, brandId }: Concern): readonly Pause[] {
  const pauses = useQuery(api.schedule.pauses.queryOptions());
  const all = pauses.data?.items ?? [];
  if (campaignId === undefined) return all;
  return all.filter(
    ({ scope, scopeId }) =>
      scope === 'workspace' ||
      (scope === 'campaign' && scopeId === campaignId) ||
      (scope === 'brand' && scopeId === brandId),
  );
}

interface NotesProps extends Concern {
  readonly nameOf?: (pause: Pause) => string;
}

/** Says what is paused, by whom, since when and why; it can be ended there. */
export function PauseNotes({ nameOf, ...concern }: NotesProps): ReactNode {
  const pauses = usePauses(concern);
  const { can } = useSession();
  if (pauses.length === 0) return undefined;
  return (
    <Stack gap="xs">
      {pauses.map((pause) => (
        <Alert
          key={`${pause.scope} ${pause.scopeId}`}
          color="red"
          icon={<IconPlayerPause />}
          title={titleOf(pause, nameOf)}
        >
          <Group justify="space-between" gap="xs">
            <Text size="sm" flex="1 1 16rem">
              {pause.reason} Paused <Moment at={pause.at} /> by {pause.by}. Nothing that is due begins until
              it is resumed.
            </Text>
            {can('tasks.run') ? <Resume pause={pause} /> : undefined}
          </Group>
        </Alert>
      ))}
    </Stack>
  );
}

function titleOf(pause: Pause, nameOf: NotesProps['nameOf']): string {
  if (pause.scope === 'workspace') return 'Everything is paused';
  const noun = pause.scope === 'brand' ? 'brand' : 'campaign';
  return nameOf === undefined ? `This ${noun} is paused` : `The ${noun} ${nameOf(pause)} is paused`;
}

function Resume({ pause }: { pause: Pause }): ReactNode {
  const queries = useQueryClient();
  const { scope, scopeId } = pause;
  const act = async (): Promise<void> => {
    await attempt(() => client.schedule.resume({ scope, scopeId }), {
      done: 'It goes on.',
      failed: 'It is still paused',
    });
    await queries.invalidateQueries({ queryKey: api.schedule.key() });
  };
  return (
    <ConfirmButton label="Resume" title="Resume" confirm="Resume" onConfirm={act} button={{ size: 'xs' }}>
      What is due and still in its window begins at once.
    </ConfirmButton>
  );
}
