import { Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import type { Task } from '#modules/tasks/contract';
import { PRIORITIES, RUN_STATES, type Priority, type RunState } from '#modules/tasks/enums';
import { api, client } from '../../api.ts';
import { formatDay } from '../../lib/time.ts';
import { counted, formatShare } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import {
  type BulkAction,
  keysetPages,
  type ListColumn,
  type ListFilter,
  PAGE_ROWS,
} from '../../ui/list/list-model.ts';
import { RecordList } from '../../ui/list/record-list.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { APPROVAL_SIGNS, PRIORITY_SIGNS, RUN_SIGNS, TASK_SIGNS } from '../../ui/tone.ts';
import { effortWords } from './task-words.ts';

const CAMPAIGN: ListColumn<Task> = {
  id: 'campaign',
  header: 'Campaign',
  value: (row) => row.campaignName,
  width: 140,
};

const COLUMNS: readonly ListColumn<Task>[] = [
  { id: 'title', header: 'Task', value: (row) => row.title },
  CAMPAIGN,
  { id: 'type', header: 'Type', value: (row) => row.typeTitle, width: 130 },
  {
    id: 'priority',
    header: 'Priority',
    value: (row) => PRIORITIES.indexOf(row.priority),
    exported: { id: 'priority', header: 'Priority', value: (row) => row.priority },
    cell: (row) => <SignBadge {...PRIORITY_SIGNS[row.priority]} />,
    width: 90,
  },
  {
    id: 'status',
    header: 'Status',
    value: (row) => row.status,
    cell: (row) => <SignBadge {...TASK_SIGNS[row.status]} />,
    width: 105,
  },
  {
    id: 'why',
    header: 'Why',
    value: (row) => row.why,
    cell: (row) =>
      row.why === null ? (
        '–'
      ) : (
        <Text span size="sm" lineClamp={2} title={row.why}>
          {row.why}
        </Text>
      ),
    width: 180,
  },
  {
    id: 'due',
    header: 'Due',
    value: (row) => row.dueAt,
    cell: (row) => (row.dueAt === null ? '–' : formatDay(row.dueAt)),
    width: 105,
  },
  {
    id: 'confidence',
    header: 'Confidence',
    value: (row) => row.confidence,
    exported: { id: 'confidence', header: 'Confidence (share)', value: (row) => row.confidence },
    cell: (row) => formatShare(row.confidence),
    isNumber: true,
    width: 95,
  },
  {
    id: 'approval',
    header: 'Approval',
    value: (row) => row.approvalState,
    cell: (row) => <ApprovalBadge state={row.approvalState} />,
    isHidden: true,
    width: 130,
  },
  {
    id: 'minutes',
    header: 'Work',
    value: (row) => row.minutes,
    exported: { id: 'minutes', header: 'Work (minutes)', value: (row) => row.minutes },
    cell: (row) => effortWords(row.minutes),
    isNumber: true,
    isHidden: true,
    width: 90,
  },
  { id: 'reason', header: 'Reason', value: (row) => row.reason, isHidden: true },
  { id: 'madeBy', header: 'Proposed by', value: (row) => row.madeBy, isHidden: true, width: 130 },
  {
    id: 'created',
    header: 'Proposed',
    value: (row) => row.createdAt,
    cell: (row) => <Moment at={row.createdAt} />,
    isHidden: true,
    width: 120,
  },
];
const OF_ONE_CAMPAIGN = COLUMNS.filter((column) => column !== CAMPAIGN);

/** How the approval of a task stands. */
export function ApprovalBadge({ state }: { state: string }): ReactNode {
  const sign = APPROVAL_SIGNS[state as keyof typeof APPROVAL_SIGNS] ?? APPROVAL_SIGNS.void;
  return <SignBadge {...sign} />;
}

interface TaskSearch {
  readonly campaignId?: string;
  readonly type?: string;
  readonly priority?: Priority;
  readonly state?: RunState | 'open';
  readonly text?: string;
}

/** Tasks as a list: all of the workspace, or those of one campaign. */
export function TaskRecords({ campaignId, empty }: { campaignId?: string; empty: ReactNode }): ReactNode {
  const { workspace } = useSession();
  const search: TaskSearch = useSearch({ strict: false });
  const { type, priority, state, text } = search;
  const base = `/w/${workspace.workspaceId}/tasks`;
  const query = useInfiniteQuery(
    api.tasks.list.infiniteOptions({
      input: (after: string | undefined) => ({
        limit: PAGE_ROWS,
        after,
        type,
        priority,
        state,
        text,
        campaignId: campaignId ?? search.campaignId,
      }),
      ...keysetPages,
      refetchInterval: ({ state: found }) =>
        found.data?.pages.some(({ items }) => items.some(({ status }) => status === 'RUNNING')) === true
          ? 4_000
          : false,
    }),
  );
  return (
    <RecordList
      name={campaignId === undefined ? 'tasks' : 'campaign-tasks'}
      noun={['task', 'tasks']}
      columns={campaignId === undefined ? COLUMNS : OF_ONE_CAMPAIGN}
      query={query}
      rowId={(row) => row.id}
      rowName={(row) => row.title}
      rowLink={(row) => `${base}/${row.id}`}
      filters={useFilters(campaignId === undefined ? search.campaignId : null)}
      searches="Words of the title"
      bulk={useBulk()}
      card={(row) => (
        <Stack gap={4}>
          <PathLink to={`${base}/${row.id}`} className="row-link">
            {row.title}
          </PathLink>
          <Group gap="xs">
            <SignBadge {...TASK_SIGNS[row.status]} />
            <SignBadge {...PRIORITY_SIGNS[row.priority]} />
            <Text size="sm" c="dimmed">
              {row.typeTitle}
              {row.dueAt === null ? '' : `, due ${formatDay(row.dueAt)}`}
            </Text>
          </Group>
          {campaignId === undefined ? (
            <Text size="sm" c="dimmed">
              {row.campaignName}
            </Text>
          ) : undefined}
          {row.why === null ? undefined : <Text size="sm">{row.why}</Text>}
        </Stack>
      )}
      empty={empty}
    />
  );
}

/** The filters; the one of the campaign only where the list is of all: `campaignId` is null where it is not. */
function useFilters(campaignId: string | undefined | null): readonly ListFilter[] {
  const isOfAll = campaignId !== null;
  const types = useQuery(api.tasks.types.queryOptions({ staleTime: Infinity }));
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { limit: 100 }, enabled: isOfAll }));
  const listed = useMemo(() => campaigns.data?.items ?? [], [campaigns.data]);
  const isLacking =
    typeof campaignId === 'string' && campaigns.isSuccess && !listed.some(({ id }) => id === campaignId);
  const chosen = useQuery(
    api.campaigns.get.queryOptions({ input: { id: campaignId ?? '' }, enabled: isLacking }),
  );
  return useMemo(
    () => [
      ...(isOfAll
        ? [
            {
              name: 'campaignId',
              label: 'Campaign',
              options: [
                ...listed.map(({ id, name }) => ({ value: id, label: name })),
                ...(isLacking ? [{ value: campaignId, label: chosen.data?.name ?? campaignId }] : []),
              ],
            },
          ]
        : []),
      {
        name: 'type',
        label: 'Type',
        options: (types.data?.items ?? []).map(({ type, title }) => ({ value: type, label: title })),
      },
      {
        name: 'priority',
        label: 'Priority',
        options: PRIORITIES.toReversed().map((value) => ({ value, label: PRIORITY_SIGNS[value].word })),
      },
      {
        name: 'state',
        label: 'State',
        options: [
          { value: 'open', label: 'Not run yet' },
          ...RUN_STATES.map((value) => ({ value, label: RUN_SIGNS[value].word })),
        ],
      },
    ],
    [isOfAll, listed, types.data, chosen.data, isLacking, campaignId],
  );
}

