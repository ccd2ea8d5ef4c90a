import { afterAll, beforeAll, expect, it } from 'vitest';
import { contextFor, createTask, proposeCalendar } from '#flows/index';
import { fixedClock } from '#kernel/clock';
import { smallBrief } from '#test/briefs';
import { handIn, openTestHouse, type TestHouse } from '#test/house';
import { approveTask } from '#test/tasks';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

it('SCH-2 approved work gets its place however much newer work stands before it', async () => {
  const clock = fixedClock(new Date('2026-12-07T08:00:00Z'));
  const ctx = contextFor({ ...house, clock }, { kind: 'operator', via: 'cli' });
  const { campaignId } = await handIn(house, smallBrief());
  const proposed = { type: 'swot_analysis', priority: 'LOW', confidence: 1, reason: '' } as const;
  const old = await createTask(ctx, { ...proposed, campaignId, dependsOn: [] });
  await approveTask(house, old);
  // None of these is approved.
  await house.db.pool.query(
    `insert into task select (jsonb_populate_record(t, jsonb_build_object('id', 'tsk_z' || n))).* from task t, generate_series(1, 10100) n where t.id = $1`,
    [old.id],
  );
  const plan = await proposeCalendar(ctx, { from: '2026-12-07', to: '2026-12-11' });
  expect(plan.placements.map(({ taskId }) => taskId)).toEqual([old.id]);
  expect(plan.isCut).toBe(false);
}, 60_000);
