import { expect, it } from 'vitest';
import type { Task } from '#modules/tasks/contract';
import { APPROVAL_STATES } from '#modules/approvals/enums';
import { TASK_STATUSES } from '#modules/tasks/enums';
import { BOARD_COLUMNS, isOverdue, toColumns } from './board-columns.ts';

const task = (id: string, changes: Partial<Task> = {}) => ({
  id,
  status: 'READY_TO_RUN' as Task['status'],
  approvalState: 'approved',
  priority: 'MEDIUM' as Task['priority'],
  dueAt: null,
  ...changes,
});

it('TSK-1 every status with every approval stands in exactly one column of the board', () => {
  for (const status of TASK_STATUSES)
    for (const approvalState of [...APPROVAL_STATES, 'void']) {
      const holding = BOARD_COLUMNS.filter(({ holds }) => holds({ status, approvalState }));
      expect([status, approvalState, holding.length]).toEqual([status, approvalState, 1]);
    }
});

it('TSK-1 what waits for a decision is apart from what was sent back or waits for other work', () => {
  const columns = toColumns([
    task('waits', { status: 'NOT_EXECUTABLE', approvalState: 'pending_review' }),
    task('changed', { status: 'NOT_EXECUTABLE', approvalState: 'void' }),
    task('rejected', { status: 'NOT_EXECUTABLE', approvalState: 'rejected' }),
    task('later', { status: 'NOT_EXECUTABLE' }),
  ]);
  const ids = (id: string) =>
    columns
      .find((column) => column.id === id)
      ?.tasks.map((each) => each.id)
      .toSorted();
  expect(ids('approve')).toEqual(['changed', 'waits']);
  expect(ids('held')).toEqual(['later', 'rejected']);
});

it('TSK-1 a column has the most urgent first, then what is due first, then the newest', () => {
  const ready = toColumns([
    task('a'),
    task('b'),
    task('c', { dueAt: new Date('2026-12-02') }),
    task('d', { dueAt: new Date('2026-12-01') }),
    task('e', { priority: 'CRITICAL' }),
  ]).find(({ id }) => id === 'ready');
  expect(ready?.tasks.map(({ id }) => id)).toEqual(['e', 'd', 'c', 'b', 'a']);
});

it('TSK-1 what is done is not overdue, a preview is', () => {
  const now = new Date('2026-12-02');
  const dueAt = new Date('2026-12-01');
  expect(isOverdue({ dueAt, status: 'COMPLETED' }, now)).toBe(false);
  expect(isOverdue({ dueAt, status: 'COMPLETED_PREVIEW' }, now)).toBe(true);
  expect(isOverdue({ dueAt: null, status: 'FAILED' }, now)).toBe(false);
});
