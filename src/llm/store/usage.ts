import { type RawBuilder, sql } from 'kysely';
import { type Db, firstRow, rows } from '#platform/db/database';

/** What model calls of a campaign cost so far, in millionths of a US dollar; calls without a known price count nothing. */
export async function costOfCampaign(db: Db, workspaceId: string, campaignId: string): Promise<number> {
  const found = await firstRow(
    db,
    sql<{ cost: number }>`select coalesce(sum(cost_micro), 0)::bigint as cost from llm_call
      where workspace_id = ${workspaceId} and campaign_id = ${campaignId}`,
  );
  return found?.cost ?? 0;
}

export const USAGE_GROUPS = ['use_case', 'campaign', 'brand', 'target', 'model', 'prompt', 'day'] as const;
export type UsageGroup = (typeof USAGE_GROUPS)[number];

/** Figures of the calls of one group. Times in milliseconds, cost in millionths of a US dollar. */
export interface UsageRow {
  readonly group: string;
  readonly requests: number;
  readonly calls: number;
  readonly ok: number;
  readonly failed: number;
  readonly cached: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly costMicro: number;
  /** Calls whose price is not known: their cost is not in the sum. */
  readonly unpriced: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

const GROUP: Readonly<Record<UsageGroup, RawBuilder<string>>> = {
  use_case: sql`use_case`,
  campaign: sql`coalesce(campaign_id, '')`,
  brand: sql`coalesce(brand_id, '')`,
  target: sql`target`,
  model: sql`provider || '/' || model`,
  prompt: sql`coalesce(prompt_name || ' v' || prompt_version, '')`,
  day: sql`to_char(started_at at time zone 'UTC', 'YYYY-MM-DD')`,
};

/** Calls, tokens, cost and latency by group since a moment: the dearest groups first, or the newest days. */
export function usageBy(
  db: Db,
  filter: { workspaceId: string; by: UsageGroup; since: Date; limit: number },
): Promise<UsageRow[]> {
  const order = filter.by === 'day' ? sql`1 desc` : sql`"costMicro" desc, calls desc, 1`;
  return rows(
    db,
    sql<UsageRow>`select ${GROUP[filter.by]} as "group", count(distinct request_id)::int as requests,
        count(*) filter (where outcome not in ('skipped', 'refused', 'cached'))::int as calls,
        count(*) filter (where outcome in ('ok', 'flagged'))::int as ok,
        count(*) filter (where outcome in ('failed', 'invalid', 'unknown', 'cancelled'))::int as failed,
        count(*) filter (where outcome = 'cached')::int as cached,
        coalesce(sum(tokens_in), 0)::bigint as "tokensIn", coalesce(sum(tokens_out), 0)::bigint as "tokensOut",
        coalesce(sum(cost_micro), 0)::bigint as "costMicro",
        count(*) filter (where not is_price_known and cost_basis <> 'none')::int as unpriced,
        percentile_cont(0.5) within group (order by total_ms) filter (where outcome in ('ok', 'flagged') and is_generated) as "p50Ms",
        percentile_cont(0.95) within group (order by total_ms) filter (where outcome in ('ok', 'flagged') and is_generated) as "p95Ms"
      from llm_call where workspace_id = ${filter.workspaceId} and started_at >= ${filter.since}
      group by 1 order by ${order} limit ${filter.limit}`,
  );
}
