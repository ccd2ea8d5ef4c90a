import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import { verifyAudit } from '#modules/audit/index';
import { type Database, openDatabase } from '#platform/db/database';
import { type EmbeddedServer, holdEmbeddedServer } from '#platform/db/embedded/supervisor';
import { openFileStore } from '#platform/files/file-store';
import { sweepOrphans } from '#platform/files/sweep-orphans';
import { silentLog } from '#platform/log/log';
import { testContext } from '#test/database';
import { isAlive } from '#platform/process/is-alive';
import {
  layOutHome,
  makeKeyHeaders,
  postmasterPid,
  REPOSITORY,
  type ServerProcess,
  startServerProcess,
} from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { type CrashBrief, planRounds, type Round, wholeBrief } from './crash-briefs.ts';
import {
  alertCounts,
  alertFilesNotTrue,
  alertsNotDraftedOnce,
  auditedEvents,
  campaignsNotEndedOnce,
  cellsNotWhole,
  expectedOutputs,
  filesInStore,
  filesOnRecord,
  filesUnder,
  renditionsNotTrue,
  revisionsEndedTwice,
} from './invariants.ts';

const SEED = process.env['AICMO_TEST_SEED'] ?? 'kill-nine-1';
const LABEL_PATIENCE_MS = 20_000;
const REST_PATIENCE_MS = 60_000;

const random = seededRandom(SEED);
const rounds = planRounds(random);
const at = layOutHome(makeTempFolder('crash'), {
  AICMO_LEASE_MS: '1500',
  AICMO_SCAN_INTERVAL_MS: '500',
  AICMO_MIN_VARIANTS: '2',
  AICMO_CAMPAIGN_CONCURRENCY: '3',
});
const lives: ServerProcess[] = [];
const notReached: string[] = [];
let adoptions = 0;

function drop(brief: CrashBrief): void {
  writeFileSync(join(at.briefs, brief.file), brief.text);
}

/** One life of the server, from its start to its SIGKILL. */
async function live(round: Round, index: number): Promise<void> {
  const before = postmasterPid(at);
  const { kill } = round;
  const crashAt = 'at' in kill ? { AICMO_CRASH_AT: `${kill.at}:${kill.pass}` } : {};
  const server = startServerProcess(at, crashAt);
  lives.push(server);
  for (const brief of round.briefs) drop(brief);
  // Later lives also change a brief of an earlier one, so that runs are overtaken while they work.
  if (index % 6 === 5) drop(wholeBrief(index - 3, 2));
  if ('afterMs' in kill) {
    await delay(kill.afterMs);
    server.child.kill('SIGKILL');
  }
  const late = delay(LABEL_PATIENCE_MS, 'late' as const, { ref: false });
  const ended = await Promise.race([server.exited, late]);
  if (ended === 'late') {
    notReached.push('at' in kill ? `${kill.at}:${kill.pass}` : 'kill');
    server.child.kill('SIGKILL');
    await server.exited;
  } else if (ended.signal !== 'SIGKILL') {
    throw new Error(`life ${index} ended by itself (${ended.code ?? ''}): ${server.tail().slice(-2_000)}`);
  }
  if (before !== undefined && before === postmasterPid(at) && isAlive(before)) adoptions += 1;
}

/** Kills the database under a running server, which must start it again and go on. */
async function killDatabaseUnderServer(): Promise<void> {
  const server = startServerProcess(at);
  lives.push(server);
  await server.ready;
  // Until the lease of the life before has run out, this one must take it for a peer and end itself.
  await delay(2_500);
  const pid = postmasterPid(at);
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  await delay(2_500);
  if (server.child.exitCode !== null)
    throw new Error(`the server died with its database: ${server.tail().slice(-2_000)}`);
  server.child.kill('SIGKILL');
  await server.exited;
}

async function restOf(server: ServerProcess): Promise<void> {
  const address = await server.ready;
  const headers = await makeKeyHeaders(at, ['campaigns.read', 'briefs.read', 'alerts.read', 'messages.read']);
  const read = async <T>(path: string): Promise<T[]> =>
    ((await (await fetch(`${address}/api/v1${path}`, { headers })).json()) as { items: T[] }).items;
  const deadline = Date.now() + REST_PATIENCE_MS;
  for (;;) {
    const campaigns = await read<{ status: string; key: string }>('/campaigns?limit=200');
    const rejected = await read<unknown>('/briefs/rejected?limit=200');
    const alerts = await read<{ severity: string; id: string }>('/alerts?limit=200');
    const messages = await read<unknown>('/messages?limit=200');
    const isRest =
      campaigns.length === 45 &&
      campaigns.every((found) => ['completed', 'needs_assets', 'failed'].includes(found.status)) &&
      rejected.length === 5 &&
      messages.length >= 3 * alerts.filter((found) => found.severity === 'HIGH').length &&
      filesUnder(at.alerts).filter((name) => name.endsWith('.json')).length >= alerts.length;
    if (isRest) return;
    if (Date.now() > deadline) {
      const open = campaigns.filter((found) => !['completed', 'needs_assets'].includes(found.status));
      throw new Error(
        `no rest: ${campaigns.length} campaigns, ${rejected.length} rejected, ${JSON.stringify(open)}\n${server.tail().slice(-2_000)}`,
      );
    }
    await delay(250);
  }
}

