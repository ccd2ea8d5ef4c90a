import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, withTransaction } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { openRunControl, type RunControl, startWorker, type Worker } from '#platform/workflow/engine';
import { defineFlow } from '#platform/workflow/flow';
import { createTestDatabase } from '#test/database';
import { until } from '#test/house';

let tries = 0;
const failing = defineFlow<null, string>({
  name: 'test.failing_step',
  queue: 'test',
  stepDefaults: { retries: 1, timeoutMs: 5_000 },
  run: (tools) =>
    tools.step('fails', () => {
      tries += 1;
      return Promise.reject(new Error(`try ${tries}: the picture has no pixels`));
    }),
});

let db: Database;
let runs: RunControl;
let worker: Worker;
beforeAll(async () => {
  db = await createTestDatabase();
  runs = await openRunControl({ url: db.url, log: silentLog() });
  worker = await startWorker({
    url: db.url,
    log: silentLog(),
    flows: [failing],
    queues: [{ name: 'test', perProcess: 1, pollMs: 50 }],
    leaseMs: 60_000,
    drainMs: 5_000,
    retentionDays: 1,
    onTakeover: () => undefined,
  });
});
afterAll(async () => {
  await worker.stop();
  await runs.close();
  await db.close();
});

it('CRE-1 a step that fails at every try fails with what the last one said', async () => {
  await withTransaction(db, (tx) => runs.start(tx, failing, { runId: 'f', input: null }));
  const failed = await until(async () => {
    const status = await runs.statusOf('f');
    return status?.state === 'failed' && status;
  });
  expect(failed.error).toBe('try 2: the picture has no pixels');
  expect(tries).toBe(2);
});
