/** A worker of its own process for the crash tests: flows that leave a trace of every step they run. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { sql } from 'kysely';
import { rows, type Tx } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { migrateEngine, startWorker } from '#platform/workflow/engine';
import { defineFlow } from '#platform/workflow/flow';

const [url = '', version = 'v1', leaseMs = '1500', migrate = 'no'] = process.argv.slice(2);

if (migrate === 'migrate') await migrateEngine(url);

// Traces may lie in a schema of their own, which backups leave out.
const pool = new pg.Pool({
  connectionString: url,
  max: 4,
  options: '-c search_path=public,test',
  application_name: `aicmo trace ${process.pid}`,
});
pool.on('error', () => undefined);

const found = await pool.query<{ has: boolean }>(`select to_regclass('public.trace') is not null as has`);
const traceTable = found.rows[0]?.has === true ? 'public.trace' : 'test.trace';

const trace = (runId: string, step: string): Promise<unknown> =>
  pool.query('insert into trace (run_id, step, pid) values ($1, $2, $3)', [runId, step, process.pid]);
const traceIn = (tx: Tx, runId: string, step: string): Promise<unknown> =>
  rows(
    tx,
    sql`insert into ${sql.table(traceTable)} (run_id, step, pid) values (${runId}, ${step}, ${process.pid})`,
  );

const threeSteps = defineFlow<{ ms: number }, string>({
  name: 'test.three_steps',
  queue: 'test',
  // A query of this file's own pool may be lost with the database: it is given up and tried again.
  stepDefaults: { retries: 5, timeoutMs: 5_000 },
  run: async (tools, { ms }) => {
    await tools.step('a', async () => {
      await trace(tools.runId, 'a');
      await delay(ms);
    });
    await tools.transact('b', (tx) => traceIn(tx, tools.runId, 'b'));
    await tools.step('c', async () => {
      await trace(tools.runId, 'c');
      await delay(ms);
    });
    return 'done';
  },
});

const changing = defineFlow<null, string>({
  name: 'test.changing',
  queue: 'test',
  run: async (tools) => {
    await tools.transact('first', (tx) => traceIn(tx, tools.runId, 'first'));
    await tools.waitFor('go', 600_000);
    if (version === 'v2' && (await tools.isPatched('extra-step'))) {
      await tools.transact('extra', (tx) => traceIn(tx, tools.runId, 'extra'));
    }
    await tools.transact('last', (tx) => traceIn(tx, tools.runId, 'last'));
    return version;
  },
});

const worker = await startWorker({
  url,
  log: silentLog(),
  flows: [threeSteps, changing],
  queues: [{ name: 'test', perProcess: 10, pollMs: 50 }],
  leaseMs: Number(leaseMs),
  drainMs: 5_000,
  retentionDays: 30,
  onTakeover: (_id, runs) => void trace('takeover', String(runs)),
});
process.send?.('ready');
process.once('SIGTERM', () => {
  void worker.stop().then(async () => {
    await pool.end();
    process.exit(0);
  });
});
