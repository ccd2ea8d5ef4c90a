import { sql } from 'kysely';
import { type Actor, describeActor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { ApiKey } from './contract.ts';

interface KeyRow {
  workspace_id: string;
  id: string;
  name: string;
  scopes: string[];
  created_at: Date;
  created_by: Actor;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

const COLUMNS = sql.raw(
  'workspace_id, id, name, scopes, created_at, created_by, expires_at, last_used_at, revoked_at',
);

/** Writes a key by its hash. */
export async function insertKey(
  tx: Tx,
  workspaceId: string,
  key: {
    id: string;
    name: string;
    hash: string;
    scopes: readonly string[];
    at: Date;
    by: Actor;
    expiresAt: Date | null;
  },
): Promise<ApiKey> {
  const row = await firstRow(
    tx,
    sql<KeyRow>`insert into api_key (workspace_id, id, name, hash, scopes, created_at, created_by, expires_at)
      values (${workspaceId}, ${key.id}, ${key.name}, ${key.hash}, ${[...key.scopes]}, ${key.at}, ${JSON.stringify(key.by)}, ${key.expiresAt})
      returning ${COLUMNS}`,
  );
  if (row === undefined) throw new Error('the key was not inserted');
  return toKey(row);
}

/** Keys by id, newest first, one more than `limit`. */
export async function listKeys(
  db: Db,
  filter: { workspaceId: string; limit: number; after?: string | undefined },
): Promise<ApiKey[]> {
  const after = filter.after === undefined ? sql`` : sql`and id < ${filter.after}`;
  const found = await rows(
    db,
    sql<KeyRow>`select ${COLUMNS} from api_key where workspace_id = ${filter.workspaceId} ${after}
      order by id desc limit ${filter.limit + 1}`,
  );
  return found.map(toKey);
}

/** One key by id and who made it, locked against other writers. */
export async function findKey(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<{ key: ApiKey; maker: Actor } | undefined> {
  const row = await firstRow(
    tx,
    sql<KeyRow>`select ${COLUMNS} from api_key where workspace_id = ${workspaceId} and id = ${id} for update`,
  );
  return row === undefined ? undefined : { key: toKey(row), maker: row.created_by };
}

/** The key of a hash, whichever workspace it belongs to: it is what tells the workspace of a request. */
export async function findKeyByHash(
  db: Db,
  hash: string,
): Promise<{ workspaceId: string; key: ApiKey; maker: Actor } | undefined> {
  const row = await firstRow(db, sql<KeyRow>`select ${COLUMNS} from api_key where hash = ${hash}`);
  return row === undefined
    ? undefined
    : { workspaceId: row.workspace_id, key: toKey(row), maker: row.created_by };
}

/** Notes a use, unless one was noted after `unlessAfter`. */
export async function markUsed(
  db: Db,
  workspaceId: string,
  use: { id: string; at: Date; unlessAfter: Date },
): Promise<void> {
  await rows(
    db,
    sql`update api_key set last_used_at = ${use.at} where workspace_id = ${workspaceId} and id = ${use.id}
      and (last_used_at is null or last_used_at <= ${use.unlessAfter})`,
  );
}

/** Ends a key. */
export async function markRevoked(
  tx: Tx,
  workspaceId: string,
  change: { id: string; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update api_key set revoked_at = ${change.at} where workspace_id = ${workspaceId} and id = ${change.id}`,
  );
}

function toKey(row: KeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at,
    createdBy: describeActor(row.created_by),
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}

/** Whether a key of this id has neither expired nor been revoked. */
export async function isKeyOpen(db: Db, key: { id: string; now: Date }): Promise<boolean> {
  const row = await firstRow(
    db,
    sql`select 1 from api_key where id = ${key.id} and revoked_at is null
      and (expires_at is null or expires_at > ${key.now})`,
  );
  return row !== undefined;
}
