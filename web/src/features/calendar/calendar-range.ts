import type { CalendarView } from './calendar-search.ts';
import { dayAfter } from './wall-clock.ts';

/** First and last day of what is shown. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

const AGENDA_DAYS = 14;
/** A month is shown with the days around it, in six weeks. */
const MONTH_DAYS = 42;

const weekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
const mondayOf = (day: string): string => dayAfter(day, -weekday(day));
const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

/** The days that a view shows around a day. Weeks begin on Monday. */
export function rangeOf(view: CalendarView, day: string): DayRange {
  switch (view) {
    case 'month': {
      const first = mondayOf(firstOfMonth(day));
      return { first, last: dayAfter(first, MONTH_DAYS - 1) };
    }
    case 'resources':
      return { first: firstOfMonth(day), last: dayAfter(monthAfter(day, 1), -1) };
    case 'week':
      return { first: mondayOf(day), last: dayAfter(mondayOf(day), 6) };
    case 'day':
      return { first: day, last: day };
    case 'agenda':
      return { first: day, last: dayAfter(day, AGENDA_DAYS - 1) };
  }
}

/** A day of the range before or after the one that is shown. */
export function turnedTo(view: CalendarView, day: string, by: -1 | 1): string {
  if (view === 'month' || view === 'resources') return monthAfter(day, by);
  return dayAfter(day, by * { week: 7, day: 1, agenda: AGENDA_DAYS }[view]);
}

/** The first of the month that lies so many months after that of a day. */
function monthAfter(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

const words = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
  return (day: string): string => format.format(new Date(`${day}T00:00:00Z`));
};
/** `Tuesday, December 1, 2026` */
export const longDay = words({ dateStyle: 'full' });
/** `Dec 1, 2026` */
export const shortDay = words({ dateStyle: 'medium' });
const monthWords = words({ month: 'long', year: 'numeric' });

/** What a view shows, in words. */
export function rangeWords(view: CalendarView, day: string): string {
  if (view === 'month' || view === 'resources') return monthWords(day);
  if (view === 'day') return longDay(day);
  const { first, last } = rangeOf(view, day);
  return `${shortDay(first)} to ${shortDay(last)}`;
}
