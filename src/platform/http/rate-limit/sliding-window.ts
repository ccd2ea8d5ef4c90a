import { sql } from 'kysely';
import { type Db, firstRow, rows } from '#platform/db/database';
import type { Limit } from './limit.ts';

/** What a caller is told: how many requests are left, and in how many milliseconds the next one is given back. */
export interface Admitted {
  readonly remaining: number;
  readonly resetMs: number;
}

/** The longest wait that back-off leads to, unless the window itself is longer. */
export const MOST_WAIT_MS = 900_000;
/** Refusals within so long count once: requests sent side by side are one offence. */
export const STRIKE_MS = 1_000;
/** Whoever was not refused for so long after the last wait begins anew. */
export const QUIET_MS = 600_000;

const ms = (value: number): ReturnType<typeof sql> => sql`${value}::float8 * interval '1 ms'`;

/**
 * Counts a request if fewer than the limit fell into the span of time that ends now; undefined when it is refused.
 * The times of the hits are taken while the row is locked, so that they stand in the order of their decisions.
 */
export async function takePlace(
  db: Db,
  key: string,
  { count, windowMs }: Limit,
): Promise<Admitted | undefined> {
  const found = await firstRow(
    db,
    sql<{ hits: number; reset_ms: number }>`insert into rate_window as r (key, hits, expires_at)
      values (${key}, array[clock_timestamp()], clock_timestamp() + ${ms(windowMs)})
      on conflict (key) do update set
        hits = (r.hits || greatest(clock_timestamp(), r.hits[cardinality(r.hits)]))[width_bucket(clock_timestamp() - ${ms(windowMs)}, r.hits) + 1 :],
        expires_at = greatest(r.expires_at, clock_timestamp() + ${ms(windowMs)})
      where r.barred_until <= clock_timestamp()
        and cardinality(r.hits) - width_bucket(clock_timestamp() - ${ms(windowMs)}, r.hits) < ${count}
      returning cardinality(hits) as hits,
        extract(epoch from hits[1] + ${ms(windowMs)} - clock_timestamp())::float8 * 1000 as reset_ms`,
  );
  if (found === undefined) return undefined;
  return { remaining: Math.max(0, count - found.hits), resetMs: Math.max(0, found.reset_ms) };
}

/**
 * Notes that a request was refused and returns the milliseconds to wait: until the window has a place again, and for
 * whoever goes on meanwhile twice the wait before, up to `MOST_WAIT_MS`. Whoever waits is let in.
 */
export async function noteRefusal(db: Db, key: string, { count, windowMs }: Limit): Promise<number> {
  const found = await firstRow(
    db,
    sql<{
      wait_ms: number;
    }>`with found as materialized (select * from rate_window where key = ${key} for update),
      timed as materialized (select *, clock_timestamp() as at from found),
      seen as (select *,
          case when cardinality(hits) < ${count} then 0 else greatest(0, ceil(extract(epoch from
            hits[cardinality(hits) - ${count}::int + 1] + ${ms(windowMs)} - at) * 1000)) end as free_ms,
          case when barred_until + ${ms(QUIET_MS)} < at then 0 else wait_ms end as last_ms,
          struck_at + ${ms(STRIKE_MS)} > at as is_same
        from timed),
      decided as (select *, case when is_same then last_ms
          else greatest(free_ms, least(${MOST_WAIT_MS}, 2 * last_ms), 1) end as next_ms from seen)
      update rate_window r set wait_ms = d.next_ms,
        struck_at = case when d.is_same then r.struck_at else d.at end,
        barred_until = case when d.is_same then r.barred_until else d.at + d.next_ms * interval '1 ms' end,
        expires_at = greatest(r.expires_at, d.at + d.next_ms * interval '1 ms' + ${ms(QUIET_MS)})
      from decided d where r.key = d.key
      returning greatest(d.free_ms, extract(epoch from r.barred_until - d.at) * 1000, 1)::float8 as wait_ms`,
  );
  return found?.wait_ms ?? 1;
}

/** Removes the rows that nothing depends on any more; returns how many. */
export async function sweepWindows(db: Db): Promise<number> {
  const gone = await rows(db, sql`delete from rate_window where expires_at < clock_timestamp() returning 1`);
  return gone.length;
}