/** Each is done for itself, so one that others come after goes first. */
const mayBeAsked = ({ status }: Task): boolean =>
  !['NOT_EXECUTABLE', 'RUNNING', 'COMPLETED'].includes(status);

function useBulk(): readonly BulkAction<Task>[] {
  const { can } = useSession();
  const queries = useQueryClient();
  return useMemo(() => {
    const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: api.tasks.key() });
    const run = (dryRun: boolean) => (row: Task) => client.tasks.run({ id: row.id, dryRun }).then(refresh);
    return [
      ...(can('tasks.run')
        ? [
            {
              label: 'Preview',
              fits: mayBeAsked,
              explain: (rows: readonly Task[]) =>
                `${counted(rows.length, 'task is', 'tasks are')} done as a preview: the work is kept to be looked at, and nothing counts as done.`,
              act: run(true),
            },
            {
              label: 'Do it',
              fits: mayBeAsked,
              explain: (rows: readonly Task[]) =>
                `This is the real run of ${counted(rows.length, 'task')}. Their work counts from then on, and model calls may cost money.`,
              act: run(false),
            },
          ]
        : []),
      ...(can('tasks.write')
        ? [
            {
              label: 'Drop',
              isBad: true,
              fits: ({ status }: Task) => status !== 'RUNNING',
              explain: (rows: readonly Task[]) =>
                `${counted(rows.length, 'task is', 'tasks are')} not shown any more. One that others come after stays.`,
              act: (row: Task) => client.tasks.drop({ id: row.id }).then(refresh),
            },
          ]
        : []),
    ];
  }, [can, queries]);
}
