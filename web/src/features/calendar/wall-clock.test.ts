import { expect, it } from 'vitest';
import { dayAfter, openWallClock } from './wall-clock.ts';

const berlin = openWallClock('Europe/Berlin');
const iso = (day: string, time: string): string | undefined => berlin.instantOf(day, time)?.toISOString();

it('SCH-4 shows instants by the clock of the calendar, before and after the hour is put forward', () => {
  expect(berlin.wallOf(new Date('2026-03-28T08:00:00Z'))).toBe('2026-03-28 09:00:00');
  expect(berlin.wallOf(new Date('2026-03-29T07:00:00Z'))).toBe('2026-03-29 09:00:00');
  expect([iso('2026-03-28', '09:00'), iso('2026-03-29', '09:00')]).toEqual([
    '2026-03-28T08:00:00.000Z',
    '2026-03-29T07:00:00.000Z',
  ]);
  // There is no 02:30 on that day.
  expect(iso('2026-03-29', '02:30')).toBe('2026-03-29T01:30:00.000Z');
  expect(berlin.timeOf(new Date('2026-03-29T01:30:00Z'))).toBe('03:30');
});

it('SCH-4 shows instants by the clock of the calendar, before and after the hour is put back', () => {
  expect([iso('2026-10-24', '09:00'), iso('2026-10-25', '09:00')]).toEqual([
    '2026-10-24T07:00:00.000Z',
    '2026-10-25T08:00:00.000Z',
  ]);
  expect(iso('2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z');
  expect(berlin.dayOf(new Date('2026-10-25T22:30:00Z'))).toBe('2026-10-25');
  expect(berlin.dayOf(new Date('2026-10-25T23:00:00Z'))).toBe('2026-10-26');
});

it('SCH-4 takes no day that is none, and counts days over months', () => {
  expect(iso('2026-02-30', '09:00')).toBeUndefined();
  expect(iso('2026-02-28', '25:00')).toBeUndefined();
  expect(iso('', '')).toBeUndefined();
  expect([dayAfter('2026-02-28'), dayAfter('2028-02-28'), dayAfter('2026-01-01', -1)]).toEqual([
    '2026-03-01',
    '2028-02-29',
    '2025-12-31',
  ]);
});
