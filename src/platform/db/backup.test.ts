import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { appendEvent, findEpoch, type PlacedEvent } from '#platform/events/outbox';
import { drain } from '#platform/events/consumer';
import { openLiveEvents } from '#platform/events/live';
import { silentLog } from '#platform/log/log';
import { migrateEngine, openRunControl } from '#platform/workflow/engine';
import { createTestDatabase, testContext } from '#test/database';
import { hasPostgres15, type OtherServer, startPostgres15 } from '#test/debian-postgres';
import { REPOSITORY } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { backupDatabase } from './backup.ts';
import { type Database, openDatabase, withTransaction } from './database.ts';
import { restoreDatabase } from './restore.ts';
import { readTally } from './tally.ts';

const root = makeTempFolder('backup');
const opened: Database[] = [];
const children: ChildProcess[] = [];
let count = 0;

const newFile = (): string => join(root, `${(count += 1)}.backup`);

async function open(template?: string): Promise<Database> {
  const db = await createTestDatabase(template);
  opened.push(db);
  return db;
}

const emptyTarget = (): Promise<Database> => open('template1');
const restore = (db: Database, file: string) => restoreDatabase(db, { file, migrateEngine });

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  for (const db of opened) await db.close();
  removeFolder(root);
});

const ODD_TEXTS = [
  'two\nlines',
  'a tab\there',
  'back\\slash and \\n',
  '\\.',
  '\\N',
  '',
  ' \r\n ',
  '\u0001 and \u007f',
  'سلام 日本語 𝒳 ẞ',
  `{"a": "b"}\t'quoted' "twice"`,
  'x'.repeat(200_000),
];
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

async function fillWithOddValues(db: Database): Promise<void> {
  for (const [index, text] of ODD_TEXTS.entries()) {
    const id = `cmp_${index}`;
    await db.pool.query(
      `insert into campaign (workspace_id, id, key, name, revision, status, status_cause, created_at, effective_variants)
       values ('ws_default', $1, $1, $2, 1, 'completed', $3, '2026-02-28T23:59:59.123456Z', $4)`,
      [id, text, index % 2 === 0 ? null : text, index / 3],
    );
    await db.pool.query(
      `insert into cell (workspace_id, id, campaign_id, revision, product_key, locale, channel, ratios, target, state, gaps)
       values ('ws_default', $1, $1, 1, $2, 'en', 'x', $3, 1, 'done', $4)`,
      [id, text.slice(0, 500), [text.slice(0, 50), 'a,b', 'NULL', '{}'], JSON.stringify([{ message: text }])],
    );
    await db.pool.query(
      `insert into variant (workspace_id, id, campaign_id, cell_id, revision, ordinal, key, product_key, locale, channel, angle,
         layout, palette, theme, writer, copy, checks, features, content_hash, created_at)
       values ('ws_default', $1, $1, $1, 1, 1, 'k', 'p', 'en', 'x', 'a', 'l', 'p', 't', 'offline', $2, '[]', $3, 'h', now())`,
      [id, JSON.stringify({ headline: text }), EVERY_BYTE],
    );
  }
}

const TABLES = ['workspace', 'campaign', 'cell', 'variant', 'event', 'event_cursor'] as const;

async function contentOf(db: Database, tables: readonly string[]): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  for (const table of tables) {
    const { rows } = await db.pool.query<{ n: number; hash: string }>(
      `select count(*)::int as n, md5(coalesce(string_agg(t::text, e'\\x1e' order by t::text), '')) as hash from ${table} t`,
    );
    content[table] = rows[0];
  }
  return content;
}

