import { createSecretKey, randomBytes } from 'node:crypto';
import { newId } from '#kernel/ids';
import type { Tx } from '#platform/db/database';
import { keyIdOfRecord, type NamedKey, type Place, seal, unseal } from './envelope.ts';
import type { MasterKeys } from './master-keys.ts';
import { secretError } from './secret-errors.ts';
import { insertKey, lockActiveKey, lockMasterId, type StoredKey } from './store.ts';

const KEY_BYTES = 32;

/** The master key of a name. Throws `secrets.master_missing`. */
export function needMaster(masters: MasterKeys, id: string): NamedKey {
  const found = masters.find(id);
  if (found !== undefined) return found;
  throw secretError('secrets.master_missing', { wanted: id, place: masters.place });
}

/** A data key as it is. Throws `secrets.master_missing` or `secrets.cannot_open`. */
export function unwrapKey(masters: MasterKeys, stored: StoredKey): NamedKey {
  const name = `data key ${stored.id}`;
  const masterId = keyIdOfRecord(stored.wrapped);
  if (masterId === undefined) throw secretError('secrets.cannot_open', { name });
  const bytes = unseal(stored.wrapped, needMaster(masters, masterId), placeOfKey(stored));
  if (bytes?.length !== KEY_BYTES) throw secretError('secrets.cannot_open', { name });
  return { id: stored.id, key: createSecretKey(bytes) };
}

/** The same key, wrapped under another master key. */
export function wrapKey({ id, key }: NamedKey, under: { master: NamedKey; workspaceId: string }): StoredKey {
  const { master, workspaceId } = under;
  return {
    workspace_id: workspaceId,
    id,
    wrapped: seal(key.export(), master, placeOfKey({ workspace_id: workspaceId, id })),
  };
}

/** Makes a data key and puts it into the database as the active one; undefined when another one came first. */
export async function addDataKey(
  tx: Tx,
  masters: MasterKeys,
  of: { workspaceId: string; at: Date },
): Promise<NamedKey | undefined> {
  const { workspaceId, at } = of;
  // Held until the end, so that no rotation of the master key passes a key that it does not see.
  const masterId = await lockMasterId(tx, 'share');
  if (masterId === undefined) throw new Error('no master key was set at the start');
  const made = { id: newId('dek', at.getTime()), key: createSecretKey(randomBytes(KEY_BYTES)) };
  const wrapped = wrapKey(made, { master: needMaster(masters, masterId), workspaceId });
  return (await insertKey(tx, { ...wrapped, at })) ? made : undefined;
}

/** The active data key of a workspace, made when there is none, and held until the transaction ends. */
export async function activeKey(
  tx: Tx,
  masters: MasterKeys,
  of: { workspaceId: string; at: Date },
): Promise<NamedKey> {
  for (;;) {
    const stored = await lockActiveKey(tx, of.workspaceId, 'share');
    if (stored !== undefined) return unwrapKey(masters, stored);
    const made = await addDataKey(tx, masters, of);
    if (made !== undefined) return made;
  }
}

function placeOfKey({ workspace_id: workspaceId, id: rowId }: Pick<StoredKey, 'workspace_id' | 'id'>): Place {
  return { workspaceId, table: 'secret_key', column: 'wrapped', rowId };
}