describe(`twenty kills while fifty briefs are processed (seed ${SEED})`, () => {
  let held: EmbeddedServer;
  let db: Database;
  const store = join(at.home, 'files');

  beforeAll(async () => {
    cpSync(join(REPOSITORY, 'campaign_briefs/assets'), join(at.briefs, 'assets'), { recursive: true });
    for (const [index, round] of rounds.entries()) {
      await live(round, index);
      if (index === 9) await killDatabaseUnderServer();
    }
    const last = startServerProcess(at);
    lives.push(last);
    await restOf(last);
    // The consumers may still be on their way to the newest event.
    await delay(1_000);
    last.child.kill('SIGTERM');
    expect(await last.exited).toEqual({ code: 0, signal: null });
    expect(postmasterPid(at)).toBeUndefined();
    held = await holdEmbeddedServer(at.home, silentLog());
    db = await openDatabase({ url: held.url, log: silentLog() });
  }, 240_000);

  afterAll(async () => {
    for (const { child } of lives) if (child.exitCode === null) child.kill('SIGKILL');
    await db?.close();
    await held?.release();
    const pid = postmasterPid(at);
    if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL');
    removeFolder(at.root);
  });

  it('WFL-2 every labelled crash point was reached', () => {
    expect(notReached).toEqual([]);
    expect(rounds).toHaveLength(20);
    expect(rounds.flatMap((round) => round.briefs)).toHaveLength(50);
  });

  it('DEV-1 the database outlived the kills and was adopted by the next process', () => {
    expect(adoptions).toBeGreaterThanOrEqual(15);
  });

  it('BRF-4 every campaign came to rest and ended once', async () => {
    expect(await campaignsNotEndedOnce(db)).toEqual([]);
    expect(await revisionsEndedTwice(db)).toEqual([]);
    const { rows } = await db.pool.query<{ n: number }>(
      `select count(*)::int as n from (select campaign_id, revision, count(*) from brief_revision group by 1, 2 having count(*) > 1) twice`,
    );
    expect(rows[0]?.n).toBe(0);
  });

  it('BRF-4 CRE-8 no variant is there twice, and every picture has the recorded bytes', async () => {
    expect(await cellsNotWhole(db)).toEqual([]);
    expect(await renditionsNotTrue(db, { output: at.output, store })).toEqual([]);
  });

  it('BRF-4 no file is orphaned: store, outputs and records agree', async () => {
    expect(readdirSync(join(store, 'incoming'))).toEqual([]);
    const recorded = await filesOnRecord(db);
    const known = new Set(recorded);
    const unrecorded = filesInStore(store).filter((name) => !known.has(name));
    // Only a run that was overtaken by a changed brief may leave any: at most one cell each.
    expect(unrecorded.length).toBeLessThanOrEqual(3 * 6);
    expect(await sweepOrphans(db, openFileStore(store), 0)).toBe(unrecorded.length);
    expect(filesInStore(store)).toEqual(recorded);
    expect(filesUnder(at.output)).toEqual(await expectedOutputs(db));
  });

  it('SEC-2 the audit chain is whole, and every audited event has its entry', async () => {
    const found = await verifyAudit(testContext(db), {});
    expect(found).toMatchObject({ isWhole: true, break: null });
    expect(found.entries).toBe(await auditedEvents(db));
    const actors = await db.pool.query<{ kind: string }>(
      'select distinct actor_kind as kind from audit_entry order by 1',
    );
    expect(actors.rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['flow', 'operator']));
  });

  it('ALR-1 every problem has one alert, seen once, with its file', async () => {
    const counts = await alertCounts(db);
    expect(counts.filter((found) => found.type === 'brief.rejected')).toEqual([
      { type: 'brief.rejected', severity: 'MEDIUM', state: 'open', alerts: 5, mostSeen: 1 },
    ]);
    expect(counts.filter((found) => found.severity === 'HIGH')).toEqual([
      { type: 'assets.missing', severity: 'HIGH', state: 'open', alerts: 5, mostSeen: 1 },
    ]);
    expect(await alertFilesNotTrue(db, at.alerts)).toEqual([]);
  });

  it('ALR-4 every HIGH alert has its three drafts, each written once', async () => {
    expect(await alertsNotDraftedOnce(db)).toEqual([]);
    const { rows } = await db.pool.query<{ n: number }>('select count(*)::int as n from message');
    expect(rows[0]?.n).toBe(15);
  });
});
