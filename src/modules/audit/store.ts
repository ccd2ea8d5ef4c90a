import { sql } from 'kysely';
import { type ChainHead, type ChainLink } from '#platform/audit/chain';
import { type Db, firstRow, rows } from '#platform/db/database';

const COLUMNS = sql.raw('sequence, previous_hash as "previousHash", hash, record');

/** So many links lie in memory at a time, twice. */
const BATCH = 2_000;

export interface EntryFilter {
  readonly workspaceId: string;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly actorKind?: string | undefined;
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly subjectType?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** Links by number, newest first, one more than `limit`. */
export function listLinks(db: Db, filter: EntryFilter): Promise<ChainLink[]> {
  const parts = [
    filter.after === undefined ? sql`` : sql`and sequence < ${filter.after}::bigint`,
    filter.actorKind === undefined ? sql`` : sql`and actor_kind = ${filter.actorKind}`,
    filter.actorId === undefined ? sql`` : sql`and actor_id = ${filter.actorId}`,
    filter.action === undefined ? sql`` : sql`and action = ${filter.action}`,
    filter.subjectType === undefined ? sql`` : sql`and subject_type = ${filter.subjectType}`,
    filter.subjectId === undefined ? sql`` : sql`and subject_id = ${filter.subjectId}`,
    filter.from === undefined ? sql`` : sql`and at >= ${filter.from}::timestamptz`,
    filter.until === undefined ? sql`` : sql`and at < ${filter.until}::timestamptz`,
  ];
  return rows(
    db,
    sql<ChainLink>`select ${COLUMNS} from audit_entry where workspace_id = ${filter.workspaceId} ${sql.join(parts, sql` `)}
      order by sequence desc limit ${filter.limit + 1}`,
  );
}

/** One link by its number. */
export function findLink(db: Db, workspaceId: string, sequence: number): Promise<ChainLink | undefined> {
  return firstRow(
    db,
    sql<ChainLink>`select ${COLUMNS} from audit_entry where workspace_id = ${workspaceId} and sequence = ${sequence}`,
  );
}

export interface ChainEnd {
  /** What the head row says; undefined where there is none. */
  readonly head: ChainHead | undefined;
  /** The largest number that any entry has; at another place than the head only where the chain is broken. */
  readonly newest: number;
  /** Changes that were committed without a place on the chain: only where its trigger was switched off. */
  readonly unchained: number;
}

/** How a chain ends, seen at one moment. */
export async function findEnd(db: Db, workspaceId: string): Promise<ChainEnd> {
  const row = await firstRow(
    db,
    sql<{
      sequence: number | null;
      hash: string | null;
      newest: number;
      unchained: number;
    }>`select h.sequence, h.hash,
        coalesce((select max(sequence) from audit_entry where workspace_id = ${workspaceId}), 0) as newest,
        (select count(*) from audit_pending where workspace_id = ${workspaceId}) as unchained
      from (select 1) one left join audit_head h on h.workspace_id = ${workspaceId}`,
  );
  const { sequence = null, hash = null, newest = 0, unchained = 0 } = row ?? {};
  return { head: sequence === null || hash === null ? undefined : { sequence, hash }, newest, unchained };
}

/** The links of a chain up to a number, in order, in batches; the next one is read while one is looked at. */
export async function* readLinks(db: Db, workspaceId: string, until: number): AsyncGenerator<ChainLink[]> {
  const read = (after: number): Promise<ChainLink[]> =>
    rows(
      db,
      sql<ChainLink>`select ${COLUMNS} from audit_entry where workspace_id = ${workspaceId}
        and sequence > ${after} and sequence <= ${until} order by sequence limit ${BATCH}`,
    );
  let batch = await read(0);
  while (batch.length > 0) {
    const next = read(batch.at(-1)?.sequence ?? until);
    // Whoever stops here never asks for it.
    next.catch(() => undefined);
    yield batch;
    batch = await next;
  }
}
