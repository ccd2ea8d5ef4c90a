import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Task } from '#modules/tasks/contract';
import { PRIORITIES } from '#modules/tasks/enums';
import { formatDay } from '../../lib/time.ts';
import { formatShare } from '../../lib/words.ts';
import type { ListColumn } from '../../ui/list/list-model.ts';
import { Moment } from '../../ui/moment.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { APPROVAL_SIGNS, PRIORITY_SIGNS, TASK_SIGNS } from '../../ui/tone.ts';
import { effortWords } from '../../lib/effort-words.ts';

const CAMPAIGN: ListColumn<Task> = {
  id: 'campaign',
  header: 'Campaign',
  value: (row) => row.campaignName,
  width: 140,
};

/** Columns of tasks of all campaigns. */
export const COLUMNS: readonly ListColumn<Task>[] = [
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
/** Columns of the tasks of one campaign. */
export const OF_ONE_CAMPAIGN = COLUMNS.filter((column) => column !== CAMPAIGN);

/** How the approval of a task stands. */
export function ApprovalBadge({ state }: { state: string }): ReactNode {
  const sign = APPROVAL_SIGNS[state as keyof typeof APPROVAL_SIGNS] ?? APPROVAL_SIGNS.void;
  return <SignBadge {...sign} />;
}
