import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows } from '#platform/db/database';
import type { CallOutcome } from '#llm/ledger';
import type { Kind } from '#llm/model';

/** One attempt as it stands on record. */
export interface CallRecord {
  readonly id: string;
  readonly requestId: string;
  readonly attempt: number;
  readonly useCase: string;
  readonly kind: Kind;
  readonly purpose: string;
  readonly actor: Actor;
  readonly brandId: string | null;
  readonly campaignId: string | null;
  readonly runId: string | null;
  readonly promptName: string | null;
  readonly promptVersion: number | null;
  readonly promptHash: string | null;
  readonly experimentId: string | null;
  readonly arm: string | null;
  readonly target: string;
  readonly provider: string;
  readonly model: string;
  readonly state: 'running' | 'ended' | 'unknown';
  readonly outcome: CallOutcome | null;
  readonly fault: string | null;
  readonly faultDetail: string | null;
  readonly httpStatus: number | null;
  readonly startedAt: Date;
  readonly firstTokenMs: number | null;
  readonly totalMs: number | null;
  readonly tokensIn: number | null;
  readonly tokensOut: number | null;
  readonly tokensCached: number | null;
  readonly tokensReasoning: number | null;
  readonly images: number | null;
  readonly costMicro: number | null;
  readonly costBasis: 'reported' | 'estimated' | 'none' | null;
  readonly isPriceKnown: boolean;
  readonly priceVersion: string | null;
  readonly isGenerated: boolean;
  readonly cache: 'none' | 'exact' | 'semantic';
}

const COLUMNS =
  sql.raw(`id, request_id as "requestId", attempt, use_case as "useCase", kind, purpose, actor, brand_id as "brandId",
  campaign_id as "campaignId", run_id as "runId", prompt_name as "promptName", prompt_version as "promptVersion",
  prompt_hash as "promptHash", experiment_id as "experimentId", arm, target, provider, model, state, outcome, fault,
  fault_detail as "faultDetail", http_status as "httpStatus", started_at as "startedAt", first_token_ms as "firstTokenMs",
  total_ms as "totalMs", tokens_in as "tokensIn", tokens_out as "tokensOut", tokens_cached as "tokensCached",
  tokens_reasoning as "tokensReasoning", images, cost_micro as "costMicro", cost_basis as "costBasis",
  is_price_known as "isPriceKnown", price_version as "priceVersion", is_generated as "isGenerated", cache`);

export interface CallFilter {
  readonly workspaceId: string;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly useCase?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly target?: string | undefined;
  readonly outcome?: string | undefined;
  readonly requestId?: string | undefined;
  readonly runId?: string | undefined;
  /** A day in UTC, such as `2026-11-26`. */
  readonly day?: string | undefined;
}

/** Attempts by id, newest first, one more than `limit`. */
export function listCalls(db: Db, filter: CallFilter): Promise<CallRecord[]> {
  const conditions = [
    sql`workspace_id = ${filter.workspaceId}`,
    ...(filter.after === undefined ? [] : [sql`id < ${filter.after}`]),
    ...(filter.useCase === undefined ? [] : [sql`use_case = ${filter.useCase}`]),
    ...(filter.campaignId === undefined ? [] : [sql`campaign_id = ${filter.campaignId}`]),
    ...(filter.target === undefined ? [] : [sql`target = ${filter.target}`]),
    ...(filter.outcome === undefined ? [] : [sql`outcome = ${filter.outcome}`]),
    ...(filter.requestId === undefined ? [] : [sql`request_id = ${filter.requestId}`]),
    ...(filter.runId === undefined ? [] : [sql`run_id = ${filter.runId}`]),
    ...(filter.day === undefined ? [] : [startedOn(filter.day)]),
  ];
  return rows(
    db,
    sql<CallRecord>`select ${COLUMNS} from llm_call where ${sql.join(conditions, sql` and `)} order by id desc limit ${filter.limit + 1}`,
  );
}

function startedOn(day: string): RawBuilder<unknown> {
  const start = sql`(${day}::date)::timestamp at time zone 'UTC'`;
  return sql`started_at >= ${start} and started_at < ${start} + interval '24 hours'`;
}

/** One attempt with its parameters and, where they are kept, its texts. */
export function findCall(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<(CallRecord & { params: Record<string, unknown>; input: unknown; output: unknown }) | undefined> {
  return firstRow(
    db,
    sql`select ${COLUMNS}, params, input, output from llm_call where workspace_id = ${workspaceId} and id = ${id}`,
  );
}

/** What came of a target's calls lately. */
export interface Lately {
  readonly target: string;
  readonly calls: number;
  readonly ok: number;
  readonly failed: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** Calls of each target since a moment. */
export function callsLately(db: Db, workspaceId: string, since: Date): Promise<Lately[]> {
  return rows(
    db,
    sql<Lately>`select target, count(*)::int as calls, count(*) filter (where outcome in ('ok', 'flagged'))::int as ok,
        count(*) filter (where outcome in ('failed', 'invalid', 'unknown'))::int as failed,
        percentile_cont(0.5) within group (order by total_ms) filter (where outcome in ('ok', 'flagged')) as "p50Ms",
        percentile_cont(0.95) within group (order by total_ms) filter (where outcome in ('ok', 'flagged')) as "p95Ms"
      from llm_call where workspace_id = ${workspaceId} and started_at >= ${since}
        and outcome is distinct from 'skipped' and outcome is distinct from 'refused' and outcome is distinct from 'cached'
      group by target limit 500`,
  );
}
