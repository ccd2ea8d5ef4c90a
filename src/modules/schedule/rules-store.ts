import { sql } from 'kysely';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { CalendarRules } from './contract.ts';

/** The rules of a brand, or those of the workspace where it has none; undefined where there are none either. */
export async function findRules(db: Db, workspaceId: string, brandId: string): Promise<unknown> {
  const row = await firstRow(
    db,
    sql<{ rules: unknown }>`select rules from calendar_rules where workspace_id = ${workspaceId}
      and brand_id in (${brandId}, '') order by brand_id desc limit 1`,
  );
  return row?.rules;
}

/** The rules of these brands that have some of their own, and those of the workspace, under ''. */
export async function findRulesOf(
  db: Db,
  workspaceId: string,
  brandIds: readonly string[],
): Promise<Map<string, unknown>> {
  const found = await rows(
    db,
    sql<{ brandId: string; rules: unknown }>`select brand_id as "brandId", rules from calendar_rules
      where workspace_id = ${workspaceId} and brand_id = any(${['', ...brandIds]}) order by brand_id`,
  );
  return new Map(found.map(({ brandId, rules }) => [brandId, rules]));
}

export async function saveRules(
  tx: Tx,
  workspaceId: string,
  kept: { brandId: string; rules: CalendarRules; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`insert into calendar_rules (workspace_id, brand_id, rules, updated_at)
      values (${workspaceId}, ${kept.brandId}, ${JSON.stringify(kept.rules)}, ${kept.at})
      on conflict (workspace_id, brand_id) do update set rules = excluded.rules, updated_at = excluded.updated_at`,
  );
}
