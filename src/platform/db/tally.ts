import { sql } from 'kysely';
import { type Db, rows } from './database.ts';

/**
 * What sums are kept of, by the database with every change (docs/decisions/0025-kept-sums.md): approvals by state;
 * campaigns by status, with `variants` and `cost_micro` over all; alerts that are `open`, and those of them `severe`.
 */
type TallySubject = 'approval' | 'campaign' | 'alert';

/** The sums of a subject by name, as far as the caller sees them; a name without one is zero. */
export async function readTally(
  db: Db,
  workspaceId: string,
  subject: TallySubject,
): Promise<ReadonlyMap<string, number>> {
  const found = await rows(
    db,
    sql<{ name: string; amount: number }>`select name, sum(amount)::bigint as amount from tally
      where workspace_id = ${workspaceId} and subject = ${subject} group by name`,
  );
  return new Map(found.map(({ name, amount }) => [name, amount]));
}
