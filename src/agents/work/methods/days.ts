const DAY_MS = 86_400_000;

/** The day so many days after another, both `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one to another, both counted: 28 from 27 November to 24 December. */
export function daysInclusive(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** Whole days since a date given as `2026`, `2026-08` or `2026-08-31`; a month or a year counts from its last day. */
export function ageInDays(date: string, today: string): number {
  const [year = 0, month = 12, day] = date.split('-').map(Number);
  const last = day ?? new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Math.max(0, Math.round((Date.parse(today) - Date.UTC(year, month - 1, last)) / DAY_MS));
}

/** The day itself, or the Monday after it where it is a Saturday or Sunday. */
export function workingDay(day: string): string {
  const weekday = new Date(day).getUTCDay();
  return addDays(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/** `24 December 2026`. */
export function longDay(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
}
