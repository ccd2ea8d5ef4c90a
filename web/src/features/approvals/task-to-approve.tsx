import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TaskToApprove as Task } from '#modules/tasks/contract';
import { formatDay } from '../../lib/time.ts';
import { formatNumber, formatShare } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { ReadableValue } from '../../ui/readable-value.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { PRIORITY_SIGNS } from '../../ui/tone.ts';

/** Exactly what would be done. */
export function TaskToApprove({ task }: { task: Task }): ReactNode {
  const { workspace, can } = useSession();
  return (
    <Stack gap="md">
      <dl className="word-list">
        <dt>Type</dt>
        <dd>{task.typeTitle}</dd>
        <dt>Priority</dt>
        <dd>
          <SignBadge {...PRIORITY_SIGNS[task.priority]} />
        </dd>
        <dt>Due</dt>
        <dd>{task.dueAt === null ? 'No date' : formatDay(task.dueAt)}</dd>
        <dt>Work set aside</dt>
        <dd>{formatNumber(task.minutes)} minutes</dd>
        <dt>Why</dt>
        <dd className="keep-lines">
          {task.reason === '' ? 'No reason was given.' : task.reason}{' '}
          <Text span inherit c="dimmed">
            Confidence {formatShare(task.confidence)}.
          </Text>
        </dd>
        <dt>Description</dt>
        <dd className="keep-lines">{task.description === '' ? 'None' : task.description}</dd>
      </dl>
      <div>
        <Title order={3} mb={6}>
          Payload
        </Title>
        <Paper withBorder p="sm">
          <ReadableValue value={task.payload} />
        </Paper>
      </div>
      {can('tasks.read') ? (
        <Text size="sm">
          <PathLink to={`/w/${workspace.workspaceId}/tasks/${task.id}/details`}>
            The task, with what stands in its way
          </PathLink>
        </Text>
      ) : undefined}
    </Stack>
  );
}
