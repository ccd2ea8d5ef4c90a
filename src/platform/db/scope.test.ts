import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database';
import { type Database, rows, withTransaction } from './database.ts';
import { scopeDatabase } from './scope.ts';

let db: Database;
let scoped: Database;
let limited: Database;
beforeAll(async () => {
  db = await createTestDatabase();
  scoped = scopeDatabase(db, { workspaceId: 'ws_default', brandIds: null });
  limited = scopeDatabase(db, { workspaceId: 'ws_default', brandIds: ['brd_1'] });
  await db.pool.query(`insert into brand (workspace_id, id, key, name, revision, content_hash, document)
    select 'ws_default', 'brd_' || n, 'b' || n, 'B', 1, 'h', '{}' from generate_series(1, 3) n`);
});
afterAll(() => db.close());

const ids = async (on: Database, least: string): Promise<string[]> =>
  (await rows(on, sql<{ id: string }>`select id from brand where id >= ${least} order by id`)).map(
    ({ id }) => id,
  );

it('SEC-1 a read that a connection has prepared is each caller’s own', async () => {
  // More often than PostgreSQL needs to keep a plan, on connections that serve both in turn.
  for (let turn = 0; turn < 60; turn++) {
    expect(await ids(scoped, 'brd_2')).toEqual(['brd_2', 'brd_3']);
    expect(await ids(limited, 'brd_1')).toEqual(['brd_1']);
    const other = scopeDatabase(db, {
      workspaceId: `ws_${turn}`,
      brandIds: turn % 2 === 0 ? null : ['brd_1'],
    });
    expect(await ids(other, 'brd_1')).toEqual([]);
  }
  const { rows: kept } = await db.requestPool.query<{ n: number }>(
    `select count(*)::int as n from pg_prepared_statements`,
  );
  expect(kept[0]?.n).toBeGreaterThan(0);
});

it('DEV-1 goes on reading where a newer version adds a column to a table', async () => {
  const all = (on: Parameters<typeof rows>[0]) =>
    rows<{ key: string }>(on, sql<{ key: string }>`select * from brand where id = ${'brd_1'}`);
  const inTransaction = () => withTransaction(scoped, (tx) => all(tx));
  for (let turn = 0; turn < 12; turn++) expect(await all(scoped)).toMatchObject([{ key: 'b1' }]);
  await db.pool.query('alter table brand add column added_later integer');
  expect(await all(scoped)).toMatchObject([{ key: 'b1', added_later: null }]);
  expect(await inTransaction()).toMatchObject([{ key: 'b1', added_later: null }]);
});

it('DEV-1 tells the fault of a statement itself, and serves the next one', async () => {
  for (let turn = 0; turn < 3; turn++) {
    await expect(rows(scoped, sql`select 1 / ${0}::int as n`)).rejects.toThrow('division by zero');
    await expect(withTransaction(scoped, (tx) => rows(tx, sql`select 1 / ${0}::int as n`))).rejects.toThrow(
      'division by zero',
    );
    expect(await rows(scoped, sql`select ${turn}::int as n`)).toEqual([{ n: turn }]);
  }
});

it('DEV-1 a read that PostgreSQL does not know at all is told once, not tried for ever', async () => {
  const unknown = sql`select count(*) from brand where id = ${'brd_1'} for update`;
  for (let turn = 0; turn < 2; turn++) {
    await expect(rows(scoped, unknown)).rejects.toMatchObject({ code: '0A000' });
    await expect(withTransaction(scoped, (tx) => rows(tx, unknown))).rejects.toMatchObject({ code: '0A000' });
  }
});
