/** The only source of time for domain code; tests pass their own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands at one moment, for tests and for deterministic outputs. */
export function fixedClock(at: string | Date): Clock {
  const moment = new Date(at);
  return { now: () => new Date(moment) };
}
