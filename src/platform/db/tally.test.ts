import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database';
import { type Database, rows } from './database.ts';
import { scopeDatabase } from './scope.ts';
import { readTally } from './tally.ts';

const WRITERS = 6;
const ROUNDS = 40;
const BRANDS = ['brd_1', 'brd_2', 'brd_3'];
const CAMPAIGNS = ['cmp_1', 'cmp_2', 'cmp_3', 'cmp_4'];
const STATES = ['pending_review', 'approved', 'rejected', 'changes_requested', 'void'];
const STATUSES = ['new', 'generating', 'completed', 'failed'];

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
  await db.pool.query(`insert into brand (workspace_id, id, key, name, revision, content_hash, document)
    select 'ws_default', 'brd_' || n, 'b' || n, 'B', 1, 'h', '{}' from generate_series(1, 3) n`);
  await db.pool
    .query(`insert into campaign (workspace_id, id, key, name, brand_id, revision, status, created_at)
    select 'ws_default', 'cmp_' || n, 'c' || n, 'C', case when n < 4 then 'brd_' || n end, 1, 'new', now() from generate_series(1, 4) n`);
});
afterAll(() => db.close());

/** What the sums have to be, counted from the rows themselves. */
async function counted(): Promise<unknown[]> {
  const answer = await db.pool.query(`
    select 'approval' as subject, coalesce(brand_id, '') as brand, state as name, count(*)::bigint as amount
      from approval a join campaign c on c.workspace_id = a.workspace_id and c.id = a.campaign_id group by 1, 2, 3
    union all select 'alert', coalesce(brand_id, ''), 'open', count(*)
      from alert a left join campaign c on c.workspace_id = a.workspace_id and c.id = a.campaign_id where state <> 'resolved' group by 1, 2
    union all select 'alert', coalesce(brand_id, ''), 'severe', count(*)
      from alert a left join campaign c on c.workspace_id = a.workspace_id and c.id = a.campaign_id
      where state <> 'resolved' and severity in ('HIGH', 'CRITICAL') group by 1, 2
    union all select 'campaign', coalesce(brand_id, ''), status, count(*) from campaign group by 1, 2, 3
    union all select 'campaign', coalesce(brand_id, ''), 'variants', sum(variant_count) from campaign group by 1, 2 having sum(variant_count) <> 0
    union all select 'campaign', coalesce(brand_id, ''), 'cost_micro', sum(cost_micro) from campaign group by 1, 2 having sum(cost_micro) <> 0
    order by 1, 2, 3`);
  return answer.rows;
}

async function kept(): Promise<unknown[]> {
  const answer = await db.pool.query(`select subject, brand_id as brand, name, sum(amount)::bigint as amount
    from tally group by 1, 2, 3 having sum(amount) <> 0 order by 1, 2, 3`);
  return answer.rows;
}

/** One change of some kind; the same number makes the same one. */
async function change(writer: number, round: number): Promise<void> {
  const pick = <T>(from: readonly T[], by: number): T => from[by % from.length] as T;
  const [kind, campaign] = [(writer + round) % 8, pick(CAMPAIGNS, writer * 3 + round)];
  const id = `${writer}_${round}`;
  const run = (text: string, ...values: unknown[]): Promise<unknown> => db.pool.query(text, values);
  if (kind < 3)
    await run(
      `insert into approval (workspace_id, id, subject_type, subject_id, campaign_id, revision, state, made_by, requested_at)
       select 'ws_default', $1 || '_' || n, 'variant', $1 || '_' || n, $2, 1, $3, '{}', now() from generate_series(1, 5) n`,
      id,
      campaign,
      pick(STATES, round),
    );
  if (kind === 3)
    await run(
      `update approval set state = $2 where campaign_id = $1 and state <> $2`,
      campaign,
      pick(STATES, writer),
    );
  if (kind === 4)
    await run(
      `insert into alert (workspace_id, id, type, severity, dedup_key, campaign_id, message, details, state, first_raised_at, last_raised_at)
       values ('ws_default', $1, 'assets.missing', $2, $1, $3, 'm', '{}', 'open', now(), now())`,
      id,
      pick(['LOW', 'HIGH', 'CRITICAL'], round),
      pick([campaign, null], round),
    );
  if (kind === 5) await run(`update alert set state = 'resolved' where campaign_id = $1`, campaign);
  if (kind === 6)
    await run(
      `update campaign set status = $2, variant_count = variant_count + 3, cost_micro = cost_micro + 7 where id = $1`,
      campaign,
      pick(STATUSES, round),
    );
  if (kind === 7)
    await run(`update campaign set brand_id = $2 where id = $1`, campaign, pick([...BRANDS, null], round));
}

it('UI-1 sums stay those of the rows, whoever changes what at once, also while campaigns change their brand', async () => {
  const write = async (writer: number): Promise<void> => {
    for (let round = 0; round < ROUNDS; round++) await change(writer, round);
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  const expected = await counted();
  expect(expected.length).toBeGreaterThan(12);
  expect(await kept()).toEqual(expected);
  await db.pool.query(`delete from approval where state = 'void'`);
  expect(await kept()).toEqual(await counted());
});

it('UI-1 in quiet times one row is left of each sum, and none of one that is zero', async () => {
  await db.pool.query(`update approval set state = 'approved'`);
  await db.pool.query(`update approval set state = 'rejected'`);
  const { rows: left } = await db.pool.query<{ name: string; rows: number }>(
    `select name, max(n)::int as rows from (select brand_id, name, count(*) as n from tally where subject = 'approval' group by 1, 2) found group by 1`,
  );
  expect(left).toEqual([{ name: 'rejected', rows: 1 }]);
});

it('SEC-1 a person who sees some brands has the sums of these alone', async () => {
  const { rows: found } = await db.pool.query<{ brand: string; count: number }>(
    `select brand_id as brand, count(*)::int as count from approval join campaign c on c.id = campaign_id where brand_id is not null group by 1 order by 1 limit 1`,
  );
  const { brand, count } = found[0] ?? { brand: '', count: 0 };
  expect(count).toBeGreaterThan(0);
  const limited = scopeDatabase(db, { workspaceId: 'ws_default', brandIds: [brand] });
  expect(Object.fromEntries(await readTally(limited, 'ws_default', 'approval'))).toEqual({ rejected: count });
  const elsewhere = scopeDatabase(db, { workspaceId: 'ws_other', brandIds: null });
  expect((await readTally(elsewhere, 'ws_default', 'approval')).size).toBe(0);
  // What they change themselves, within their brands, is counted by their own rights.
  await rows(limited, sql`update approval set state = 'approved'`);
  expect(Object.fromEntries(await readTally(limited, 'ws_default', 'approval'))).toEqual({ approved: count });
  expect(await kept()).toEqual(await counted());
});
