import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { TaskDetail } from '#modules/tasks/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { whyNotRun } from './task-words.ts';

/** What can be done with a task, as far as the person may and the task stands so. */
export function TaskVerbs({ task }: { task: TaskDetail }): ReactNode {
  const { can, workspace } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isBusy, setBusy] = useState(false);
  const { id, status, after, campaignId } = task;
  const isRunning = status === 'RUNNING';
  const may = (isDryRun: boolean): boolean => can('tasks.run') && whyNotRun(task, { isDryRun }).length === 0;
  const run = async (dryRun: boolean): Promise<void> => {
    setBusy(true);
    await attempt(() => client.tasks.run({ id, dryRun }), {
      done: dryRun ? 'The preview is being made.' : 'It is being done.',
      failed: 'It was not begun',
    });
    await queries.invalidateQueries({ queryKey: api.tasks.key() });
    setBusy(false);
  };
  const drop = async (): Promise<void> => {
    const dropped = await attempt(async () => (await client.tasks.drop({ id }), true), {
      done: `${task.title} is dropped.`,
      failed: 'The task is as it was',
    });
    if (dropped !== true) return;
    await navigate({
      to: '/w/$workspace/tasks',
      params: { workspace: workspace.workspaceId },
      search: { campaignId },
    });
    queries.removeQueries({ queryKey: api.tasks.get.key({ input: { id } }) });
    await queries.invalidateQueries({ queryKey: api.tasks.key() });
  };
  return (
    <Group gap="xs">
      {isRunning && can('tasks.run') ? (
        <Text size="sm" c="dimmed" role="status">
          It is being done.
        </Text>
      ) : undefined}
      {can('tasks.write') && !isRunning ? (
        <>
          {after.length === 0 ? (
            <ConfirmButton label="Drop" title={`Drop ${task.title}`} confirm="Drop it" isBad onConfirm={drop}>
              It is not shown any more and cannot be done. Its runs stay on record.
            </ConfirmButton>
          ) : undefined}
          <Button component={PathLink} to={`/w/${workspace.workspaceId}/tasks/${id}/edit`} variant="default">
            Edit
          </Button>
        </>
      ) : undefined}
      {may(true) ? (
        <Button variant="default" loading={isBusy} onClick={() => void run(true)}>
          Preview
        </Button>
      ) : undefined}
      {may(false) ? (
        <ConfirmButton
          label="Do it"
          title={`Do it: ${task.title}`}
          confirm="Do it for good"
          button={{ variant: 'filled', loading: isBusy }}
          onConfirm={() => run(false)}
        >
          This is the real run, no preview: its work counts as done, tasks that come after it may use it, and
          model calls may cost money.
        </ConfirmButton>
      ) : undefined}
    </Group>
  );
}
