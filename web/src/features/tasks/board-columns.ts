import type { Task } from '#modules/tasks/contract';
import { PRIORITIES } from '#modules/tasks/enums';

type Standing = Pick<Task, 'status' | 'approvalState'>;

interface BoardColumn {
  readonly id: string;
  readonly title: string;
  /** What stands in it. */
  readonly about: string;
  readonly holds: (task: Standing) => boolean;
}

const WAITING: ReadonlySet<string> = new Set(['pending_review', 'void']);
const isWaiting = ({ status, approvalState }: Standing): boolean =>
  status === 'NOT_EXECUTABLE' && WAITING.has(approvalState);

/** The way of a task from left to right; each task stands in exactly one column. */
export const BOARD_COLUMNS: readonly BoardColumn[] = [
  { id: 'approve', title: 'To approve', about: 'Waits for a decision in the inbox.', holds: isWaiting },
  {
    id: 'held',
    title: 'Not ready',
    about: 'Something else stands in the way.',
    holds: (task) => task.status === 'NOT_EXECUTABLE' && !isWaiting(task),
  },
  {
    id: 'ready',
    title: 'Ready',
    about: 'Approved, and nothing stands in the way.',
    holds: ({ status }) => status === 'READY_TO_RUN',
  },
  { id: 'running', title: 'Running', about: 'Being done now.', holds: ({ status }) => status === 'RUNNING' },
  {
    id: 'wrong',
    title: 'Went wrong',
    about: 'Failed, or passed over.',
    holds: ({ status }) => status === 'FAILED' || status === 'SKIPPED',
  },
  {
    id: 'previewed',
    title: 'Previewed',
    about: 'Made as a preview; it does not count as done.',
    holds: ({ status }) => status === 'COMPLETED_PREVIEW',
  },
  { id: 'done', title: 'Done', about: 'Done for good.', holds: ({ status }) => status === 'COMPLETED' },
];

export interface FilledColumn<Row> extends Omit<BoardColumn, 'holds'> {
  readonly tasks: readonly Row[];
}

type Row = Standing & Pick<Task, 'id' | 'priority' | 'dueAt'>;

/** Tasks by column: in each the most urgent first, then what is due first, then the newest. */
export function toColumns<Of extends Row>(tasks: readonly Of[]): FilledColumn<Of>[] {
  const ordered = tasks.toSorted(byUrgency);
  return BOARD_COLUMNS.map(({ holds, ...column }) => ({ ...column, tasks: ordered.filter(holds) }));
}

function byUrgency(a: Row, b: Row): number {
  const urgency = PRIORITIES.indexOf(b.priority) - PRIORITIES.indexOf(a.priority);
  if (urgency !== 0) return urgency;
  const [due, otherDue] = [a.dueAt?.getTime() ?? Infinity, b.dueAt?.getTime() ?? Infinity];
  if (due !== otherDue) return due - otherDue;
  return a.id < b.id ? 1 : -1;
}

/** Whether a task should have been done by now and is not. */
export function isOverdue({ dueAt, status }: Pick<Task, 'dueAt' | 'status'>, now: Date): boolean {
  return dueAt !== null && dueAt < now && status !== 'COMPLETED';
}
