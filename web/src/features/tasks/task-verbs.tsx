import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TaskDetail } from '#modules/tasks/contract';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { whyNotRun } from './task-words.ts';
import { useTaskVerbs, WHAT_DROPPING_DOES, WHAT_RUNNING_DOES } from './use-task-verbs.ts';

/** What can be done with a task, as far as the person may and the task stands so. */
export function TaskVerbs({ task }: { task: TaskDetail }): ReactNode {
  const { can, workspace } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const verbs = useTaskVerbs();
  const { id, status, after, campaignId } = task;
  const isRunning = status === 'RUNNING';
  const may = (isDryRun: boolean): boolean => can('tasks.run') && whyNotRun(task, { isDryRun }).length === 0;
  const drop = async (): Promise<void> => {
    if (!(await verbs.drop(task))) return;
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
              {WHAT_DROPPING_DOES}
            </ConfirmButton>
          ) : undefined}
          <Button component={PathLink} to={`/w/${workspace.workspaceId}/tasks/${id}/edit`} variant="default">
            Edit
          </Button>
        </>
      ) : undefined}
      {may(true) ? (
        <Button variant="default" loading={verbs.isBusy} onClick={() => void verbs.run(id, true)}>
          Preview
        </Button>
      ) : undefined}
      {may(false) ? (
        <ConfirmButton
          label="Do it"
          title={`Do it: ${task.title}`}
          confirm="Do it for good"
          button={{ variant: 'filled', loading: verbs.isBusy }}
          onConfirm={() => verbs.run(id, false)}
        >
          {WHAT_RUNNING_DOES}
        </ConfirmButton>
      ) : undefined}
    </Group>
  );
}
