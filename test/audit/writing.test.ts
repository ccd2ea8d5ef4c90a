import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { getAuditHead, listAuditEntries, verifyAudit, writeHeadText } from '#modules/audit/index';
import { backupDatabase } from '#platform/db/backup';
import { type Database, openDatabase, withTransaction } from '#platform/db/database';
import { restoreDatabase } from '#platform/db/restore';
import { appendEvent } from '#platform/events/outbox';
import { silentLog } from '#platform/log/log';
import { migrateEngine } from '#platform/workflow/engine';
import { appendOne } from '#test/audit-append';
import { writeEntries } from '#test/audit-chain';
import { valueOf } from '#test/campaign-records';
import { createTestDatabase, testContext } from '#test/database';
import { until } from '#test/house';
import { REPOSITORY } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

let db: Database;
const opened: Database[] = [];
const children: ChildProcess[] = [];
const folder = makeTempFolder('audit-writing');

beforeAll(async () => {
  db = await createTestDatabase();
  opened.push(db);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  for (const one of opened) await one.close();
  removeFolder(folder);
});

const verify = (on: Database = db) => verifyAudit(testContext(on), {});
const headOf = async (on: Database = db): Promise<number> => (await getAuditHead(testContext(on))).sequence;
const countEntries = (on: Database = db): Promise<number> =>
  valueOf(on, `select count(*)::int from audit_entry where workspace_id = 'ws_default'`);

/** The server may still be busy with the last commit of a process that is gone. */
async function sessionsEnd(pid: number): Promise<void> {
  await until(async () => {
    const text = 'select count(*)::int from pg_stat_activity where application_name = $1';
    return (await valueOf<number>(db, text, [`aicmo app ${pid}`])) === 0;
  });
}

describe('who writes', () => {
  it('SEC-2 eight writers over two pools keep one dense chain, and what is taken back leaves no gap', async () => {
    const second = await openDatabase({ url: db.url, log: silentLog() });
    opened.push(second);
    const from = await headOf();
    let committed = 0;
    const write = async (pool: Database, writer: number): Promise<void> => {
      for (let n = 0; n < 30; n++) {
        const count = 1 + (n % 3);
        const isTakenBack = (n + writer) % 4 === 0;
        const written = withTransaction(pool, async (tx) => {
          for (let i = 0; i < count; i++) await appendOne(tx, n);
          if (n % 7 === 0) await delay(5);
          if (isTakenBack) throw new Error('taken back');
        });
        if (isTakenBack) await expect(written).rejects.toThrow('taken back');
        else await written.then(() => (committed += count));
      }
    };
    await Promise.all(
      Array.from({ length: 8 }, (_, writer) => write(writer % 2 === 0 ? db : second, writer)),
    );
    expect(committed).toBeGreaterThan(300);
    expect(await verify()).toMatchObject({ isWhole: true, entries: from + committed });
    expect(await countEntries()).toBe(from + committed);
    expect(
      await valueOf(
        db,
        "select count(*)::int from event e where not exists (select 1 from audit_entry a where a.record like '%\"' || e.id || '\"%')",
      ),
    ).toBe(0);
    expect(await valueOf(db, 'select count(*)::int from audit_pending')).toBe(0);
  }, 60_000);

  it('SEC-2 a transaction that works on after its change holds nobody up, and comes after those that commit before', async () => {
    const from = await headOf();
    await withTransaction(db, async (slow) => {
      await appendOne(slow, 1);
      await withTransaction(db, (quick) => appendOne(quick, 2));
      expect(await headOf()).toBe(from + 1);
    });
    const { items } = await listAuditEntries(testContext(db), { limit: 2 });
    expect(items.map(({ sequence, subject }) => [sequence, subject.id])).toEqual([
      [from + 2, 'bud_1'],
      [from + 1, 'bud_2'],
    ]);
  });

  it('SEC-2 each workspace has a chain of its own', async () => {
    await db.pool.query(`insert into workspace (id, name) values ('ws_other', 'Other')`);
    const other = testContext(db, { workspaceId: 'ws_other' });
    const before = await headOf();
    const event = { type: 'key.revoked', subject: { type: 'key', id: 'key_1' }, payload: {} } as const;
    await withTransaction(db, (tx) => appendEvent(tx, other, event));
    expect(await getAuditHead(other)).toMatchObject({ sequence: 1 });
    expect(await verifyAudit(other, {})).toMatchObject({ isWhole: true, entries: 1 });
    expect((await listAuditEntries(other, { limit: 5 })).items.map(({ workspaceId }) => workspaceId)).toEqual(
      ['ws_other'],
    );
    expect(await headOf()).toBe(before);
  });

  it('SEC-2 a change whose entry cannot be chained does not happen', async () => {
    const from = await headOf();
    const events = await valueOf<number>(db, 'select count(*)::int from event');
    const broken = withTransaction(db, async (tx) => {
      await appendOne(tx, 1);
      await tx.client.query(
        `insert into audit_pending (workspace_id, id, entry) values ('ws_default', 'evt_x', 'no JSON')`,
      );
    });
    await expect(broken).rejects.toThrow('invalid input syntax for type json');
    expect([await headOf(), await valueOf(db, 'select count(*)::int from event')]).toEqual([from, events]);
  });

  it('SEC-2 progress is an event and no entry, and an undeclared type is neither', async () => {
    const from = await headOf();
    const tell = (type: never): Promise<void> =>
      withTransaction(db, (tx) =>
        appendEvent(tx, testContext(db), { type, subject: { type: 'campaign', id: 'c' }, payload: {} }),
      );
    await tell('campaign.cell_finished' as never);
    await expect(tell('campaign.finished' as never)).rejects.toThrow('campaign.finished is not declared');
    expect(await headOf()).toBe(from);
    const told = await valueOf(db, `select string_agg(type, ',') from event where subject_id = 'c'`);
    expect(told).toBe('campaign.cell_finished');
  });

  it.each([
    `update audit_entry set record = record where sequence = 1`,
    `delete from audit_entry where sequence = 1`,
    `truncate audit_entry`,
    `delete from audit_head`,
    `truncate audit_head`,
    `update audit_head set sequence = sequence - 1`,
    `update audit_head set hash = '' where workspace_id = 'ws_default'`,
  ])('SEC-2 the database refuses: %s', async (text) => {
    await expect(db.pool.query(text)).rejects.toThrow('the audit chain only grows');
  });

  it.each([`update audit_entry set action = 'x' where sequence = 1`, `update audit_entry set at = now()`])(
    'SEC-2 what filters look at cannot be set apart from the record: %s',
    async (text) => {
      await expect(db.pool.query(text)).rejects.toThrow('can only be updated to DEFAULT');
    },
  );
});

