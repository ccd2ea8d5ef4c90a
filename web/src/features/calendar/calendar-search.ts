import * as z from 'zod/mini';
import { anyText, lenient } from '../../lib/list-search.ts';

export const CALENDAR_VIEWS = ['month', 'week', 'day', 'agenda', 'resources'] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** What the calendar keeps in its address. */
export const calendarSearch = z.object({
  view: lenient(z.enum(CALENDAR_VIEWS)),
  /** A day of what is shown, such as `2026-12-01`; today where it is left out. */
  day: lenient(z.string().check(z.refine(isDay))),
  campaignId: anyText,
  /** What has a row of its own in the view of resources. */
  rows: lenient(z.enum(['campaign', 'brand'])),
});
export type CalendarSearch = z.output<typeof calendarSearch>;

function isDay(text: string): boolean {
  return /^[12]\d{3}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
}
