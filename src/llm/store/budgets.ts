import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';

/** A budget with its counters of the period that runs now. */
export interface StoredBudget {
  readonly id: string;
  readonly scopeKind: 'workspace' | 'brand' | 'use_case' | 'campaign' | 'run';
  readonly scopeId: string;
  readonly period: 'day' | 'month' | 'total';
  readonly measure: 'cost' | 'tokens' | 'calls';
  readonly limit: number;
  readonly spent: number;
  readonly reserved: number;
  readonly createdAt: Date;
}

/** Budgets of a workspace, at most 500; where each one of a kind has its own, the counters are those of the fullest. */
export function listBudgets(db: Db, workspaceId: string, at: Date): Promise<StoredBudget[]> {
  return rows(
    db,
    sql<StoredBudget>`select b.id, b.scope_kind as "scopeKind", b.scope_id as "scopeId", b.period, b.measure,
        b.limit_value as "limit", coalesce(s.spent, 0)::bigint as spent, coalesce(s.reserved, 0)::bigint as reserved,
        b.created_at as "createdAt"
      from llm_budget b left join lateral (
        select spent, reserved from llm_spend s where s.workspace_id = b.workspace_id and s.budget_id = b.id
          and s.period_start = case b.period when 'day' then date_trunc('day', ${at}::timestamptz, 'UTC')
            when 'month' then date_trunc('month', ${at}::timestamptz, 'UTC') else 'epoch'::timestamptz end
        order by spent + reserved desc limit 1) s on true
      where b.workspace_id = ${workspaceId} order by b.scope_kind, b.scope_id, b.period, b.measure limit 500`,
  );
}

/**
 * Sets a budget; what was spent under one of the same scope, period and measure stays spent. Returns its id and the
 * limit before, if there was one.
 */
export async function upsertBudget(
  tx: Tx,
  workspaceId: string,
  set: Pick<StoredBudget, 'id' | 'scopeKind' | 'scopeId' | 'period' | 'measure' | 'limit'> & {
    actor: Actor;
    at: Date;
  },
): Promise<{ id: string; limitBefore: number | null }> {
  const present = await firstRow(
    tx,
    sql<{
      limit: number;
    }>`select limit_value as "limit" from llm_budget where workspace_id = ${workspaceId} and scope_kind = ${set.scopeKind}
      and scope_id = ${set.scopeId} and period = ${set.period} and measure = ${set.measure} for update`,
  );
  const found = await firstRow(
    tx,
    sql<{
      id: string;
    }>`insert into llm_budget (workspace_id, id, scope_kind, scope_id, period, measure, limit_value, created_at, created_by)
      values (${workspaceId}, ${set.id}, ${set.scopeKind}, ${set.scopeId}, ${set.period}, ${set.measure}, ${set.limit}, ${set.at},
        ${JSON.stringify(set.actor)})
      on conflict (workspace_id, scope_kind, scope_id, period, measure) do update set limit_value = excluded.limit_value
      returning id`,
  );
  return { id: found?.id ?? set.id, limitBefore: present?.limit ?? null };
}

export async function deleteBudget(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await rows(tx, sql`delete from llm_budget where workspace_id = ${workspaceId} and id = ${id}`);
}
