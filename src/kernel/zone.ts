export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** A time zone: instants are epoch milliseconds, local days are numbered from 1970-01-01, which is 0. */
export interface Zone {
  /** The local day of an instant. */
  readonly dayOf: (instant: number) => number;
  /**
   * The instant of a wall time in minutes after midnight. One that does not exist is moved forward by the length of the
   * gap, one that comes twice is the first (`disambiguation: 'compatible'` of Temporal).
   */
  readonly instantOf: (day: number, minute: number) => number;
  /** `YYYY-MM-DDTHH:MM` by the wall clock. */
  readonly tell: (instant: number) => string;
}

/** Offsets change at quarters of an hour, everywhere since 1972, and no zone has changed twice in a day. */
const QUARTER_MS = 15 * MINUTE_MS;

/** Throws a `RangeError` for a name that the runtime does not know. */
export function openZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const offsetAt = keepOffsets((instant) => readOffset(format, instant));
  const instantOf = (day: number, minute: number): number => {
    const wall = day * DAY_MS + minute * MINUTE_MS;
    const earlier = offsetAt(wall - DAY_MS);
    const later = offsetAt(wall + DAY_MS);
    if (earlier === later || offsetAt(wall - earlier) === earlier) return wall - earlier;
    return offsetAt(wall - later) === later ? wall - later : wall - earlier;
  };
  return {
    instantOf,
    dayOf: (instant) => Math.floor((instant + offsetAt(instant)) / DAY_MS),
    tell: (instant) => new Date(instant + offsetAt(instant)).toISOString().slice(0, 16),
  };
}

/** Asks for the ends of a day, and for quarters of an hour only in a day whose ends differ. */
function keepOffsets(read: (instant: number) => number): (instant: number) => number {
  const known = new Map<number, number>();
  const offsetFrom = (instant: number): number => {
    const offset = known.get(instant) ?? read(instant);
    known.set(instant, offset);
    return offset;
  };
  return (instant) => {
    const day = Math.floor(instant / DAY_MS) * DAY_MS;
    const offset = offsetFrom(day);
    if (offset === offsetFrom(day + DAY_MS)) return offset;
    return offsetFrom(Math.floor(instant / QUARTER_MS) * QUARTER_MS);
  };
}

/** Milliseconds that the wall clock is ahead of UTC at an instant. */
function readOffset(format: Intl.DateTimeFormat, instant: number): number {
  const parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of format.formatToParts(instant))
    if (type in parts) parts[type as keyof typeof parts] = Number(value);
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}

/** The number of a local day; undefined for a text that names none. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || dayText(at / DAY_MS) !== text ? undefined : at / DAY_MS;
}

/** `YYYY-MM-DD` of a day by its number. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Minutes after midnight of `HH:MM`, up to `24:00`; undefined for a text that names none. */
export function parseMinute(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return Number.isNaN(minute) || Number(minutes) > 59 || minute > 1_440 ? undefined : minute;
}
