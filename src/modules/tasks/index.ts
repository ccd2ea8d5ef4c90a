export {
  type Classification,
  type Task,
  type TaskDetail,
  type TaskRun,
  type TaskRunDetail,
  type TaskToApprove,
} from './contract.ts';
export { PRIORITIES, RUN_STATES as TASK_RUN_STATES } from './enums.ts';
export { taskError } from './errors.ts';
export { findCircle, hashOfTask, inOrder } from './rules.ts';
export {
  costsOfTypes,
  type EarlierWork,
  earlierWork,
  type EndedRun,
  endRuns,
  findRun,
  insertRuns,
  listRuns,
  problemsOf,
  type NewRun,
  type StoredRun,
} from './run-store.ts';
export { classify, describeTask, type Surroundings } from './standing.ts';
export * as taskStore from './store.ts';
export { listTaskTypes, needTaskType, readPayload } from './task-types.ts';
export { tasksToApprove } from './task-to-approve.ts';
