import { sql } from 'kysely';
import type { TargetNews } from '#llm/health/target-health';
import { type Db, firstRow, rows } from '#platform/db/database';

/** News of a target with the process they come from. */
export interface HealthNews extends TargetNews {
  readonly by: string;
}

export const HEALTH_CHANNEL = 'aicmo_llm_health';

/** Writes down that a target is open (or closed, or held) and tells every process. */
export async function publishHealth(db: Db, news: HealthNews): Promise<void> {
  const until = news.isOpen ? sql`now() + ${news.untilMs} * interval '1 ms'` : sql`null`;
  const hold = news.holdMs > 0 ? sql`now() + ${news.holdMs} * interval '1 ms'` : sql`null`;
  await rows(
    db,
    sql`with saved as (
        insert into llm_health (target_key, is_open, reason, open_until, hold_until, cool_down_ms, updated_at)
        values (${news.key}, ${news.isOpen}, ${news.reason.slice(0, 300)}, ${until}, ${hold}, ${news.coolDownMs}, now())
        on conflict (target_key) do update set is_open = excluded.is_open, reason = excluded.reason,
          open_until = excluded.open_until, hold_until = coalesce(excluded.hold_until, llm_health.hold_until),
          cool_down_ms = excluded.cool_down_ms, probe_by = null, probe_until = null, updated_at = now()
        returning 1)
      select pg_notify(${HEALTH_CHANNEL}, ${JSON.stringify({ ...news, reason: news.reason.slice(0, 300) })}) from saved`,
  );
}

/**
 * Takes the one probe of an open target, for all processes. Also true when the table does not know it as open: then
 * nobody else waits for it, and a target must not stay shut because news was lost.
 */
export async function claimProbe(
  db: Db,
  claim: { key: string; by: string; forMs: number },
): Promise<boolean> {
  const found = await firstRow(
    db,
    sql<{ won: boolean; isOpen: boolean | null }>`with won as (
        update llm_health set probe_by = ${claim.by}, probe_until = now() + ${claim.forMs} * interval '1 ms'
        where target_key = ${claim.key} and is_open and open_until <= now()
          and (probe_by is null or probe_until < now()) returning 1)
      select exists (select 1 from won) as won,
        (select is_open from llm_health where target_key = ${claim.key}) as "isOpen"`,
  );
  return found === undefined || found.won || found.isOpen !== true;
}

/** Gives a probe back that told nothing. */
export async function freeProbe(db: Db, claim: { key: string; by: string }): Promise<void> {
  await rows(
    db,
    sql`update llm_health set probe_by = null, probe_until = null where target_key = ${claim.key} and probe_by = ${claim.by}`,
  );
}

/** How every target stands that is open or held. */
export async function readHealth(db: Db): Promise<HealthNews[]> {
  return rows(
    db,
    sql<HealthNews>`select target_key as key, '' as by, is_open as "isOpen", reason, cool_down_ms as "coolDownMs",
        greatest(0, coalesce(extract(epoch from open_until - now()) * 1000, 0))::int as "untilMs",
        greatest(0, coalesce(extract(epoch from hold_until - now()) * 1000, 0))::int as "holdMs"
      from llm_health where is_open or hold_until > now()`,
  );
}
