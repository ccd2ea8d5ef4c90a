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

/** So many people, accounts and rooms the days of a brand have. */
export const MOST_RESOURCES = 50;

/** Why a whole day is free. */
export const OFF_KINDS = ['holiday', 'blackout'] as const;

/** So much of the calendar is given at once. */
export const MOST_ITEMS = 5_000;
export const MOST_DAYS = 400;

/** What shares a place in an outline of the calendar: a day, an hour of a day, or a day of a campaign or brand. */
export const OUTLINE_PLACES = ['day', 'hour', 'campaign', 'brand'] as const;
export type OutlinePlace = (typeof OUTLINE_PLACES)[number];

/** So many campaigns or brands an outline has, the busiest ones. */
export const MOST_OUTLINE_ROWS = 10;
