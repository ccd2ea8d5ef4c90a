import { dayText, openZone, parseDay, parseMinute } from '#kernel/zone';

/** The clock on the wall in the time zone of a calendar: the library of the page knows no zones. */
export interface WallClock {
  readonly timeZone: string;
  /** `2026-12-01 09:30:00`, as the views take times. */
  readonly wallOf: (at: Date) => string;
  /** `2026-12-01` */
  readonly dayOf: (at: Date) => string;
  /** `09:30` */
  readonly timeOf: (at: Date) => string;
  /** Undefined for what is no day or time; a time that is left out by a change of the clock becomes a later one. */
  readonly instantOf: (day: string, time: string) => Date | undefined;
}

/** Throws a `RangeError` for a zone that does not exist. */
export function openWallClock(timeZone: string): WallClock {
  const zone = openZone(timeZone);
  const tell = (at: Date): string => zone.tell(at.getTime());
  return {
    timeZone,
    wallOf: (at) => `${tell(at).replace('T', ' ')}:00`,
    dayOf: (at) => tell(at).slice(0, 10),
    timeOf: (at) => tell(at).slice(11),
    instantOf: (day, time) => {
      const [number, minute] = [parseDay(day), parseMinute(time)];
      return number === undefined || minute === undefined
        ? undefined
        : new Date(zone.instantOf(number, minute));
    },
  };
}

/** The day that lies so many days after another one. */
export function dayAfter(day: string, days = 1): string {
  return dayText((parseDay(day) ?? 0) + days);
}
