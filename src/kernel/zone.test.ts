import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS, openZone, parseDay } from './zone.ts';

const day = (text: string): number => parseDay(text) ?? Number.NaN;
const at = (zone: string, date: string, minute: number): string =>
  new Date(openZone(zone).instantOf(day(date), minute)).toISOString();

it('SCH-4 the hour that is missing in spring moves what stands in it forward', () => {
  // Berlin goes from 02:00 to 03:00 on 29 March 2026, at 01:00 UTC.
  expect(at('Europe/Berlin', '2026-03-29', 90)).toBe('2026-03-29T00:30:00.000Z');
  expect(at('Europe/Berlin', '2026-03-29', 150)).toBe('2026-03-29T01:30:00.000Z');
  expect(at('Europe/Berlin', '2026-03-29', 180)).toBe('2026-03-29T01:00:00.000Z');
  expect(at('Europe/Berlin', '2026-03-29', 9 * 60)).toBe('2026-03-29T07:00:00.000Z');
  expect(at('Europe/Berlin', '2026-03-28', 9 * 60)).toBe('2026-03-28T08:00:00.000Z');
  expect(openZone('Europe/Berlin').tell(Date.parse('2026-03-29T01:30:00Z'))).toBe('2026-03-29T03:30');
});

it('SCH-4 of the hour that comes twice in autumn the first is meant', () => {
  // Berlin goes from 03:00 to 02:00 on 25 October 2026, at 01:00 UTC; New York on 1 November, at 06:00 UTC.
  expect(at('Europe/Berlin', '2026-10-25', 150)).toBe('2026-10-25T00:30:00.000Z');
  expect(at('Europe/Berlin', '2026-10-25', 180)).toBe('2026-10-25T02:00:00.000Z');
  expect(at('America/New_York', '2026-11-01', 90)).toBe('2026-11-01T05:30:00.000Z');
  const zone = openZone('Europe/Berlin');
  expect(zone.tell(Date.parse('2026-10-25T00:30:00Z'))).toBe('2026-10-25T02:30');
  expect(zone.tell(Date.parse('2026-10-25T01:30:00Z'))).toBe('2026-10-25T02:30');
  expect(zone.dayOf(Date.parse('2026-10-25T22:59:00Z'))).toBe(day('2026-10-25'));
  expect(zone.dayOf(Date.parse('2026-10-25T23:00:00Z'))).toBe(day('2026-10-26'));
});

it('SCH-4 a wall time that there is comes back from its instant, in every zone', () => {
  const zones = ['UTC', 'Asia/Kathmandu', 'America/Caracas', 'Australia/Lord_Howe', 'Pacific/Apia'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: day('2011-01-01'), max: day('2035-01-01') }),
      fc.integer({ min: 0, max: 1_439 }),
      (name, number, minute) => {
        const zone = openZone(name);
        const instant = zone.instantOf(number, minute);
        const wall = Date.parse(`${zone.tell(instant)}Z`);
        const wanted = number * DAY_MS + minute * MINUTE_MS;
        // Only a time that is left out by a change of the clock becomes a later one.
        expect(wall).toBeGreaterThanOrEqual(wanted);
        expect(wall - wanted).toBeLessThanOrEqual(DAY_MS);
        const before = Date.parse(`${zone.tell(instant - 2 * DAY_MS)}Z`) - (instant - 2 * DAY_MS);
        if (wall !== wanted) expect(wall - instant).not.toBe(before);
      },
    ),
    { numRuns: 300 },
  );
});

it('SCH-4 a zone that does not exist is refused', () => {
  expect(() => openZone('Europe/Nowhere')).toThrow(RangeError);
});
