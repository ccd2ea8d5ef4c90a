import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, withTransaction, type Database } from '#platform/db/database';
import { holdEmbeddedServer } from '#platform/db/embedded/supervisor';
import { silentLog } from '#platform/log/log';
import { migrateDatabase } from '#platform/db/migrate';
import { migrateEngine, openRunControl, type RunControl } from '#platform/workflow/engine';
import { createTestDatabase } from '#test/database';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

const SCRIPT = new URL('worker-process.ts', import.meta.url).pathname;
const TRACE = 'create table trace (run_id text not null, step text not null, pid integer not null)';
const children: ChildProcess[] = [];

interface Bench {
  readonly db: Database;
  readonly runs: RunControl;
}

async function openBench(): Promise<Bench> {
  const db = await createTestDatabase();
  await db.pool.query(TRACE);
  return { db, runs: await openRunControl({ url: db.url, log: silentLog() }) };
}

async function startProcess(url: string, ...args: string[]): Promise<ChildProcess> {
  const child = fork(SCRIPT, [url, ...args], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(child);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`worker ended with ${String(code)}`))),
  ]);
  return child;
}

async function enqueue(bench: Bench, count: number, ms: number): Promise<string[]> {
  const batch = randomUUID();
  const ids = Array.from({ length: count }, (_, n) => `${batch}-${n}`);
  await withTransaction(bench.db, async (tx) => {
    for (const runId of ids) {
      await bench.runs.start(tx, { name: 'test.three_steps', queue: 'test' }, { runId, input: { ms } });
    }
  });
  return ids;
}

async function waitForAll(bench: Bench, ids: string[]): Promise<void> {
  for (const runId of ids) {
    for (;;) {
      const status = await bench.runs.statusOf(runId);
      if (status?.state === 'succeeded') break;
      if (status?.state === 'failed') throw new Error(`${runId} failed: ${status.error ?? ''}`);
      await delay(50);
    }
  }
}

async function countSteps(db: Database, step: string): Promise<{ total: number; runs: number }> {
  const { rows } = await db.pool.query<{ total: number; runs: number }>(
    'select count(*)::int as total, count(distinct run_id)::int as runs from trace where step = $1',
    [step],
  );
  return rows[0] ?? { total: 0, runs: 0 };
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
});

