import { Button, Stack, Text } from '@mantine/core';
import { IconReportAnalytics } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useSession } from '../../session.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { EmptyPlace, Loading } from '../../ui/states.tsx';
import { useTask } from './use-task.ts';
import { RunLog, WorkProduct } from './work-product.tsx';

/** The newest work product of a task. */
export function WorkTab(): ReactNode {
  const task = useTask();
  const { can, workspace } = useSession();
  const { lastRun, status } = task;
  if (lastRun === null)
    return (
      <EmptyPlace
        title="No work product yet"
        icon={<IconReportAnalytics size={28} stroke={1.5} aria-hidden="true" />}
      >
        {task.description} What comes of it stands here once the task is approved and previewed or done.
      </EmptyPlace>
    );
  if (lastRun.product !== null)
    return (
      <Stack gap="xl">
        {status === 'COMPLETED' && can('tasks.write') && lastRun.editable.length > 0 ? (
          <Button
            component={PathLink}
            to={`/w/${workspace.workspaceId}/tasks/${task.id}/revise`}
            variant="default"
            style={{ alignSelf: 'flex-start' }}
          >
            Revise the work
          </Button>
        ) : undefined}
        <WorkProduct task={task} run={lastRun} />
        <RunLog run={lastRun} />
      </Stack>
    );
  const runs = (
    <Text>
      Work of earlier runs stands in{' '}
      <PathLink to={`/w/${workspace.workspaceId}/tasks/${task.id}/runs`}>Runs</PathLink>.
    </Text>
  );
  return lastRun.state === 'running' ? (
    <Stack gap="sm">
      <Text role="status">It is being done. The work appears here by itself.</Text>
      <Loading rows={4} />
      {runs}
    </Stack>
  ) : (
    <Stack gap="xl">
      <Text>This run left no work product.</Text>
      <RunLog run={lastRun} />
      {runs}
    </Stack>
  );
}
