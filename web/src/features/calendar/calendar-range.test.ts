import { expect, it } from 'vitest';
import { rangeOf, rangeWords, turnedTo } from './calendar-range.ts';

it('SCH-4 a month is shown in six weeks from Monday on, and a month of resources by itself', () => {
  expect(rangeOf('month', '2026-12-15')).toEqual({ first: '2026-11-30', last: '2027-01-10' });
  expect(rangeOf('month', '2027-02-01')).toEqual({ first: '2027-02-01', last: '2027-03-14' });
  expect(rangeOf('resources', '2028-02-11')).toEqual({ first: '2028-02-01', last: '2028-02-29' });
});

it('SCH-4 weeks begin on Monday, the agenda with its day', () => {
  expect(rangeOf('week', '2026-12-06')).toEqual({ first: '2026-11-30', last: '2026-12-06' });
  expect(rangeOf('agenda', '2026-12-06')).toEqual({ first: '2026-12-06', last: '2026-12-19' });
  expect(rangeOf('day', '2026-12-06')).toEqual({ first: '2026-12-06', last: '2026-12-06' });
});

it('SCH-4 leads on and back without leaving a month out', () => {
  expect(turnedTo('month', '2027-01-31', 1)).toBe('2027-02-01');
  expect(turnedTo('month', '2027-01-31', -1)).toBe('2026-12-01');
  expect(turnedTo('week', '2026-12-30', 1)).toBe('2027-01-06');
  expect(rangeWords('month', '2027-01-31')).toBe('January 2027');
});
