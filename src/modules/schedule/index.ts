export { holidaysOf } from './holidays.ts';
export {
  planTasks,
  tellReason,
  type Change,
  type Conflict,
  type Placement,
  type Plan,
  type PlanRequest,
  type Reason,
  type Resolution,
  type TaskRequest,
  type Unplaced,
} from './planner/index.ts';
