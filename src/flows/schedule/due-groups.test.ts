import { afterEach, beforeEach, expect, it } from 'vitest';
import { contextFor, createTask, listSchedule, putTask, RUN_TASK, tick } from '#flows/index';
import { RUN_GROUP } from '#flows/tasks/run-group';
import type { Task } from '#modules/tasks/index';
import { withTransaction } from '#platform/db/database';
import { smallBrief } from '#test/briefs';
import { handIn, openTestHouse, type TestHouse, until } from '#test/house';
import { startTaskWorker } from '#test/task-worker';
import { approveTask } from '#test/tasks';

let house: TestHouse;
let worker: Awaited<ReturnType<typeof startTaskWorker>> | undefined;
beforeEach(async () => {
  house = await openTestHouse();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await house.close();
});

const ctx = () => contextFor(house, { kind: 'operator', via: 'cli' });

async function dueTasks(count: number): Promise<Task[]> {
  const { campaignId } = await handIn(house, smallBrief());
  const tasks = [];
  for (let n = 0; n < count; n++) {
    const base = {
      campaignId,
      type: 'swot_analysis',
      priority: 'MEDIUM',
      confidence: 1,
      reason: '',
    } as const;
    const task = await createTask(ctx(), { ...base, title: `SWOT ${n}`, dependsOn: [] });
    await approveTask(house, task);
    await putTask(ctx(), { taskId: task.id, runAt: new Date(), dryRun: false, onlyCheck: false });
    tasks.push(task);
  }
  return tasks;
}

const ended = () =>
  until(async () => {
    const all = { from: new Date(0), to: new Date('2100-01-01'), limit: 100 };
    const { items } = await listSchedule(ctx(), all);
    return items.every(({ state }) => state === 'COMPLETED' || state === 'FAILED') && items;
  });

const counted = async (text: string): Promise<number> => {
  const { rows } = await house.db.pool.query<{ n: number }>(`select count(*)::int as n from ${text}`);
  return rows[0]?.n ?? -1;
};

it('SCH-3 what is due together is done in one run, and one that cannot be done keeps no other from it', async () => {
  const [, broken] = await dueTasks(3);
  expect(await tick(house, { maxToRun: 50 })).toMatchObject({ begun: 3 });
  await house.db.pool.query(`update task set payload = '{"points": 5}' where id = $1`, [broken?.id]);
  worker = await startTaskWorker(house);
  const items = await ended();
  const failed = items.filter(({ state }) => state === 'FAILED');
  expect(failed.map(({ taskId }) => taskId)).toEqual([broken?.id]);
  expect(failed[0]?.problem).toContain('does not fit');
  expect(await counted(`task_run where state = 'completed' and product is not null`)).toBe(2);
  expect(await counted(`event where type = 'task.run_ended'`)).toBe(3);
  expect(await counted(`dbos.workflow_status where name in ('run-task', 'run-task-group')`)).toBe(1);
});

it('SCH-3 where a group cannot be written as a whole, each task is done for itself, once', async () => {
  const [, broken] = await dueTasks(3);
  await house.db.pool.query(`create function refuse() returns trigger language plpgsql as
    'begin raise exception ''no room for it''; end'`);
  await house.db.pool.query(`create trigger refuse before update on task_run for each row
    when (new.state = 'completed' and new.task_id = '${broken?.id ?? ''}') execute function refuse()`);
  await tick(house, { maxToRun: 50 });
  worker = await startTaskWorker(house);
  const failed = (await ended()).filter(({ state }) => state === 'FAILED');
  expect(failed.map(({ taskId, problem }) => ({ taskId, problem }))).toEqual([
    { taskId: broken?.id, problem: 'no room for it' },
  ]);
  expect(await counted(`event where type = 'task.run_ended'`)).toBe(3);
  expect(await counted('task_run')).toBe(3);
});

it('SCH-3 nothing more is begun while many runs wait for a worker', async () => {
  await dueTasks(1);
  const nothing = { workspaceId: 'ws_default', isDryRun: true, runs: [] };
  await withTransaction(house.db, async (tx) => {
    for (let n = 0; n < 20; n++)
      await house.runs.start(tx, RUN_GROUP, { runId: `nothing-${n}`, input: nothing });
  });
  expect(await house.runs.countWaiting(RUN_TASK.queue)).toBe(20);
  expect(await tick(house, { maxToRun: 50 })).toMatchObject({ begun: 0, isFull: true });
  worker = await startTaskWorker(house);
  await until(async () => (await house.runs.countWaiting(RUN_TASK.queue)) === 0);
  expect(await tick(house, { maxToRun: 50 })).toMatchObject({ begun: 1, isFull: false });
  await ended();
});