describe('a backup and what comes back of it', () => {
  it('DEV-1 every odd value comes back as it was', async () => {
    const source = await open();
    await fillWithOddValues(source);
    const file = newFile();
    const report = await backupDatabase(source, file);
    expect(report.rows).toBeGreaterThanOrEqual(3 * ODD_TEXTS.length);
    expect(statSync(file).mode & 0o077).toBe(0);
    const target = await emptyTarget();
    const restored = await restore(target, file);
    expect(restored).toMatchObject({ tables: report.tables, skipped: [] });
    const compared = ['workspace', 'campaign', 'cell', 'variant'];
    expect(await contentOf(target, compared)).toEqual(await contentOf(source, compared));
    expect(await contentOf(target, ['campaign'])).toMatchObject({ campaign: { n: ODD_TEXTS.length } });
    // Kept sums stay behind, and are made of the rows that come in.
    const completed = await readTally(target, 'ws_default', 'campaign');
    expect(completed.get('completed')).toBe(ODD_TEXTS.length);
    // Its events are another history: places of the old one mean nothing in it.
    expect(await findEpoch(target)).toMatch(/^[0-9a-f]{12}$/);
    expect(await findEpoch(target)).not.toBe(await findEpoch(source));
  });

  it('DEV-1 the backup is of one moment, while others go on writing', async () => {
    const source = await open();
    let isWriting = true;
    const writing = (async () => {
      for (let n = 0; isWriting; n++) {
        await withTransaction(source, async (tx) => {
          await tx.client.query(
            `insert into campaign (workspace_id, id, key, name, revision, status, created_at) values ('ws_default', $1, $1, '', 1, 'new', now())`,
            [`c${n}`],
          );
          await appendEvent(tx, testContext(source), {
            type: 'campaign.created',
            subject: { type: 'campaign', id: `c${n}` },
            payload: {},
          });
        });
      }
    })();
    await vi.waitFor(
      async () => {
        const { rows } = await source.pool.query('select 1 from campaign limit 6');
        expect(rows).toHaveLength(6);
      },
      { timeout: 20_000 },
    );
    const file = newFile();
    await backupDatabase(source, file);
    isWriting = false;
    await writing;
    const target = await emptyTarget();
    await restore(target, file);
    const { rows } = await target.pool.query<{ campaigns: number; events: number }>(
      'select (select count(*)::int from campaign) as campaigns, (select count(*)::int from event) as events',
    );
    expect(rows[0]?.campaigns).toBeGreaterThan(5);
    expect(rows[0]?.events).toBe(rows[0]?.campaigns);
  });

  it("DEV-1 somebody's own table beside ours is left out and named", async () => {
    const source = await open();
    await source.pool.query(`create table public.aaa_mine as select generate_series(1, 5) as n`);
    const file = newFile();
    await backupDatabase(source, file);
    const target = await emptyTarget();
    expect(await restore(target, file)).toMatchObject({ skipped: ['public.aaa_mine'] });
  });
});

describe('events after a restore', () => {
  /** Until something was read: other databases of the server hold events back while their transactions run. */
  async function drainAll(db: Database, consumer: Parameters<typeof drain>[1]): Promise<void> {
    for (let tries = 0; tries < 25; tries++) {
      await drain(db, consumer, silentLog());
      await delay(20);
    }
  }
  const note = (db: Database, n: number): Promise<void> =>
    withTransaction(db, (tx) =>
      appendEvent(tx, testContext(db), {
        type: 'campaign.cell_finished',
        subject: { type: 'thing', id: `t${n}` },
        payload: { n },
      }),
    );
  const reader = (seen: unknown[], most = Infinity) => ({
    name: 'reader',
    types: ['campaign.cell_finished'],
    handle: (event: { payload: Readonly<Record<string, unknown>> }) => {
      if (seen.length >= most) return Promise.reject(new Error('enough'));
      seen.push(event.payload['n']);
      return Promise.resolve();
    },
  });

  it('ALR-1 keep their order, their readers keep their place, and new ones come after them', async () => {
    const source = await open();
    // Transactions that began in another order than they wrote: the order of the outbox is not that of positions.
    const early = await source.pool.connect();
    await early.query('begin');
    await early.query('select pg_current_xact_id()');
    for (const n of [2, 3]) await note(source, n);
    await early.query(
      `insert into event (workspace_id, id, type, subject_type, subject_id, actor, payload, at)
       values ('ws_default', 'evt_early', 'campaign.cell_finished', 'thing', 't1', '{"kind":"system","part":"test"}', '{"n":1}', now())`,
    );
    await early.query('commit');
    early.release();
    for (const n of [4, 5, 6]) await note(source, n);
    const before: unknown[] = [];
    await expect(drainAll(source, reader(before, 2))).rejects.toThrow('enough');
    expect(before).toEqual([1, 2]);
    await source.pool.query(
      `insert into person (id, name, email, email_verified, created_at, updated_at) values ('usr_1', 'Mara', 'm@example.com', true, now(), now())`,
    );
    await source.pool.query(
      `insert into notification_seen (workspace_id, user_id, xid, position)
       select workspace_id, 'usr_1', xid, position from event where payload ->> 'n' = '2'`,
    );
    const file = newFile();
    await backupDatabase(source, file);
    const target = await emptyTarget();
    await restore(target, file);
    const { rows: seen } = await target.pool.query<{ n: string }>(
      `select e.payload ->> 'n' as n from notification_seen s join event e on (e.xid, e.position) = (s.xid, s.position)`,
    );
    expect(seen).toEqual([{ n: '2' }]);
    const heard = Promise.withResolvers<unknown>();
    const onEvent = (event: PlacedEvent): void => heard.resolve(event.payload['n']);
    const live = await openLiveEvents({ db: target, url: target.url, log: silentLog(), onEvent });
    await delay(200);
    await note(target, 7);
    expect(await heard.promise).toBe(7);
    await live.close();
    const after: unknown[] = [];
    while (after.length < 5) await drainAll(target, reader(after));
    expect(after).toEqual([3, 4, 5, 6, 7]);
  });
});

