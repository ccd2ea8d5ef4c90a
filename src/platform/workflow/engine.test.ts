import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, withTransaction } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { createTestDatabase } from '#test/database';
import { migrateEngine, openRunControl } from './engine.ts';

describe('the tables of the engine', () => {
  let db: Database;
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.close());

  async function hasTable(name: string): Promise<boolean> {
    const { rows } = await db.pool.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
      name,
    ]);
    return rows[0]?.found === true;
  }

  it('WFL-2 a first start that was killed on the way is completed by the next one', async () => {
    // As it is when the process dies between the engine's two sets of tables.
    await db.pool.query(
      'drop table dbos.transaction_completion, dbos.dbos_transaction_completion_migrations',
    );
    await migrateEngine(db.url);
    expect(await hasTable('dbos.transaction_completion')).toBe(true);
  });

  it('WFL-2 a schema that an older version left is brought on', async () => {
    await db.pool.query('update dbos.dbos_migrations set version = version - 1');
    const before = await db.pool.query<{ version: number }>('select version from dbos.dbos_migrations');
    await migrateEngine(db.url);
    const after = await db.pool.query<{ version: number }>('select version from dbos.dbos_migrations');
    expect(after.rows[0]?.version).toBe((before.rows[0]?.version ?? 0) + 1);
  });

  it('WFL-2 a run of the same id twice is one run; an unknown one has no status', async () => {
    const runs = await openRunControl({ url: db.url, log: silentLog() });
    const flow = { name: 'test.flow', queue: 'test' };
    for (let round = 0; round < 2; round++) {
      await withTransaction(db, (tx) => runs.start(tx, flow, { runId: 'same', input: { round } }));
    }
    expect(await runs.statusOf('same')).toMatchObject({ state: 'waiting', flow: 'test.flow' });
    expect(await runs.statusOf('other')).toBeUndefined();
    await runs.cancel('same');
    expect(await runs.statusOf('same')).toMatchObject({ state: 'cancelled' });
    expect(await runs.hasLiveWorker()).toBe(false);
    await runs.close();
  });
});