describe('durable runs', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(async () => {
    await bench.runs.close();
    await bench.db.close();
  });
  afterEach(() => bench.db.pool.query('truncate trace'));

  it('WFL-2 BRF-4 another process takes over the runs of one that was killed; transactions happen once', async () => {
    const first = await startProcess(bench.db.url);
    const ids = await enqueue(bench, 30, 150);
    while ((await countSteps(bench.db, 'b')).total < 5) await delay(10);
    first.kill('SIGKILL');
    await startProcess(bench.db.url);
    await waitForAll(bench, ids);
    expect(await countSteps(bench.db, 'b')).toEqual({ total: 30, runs: 30 });
    expect((await countSteps(bench.db, 'c')).runs).toBe(30);
    const takeovers = await bench.db.pool.query(`select 1 from trace where run_id = 'takeover'`);
    expect(takeovers.rowCount).toBeGreaterThan(0);
  });

  it('WFL-2 a process that fell silent ends itself when it wakes; transactions still happen once', async () => {
    const sleeper = await startProcess(bench.db.url);
    const ids = await enqueue(bench, 10, 300);
    while ((await countSteps(bench.db, 'a')).total < 5) await delay(10);
    sleeper.kill('SIGSTOP');
    await startProcess(bench.db.url);
    await waitForAll(bench, ids);
    const ended = once(sleeper, 'exit');
    sleeper.kill('SIGCONT');
    expect((await ended)[0]).toBe(70);
    expect(await countSteps(bench.db, 'b')).toEqual({ total: 10, runs: 10 });
  });

  it('WFL-2 a process that is asked to stop finishes its steps and exits cleanly', async () => {
    const worker = await startProcess(bench.db.url);
    const ids = await enqueue(bench, 5, 100);
    while ((await countSteps(bench.db, 'a')).total < 1) await delay(10);
    const ended = once(worker, 'exit');
    worker.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
    await startProcess(bench.db.url);
    await waitForAll(bench, ids);
    expect(await countSteps(bench.db, 'b')).toEqual({ total: 5, runs: 5 });
  });

  it('WFL-2 runs in flight keep the old path of a changed flow, new runs take the new one', async () => {
    const old = await startProcess(bench.db.url, 'v1');
    await withTransaction(bench.db, (tx) =>
      bench.runs.start(tx, { name: 'test.changing', queue: 'test' }, { runId: 'old-run', input: null }),
    );
    while ((await countSteps(bench.db, 'first')).total < 1) await delay(20);
    old.kill('SIGKILL');
    await startProcess(bench.db.url, 'v2');
    await withTransaction(bench.db, async (tx) => {
      await bench.runs.start(tx, { name: 'test.changing', queue: 'test' }, { runId: 'new-run', input: null });
      for (const runId of ['old-run', 'new-run'])
        await bench.runs.signal(tx, { runId, topic: 'go', message: 1 });
    });
    await waitForAll(bench, ['old-run', 'new-run']);
    const extra = await bench.db.pool.query<{ run_id: string }>(
      `select run_id from trace where step = 'extra'`,
    );
    // The old run had not reached the place of the change, so it may take either path, but each step once.
    expect(extra.rows.map((row) => row.run_id)).toContain('new-run');
    expect(await countSteps(bench.db, 'last')).toEqual({ total: 2, runs: 2 });
    expect(await countSteps(bench.db, 'first')).toEqual({ total: 2, runs: 2 });
  });

  it('WFL-2 a run that is not committed is not started', async () => {
    await startProcess(bench.db.url);
    await expect(
      withTransaction(bench.db, async (tx) => {
        await bench.runs.start(
          tx,
          { name: 'test.three_steps', queue: 'test' },
          { runId: 'ghost', input: { ms: 1 } },
        );
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await delay(300);
    expect(await bench.runs.statusOf('ghost')).toBeUndefined();
  });
});

describe('first start and outage', () => {
  it('DEV-1 four processes starting at once on an empty database all come up', async () => {
    const db = await createTestDatabase('template1');
    await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(db)));
    await db.pool.query(TRACE);
    const started = await Promise.all([1, 2, 3, 4].map(() => startProcess(db.url, 'v1', '1500', 'migrate')));
    expect(started).toHaveLength(4);
    await db.close();
  }, 60_000);

  it('WFL-2 runs go on after the database was killed and came back', async () => {
    const home = makeTempFolder('outage');
    const server = await holdEmbeddedServer(home, silentLog());
    const db = await openDatabase({ url: server.url, log: silentLog() });
    await migrateDatabase(db);
    await migrateEngine(server.url);
    await db.pool.query(TRACE);
    const bench = { db, runs: await openRunControl({ url: server.url, log: silentLog() }) };
    const worker = await startProcess(server.url, 'v1', '10000');
    const ids = await enqueue(bench, 20, 200);
    while ((await countSteps(db, 'a')).total < 5) await delay(10);
    const pid = Number(readFileSync(join(server.folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    await delay(3_000);
    await waitForAll(bench, ids);
    expect(await countSteps(db, 'b')).toEqual({ total: 20, runs: 20 });
    const ended = once(worker, 'exit');
    worker.kill('SIGKILL');
    await ended;
    await bench.runs.close();
    await db.close();
    // The last one to leave: with the worker alive it would leave the server to it.
    await server.release();
    expect(existsSync(join(server.folder, 'data', 'postmaster.pid'))).toBe(false);
    removeFolder(home);
  }, 60_000);
});
