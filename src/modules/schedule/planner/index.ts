export type { Change, Conflict, Plan } from './plan.ts';
export { OVERHANG_DAYS } from './calendar.ts';
export { planTasks } from './plan-tasks.ts';
export type { Holiday, PlanRequest, Resource, TaskRequest, WorkingHours } from './request.ts';
export { tellReason } from './tell.ts';
