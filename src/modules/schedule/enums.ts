/** Names of the contract, without schemas. */

/** How a task in the calendar stands (SCH-1). */
export const SCHEDULE_STATES = ['SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED'] as const;
export type ScheduleState = (typeof SCHEDULE_STATES)[number];

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The longest name of a link to the calendar. */
export const MOST_FEED_NAME = 100;

/** What a pause holds back, and a link to the calendar shows. */
export const PAUSE_SCOPES = ['workspace', 'brand', 'campaign'] as const;
export type PauseScope = (typeof PAUSE_SCOPES)[number];
