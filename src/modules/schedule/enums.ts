/** Names of the contract, without schemas. */

/** How a task in the calendar stands (SCH-1). */
export const SCHEDULE_STATES = ['SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'SKIPPED'] as const;
export type ScheduleState = (typeof SCHEDULE_STATES)[number];

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** What a pause holds back. */
export const PAUSE_SCOPES = ['workspace', 'brand', 'campaign'] as const;
export type PauseScope = (typeof PAUSE_SCOPES)[number];

/** Why a whole day is free. */
export const OFF_KINDS = ['holiday', 'blackout'] as const;

/** So much of the calendar is given at once. */
export const MOST_ITEMS = 5_000;
export const MOST_DAYS = 400;
