import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor, type FlowDeps } from '#flows/deps';
import { createTask, dropTask, updateTask } from '#flows/tasks/change-tasks';
import { getTask } from '#flows/tasks/read-tasks';
import { fixedClock } from '#kernel/clock';
import { decideApproval, getApproval } from '#modules/approvals/index';
import { calendarRules } from '#modules/schedule/contract';
import type { Task } from '#modules/tasks/index';
import { smallBrief } from '#test/briefs';
import { startTaskWorker } from '#test/task-worker';
import { approveTask } from '#test/tasks';
import { handIn, openTestHouse, type TestHouse, until } from '#test/house';
import { listDays, setCalendarRules } from './calendar-rules.ts';
import { applyCalendar, proposeCalendar } from './plan-calendar.ts';
import { outlineSchedule } from './outline-schedule.ts';
import { putTask, removeTask } from './put-task.ts';
import { listPauses, listSchedule, listTray, pauseWork, resumeWork } from './read-schedule.ts';
import { tick } from './tick.ts';

let house: TestHouse;
let worker: Awaited<ReturnType<typeof startTaskWorker>>;
/** A Monday. */
const MONDAY = new Date('2026-12-07T08:00:00Z');
const at = (clock: Date): FlowDeps => ({ ...house, clock: fixedClock(clock) });
const ctx = (clock: Date = MONDAY) => contextFor(at(clock), { kind: 'operator', via: 'cli' });
const later = (minutes: number): Date => new Date(MONDAY.getTime() + minutes * 60_000);
beforeAll(async () => {
  house = await openTestHouse();
  worker = await startTaskWorker(house);
});
afterAll(async () => {
  await worker.stop();
  await house.close();
});

let count = 0;
async function newCampaign(): Promise<string> {
  const key = `calendar-${++count}`;
  await handIn(house, smallBrief({ campaign_id: key }), `${key}.json`);
  return key;
}

async function approved(
  campaignId: string,
  more: Partial<Parameters<typeof createTask>[1]> = {},
): Promise<Task> {
  const base = {
    campaignId,
    type: 'swot_analysis',
    priority: 'MEDIUM',
    confidence: 1,
    reason: '',
    dependsOn: [],
  } as const;
  const made = await createTask(ctx(), { ...base, ...more });
  const { contentHash } = await getApproval(ctx(), { id: made.approvalId });
  await decideApproval(ctx(), { id: made.approvalId, contentHash, decision: 'approve' });
  return made;
}

const standing = async (campaignId: string) =>
  (await listSchedule(ctx(), { campaignId, from: new Date(0), to: new Date('2100-01-01'), limit: 100 }))
    .items;
const placeOf = async (campaignId: string, task: Task) =>
  (await standing(campaignId)).find(({ taskId }) => taskId === task.id);

describe('the days of a calendar', () => {
  it('SCH-4 are told one by one, with hours, holidays and blackouts by their names', async () => {
    await setCalendarRules(ctx(), {
      brandId: '',
      rules: calendarRules.parse({
        timeZone: 'Europe/Berlin',
        workingHours: { fri: [{ from: '09:00', to: '12:00' }], mon: [{ from: '13:00', to: '17:00' }] },
        blackouts: [{ from: '2026-12-21', to: '2026-12-25', reason: 'Stocktaking' }],
        holidaysOf: ['DE'],
      }),
    });
    const { timeZone, items } = await listDays(ctx(), { brandId: '', from: '2026-12-24', to: '2026-12-28' });
    expect(timeZone).toBe('Europe/Berlin');
    expect(items.map(({ day, isWorked, spans }) => [day, isWorked, spans.length])).toEqual([
      ['2026-12-24', false, 0],
      ['2026-12-25', false, 1],
      ['2026-12-26', false, 0],
      ['2026-12-27', false, 0],
      ['2026-12-28', true, 1],
    ]);
    expect(items[1]?.off).toEqual([
      { kind: 'holiday', name: 'Christmas Day (DE)' },
      { kind: 'blackout', name: 'Stocktaking' },
    ]);
    expect(items[4]).toMatchObject({ spans: [{ from: '13:00', to: '17:00' }], off: [] });
    await setCalendarRules(ctx(), { brandId: '', rules: calendarRules.parse({ maxTasksPerDay: 0 }) });
    const idle = await listDays(ctx(), { brandId: '', from: '2026-12-28', to: '2026-12-28' });
    expect(idle.items[0]?.isWorked).toBe(false);
    for (const [from, to, code] of [
      ['2026-12-28', '2026-12-27', 'schedule.range_backwards'],
      ['2026-12-28', '2029-12-27', 'schedule.range_too_long'],
    ] as const)
      await expect(listDays(ctx(), { brandId: '', from, to })).rejects.toMatchObject({ code });
  });
});