const WORKER = join(REPOSITORY, 'test/workflow/worker-process.ts');
const TRACE =
  'create schema test; create table test.trace (run_id text not null, step text not null, pid integer not null)';

async function startWorkerProcess(url: string): Promise<ChildProcess> {
  const child = fork(WORKER, [url, 'v1', '1500'], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`worker ended with ${String(code)}`))),
  ]);
  return child;
}

async function tracesOf(db: Database, step: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ run_id: string }>('select run_id from test.trace where step = $1', [
    step,
  ]);
  return rows.map((row) => row.run_id);
}

/** Lets work begin in `source`, stops it in the middle, and returns the runs with a backup of that moment. */
async function stopInTheMiddle(source: Database): Promise<{ file: string; ids: string[] }> {
  await source.pool.query(TRACE);
  const runs = await openRunControl({ url: source.url, log: silentLog() });
  const ids = Array.from({ length: 20 }, (_, n) => `run-${n}`);
  await withTransaction(source, async (tx) => {
    for (const runId of ids) {
      await runs.start(tx, { name: 'test.three_steps', queue: 'test' }, { runId, input: { ms: 150 } });
    }
    await runs.start(tx, { name: 'test.changing', queue: 'test' }, { runId: 'waiting', input: null });
  });
  const worker = await startWorkerProcess(source.url);
  while ((await tracesOf(source, 'b')).length < 3 || (await tracesOf(source, 'first')).length < 1)
    await delay(20);
  const ended = once(worker, 'exit');
  worker.kill('SIGKILL');
  await ended;
  await runs.close();
  const file = newFile();
  await backupDatabase(source, file);
  return { file, ids };
}

async function finishThere(target: Database, ids: string[]): Promise<void> {
  await target.pool.query(TRACE);
  const runs = await openRunControl({ url: target.url, log: silentLog() });
  await startWorkerProcess(target.url);
  await withTransaction(target, (tx) => runs.signal(tx, { runId: 'waiting', topic: 'go', message: 1 }));
  for (const runId of [...ids, 'waiting']) {
    for (;;) {
      const status = await runs.statusOf(runId);
      if (status?.state === 'succeeded') break;
      if (status === undefined || status.state === 'failed')
        throw new Error(`${runId}: ${status?.error ?? 'is not there'}`);
      await delay(50);
    }
  }
  await runs.close();
}

async function expectEachOnce(source: Database, target: Database, ids: string[]): Promise<void> {
  const done = [...(await tracesOf(source, 'b')), ...(await tracesOf(target, 'b'))];
  expect(done.toSorted()).toEqual(ids.toSorted());
  expect(await tracesOf(target, 'last')).toEqual(['waiting']);
}

describe('work in flight', () => {
  it('WFL-2 queued, running and waiting runs go on in the restored database, each step of record once', async () => {
    const source = await open();
    const { file, ids } = await stopInTheMiddle(source);
    const target = await emptyTarget();
    await restore(target, file);
    await finishThere(target, ids);
    await expectEachOnce(source, target, ids);
  }, 60_000);
});

describe.runIf(hasPostgres15)('PostgreSQL 15', () => {
  let server: OtherServer;
  let target: Database;
  beforeAll(async () => {
    server = await startPostgres15();
    target = await openDatabase({ url: server.url, log: silentLog() });
  });
  afterAll(async () => {
    await target.close();
    await server.stop();
  });

  it('WFL-2 DEV-1 takes the work over from 18, and gives it back', async () => {
    const source = await open();
    await fillWithOddValues(source);
    const { file, ids } = await stopInTheMiddle(source);
    await restore(target, file);
    const compared = ['campaign', 'cell', 'variant'];
    expect(await contentOf(target, compared)).toEqual(await contentOf(source, compared));
    await finishThere(target, ids);
    await expectEachOnce(source, target, ids);
    const back = newFile();
    await backupDatabase(target, back);
    const home = await emptyTarget();
    await restore(home, back);
    expect(await contentOf(home, TABLES)).toEqual(await contentOf(target, TABLES));
  }, 90_000);
});