describe('what happens to the house', () => {
  it('SEC-2 a writing process that is killed at any moment leaves a whole chain, which goes on', async () => {
    let before = await headOf();
    for (const wait of [3, 40, 110, 230]) {
      const child = fork(join(REPOSITORY, 'test/audit/audit-writer.ts'), {
        env: { ...process.env, TEST_DATABASE_URL: db.url },
      });
      children.push(child);
      await once(child, 'message');
      await delay(wait);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await sessionsEnd(child.pid ?? 0);
      const found = await verify();
      expect(found).toMatchObject({ isWhole: true });
      expect(found.entries).toBeGreaterThan(before);
      expect(await countEntries()).toBe(found.entries);
      before = found.entries;
    }
    await writeEntries(db, 2);
    expect(await verify()).toMatchObject({ isWhole: true });
  }, 60_000);

  it('SEC-2 a backup taken while others write holds a whole chain, which goes on where it is restored', async () => {
    const file = join(folder, 'house.backup');
    await writeEntries(db, 20);
    let isWriting = true;
    const writing = (async () => {
      for (let n = 0; isWriting; n++) await withTransaction(db, (tx) => appendOne(tx, n));
    })();
    await delay(100);
    await backupDatabase(db, file);
    isWriting = false;
    await writing;
    const target = await createTestDatabase('template1');
    opened.push(target);
    await restoreDatabase(target, { file, migrateEngine });
    const restored = await verify(target);
    expect(restored).toMatchObject({ isWhole: true });
    expect(restored.entries).toBeGreaterThan(20);
    // The restored chain is the beginning of the one it was taken from.
    const pinned = writeHeadText(restored.head);
    expect(await verifyAudit(testContext(db), { head: pinned })).toMatchObject({ isWhole: true });
    await writeEntries(target, 3);
    expect(await verifyAudit(testContext(target), { head: pinned })).toMatchObject({
      isWhole: true,
      entries: restored.entries + 3,
    });
  }, 60_000);
});
