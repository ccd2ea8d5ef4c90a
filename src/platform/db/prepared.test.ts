import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { rows, withTransaction } from './database.ts';
import { createTestDatabase } from '#test/database';

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

async function change(): Promise<void> {
  await db.pool.query("alter table changing add column more text default 'x'");
}

it('DEV-1 a read goes on when a migration gives its table another column, alone and in a transaction', async () => {
  await db.pool.query('create table changing (n int); insert into changing values (1)');
  // Each text is prepared for itself, by each connection that it comes to.
  const alone = sql<object>`select * from changing where n = ${1}`;
  const within = sql<object>`select * from changing where n < ${2}`;
  const inTransaction = () => withTransaction(db, (tx) => rows(tx, within));
  expect([await rows(db, alone), await inTransaction()]).toEqual([[{ n: 1 }], [{ n: 1 }]]);
  const { rows: prepared } = await db.pool.query('select count(*)::int as n from pg_prepared_statements');
  expect(prepared).toEqual([{ n: 2 }]);
  await change();
  expect([await rows(db, alone), await inTransaction()]).toEqual([
    [{ n: 1, more: 'x' }],
    [{ n: 1, more: 'x' }],
  ]);
});
