import type { PlanRequest, Weekday, WorkingHours } from './request.ts';
import { dayText, MINUTE_MS, parseDay, parseMinute, type Zone } from './zone.ts';

/** Days after the range that are known as well, to say how far it would have to reach. */
export const OVERHANG_DAYS = 92;
const WEEKDAYS: readonly Weekday[] = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'];

/** The days that are looked at, by index from the first of the range. */
export interface Days {
  readonly first: number;
  /** Days of the range. */
  readonly inRange: number;
  /** Those and the ones after it. */
  readonly count: number;
  /** Instant of the first moment of each day, and of the one after the last. */
  readonly starts: Float64Array;
  /** The instant at which the range ends. */
  readonly rangeEnd: number;
}

export interface Closed {
  readonly cause: 'holiday' | 'blackout' | 'no_hours';
  readonly name: string;
}

/** When a set of resources works: spans in order, without overlap, none over midnight. */
export interface Calendar {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Index of the first span of each day, and one more at the end. */
  readonly firstSpan: Int32Array;
  readonly closed: readonly (Closed | undefined)[];
  /** Milliseconds of work on each day. */
  readonly open: Float64Array;
  /** The longest span of the range in milliseconds. */
  readonly longest: number;
}

/** Days from the range of a request that was checked. */
export function layOutDays({ range }: PlanRequest, zone: Zone): Days {
  const first = parseDay(range.from) ?? 0;
  const inRange = (parseDay(range.to) ?? first) - first + 1;
  const count = inRange + OVERHANG_DAYS;
  const starts = Float64Array.from({ length: count + 1 }, (_, i) => zone.instantOf(first + i, 0));
  return { first, inRange, count, starts, rangeEnd: starts[inRange] ?? 0 };
}

/** Index of the day of an instant; below 0 or at least `count` when it is not among them. */
export function indexOfDay(days: Days, zone: Zone, instant: number): number {
  return zone.dayOf(instant) - days.first;
}

/** Makes calendars for sets of resources (by index); equal ones are made once. */
export function openCalendars(
  request: PlanRequest,
  days: Days,
  zone: Zone,
): (resources: readonly number[]) => Calendar {
  const given = request.resources ?? [];
  const holidays = new Map(sorted(request.holidays ?? [], (h) => h.date + h.name).map((h) => [h.date, h]));
  const blackouts = sorted(request.blackouts ?? [], (b) => `${b.from}${b.to}${b.reason}`);
  const own = new Set(blackouts.flatMap((b) => b.resourceIds ?? []));
  const isSpecial = (index: number): boolean =>
    given[index]?.workingHours !== undefined || own.has(given[index]?.id ?? '');
  const weeks = new Map<WorkingHours, Week>();
  const made = new Map<string, Calendar>();

  const make = (resources: readonly number[]): Calendar => {
    const hours = resources.map((index) => given[index]?.workingHours ?? request.workingHours);
    const unique = [...new Set(hours.length === 0 ? [request.workingHours] : hours)];
    const ids = new Set(resources.map((index) => given[index]?.id ?? ''));
    return buildCalendar(days, {
      spansOf: (day) =>
        unique
          .map((week) => spansOf(weekOf(week, weeks), { day, days, zone }))
          .reduce((a, b) => intersect(a, b)),
      closedOn: (date) => {
        const holiday = holidays.get(date);
        if (holiday !== undefined) return { cause: 'holiday', name: holiday.name };
        const blackout = blackouts.find(
          (b) => b.from <= date && date <= b.to && (b.resourceIds?.some((id) => ids.has(id)) ?? true),
        );
        return blackout && { cause: 'blackout', name: blackout.reason };
      },
    });
  };
  return (resources) => {
    const special = resources.filter(isSpecial);
    const needsHouse = special.length < resources.length || resources.length === 0;
    const key = `${needsHouse ? 'house,' : ''}${special.join(',')}`;
    const calendar = made.get(key) ?? make(needsHouse ? resources : special);
    made.set(key, calendar);
    return calendar;
  };
}

/** Spans as pairs of minutes after midnight, by weekday of the day number modulo 7 (1970-01-01 was a Thursday). */
type Week = readonly (readonly (readonly [number, number])[])[];

