import { randomBytes } from 'node:crypto';
import { AppError } from '#kernel/errors';
import { Secret } from '#kernel/secret';
import { DEFAULT_WORKSPACE } from '#platform/context';
import { type Database, withTransaction } from '#platform/db/database';
import { lockFirstStart } from '#platform/secrets/store';
import type { Log } from '#platform/log/log';
import type { Vault } from '#platform/secrets/vault';

const NAME = 'sign-in';

/**
 * The secret that signs cookies of sessions and seals second factors; made once, kept in the vault, the same for all
 * processes. Without the master key it makes one for this process alone: people sign in anew, and second factors do
 * not open.
 */
export async function openAuthSecret(parts: { db: Database; vault: Vault; log: Log }): Promise<Secret> {
  try {
    return await readOrMake(parts.db, parts.vault);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    parts.log.warn(
      { reason: error.message },
      'earlier sessions are void: the secret of sign-in cannot be opened',
    );
    return newSecret();
  }
}

async function readOrMake(db: Database, vault: Vault): Promise<Secret> {
  return withTransaction(db, async (tx) => {
    await lockFirstStart(tx);
    const of = { workspaceId: DEFAULT_WORKSPACE, prefix: NAME };
    const kept = (await vault.list(tx, of)).find(({ name }) => name === NAME);
    if (kept?.value instanceof AppError) throw kept.value;
    if (kept !== undefined) return kept.value;
    const value = newSecret();
    const by = { kind: 'system', part: 'sign-in' } as const;
    await vault.put(tx, { workspaceId: DEFAULT_WORKSPACE, name: NAME, value, at: new Date(), by });
    return value;
  });
}

function newSecret(): Secret {
  return new Secret(randomBytes(32).toString('base64url'));
}
