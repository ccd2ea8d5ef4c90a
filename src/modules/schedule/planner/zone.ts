import { openZone as openKnownZone, type Zone } from '#kernel/zone';
import { scheduleError } from './errors.ts';

export { DAY_MS, dayText, MINUTE_MS, parseDay, parseMinute, type Zone } from '#kernel/zone';

/** Throws `schedule.zone_unknown` for a name that the runtime does not know. */
export function openZone(timeZone: string): Zone {
  try {
    return openKnownZone(timeZone);
  } catch (error) {
    throw scheduleError('schedule.zone_unknown', { timeZone }, error);
  }
}
