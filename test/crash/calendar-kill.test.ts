import { afterAll, beforeAll, expect, it } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { contextFor, createTask, putTask } from '#flows/index';
import { decideApproval, getApproval } from '#modules/approvals/index';
import { loadConfig } from '#platform/config/config';
import { silentLog } from '#platform/log/log';
import { type House, openHouse } from '#server/house';
import { smallBrief } from '#test/briefs';
import { createTestDatabase } from '#test/database';
import { handIn, type TestHouse } from '#test/house';
import { layOutHome, type ServerProcess, startServerProcess, type TestHome } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

const PROCESSES = 4;
const TASKS = 60;
const KILLS = 4;
/** Every so many is an order of pictures, for a campaign of its own. */
const ORDER_EVERY = 15;
const PATIENCE_MS = 120_000;

let at: TestHome;
let house: House;
beforeAll(async () => {
  const db = await createTestDatabase();
  await db.close();
  at = layOutHome(makeTempFolder('calendar'), {
    DATABASE_URL: db.url,
    AICMO_LEASE_MS: '2000',
    AICMO_PORT: '0',
  });
  house = await openHouse(loadConfig(at.env, at.root), silentLog());
}, 60_000);
afterAll(async () => {
  await house.close();
  removeFolder(at.root);
});

const servers: ServerProcess[] = [];
const start = (): number => servers.push(startServerProcess(at, { AICMO_LOG_LEVEL: 'info' }));

async function counted(text: string): Promise<number> {
  const { rows } = await house.db.pool.query<{ n: number }>(`select count(*)::int as n from ${text}`);
  return rows[0]?.n ?? -1;
}

/** Approved tasks that are due one after the other while processes die. */
async function approveWork(): Promise<void> {
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const newCampaign = async (key: string): Promise<string> => {
    const brief = smallBrief({ campaign_id: key, target_variants: 1, locales: ['en-US', 'de-DE'] });
    return (await handIn(house as TestHouse, brief, `${key}.json`)).campaignId;
  };
  const shared = await newCampaign('killed');
  const proposed = { priority: 'MEDIUM', confidence: 1, reason: '' } as const;
  for (let n = 0; n < TASKS; n++) {
    const of =
      n % ORDER_EVERY === 0
        ? { campaignId: await newCampaign(`killed-${n}`), type: 'media_generation' }
        : { campaignId: shared, type: 'swot_analysis' };
    const made = await createTask(ctx, { ...proposed, ...of, dependsOn: [] });
    const { contentHash } = await getApproval(ctx, { id: made.approvalId });
    await decideApproval(ctx, { id: made.approvalId, contentHash, decision: 'approve' });
    const runAt = new Date(Date.now() + 50 * n);
    const windowEnd = new Date(runAt.getTime() + 600_000);
    await putTask(ctx, { taskId: made.id, runAt, windowEnd, dryRun: false, onlyCheck: false });
  }
}

it('SCH-3 four processes of which some are killed at any moment begin each due task exactly once', async () => {
  for (let n = 0; n < PROCESSES; n++) start();
  try {
    await Promise.all(servers.map(({ ready }) => ready));
    await approveWork();
    for (let n = 0; n < KILLS; n++) {
      await delay(1_000 + 300 * n);
      const alive = servers.filter(({ child }) => child.exitCode === null && child.signalCode === null);
      alive[n % alive.length]?.child.kill('SIGKILL');
      start();
    }
    const end = Date.now() + PATIENCE_MS;
    while ((await counted(`scheduled_task where state = 'COMPLETED'`)) < TASKS && Date.now() < end)
      await delay(200);
    expect(await counted(`scheduled_task where state = 'COMPLETED'`)).toBe(TASKS);
    expect(await counted('task_run')).toBe(TASKS);
    expect(await counted(`task_run where state = 'completed' and product is not null`)).toBe(TASKS);
    expect(await counted(`(select task_id from task_run group by 1 having count(*) > 1) twice`)).toBe(0);
    expect(await counted(`event where type = 'task.run_started'`)).toBe(TASKS);
    expect(await counted(`event where type = 'task.run_ended'`)).toBe(TASKS);
    // Every variant that an order says it added is there once, and every cell counts what it has.
    const added = `(select m->'variant'->>'id' as id from task_run r, jsonb_array_elements(r.product->'content'->'made') m
      where r.product->'content' ? 'made' and m->'variant' is not null) added`;
    expect(await counted(added)).toBeGreaterThan(0);
    expect(await counted(`${added} join variant v on v.id = added.id`)).toBe(await counted(added));
    expect(await counted('(select 1 from variant group by campaign_id, key having count(*) > 1) twice')).toBe(
      0,
    );
    expect(
      await counted(
        `(select 1 from cell c where c.accepted <> (select count(*) from variant v where v.cell_id = c.id)) wrong`,
      ),
    ).toBe(0);
  } finally {
    for (const { child } of servers) child.kill('SIGKILL');
    await Promise.all(servers.map(({ exited }) => exited));
  }
}, 240_000);
