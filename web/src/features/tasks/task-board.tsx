import './task-board.css';
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { type ReactNode, useId, useMemo, useState } from 'react';
import type { Task } from '#modules/tasks/contract';
import { formatDay } from '../../lib/time.ts';
import { counted, formatNumber } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { PRIORITY_SIGNS, TASK_SIGNS } from '../../ui/tone.ts';
import { type FilledColumn, isOverdue, toColumns } from './board-columns.ts';
import { MoveMenu } from './move-menu.tsx';

/** So many cards of a column are drawn until the person asks for the rest. */
const FIRST_CARDS = 20;

interface Board {
  readonly tasks: readonly Task[];
  /** Whether they are of several campaigns. */
  readonly isOfAll: boolean;
  /** There are older tasks that are not loaded. */
  readonly isCut: boolean;
}

/** Tasks by how they stand. */
export function TaskBoard({ tasks, isOfAll, isCut }: Board): ReactNode {
  const columns = useMemo(() => toColumns(tasks), [tasks]);
  const followed = useMemo(() => new Set(tasks.flatMap(({ dependsOn }) => dependsOn)), [tasks]);
  return (
    <Stack gap="xs">
      {isCut ? (
        <Text size="sm" role="status">
          The board shows and counts the newest {counted(tasks.length, 'task')}; there are older ones.
        </Text>
      ) : undefined}
      <div className="board-frame" tabIndex={0} role="region" aria-label="Board">
        <div className="board">
          {columns.map((column) => (
            <Column key={column.id} {...{ column, isOfAll, followed }} />
          ))}
        </div>
      </div>
    </Stack>
  );
}

function Column(props: {
  column: FilledColumn<Task>;
  isOfAll: boolean;
  followed: ReadonlySet<string>;
}): ReactNode {
  const { id, title, about, tasks } = props.column;
  const heading = useId();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? tasks : tasks.slice(0, FIRST_CARDS);
  return (
    <section
      className="board-column"
      data-column={id}
      data-empty={tasks.length === 0 || undefined}
      aria-labelledby={heading}
    >
      <div>
        <h2 className="board-title" id={heading}>
          {title}{' '}
          <span className="board-count">
            {shown.length === tasks.length
              ? formatNumber(tasks.length)
              : `${formatNumber(shown.length)} of ${formatNumber(tasks.length)}`}
          </span>
        </h2>
        <Text size="xs" c="dimmed">
          {about}
        </Text>
      </div>
      {tasks.length === 0 ? undefined : (
        <ul className="board-cards">
          {shown.map((task) => (
            <Card
              key={task.id}
              task={task}
              isOfAll={props.isOfAll}
              isFollowed={props.followed.has(task.id)}
            />
          ))}
        </ul>
      )}
      {shown.length === tasks.length ? undefined : (
        <Button variant="default" size="xs" onClick={() => setWhole(true)}>
          Show all {formatNumber(tasks.length)}
        </Button>
      )}
    </section>
  );
}

function Card(props: { task: Task; isOfAll: boolean; isFollowed: boolean }): ReactNode {
  const { task, isOfAll, isFollowed } = props;
  const { workspace } = useSession();
  const { title, typeTitle, campaignName, dueAt, why, priority, status } = task;
  const isLate = isOverdue(task, new Date());
  return (
    <Paper withBorder p="sm" component="li" className="board-card" data-task={task.id}>
      <PathLink to={`/w/${workspace.workspaceId}/tasks/${task.id}`} className="row-link">
        {title}
      </PathLink>
      <Text size="xs" c="dimmed">
        {typeTitle}
        {isOfAll ? `, ${campaignName}` : ''}
      </Text>
      <Group gap={6}>
        <SignBadge {...PRIORITY_SIGNS[priority]} />
        {/* Where a column holds more than one status. */}
        {status === 'SKIPPED' || status === 'FAILED' ? <SignBadge {...TASK_SIGNS[status]} /> : undefined}
        {dueAt === null ? undefined : (
          <Text size="xs" c={isLate ? 'red' : 'dimmed'}>
            {isLate ? 'Overdue since' : 'Due'} {formatDay(dueAt)}
          </Text>
        )}
      </Group>
      {why === null ? undefined : (
        <Text size="xs" lineClamp={3} title={why}>
          {why}
        </Text>
      )}
      <MoveMenu task={task} isFollowed={isFollowed} />
    </Paper>
  );
}