function weekOf(hours: WorkingHours, known: Map<WorkingHours, Week>): Week {
  const before = known.get(hours);
  if (before !== undefined) return before;
  const week = WEEKDAYS.map((weekday) =>
    (hours[weekday] ?? []).map(({ from, to }) => [parseMinute(from) ?? 0, parseMinute(to) ?? 0] as const),
  );
  known.set(hours, week);
  return week;
}

/** Starts and ends in turn. */
type Stretches = readonly number[];

/** The spans of a day as instants, joined where they touch or where a missing hour makes them overlap. */
function spansOf(week: Week, { day, days, zone }: { day: number; days: Days; zone: Zone }): Stretches {
  const number = days.first + day;
  const dayStart = days.starts[day] ?? 0;
  const dayEnd = days.starts[day + 1] ?? 0;
  const instants = (week[((number % 7) + 7) % 7] ?? [])
    .map(([from, to]) => [zone.instantOf(number, from), zone.instantOf(number, to)] as const)
    .toSorted((a, b) => a[0] - b[0]);
  const joined: number[] = [];
  for (const [from, to] of instants) {
    const start = Math.max(from, dayStart);
    const end = Math.min(to, dayEnd);
    if (end <= start) continue;
    const last = joined.length - 1;
    if (last > 0 && start <= (joined[last] ?? 0)) joined[last] = Math.max(joined[last] ?? 0, end);
    else joined.push(start, end);
  }
  return joined;
}

function intersect(a: Stretches, b: Stretches): Stretches {
  const shared: number[] = [];
  for (let i = 0; i < a.length; i += 2) {
    for (let j = 0; j < b.length; j += 2) {
      const start = Math.max(a[i] ?? 0, b[j] ?? 0);
      const end = Math.min(a[i + 1] ?? 0, b[j + 1] ?? 0);
      if (start < end) shared.push(start, end);
    }
  }
  return shared;
}

interface DayRules {
  readonly spansOf: (day: number) => Stretches;
  readonly closedOn: (date: string) => Closed | undefined;
}

function buildCalendar(days: Days, rules: DayRules): Calendar {
  const starts: number[] = [];
  const ends: number[] = [];
  const closed: (Closed | undefined)[] = [];
  const firstSpan = new Int32Array(days.count + 1);
  const open = new Float64Array(days.count);
  let longest = 0;
  for (let day = 0; day < days.count; day++) {
    firstSpan[day] = starts.length;
    const spans = rules.spansOf(day);
    const reason = rules.closedOn(dayText(days.first + day));
    closed.push(reason ?? (spans.length === 0 ? { cause: 'no_hours', name: '' } : undefined));
    if (reason !== undefined) continue;
    for (let i = 0; i < spans.length; i += 2) {
      const length = (spans[i + 1] ?? 0) - (spans[i] ?? 0);
      starts.push(spans[i] ?? 0);
      ends.push(spans[i + 1] ?? 0);
      open[day] = (open[day] ?? 0) + length;
      if (day < days.inRange) longest = Math.max(longest, length);
    }
  }
  firstSpan[days.count] = starts.length;
  return { starts, ends, firstSpan, closed, open, longest };
}

/** The first whole minute from `from` on at which a span has room for `length`; Infinity when none has. */
export function earliestStart({ starts, ends }: Calendar, from: number, length: number): number {
  for (let i = firstEndingAfter(ends, from); i < starts.length; i++) {
    const start = wholeMinute(Math.max(from, starts[i] ?? 0));
    if (start + length <= (ends[i] ?? 0)) return start;
  }
  return Infinity;
}

/** The latest instant at which work of that length starts and is done by `until`; -Infinity when none is. */
export function latestStart({ starts, ends }: Calendar, until: number, length: number): number {
  for (let i = Math.min(firstEndingAfter(ends, until), starts.length - 1); i >= 0; i--) {
    const start = Math.min(until, ends[i] ?? 0) - length;
    if (start >= (starts[i] ?? 0)) return start;
  }
  return -Infinity;
}

/** The next instant that is a whole minute, or this one. */
export function wholeMinute(instant: number): number {
  return Math.ceil(instant / MINUTE_MS) * MINUTE_MS;
}

function firstEndingAfter(ends: readonly number[], instant: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}

function sorted<T>(things: readonly T[], key: (thing: T) => string): T[] {
  return things.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
