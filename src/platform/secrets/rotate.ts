import type { PoolClient } from 'pg';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Database, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { addDataKey, needMaster, unwrapKey, wrapKey } from './data-keys.ts';
import type { NamedKey } from './envelope.ts';
import type { MasterKeys } from './master-keys.ts';
import { secretError } from './secret-errors.ts';
import {
  deleteUnusedKeys,
  findSecrets,
  lockActiveKey,
  lockAllKeys,
  lockMasterId,
  resealSecret,
  retireKey,
  rewrapKey,
  writeMasterId,
} from './store.ts';
import { openSecret, sealValue, type Vault } from './vault.ts';

/** One rotation at a time, over all processes: it writes a file as well, which no transaction guards. */
const ROTATION_LOCK = 4_016_001;

export interface MasterRotation {
  readonly from: string;
  readonly to: string;
  /** Data keys that were wrapped anew. */
  readonly dataKeys: number;
  /** Where the key before lies now: backups from before need it. Null when it comes from the environment. */
  readonly oldKeyFile: string | null;
}

/**
 * Puts every data key under a new master key while everything runs: the new one is written beside the old one, so that
 * every process finds both, and the old one leaves the file when nothing needs it. Throws `secrets.*`.
 */
export async function rotateMaster(
  ctx: Context & { readonly vault: Vault },
  db: Database,
): Promise<MasterRotation> {
  authorise(ctx, 'secrets.manage');
  const { masters } = ctx.vault;
  return holdRotation(db, async () => {
    const moved = await withTransaction(db, async (tx) => {
      const from = await lockMasterId(tx, 'update');
      if (from === undefined) throw new Error('no master key was set at the start');
      needMaster(masters, from);
      const master = nextMaster(masters, from);
      const keys = await lockAllKeys(tx);
      for (const stored of keys) {
        const key = unwrapKey(masters, stored);
        await rewrapKey(tx, wrapKey(key, { master, workspaceId: stored.workspace_id }));
      }
      await writeMasterId(tx, master.id);
      await appendEvent(tx, ctx, {
        type: 'secret.master_rotated',
        subject: { type: 'master_key', id: master.id },
        payload: { from, to: master.id, dataKeys: keys.length },
        before: { id: from },
        after: { id: master.id },
      });
      return { from, to: master.id, dataKeys: keys.length };
    });
    return { ...moved, oldKeyFile: masters.file?.keepOnly(moved.to) ?? null };
  });
}

/** The key to move to: one that stands first already, of the operator or of a rotation that was cut short, or a new one. */
function nextMaster(masters: MasterKeys, inForce: string): NamedKey {
  const first = masters.first();
  if (first !== undefined && first.id !== inForce) return first;
  const { file } = masters;
  if (file === undefined) throw secretError('secrets.master_same');
  return file.addFirst();
}

export interface DataRotation {
  readonly keyId: string;
  /** Secrets that were sealed anew. */
  readonly secrets: number;
}

/** Gives the workspace a new data key and seals its secrets under it, in one transaction. Throws `secrets.*`. */
export async function rotateData(
  ctx: Context & { readonly vault: Vault },
  db: Database,
): Promise<DataRotation> {
  authorise(ctx, 'secrets.manage');
  const { workspaceId } = ctx;
  const { masters } = ctx.vault;
  return withTransaction(db, async (tx) => {
    const before = await lockActiveKey(tx, workspaceId, 'update');
    if (before !== undefined) await retireKey(tx, workspaceId, before.id);
    const key = await addDataKey(tx, masters, { workspaceId, at: ctx.clock.now() });
    if (key === undefined) throw secretError('secrets.rotation_running');
    const found = await findSecrets(tx, { workspaceId, prefix: '', hold: true });
    for (const stored of found) {
      const sealed = sealValue(openSecret(masters, stored), key, { workspaceId, name: stored.name });
      await resealSecret(tx, { workspaceId, name: stored.name, sealed, keyId: key.id });
    }
    await deleteUnusedKeys(tx, workspaceId);
    await appendEvent(tx, ctx, {
      type: 'secret.data_rotated',
      subject: { type: 'data_key', id: key.id },
      payload: { secrets: found.length, from: before?.id ?? null },
      before: before === undefined ? null : { id: before.id },
      after: { id: key.id },
    });
    return { keyId: key.id, secrets: found.length };
  });
}

async function holdRotation<T>(db: Database, work: () => Promise<T>): Promise<T> {
  const client: PoolClient = await db.pool.connect();
  try {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
      ROTATION_LOCK,
    ]);
    if (rows[0]?.held !== true) throw secretError('secrets.rotation_running');
    try {
      return await work();
    } finally {
      // The next one may begin at once; should this fail, the lock goes with the connection a moment later.
      await client.query('select pg_advisory_unlock($1)', [ROTATION_LOCK]).catch(() => undefined);
    }
  } finally {
    client.release(true);
  }
}
