import { expect, it } from 'vitest';
import type { ScheduledTask } from '#modules/schedule/contract';
import { eventsOf } from './calendar-events.ts';
import { openWallClock } from './wall-clock.ts';

const clock = openWallClock('Europe/Berlin');
const itemAt = (id: string, runAt: string, minutes = 30): ScheduledTask => ({
  id,
  taskId: `t${id}`,
  title: id,
  type: 'swot',
  priority: 'LOW',
  campaignId: 'c',
  campaignName: 'C',
  brandId: null,
  runAt: new Date(runAt),
  endAt: new Date(Date.parse(runAt) + minutes * 60_000),
  windowEnd: new Date(runAt),
  state: 'SCHEDULED',
  isFixed: false,
  isDryRun: true,
  why: [],
  problem: null,
  attempts: 0,
  taskRunId: null,
  startedAt: null,
  endedAt: null,
});
const byDay = { keyOf: (_: unknown, wall: string) => wall.slice(0, 10), most: 3, moreAt: () => '23:00:00' };

it('SCH-4 a day draws as many as it has room for, and says how many more there are', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((id, n) => itemAt(id, `2026-12-01T1${n}:00:00Z`));
  const events = eventsOf([...many, itemAt('f', '2026-12-02T08:00:00Z')], clock, byDay);
  expect(events.map(({ title, start }) => [title, start])).toEqual([
    ['a', '2026-12-01 11:00:00'],
    ['b', '2026-12-01 12:00:00'],
    ['3 more', '2026-12-01 23:00:00'],
    ['f', '2026-12-02 09:00:00'],
  ]);
});

it('SCH-4 as many as there is room for are all drawn', () => {
  const three = ['a', 'b', 'c'].map((id) => itemAt(id, '2026-12-01T08:00:00Z'));
  expect(eventsOf(three, clock, byDay)).toHaveLength(3);
});

it('SCH-4 what is done while the clock is put back ends after it begins', () => {
  const [event] = eventsOf([itemAt('a', '2026-10-25T00:45:00Z', 30)], clock, byDay);
  expect(event).toMatchObject({ start: '2026-10-25 02:45:00', end: '2026-10-25 02:45:59' });
});
