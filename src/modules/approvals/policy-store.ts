import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { ApprovalPolicy } from './contract.ts';

/** A policy as it is kept. */
export interface StoredPolicy extends Omit<ApprovalPolicy, 'madeBy'> {
  readonly madeBy: Actor;
}

const COLUMNS = sql.raw(`id, name, types, brand_ids as "brandIds", most_priority as "mostPriority",
  least_confidence as "leastConfidence", most_minutes as "mostMinutes", most_cost_micro as "mostCostMicro", is_on as "isOn", made_by as "madeBy", created_at as "createdAt"`);

/** Policies by name, at most 200. */
export function listPolicies(db: Db, workspaceId: string): Promise<StoredPolicy[]> {
  return rows(
    db,
    sql<StoredPolicy>`select ${COLUMNS} from approval_policy where workspace_id = ${workspaceId} order by name limit 200`,
  );
}

/** Writes a policy, in place of the one of its name. */
export async function upsertPolicy(tx: Tx, workspaceId: string, policy: StoredPolicy): Promise<void> {
  await rows(
    tx,
    sql`insert into approval_policy (workspace_id, id, name, types, brand_ids, most_priority, least_confidence, most_minutes, most_cost_micro, is_on,
        made_by, created_at)
      values (${workspaceId}, ${policy.id}, ${policy.name}, ${policy.types}, ${policy.brandIds}, ${policy.mostPriority},
        ${policy.leastConfidence}, ${policy.mostMinutes}, ${policy.mostCostMicro}, ${policy.isOn}, ${JSON.stringify(policy.madeBy)}, ${policy.createdAt})
      on conflict (workspace_id, name) do update set types = excluded.types, brand_ids = excluded.brand_ids,
        most_priority = excluded.most_priority, least_confidence = excluded.least_confidence,
        most_minutes = excluded.most_minutes, most_cost_micro = excluded.most_cost_micro, is_on = excluded.is_on, made_by = excluded.made_by, created_at = excluded.created_at`,
  );
}

/** Removes a policy; returns what it was. */
export function deletePolicy(tx: Tx, workspaceId: string, id: string): Promise<StoredPolicy | undefined> {
  return firstRow(
    tx,
    sql<StoredPolicy>`delete from approval_policy where workspace_id = ${workspaceId} and id = ${id} returning ${COLUMNS}`,
  );
}
