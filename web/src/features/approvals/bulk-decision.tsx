import { Button, Group, Paper, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Approval, DECISIONS } from '#modules/approvals/contract';
import { api, client } from '../../api.ts';
import { counted } from '../../lib/words.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { tellDone, tellFailed } from '../../ui/toast.ts';
import { ReasonDialog } from './decision-bar.tsx';

type Decision = (typeof DECISIONS)[number];

/** Decides alike on all that are marked, each bound to what the list showed. */
export function BulkDecision({
  chosen,
  onDone,
}: {
  chosen: readonly Approval[];
  onDone: () => void;
}): ReactNode {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<Exclude<Decision, 'approve'> | undefined>();
  const [isBusy, setBusy] = useState(false);
  const decide = async (decision: Decision, comment?: string): Promise<void> => {
    setBusy(true);
    try {
      const items = chosen.map(({ id, contentHash }) => ({ id, contentHash }));
      const { items: told } = await client.approvals.decideMany({
        items,
        decision,
        ...(comment === undefined ? {} : { comment }),
      });
      const failed = told.filter(({ isDone }) => !isDone);
      if (failed.length < told.length) tellDone(`Done for ${told.length - failed.length} of ${told.length}.`);
      if (failed.length > 0)
        tellFailed(
          `Not done for ${failed.length}`,
          new Error(failed[0]?.detail ?? 'Somebody decided meanwhile.'),
        );
      onDone();
    } catch (error) {
      tellFailed('Nothing was decided', error);
    } finally {
      setBusy(false);
      setAsking(undefined);
      await queryClient.invalidateQueries({ queryKey: api.approvals.key() });
    }
  };
  const number = counted(chosen.length, 'marked thing', 'marked things');
  return (
    <Paper withBorder p="xs" role="region" aria-label="Marked things">
      <Group gap="xs">
        <Text size="sm" fw={600} role="status">
          {chosen.length} marked
        </Text>
        <ConfirmButton
          label="Approve"
          title={`Approve ${number}`}
          confirm="Approve them"
          button={{ size: 'xs', variant: 'filled' }}
          onConfirm={() => decide('approve')}
        >
          Each is approved as the list shows it. One that somebody changes or decides on meanwhile is left
          out.
        </ConfirmButton>
        <Button size="xs" variant="default" onClick={() => setAsking('request_changes')}>
          Ask for changes
        </Button>
        <Button size="xs" variant="default" onClick={() => setAsking('reject')}>
          Reject
        </Button>
        <Button size="xs" variant="subtle" onClick={onDone}>
          Unmark
        </Button>
      </Group>
      <ReasonDialog
        decision={asking}
        title={number}
        isBusy={isBusy}
        onClose={() => setAsking(undefined)}
        onGiven={(decision, comment) => void decide(decision, comment)}
      />
    </Paper>
  );
}
