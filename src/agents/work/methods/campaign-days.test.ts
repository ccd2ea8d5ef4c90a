import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, listDays, weekdayOf, weekendOf } from './campaign-days.ts';

describe('days of a campaign', () => {
  it('EXE-2 counts days over months and leap years', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysBetween('2026-11-27', '2026-12-24')).toBe(28);
    expect(daysBetween('2026-12-24', '2026-11-27')).toBe(0);
    expect([weekdayOf('2026-11-27'), weekdayOf('2026-11-29')]).toEqual([5, 7]);
  });

  it('EXE-2 knows the days off of each market', () => {
    expect([weekendOf('DE'), weekendOf('SA'), weekendOf('AE')]).toEqual([
      [6, 7],
      [5, 6],
      [6, 7],
    ]);
    const span = { first: '2026-12-03', last: '2026-12-09' };
    const days = listDays(span, {
      markets: ['AE', 'SA'],
      holidays: [{ date: '2026-12-08', market: 'AE', name: 'Day' }],
      onRestDays: false,
    });
    expect(days.filter(({ rest }) => rest === undefined).map(({ date }) => date)).toEqual([
      '2026-12-03',
      '2026-12-07',
      '2026-12-09',
    ]);
    expect(days.find(({ date }) => date === '2026-12-04')?.rest).toBe('day off in SA');
    expect(days.find(({ date }) => date === '2026-12-08')?.rest).toBe('Day (AE)');
    expect(
      listDays(span, { markets: ['SA'], holidays: [], onRestDays: true }).every(
        ({ rest }) => rest === undefined,
      ),
    ).toBe(true);
  });
});
