import { sql } from 'kysely';
import { type Db, rows, withTransaction } from '#platform/db/database';

const BATCH = 200;

/**
 * Ends what dead processes left running: the provider may have charged, so it settles at its estimate and is marked
 * unknown. Returns how many there were.
 */
export async function settleAbandoned(db: Db): Promise<number> {
  return withTransaction(db, async (tx) => {
    const found = await rows(
      tx,
      sql<{
        workspace_id: string;
        id: string;
        estimate_micro: number;
      }>`select workspace_id, id, estimate_micro from llm_call
        where state = 'running' and expires_at < now() order by expires_at limit ${BATCH} for update skip locked`,
    );
    for (const call of found) {
      const tokens = sql`(select coalesce(sum(amount) filter (where measure = 'tokens'), 0)::bigint from llm_reservation
        where workspace_id = ${call.workspace_id} and call_id = ${call.id})`;
      await rows(
        tx,
        sql`with settled as (select llm_settle(${call.workspace_id}, ${call.id}, ${call.estimate_micro}, ${tokens}))
          update llm_call set state = 'unknown', outcome = 'unknown', ended_at = now(), cost_basis = 'estimated',
            cost_micro = case when is_price_known then estimate_micro end,
            fault_detail = 'the process ended before the answer was on record'
          from settled where workspace_id = ${call.workspace_id} and id = ${call.id}`,
      );
    }
    return found.length;
  });
}

/** Forgets what is past its time: calls on record, answers of steps, cached answers, and counters of old days. */
export async function forgetOld(db: Db, keep: { workspaceId: string; callDays: number }): Promise<void> {
  const { workspaceId } = keep;
  await rows(
    db,
    sql`delete from llm_call where workspace_id = ${workspaceId} and state <> 'running' and started_at < now() - ${keep.callDays} * interval '1 day'`,
  );
  await rows(
    db,
    sql`delete from llm_answer where workspace_id = ${workspaceId} and created_at < now() - interval '2 days'`,
  );
  await rows(db, sql`delete from llm_cache where workspace_id = ${workspaceId} and expires_at < now()`);
  await rows(
    db,
    sql`delete from llm_spend where workspace_id = ${workspaceId} and period_start < now() - interval '400 days' and period_start > 'epoch' and reserved = 0`,
  );
}
