import { randomBytes } from 'node:crypto';
import { Secret } from '#kernel/secret';
import type { Database } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { openMasterKeys } from '#platform/secrets/master-keys';
import { createVault, openVault, type Vault } from '#platform/secrets/vault';

/** A master key as the environment has it. */
export function newMasterKey(): string {
  return randomBytes(32).toString('base64');
}

/** A vault for a gateway that keeps no secrets: the database knows no master key yet. */
export function testVault(): Vault {
  return createVault(openMasterKeys({ homeDir: '', given: new Secret(newMasterKey()) }));
}

/** A vault whose master key comes from the environment, as its first start on a database makes it. */
export function openTestVault(db: Database, masterKey: string = newMasterKey()): Promise<Vault> {
  return openVault({ db, log: silentLog(), homeDir: '', masterKey: new Secret(masterKey) });
}
