export type {
  Blackout,
  Holiday,
  PlanRequest,
  Priority,
  Resource,
  TaskRequest,
  Weekday,
  WorkingHours,
  WorkingSpan,
} from './request.ts';
export type {
  Change,
  Conflict,
  DayObstacle,
  FixedConflict,
  Placement,
  Plan,
  PlanMeasures,
  Reason,
  Resolution,
  Unplaced,
} from './plan.ts';
export { planTasks } from './plan-tasks.ts';
export { tellReason } from './tell.ts';
