/** Names of the contract, without schemas. */

/** How a task stands (EXE-1). */
export const TASK_STATUSES = [
  'NOT_EXECUTABLE',
  'READY_TO_RUN',
  'RUNNING',
  'COMPLETED',
  'COMPLETED_PREVIEW',
  'FAILED',
  'SKIPPED',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export { PRIORITIES, type Priority } from '#kernel/priority';

/** How a run stands or ended. */
export const RUN_STATES = ['running', 'completed', 'preview', 'failed', 'skipped'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Who proposed a task: the plan made from a brief, a person, or a program with a key. */
export const TASK_SOURCES = ['plan', 'person', 'program'] as const;

/** So many tasks are done at once. */
export const MOST_AT_ONCE = 200;
