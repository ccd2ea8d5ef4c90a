export type { Change, Plan } from './plan.ts';
export { planTasks } from './plan-tasks.ts';
export type { Holiday, PlanRequest, TaskRequest, WorkingHours } from './request.ts';
export { tellReason } from './tell.ts';