describe('an outline of the calendar', () => {
  it('SCH-4 gives the first of each day, hour or row, and how many more there are', async () => {
    await setCalendarRules(ctx(), { brandId: '', rules: calendarRules.parse({ timeZone: 'Europe/Berlin' }) });
    const keys = [await newCampaign(), await newCampaign()];
    const put = async (n: number, title: string, runAt: string): Promise<void> => {
      const { id: taskId } = await approved(keys[n] ?? '', { title });
      await putTask(ctx(), { taskId, runAt: new Date(runAt), onlyCheck: false });
    };
    // Half past eleven in the evening UTC belongs to the next day in Berlin.
    await put(0, 'a', '2033-01-10T23:30:00Z');
    await put(0, 'b', '2033-01-11T08:00:00Z');
    await put(1, 'c', '2033-01-11T08:10:00Z');
    await put(1, 'd', '2033-01-11T08:20:00Z');
    await put(1, 'e', '2033-01-12T08:00:00Z');
    const outline = async (by: 'day' | 'hour' | 'campaign', most: number, campaignId?: string) => {
      const found = await outlineSchedule(ctx(), {
        from: '2033-01-11',
        to: '2033-01-12',
        by,
        most,
        campaignId,
      });
      expect(found).toMatchObject({ timeZone: 'Europe/Berlin', rowsLeft: 0, isCut: false });
      return [
        found.items.map(({ title }) => title).join(''),
        ...found.more.map(({ at: first, count: n }) => `${n} from ${first.toISOString().slice(0, 16)}`),
      ];
    };
    expect(await outline('day', 4)).toEqual(['abcde']);
    expect(await outline('day', 3)).toEqual(['abe', '2 from 2033-01-11T08:10']);
    expect(await outline('hour', 2)).toEqual(['abe', '2 from 2033-01-11T08:10']);
    expect(await outline('campaign', 2)).toEqual(['abcde']);
    expect(await outline('day', 2, keys[1])).toEqual(['cde']);
    await expect(
      outlineSchedule(ctx(), { from: '2033-01-12', to: '2033-01-11', by: 'day', most: 3 }),
    ).rejects.toMatchObject({ code: 'schedule.range_backwards' });
  });
});

