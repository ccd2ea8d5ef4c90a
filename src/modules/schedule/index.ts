export { writeCalendar } from './calendar-text.ts';
export * as feedStore from './feed-store.ts';
export {
  type CalendarDay,
  type CalendarOutline,
  type CalendarFeed,
  type CalendarRules,
  calendarRules,
  type FeedInput,
  MOST_DAYS,
  type NewCalendarFeed,
  type Pause,
  type ProposedPlan,
  type ScheduledTask,
} from './contract.ts';
export {
  MOST_FEED_NAME,
  MOST_ITEMS,
  MOST_OUTLINE_ROWS,
  type OutlinePlace,
  PAUSE_SCOPES,
  WEEKDAYS,
} from './enums.ts';
export { holidaysOf } from './holidays.ts';
export { planTasks, type PlanRequest, type TaskRequest, tellReason } from './planner/index.ts';
export { scheduleError } from './errors.ts';
export * as scheduleStore from './store.ts';