describe('what is no backup', () => {
  let whole: string;
  beforeAll(async () => {
    const source = await open();
    await fillWithOddValues(source);
    whole = newFile();
    await backupDatabase(source, whole);
  });

  function written(bytes: Uint8Array | string): string {
    const file = newFile();
    writeFileSync(file, bytes);
    return file;
  }

  it.each([0.02, 0.5, 0.97])(
    'DEV-1 a file that ends after %d of it is refused, and nothing stays',
    async (share) => {
      const bytes = readFileSync(whole);
      const target = await emptyTarget();
      const refused = restore(target, written(bytes.subarray(0, Math.floor(bytes.length * share))));
      await expect(refused).rejects.toMatchObject({ code: 'db.backup_unreadable' });
      const left = await target.pool.query<{ n: number }>(
        `select coalesce((select count(*)::int from pg_stat_user_tables where relname = 'campaign' and n_live_tup > 0), 0) as n`,
      );
      expect(left.rows[0]?.n).toBe(0);
      await restore(target, whole);
      expect(await contentOf(target, ['campaign'])).toMatchObject({ campaign: { n: ODD_TEXTS.length } });
    },
  );

  it.each([
    ['an empty file', ''],
    ['a text', 'hello'],
    ['other packed text', gzipSync('hello\n')],
    ['packed JSON', gzipSync('null\n')],
    ['a head without its parts', gzipSync('{"format":"aicmo-backup","version":1}\n')],
    ['a backup of a later format', gzipSync('{"format":"aicmo-backup","version":2}\n')],
  ])('DEV-1 %s is refused', async (_name, bytes) => {
    const refused = restore(await emptyTarget(), written(bytes));
    await expect(refused).rejects.toMatchObject({ code: 'db.backup_unreadable' });
    await expect(refused).rejects.toThrow('is not a whole AICMO backup');
  });

  it('DEV-1 a file that is not there is refused', async () => {
    await expect(restore(await emptyTarget(), join(root, 'nowhere.backup'))).rejects.toMatchObject({
      code: 'db.backup_unreadable',
    });
  });

  it('DEV-1 a row that does not fit is an error with its reason, not a crash', async () => {
    const text = gunzipSync(readFileSync(whole)).toString('latin1');
    const head = text.slice(0, text.indexOf('\n'));
    const rows = Array.from({ length: 50_000 }, (_, n) =>
      n === 100 ? 'no number\tx\t1' : `${n}\treader ${n}\t1`,
    ).join('\n');
    const bad = `${head}\n{"table":"public.event_cursor","columns":["position","consumer","xid"]}\n${rows}\n\\.\n`;
    const refused = restore(await emptyTarget(), written(gzipSync(Buffer.from(bad, 'latin1'))));
    await expect(refused).rejects.toMatchObject({ code: 'db.backup_unreadable' });
    await expect(refused).rejects.toThrow('invalid input syntax for type bigint: "no number"');
  });

  it('DEV-1 a table name that is none of ours is never put into a statement', async () => {
    const text = gunzipSync(readFileSync(whole)).toString('latin1');
    const head = text.slice(0, text.indexOf('\n'));
    const bad = `${head}\n{"table":"pg_catalog.pg_authid","columns":["rolname"]}\nx\n\\.\n`;
    await expect(restore(await emptyTarget(), written(gzipSync(bad)))).rejects.toMatchObject({
      code: 'db.backup_unreadable',
    });
  });

  it('DEV-1 a backup of a newer version names what is not known here', async () => {
    const text = gunzipSync(readFileSync(whole)).toString('latin1');
    const newer = text.replace('"migrations":[', '"migrations":["0999_of_tomorrow",');
    const refused = restore(await emptyTarget(), written(gzipSync(Buffer.from(newer, 'latin1'))));
    await expect(refused).rejects.toMatchObject({ code: 'db.backup_newer' });
    await expect(refused).rejects.toThrow('0999_of_tomorrow');
  });

  it('DEV-1 a database that is in use is not written over', async () => {
    const used = await open();
    await withTransaction(used, (tx) =>
      appendEvent(tx, testContext(used), {
        type: 'campaign.cell_finished',
        subject: { type: 't', id: 't' },
        payload: {},
      }),
    );
    const refused = restore(used, whole);
    await expect(refused).rejects.toMatchObject({ code: 'db.restore_not_empty', status: 409 });
    expect(await contentOf(used, ['event'])).toMatchObject({ event: { n: 1 } });
  });

  it('DEV-1 a backup that cannot be written says so and leaves no half of it', async () => {
    const source = await open();
    const refused = backupDatabase(source, join(root, 'no-such-folder/x.backup'));
    await expect(refused).rejects.toMatchObject({ code: 'db.backup_unwritable' });
    expect(readdirSync(root).filter((name) => name.endsWith('.half'))).toEqual([]);
    expect(existsSync(join(root, 'no-such-folder'))).toBe(false);
  });
});