describe('planning approved work', () => {
  it('SCH-2 puts each task after those it depends on, within hours and limits, and says why', async () => {
    const key = await newCampaign();
    await setCalendarRules(ctx(), {
      brandId: '',
      rules: calendarRules.parse({ timeZone: 'Europe/Berlin', maxTasksPerDay: 1 }),
    });
    const first = await approved(key, { title: 'First' });
    const second = await approved(key, { title: 'Second', priority: 'CRITICAL', dependsOn: [first.id] });
    const waiting = await createTask(ctx(), {
      campaignId: key,
      type: 'swot',
      priority: 'LOW',
      confidence: 1,
      reason: '',
      dependsOn: [],
    });
    const proposed = await proposeCalendar(ctx(), { campaignId: key, from: '2026-12-07', to: '2026-12-11' });
    expect(proposed.placements.map(({ title }) => title)).toEqual(['First', 'Second']);
    expect(await standing(key)).toEqual([]);
    const applied = await applyCalendar(ctx(), { campaignId: key, from: '2026-12-07', to: '2026-12-11' });
    expect(applied).toEqual(proposed);
    const items = await standing(key);
    expect(items.map(({ taskId, state, isDryRun }) => [taskId, state, isDryRun])).toEqual([
      [first.id, 'SCHEDULED', true],
      [second.id, 'SCHEDULED', true],
    ]);
    const [one, two] = items;
    expect(two?.runAt.getTime()).toBeGreaterThanOrEqual(one?.endAt.getTime() ?? Infinity);
    // 9 to 17 in Berlin, one a day.
    for (const { runAt } of items) expect([8, 9, 10, 11, 12, 13, 14]).toContain(runAt.getUTCHours());
    expect(one?.runAt.toISOString().slice(0, 10)).not.toBe(two?.runAt.toISOString().slice(0, 10));
    expect(two?.why.join(' ')).toContain('First');
    const tray = await listTray(ctx(), { campaignId: key });
    expect(tray.items.map(({ taskId, why }) => [taskId, why])).toEqual([
      [waiting.id, 'It waits for approval.'],
    ]);
  });

  it('SCH-2 names what could not be placed and what would give it a place; what a person put there stays', async () => {
    // What stands for other campaigns counts as well.
    await house.db.pool.query('delete from scheduled_task');
    const key = await newCampaign();
    await setCalendarRules(ctx(), { brandId: '', rules: calendarRules.parse({ maxTasksPerDay: 1 }) });
    const fixed = await approved(key, { title: 'Fixed' });
    await putTask(ctx(), { taskId: fixed.id, runAt: new Date('2026-12-08T10:00:00Z'), onlyCheck: false });
    for (let n = 0; n < 3; n++) await approved(key);
    const plan = await applyCalendar(ctx(), { campaignId: key, from: '2026-12-07', to: '2026-12-09' });
    expect((await placeOf(key, fixed))?.runAt).toEqual(new Date('2026-12-08T10:00:00Z'));
    expect(plan.unplaced).toHaveLength(1);
    expect(plan.unplaced[0]?.conflicts.length).toBeGreaterThan(0);
    expect(plan.unplaced[0]?.resolutions.length).toBeGreaterThan(0);
    const again = await applyCalendar(ctx(), { campaignId: key, from: '2026-12-07', to: '2026-12-09' });
    expect(again.moved).toBe(0);
    await expect(proposeCalendar(ctx(), { from: '2026-12-09', to: '2026-12-01' })).rejects.toMatchObject({
      code: 'schedule.range_backwards',
    });
  });

  it('SCH-2 names what is not approved by its title, in what stands in the way and in what would help', async () => {
    const key = await newCampaign();
    await setCalendarRules(ctx(), { brandId: '', rules: calendarRules.parse({}) });
    const proposed = { campaignId: key, type: 'swot', priority: 'LOW', confidence: 1, reason: '' } as const;
    const first = await createTask(ctx(), { ...proposed, title: 'Ask people', dependsOn: [] });
    const second = await createTask(ctx(), { ...proposed, title: 'Weigh it', dependsOn: [first.id] });
    await approveTask(house, second);
    const { unplaced } = await proposeCalendar(ctx(), {
      campaignId: key,
      from: '2027-03-01',
      to: '2027-03-05',
    });
    expect(unplaced).toMatchObject([
      { title: 'Weigh it', conflicts: ['It comes after “Ask people”, which is not approved yet.'] },
    ]);
    expect(unplaced[0]?.resolutions.join()).toContain('“Ask people”');
    expect(JSON.stringify(unplaced[0]?.resolutions)).not.toContain(first.id);
  });

  it('SCH-4 says what a time would break before a task is put there, and puts it there all the same', async () => {
    const key = await newCampaign();
    await setCalendarRules(ctx(), { brandId: '', rules: calendarRules.parse({ timeZone: 'Europe/Berlin' }) });
    const task = await approved(key);
    const sunday = { taskId: task.id, runAt: new Date('2026-12-13T10:00:00Z') };
    const checked = await putTask(ctx(), { ...sunday, onlyCheck: true });
    expect([checked.item, checked.conflicts.length]).toEqual([null, 1]);
    expect(await standing(key)).toEqual([]);
    const put = await putTask(ctx(), { ...sunday, onlyCheck: false });
    expect(put.item).toMatchObject({ isFixed: true, state: 'SCHEDULED' });
    expect(put.conflicts).toEqual(checked.conflicts);
    await removeTask(ctx(), { taskId: task.id });
    await putTask(ctx(), { ...sunday, onlyCheck: false });
    await dropTask(ctx(), task);
    expect(await standing(key)).toEqual([]);
    const other = await approved(key);
    await expect(removeTask(ctx(), { taskId: other.id })).rejects.toMatchObject({
      code: 'schedule.not_there',
    });
  });
});

