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
const hidden = { campaignId: 'c', brandId: null, count: 3 };

it('SCH-4 items stand at the time of the calendar, and what has no room on a day stands last', () => {
  const outlined = {
    items: [itemAt('a', '2026-12-01T10:00:00Z')],
    more: [{ ...hidden, at: new Date('2026-12-01T23:30:00Z') }],
  };
  expect(eventsOf(outlined, clock, { moreAt: 'day' })).toMatchObject([
    { title: 'a', start: '2026-12-01 11:00:00', end: '2026-12-01 11:30:00' },
    { title: '3 more', start: '2026-12-02 23:59:00', payload: { kind: 'more', day: '2026-12-02', count: 3 } },
  ]);
  expect(eventsOf(outlined, clock, { moreAt: 'hour' })[1]).toMatchObject({ start: '2026-12-02 00:00:00' });
});

it('SCH-4 items and what has no room stand in the row of their campaign', () => {
  const outlined = {
    items: [itemAt('a', '2026-12-01T10:00:00Z')],
    more: [{ ...hidden, at: new Date('2026-12-01T10:30:00Z') }],
  };
  const events = eventsOf(outlined, clock, { moreAt: 'day', rowOf: ({ campaignId }) => campaignId });
  expect(events.map(({ resourceId }) => resourceId)).toEqual(['c', 'c']);
});

it('SCH-4 what is done while the clock is put back ends after it begins', () => {
  const [event] = eventsOf({ items: [itemAt('a', '2026-10-25T00:45:00Z', 30)], more: [] }, clock, {
    moreAt: 'day',
  });
  expect(event).toMatchObject({ start: '2026-10-25 02:45:00', end: '2026-10-25 02:45:59' });
});
