import type { Actor } from '#kernel/actor';
import { AppError } from '#kernel/errors';
import { Secret } from '#kernel/secret';
import { type Database, type Db, type Tx, withTransaction } from '#platform/db/database';
import type { Log } from '#platform/log/log';
import { activeKey, needMaster, unwrapKey } from './data-keys.ts';
import { type NamedKey, type Place, seal, unseal } from './envelope.ts';
import { type MasterKeys, openMasterKeys } from './master-keys.ts';
import { secretError } from './secret-errors.ts';
import {
  deleteSecret,
  findSecrets,
  lockFirstStart,
  readMasterId,
  type StoredSecret,
  upsertSecret,
  writeMasterId,
} from './store.ts';

/** A secret with who set it. One that cannot be opened says why; it is never empty. */
export interface KeptSecret {
  readonly name: string;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  readonly value: Secret | AppError;
}

/** Where the secrets of the workspaces lie, sealed. */
export interface Vault {
  /** Keeps a value under a name, in place of the one before. Throws `secrets.master_missing`. */
  put(
    tx: Tx,
    secret: { workspaceId: string; name: string; value: Secret; at: Date; by: Actor },
  ): Promise<void>;
  /** The secrets whose names start with `prefix`, by name. */
  list(db: Db, of: { workspaceId: string; prefix: string }): Promise<KeptSecret[]>;
  /** False when there was none. */
  remove(tx: Tx, secret: { workspaceId: string; name: string }): Promise<boolean>;
  /** The master key in force. Throws `secrets.master_missing`. */
  needMaster(db: Db): Promise<NamedKey>;
  readonly masters: MasterKeys;
}

/**
 * Opens the vault of one process; at the very first start it makes the master key, unless the environment brings one.
 * Without the master key that is in force it opens all the same, and what needs that key says so.
 */
export async function openVault(options: {
  db: Database;
  log: Log;
  homeDir: string;
  masterKey: Secret | undefined;
}): Promise<Vault> {
  const { db, log, homeDir, masterKey } = options;
  const masters = openMasterKeys({ homeDir, given: masterKey });
  const wanted = (await readMasterId(db)) ?? (await startWith(db, masters, log));
  if (masters.find(wanted) === undefined)
    log.warn({ place: masters.place, wanted }, 'the master key is not here: secrets cannot be opened');
  return createVault(masters);
}

/** The vault over keys that are known; the database knows already which of them is in force. */
export function createVault(masters: MasterKeys): Vault {
  return {
    masters,
    async put(tx, { workspaceId, name, value, at, by }) {
      const key = await activeKey(tx, masters, { workspaceId, at });
      const sealed = sealValue(value.reveal(), key, { workspaceId, name });
      await upsertSecret(tx, { workspaceId, name, sealed, keyId: key.id, at, by });
    },
    async list(on, of) {
      const found = await findSecrets(on, of);
      return found.map(({ name, updatedAt, updatedBy, ...rest }) => {
        const value = openOrSayWhy(masters, { name, updatedAt, updatedBy, ...rest });
        return { name, updatedAt, updatedBy, value };
      });
    },
    remove: (tx, { workspaceId, name }) => deleteSecret(tx, workspaceId, name),
    async needMaster(on) {
      return needMaster(masters, (await readMasterId(on)) ?? '');
    },
  };
}

/** The value of a secret as it lies in the database. Throws `secrets.cannot_open` or `secrets.master_missing`. */
export function openSecret(masters: MasterKeys, stored: StoredSecret): string {
  const { name, sealed, key } = stored;
  const bytes = unseal(sealed, unwrapKey(masters, key), placeOf({ workspaceId: key.workspace_id, name }));
  if (bytes === undefined) throw secretError('secrets.cannot_open', { name });
  return bytes.toString('utf8');
}

export function sealValue(value: string, key: NamedKey, of: { workspaceId: string; name: string }): Buffer {
  return seal(Buffer.from(value, 'utf8'), key, placeOf(of));
}

function openOrSayWhy(masters: MasterKeys, stored: StoredSecret): Secret | AppError {
  try {
    return new Secret(openSecret(masters, stored));
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function placeOf({ workspaceId, name }: { workspaceId: string; name: string }): Place {
  return { workspaceId, table: 'secret', column: 'sealed', rowId: name };
}

/** The first start on this database; of several at once, one decides. */
async function startWith(db: Database, masters: MasterKeys, log: Log): Promise<string> {
  return withTransaction(db, async (tx) => {
    await lockFirstStart(tx);
    const decided = await readMasterId(tx);
    if (decided !== undefined) return decided;
    const isNew = masters.first() === undefined;
    const first = masters.first() ?? masters.make();
    if (first === undefined) throw new Error('there is no master key');
    await writeMasterId(tx, first.id);
    if (isNew)
      log.info({ file: masters.place }, 'a master key was made: keep a copy of it apart from the backups');
    return first.id;
  });
}