describe('what is due', () => {
  // What was planned above is not due here.
  beforeAll(() => house.db.pool.query(`delete from scheduled_task where state = 'SCHEDULED'`));

  const due = async (key: string, minutes = 0, window = 60): Promise<Task> => {
    const task = await approved(key);
    const runAt = later(minutes);
    await putTask(ctx(), { taskId: task.id, runAt, windowEnd: later(minutes + window), onlyCheck: false });
    return task;
  };

  it('SCH-3 begins in its window, once, and its place ends with its run', async () => {
    const key = await newCampaign();
    const task = await due(key, 10);
    expect(await tick(at(later(9)), { maxToRun: 50 })).toMatchObject({ begun: 0, hindered: 0, missed: 0 });
    expect(await tick(at(later(10)), { maxToRun: 50 })).toMatchObject({ begun: 1 });
    // Neither a second look nor a clock that goes back begins it again.
    expect(await tick(at(later(11)), { maxToRun: 50 })).toMatchObject({ begun: 0 });
    expect(await tick(at(later(5)), { maxToRun: 50 })).toMatchObject({ begun: 0 });
    const place = await until(async () => {
      const found = await placeOf(key, task);
      return found?.state === 'COMPLETED' && found;
    });
    expect(place).toMatchObject({ attempts: 1, problem: null });
    expect((await getTask(ctx(), task)).status).toBe('COMPLETED_PREVIEW');
  });

  it('SCH-3 of many looks at once one begins it', async () => {
    const key = await newCampaign();
    for (let n = 0; n < 5; n++) await due(key, 0);
    const looks = await Promise.all(Array.from({ length: 8 }, () => tick(at(later(1)), { maxToRun: 50 })));
    expect(looks.reduce((sum, { begun }) => sum + begun, 0)).toBe(5);
    const { rows } = await house.db.pool.query<{ runs: number }>(
      `select count(*)::int as runs from task_run r join task t on t.id = r.task_id join campaign c on c.id = t.campaign_id where c.key = $1`,
      [key],
    );
    expect(rows).toEqual([{ runs: 5 }]);
  });

  it('SCH-3 is passed over after its window, with what stood in the way', async () => {
    const key = await newCampaign();
    const missed = await due(key, 0, 5);
    const edited = await due(key, 0, 30);
    await updateTask(ctx(), { id: edited.id, revision: 1, title: 'Another' });
    expect(await tick(at(later(6)), { maxToRun: 50 })).toMatchObject({ begun: 0, hindered: 1, missed: 1 });
    expect((await placeOf(key, edited))?.problem).toContain('waits for approval');
    await tick(at(later(31)), { maxToRun: 50 });
    const places = await standing(key);
    expect(places.map(({ state }) => state)).toEqual(['SKIPPED', 'SKIPPED']);
    expect(places.find(({ taskId }) => taskId === missed.id)?.problem).toContain('nothing was running');
    expect(places.find(({ taskId }) => taskId === edited.id)?.problem).toContain('waits for approval');
    expect((await getTask(ctx(), missed)).status).toBe('READY_TO_RUN');
  });

  it('SCH-3 waits while its campaign or everything is paused, and begins when that ends', async () => {
    const key = await newCampaign();
    await due(key, 0);
    await pauseWork(ctx(), { scope: 'campaign', scopeId: key, reason: 'The client is on holiday' });
    await pauseWork(ctx(), { scope: 'workspace', scopeId: '', reason: 'Stop everything' });
    const paused = await listPauses(ctx());
    expect(paused.items.map(({ scope }) => scope).toSorted()).toEqual(['campaign', 'workspace']);
    expect(await tick(at(later(1)), { maxToRun: 50 })).toMatchObject({ begun: 0 });
    await resumeWork(ctx(), { scope: 'workspace', scopeId: '' });
    expect(await tick(at(later(2)), { maxToRun: 50 })).toMatchObject({ begun: 0 });
    await resumeWork(ctx(), { scope: 'campaign', scopeId: key });
    expect(await tick(at(later(3)), { maxToRun: 50 })).toMatchObject({ begun: 1 });
    await expect(resumeWork(ctx(), { scope: 'workspace', scopeId: '' })).rejects.toMatchObject({
      code: 'schedule.pause_unknown',
    });
  });

  it('SCH-3 begins at most so many, the most urgent first', async () => {
    const key = await newCampaign();
    const low = await approved(key, { priority: 'LOW' });
    const high = await approved(key, { priority: 'CRITICAL' });
    for (const [task, minutes] of [
      [low, 0],
      [high, 5],
    ] as const)
      await putTask(ctx(), { taskId: task.id, runAt: later(minutes), onlyCheck: false });
    expect(await tick(at(later(10)), { maxToRun: 1 })).toMatchObject({ begun: 1 });
    expect((await placeOf(key, high))?.state).not.toBe('SCHEDULED');
    expect((await placeOf(key, low))?.state).toBe('SCHEDULED');
    await tick(at(later(10)), { maxToRun: 1 });
  });
});
