import type { PoolClient } from 'pg';
import { type ChainHead, hashAfter } from '#platform/audit/chain';
import { asTransaction, type Database, withTransaction } from '#platform/db/database';
import { appendOne } from '#test/audit-append';

/** Writes audited changes, each in a transaction of its own. */
export async function writeEntries(db: Database, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) await withTransaction(db, (tx) => appendOne(tx, n));
}

/** Runs `body` with the guards switched off, as a superuser can, and takes everything back afterwards. */
export async function withoutGuards<T>(
  db: Database,
  body: (client: PoolClient, tx: ReturnType<typeof asTransaction>) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    for (const table of ['audit_entry', 'audit_head'])
      await client.query(`alter table ${table} disable trigger user`);
    return await body(client, asTransaction(client));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** Chains the entries from `from` on anew, as somebody who knows the rule would; returns the new head. */
export async function rehash(client: PoolClient, from: number): Promise<ChainHead> {
  const { rows } = await client.query<{ sequence: number; hash: string; record: string }>(
    'select sequence, hash, record from audit_entry where sequence >= $1 order by sequence',
    [Math.max(0, from - 1)],
  );
  let previous = from === 1 ? '0'.repeat(64) : (rows[0]?.hash ?? '');
  let sequence = from - 1;
  for (const row of rows.filter((found) => found.sequence >= from)) {
    const hash = hashAfter(previous, row.record);
    await client.query('update audit_entry set previous_hash = $2, hash = $3 where sequence = $1', [
      row.sequence,
      previous,
      hash,
    ]);
    previous = hash;
    sequence = row.sequence;
  }
  return { sequence, hash: previous };
}
