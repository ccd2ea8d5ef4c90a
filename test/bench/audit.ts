import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { exportAuditToFile, verifyAudit, verifyAuditFile } from '#modules/audit/index';
import { DEFAULT_WORKSPACE } from '#platform/context';
import { type Database, openDatabase, withTransaction } from '#platform/db/database';
import { holdEmbeddedServer } from '#platform/db/embedded/supervisor';
import { migrateDatabase } from '#platform/db/migrate';
import { OPERATOR_CONTEXT } from '#test/operator-context';
import { appendEvent } from '#platform/events/outbox';
import { silentLog } from '#platform/log/log';
import { type BenchFigures, percentile, printFigures } from './figures.ts';

const WRITERS = 8;
const WRITE_MS = 4_000;
/** What a verb has still to do after its change is told of. */
const WORK_MS = 20;
/** `AICMO_BENCH_ENTRIES` asks for another length. */
const ENTRIES = Number(process.env['AICMO_BENCH_ENTRIES'] ?? 100_000);
const MB = 1_048_576;

/** Changes a second with and without the chain, and time and memory of verifying and exporting a long one. */
export async function benchAudit(): Promise<BenchFigures> {
  const home = mkdtempSync(join(tmpdir(), 'aicmo-bench-audit-'));
  chmodSync(home, 0o755);
  const server = await holdEmbeddedServer(home, silentLog());
  const open = (): Promise<Database> => openDatabase({ url: server.url, log: silentLog() });
  const [first, second] = [await open(), await open()];
  try {
    await migrateDatabase(first);
    const writing = await measureWriting([first, second]);
    const reading = await measureReading(first, join(home, 'chain.ndjson'));
    return { name: 'audit', figures: { ...writing, ...reading } };
  } finally {
    await first.close();
    await second.close();
    await server.release();
    rmSync(home, { recursive: true, force: true });
  }
}

interface Writing {
  readonly type: 'alert.raised' | 'campaign.cell_finished';
  readonly events?: number;
  readonly workMs?: number;
  /** Chains at the append instead of at the commit, to see what that would cost. */
  readonly isEarly?: boolean;
}

async function measureWriting(pools: readonly [Database, Database]): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  const cases: Record<string, Writing> = {
    'progress only': { type: 'campaign.cell_finished' },
    'one entry': { type: 'alert.raised' },
    [`progress only, ${WORK_MS} ms of work after it`]: { type: 'campaign.cell_finished', workMs: WORK_MS },
    [`one entry, ${WORK_MS} ms of work after it`]: { type: 'alert.raised', workMs: WORK_MS },
    [`one entry chained at the append, ${WORK_MS} ms of work after it`]: {
      type: 'alert.raised',
      workMs: WORK_MS,
      isEarly: true,
    },
    'ten events of progress': { type: 'campaign.cell_finished', events: 10 },
    'ten entries': { type: 'alert.raised', events: 10 },
  };
  for (const [name, writing] of Object.entries(cases)) {
    const waits = await write(pools, writing);
    figures[`transactions/s of ${WRITERS} writers, ${name}`] = Math.round((waits.length * 1000) / WRITE_MS);
    figures[`p99 of them, ms, ${name}`] = Math.round(percentile(waits, 0.99));
  }
  return figures;
}

async function write(pools: readonly [Database, Database], writing: Writing): Promise<number[]> {
  const { type, events = 1, workMs = 0, isEarly = false } = writing;
  const waits: number[] = [];
  const end = performance.now() + WRITE_MS;
  const writer = async (db: Database, index: number): Promise<void> => {
    const change = {
      type,
      subject: { type: 'campaign', id: `cmp_${index}` },
      payload: { cause: 'x'.repeat(200) },
      before: { status: 'new', revision: 1 },
      after: { status: 'generating', revision: 2 },
    };
    while (performance.now() < end) {
      const start = performance.now();
      await withTransaction(db, async (tx) => {
        if (isEarly) await tx.client.query('set constraints all immediate');
        for (let n = 0; n < events; n++) await appendEvent(tx, OPERATOR_CONTEXT, change);
        if (workMs > 0) await delay(workMs);
      });
      waits.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, n) => writer(n % 2 === 0 ? pools[0] : pools[1], n)));
  return waits;
}

async function measureReading(db: Database, file: string): Promise<Record<string, number>> {
  const verbs = { ...OPERATOR_CONTEXT, db };
  await fill(db);
  const whole = await measure(() => verifyAudit(verbs, {}));
  const written = await measure(() => exportAuditToFile(verbs, { file }));
  const offline = await measure(() => verifyAuditFile({ file }));
  if (!whole.result.isWhole || !offline.result.isWhole) throw new Error('the chain is not whole');
  return {
    'entries verified': whole.result.entries,
    'verify, ms': whole.ms,
    'verify, CPU ms of this process': whole.cpuMs,
    'verify, MB of heap and buffers above the start, at most': whole.mb,
    'export, ms': written.ms,
    'export, MB of heap and buffers above the start, at most': written.mb,
    'verify of the file, ms': offline.ms,
    'verify of the file, MB of heap and buffers above the start, at most': offline.mb,
  };
}

/** Lengthens the chain to the wanted number, by the trigger that every change goes through. */
async function fill(db: Database): Promise<void> {
  const STEP = 1_000;
  for (let n = 0; n < ENTRIES; n += STEP) {
    await db.pool.query(
      `insert into audit_pending (workspace_id, id, entry)
       select workspace_id, 'evt_bench_' || ($1::int + n), replace(entry, 'evt_bench', 'evt_bench_' || ($1::int + n))
       from generate_series(1, $2::int) n, (select $3::text as workspace_id, $4::text as entry) e`,
      [n, Math.min(STEP, ENTRIES - n), DEFAULT_WORKSPACE, SAMPLE],
    );
  }
  // As a chain that was written over months is: the server does it by itself, some minutes later.
  for (const table of ['audit_entry', 'audit_pending']) await db.pool.query(`vacuum analyze ${table}`);
}

const SAMPLE = JSON.stringify({
  action: 'campaign.status_changed',
  actor: { id: 'brief-to-campaign', kind: 'flow', via: 'cmp_01k9z0000000000000000000:r1:0' },
  after: { revision: 2, runId: 'cmp_01k9z0000000000000000000:r2:0', status: 'generating' },
  at: '2026-11-26T00:00:00.000Z',
  before: { revision: 1, runId: 'cmp_01k9z0000000000000000000:r1:0', status: 'validated' },
  id: 'evt_bench',
  requestId: null,
  subject: { id: 'cmp_01k9z0000000000000000000', type: 'campaign' },
  workspaceId: DEFAULT_WORKSPACE,
});

async function measure<T>(
  work: () => Promise<T>,
): Promise<{ result: T; ms: number; cpuMs: number; mb: number }> {
  globalThis.gc?.();
  const used = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, used())), 20);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const ms = Math.round(performance.now() - start);
  clearInterval(watch);
  const { user, system } = process.cpuUsage(cpu);
  return { result, ms, cpuMs: Math.round((user + system) / 1000), mb: Math.round((most - before) / MB) };
}

if (import.meta.main) printFigures(await benchAudit());
