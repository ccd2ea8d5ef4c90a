import { sql } from 'kysely';
import { type Actor, describeActor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';

/** A data key as it lies in the database. */
export interface StoredKey {
  readonly workspace_id: string;
  readonly id: string;
  readonly wrapped: Buffer;
}

/** A secret as it lies in the database, with the key it is sealed under. */
export interface StoredSecret {
  readonly name: string;
  readonly sealed: Buffer;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  readonly key: StoredKey;
}

/** The name of the master key in force; undefined before the first start. */
export async function readMasterId(db: Db): Promise<string | undefined> {
  const found = await firstRow(db, sql<{ master_id: string }>`select master_id from secret_master`);
  return found?.master_id;
}

/** The same, held against a rotation until the transaction ends; `update` to change it. */
export async function lockMasterId(tx: Tx, hold: 'share' | 'update'): Promise<string | undefined> {
  const found = await firstRow(
    tx,
    sql<{ master_id: string }>`select master_id from secret_master for ${sql.raw(hold)}`,
  );
  return found?.master_id;
}

/** Says which master key is in force. */
export async function writeMasterId(tx: Tx, masterId: string): Promise<void> {
  await rows(
    tx,
    sql`insert into secret_master (master_id, since) values (${masterId}, now())
      on conflict (is_only) do update set master_id = excluded.master_id, since = excluded.since`,
  );
}

/** Only one process at a time looks whether there is a master key yet. */
export async function lockFirstStart(tx: Tx): Promise<void> {
  await rows(tx, sql`lock table secret_master in share row exclusive mode`);
}

/** The active data key, held against a rotation until the transaction ends; `update` to retire it. */
export async function lockActiveKey(
  tx: Tx,
  workspaceId: string,
  hold: 'share' | 'update',
): Promise<StoredKey | undefined> {
  return firstRow(
    tx,
    sql<StoredKey>`select workspace_id, id, wrapped from secret_key
      where workspace_id = ${workspaceId} and is_active for ${sql.raw(hold)}`,
  );
}

/** Adds an active data key; false when another one came first. */
export async function insertKey(tx: Tx, key: StoredKey & { at: Date }): Promise<boolean> {
  const found = await firstRow(
    tx,
    sql`insert into secret_key (workspace_id, id, wrapped, is_active, created_at)
      values (${key.workspace_id}, ${key.id}, ${key.wrapped}, true, ${key.at})
      on conflict (workspace_id) where is_active do nothing returning 1`,
  );
  return found !== undefined;
}

export async function retireKey(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await rows(
    tx,
    sql`update secret_key set is_active = false where workspace_id = ${workspaceId} and id = ${id}`,
  );
}

/** Removes retired keys that nothing is sealed under. */
export async function deleteUnusedKeys(tx: Tx, workspaceId: string): Promise<void> {
  await rows(
    tx,
    sql`delete from secret_key k where workspace_id = ${workspaceId} and not is_active and not exists
      (select 1 from secret s where s.workspace_id = k.workspace_id and s.key_id = k.id)`,
  );
}

/** Every data key of all workspaces, locked. */
export async function lockAllKeys(tx: Tx): Promise<StoredKey[]> {
  return rows(
    tx,
    sql<StoredKey>`select workspace_id, id, wrapped from secret_key order by workspace_id, id for update`,
  );
}

export async function rewrapKey(tx: Tx, { workspace_id, id, wrapped }: StoredKey): Promise<void> {
  await rows(
    tx,
    sql`update secret_key set wrapped = ${wrapped} where workspace_id = ${workspace_id} and id = ${id}`,
  );
}

/** Secrets by name, each with its key as of the same moment; with `hold`, locked against writers. */
export async function findSecrets(
  db: Db,
  of: { workspaceId: string; prefix: string; hold?: boolean },
): Promise<StoredSecret[]> {
  const found = await rows(
    db,
    sql<{
      name: string;
      sealed: Buffer;
      updated_at: Date;
      updated_by: Actor;
      key_id: string;
      wrapped: Buffer;
    }>`select s.name, s.sealed, s.updated_at, s.updated_by, s.key_id, k.wrapped
      from secret s join secret_key k on k.workspace_id = s.workspace_id and k.id = s.key_id
      where s.workspace_id = ${of.workspaceId} and starts_with(s.name, ${of.prefix})
      order by s.name ${of.hold === true ? sql`for update of s` : sql``}`,
  );
  return found.map((row) => ({
    name: row.name,
    sealed: row.sealed,
    updatedAt: row.updated_at,
    updatedBy: describeActor(row.updated_by),
    key: { workspace_id: of.workspaceId, id: row.key_id, wrapped: row.wrapped },
  }));
}

export async function upsertSecret(
  tx: Tx,
  secret: { workspaceId: string; name: string; sealed: Buffer; keyId: string; at: Date; by: Actor },
): Promise<void> {
  await rows(
    tx,
    sql`insert into secret (workspace_id, name, sealed, key_id, updated_at, updated_by)
      values (${secret.workspaceId}, ${secret.name}, ${secret.sealed}, ${secret.keyId}, ${secret.at}, ${JSON.stringify(secret.by)})
      on conflict (workspace_id, name) do update set sealed = excluded.sealed, key_id = excluded.key_id,
        updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
  );
}

/** Puts a secret under another key; who set it, and when, stays. */
export async function resealSecret(
  tx: Tx,
  secret: { workspaceId: string; name: string; sealed: Buffer; keyId: string },
): Promise<void> {
  await rows(
    tx,
    sql`update secret set sealed = ${secret.sealed}, key_id = ${secret.keyId}
      where workspace_id = ${secret.workspaceId} and name = ${secret.name}`,
  );
}

export async function deleteSecret(tx: Tx, workspaceId: string, name: string): Promise<boolean> {
  const found = await firstRow(
    tx,
    sql`delete from secret where workspace_id = ${workspaceId} and name = ${name} returning 1`,
  );
  return found !== undefined;
}
