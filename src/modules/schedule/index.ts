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
  newCalendarRules,
  type NewCalendarFeed,
  type Pause,
  type ProposedPlan,
  type ScheduledTask,
  type SharedResource,
} from './contract.ts';
export {
  MOST_FEED_NAME,
  MOST_ITEMS,
  MOST_OUTLINE_ROWS,
  type OutlinePlace,
  PAUSE_SCOPES,
  WEEKDAYS,
} from './enums.ts';
export { holidaysOf, isMarket } from './holidays.ts';
export {
  type Conflict,
  OVERHANG_DAYS,
  planTasks,
  type PlanRequest,
  type Resource,
  type TaskRequest,
  tellReason,
} from './planner/index.ts';
export { scheduleError } from './errors.ts';
export * as rulesStore from './rules-store.ts';
export * as scheduleStore from './store.ts';
