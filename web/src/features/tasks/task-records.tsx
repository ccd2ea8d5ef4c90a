import { Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import type { Task } from '#modules/tasks/contract';
import type { Priority, RunState } from '#modules/tasks/enums';
import { api } from '../../api.ts';
import { formatDay } from '../../lib/time.ts';
import { useSession } from '../../session.tsx';
import { keysetPages, PAGE_ROWS } from '../../ui/list/list-model.ts';
import { RecordList } from '../../ui/list/record-list.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Loading } from '../../ui/states.tsx';
import { PRIORITY_SIGNS, TASK_SIGNS } from '../../ui/tone.ts';
import { COLUMNS, OF_ONE_CAMPAIGN } from './task-columns.tsx';
import { useTaskBulk } from './use-task-bulk.ts';
import { useTaskFilters } from './use-task-filters.ts';
import { type TaskShape, ViewSwitch } from './view-switch.tsx';

const TaskBoard = lazy(() => import('./task-board.tsx').then(({ TaskBoard }) => ({ default: TaskBoard })));
const TaskTimeline = lazy(() =>
  import('./task-timeline.tsx').then(({ TaskTimeline }) => ({ default: TaskTimeline })),
);

interface TaskSearch {
  readonly campaignId?: string;
  readonly type?: string;
  readonly priority?: Priority;
  readonly state?: RunState | 'open';
  readonly text?: string;
  readonly as?: TaskShape;
}

/** Pages of tasks that are loaded at once where columns or order are about all of them. */
const PAGES_OF_SHAPE = 5;

/** Tasks as a list, a board or a timeline: all of the workspace, or those of one campaign. */
export function TaskRecords({ campaignId, empty }: { campaignId?: string; empty: ReactNode }): ReactNode {
  const { workspace } = useSession();
  const search: TaskSearch = useSearch({ strict: false });
  const { as } = search;
  const base = `/w/${workspace.workspaceId}/tasks`;
  const chosen = campaignId ?? search.campaignId;
  const query = useTaskPages(search, chosen);
  const draw = (rows: readonly Task[], { isCut }: { isCut: boolean }): ReactNode => (
    <Suspense fallback={<Loading rows={6} />}>
      {as === 'timeline' ? (
        <TaskTimeline tasks={rows} campaignId={chosen} />
      ) : (
        <TaskBoard tasks={rows} isOfAll={campaignId === undefined} isCut={isCut} />
      )}
    </Suspense>
  );
  return (
    <Stack gap="sm">
      <ViewSwitch as={as} />
      <RecordList
        name={campaignId === undefined ? 'tasks' : 'campaign-tasks'}
        noun={['task', 'tasks']}
        columns={campaignId === undefined ? COLUMNS : OF_ONE_CAMPAIGN}
        query={query}
        rowId={(row) => row.id}
        rowName={(row) => row.title}
        rowLink={(row) => `${base}/${row.id}`}
        filters={useTaskFilters(campaignId === undefined ? search.campaignId : null)}
        searches="Words of the title"
        bulk={useTaskBulk()}
        card={(row) => <TaskLines task={row} base={base} isOfAll={campaignId === undefined} />}
        empty={empty}
        {...(as === undefined ? {} : { draw, firstPages: PAGES_OF_SHAPE })}
      />
    </Stack>
  );
}

/** Tasks that fit the address, looked at again while one of them is being done. */
function useTaskPages({ type, priority, state, text }: TaskSearch, campaignId: string | undefined) {
  return useInfiniteQuery(
    api.tasks.list.infiniteOptions({
      input: (after: string | undefined) => ({
        limit: PAGE_ROWS,
        after,
        type,
        priority,
        state,
        text,
        campaignId,
      }),
      ...keysetPages,
      refetchInterval: ({ state: found }) =>
        found.data?.pages.some(({ items }) => items.some(({ status }) => status === 'RUNNING')) === true
          ? 4_000
          : false,
    }),
  );
}

/** A task on a narrow screen. */
function TaskLines({ task, base, isOfAll }: { task: Task; base: string; isOfAll: boolean }): ReactNode {
  return (
    <Stack gap={4}>
      <PathLink to={`${base}/${task.id}`} className="row-link">
        {task.title}
      </PathLink>
      <Group gap="xs">
        <SignBadge {...TASK_SIGNS[task.status]} />
        <SignBadge {...PRIORITY_SIGNS[task.priority]} />
        <Text size="sm" c="dimmed">
          {task.typeTitle}
          {task.dueAt === null ? '' : `, due ${formatDay(task.dueAt)}`}
        </Text>
      </Group>
      {isOfAll ? (
        <Text size="sm" c="dimmed">
          {task.campaignName}
        </Text>
      ) : undefined}
      {task.why === null ? undefined : <Text size="sm">{task.why}</Text>}
    </Stack>
  );
}
