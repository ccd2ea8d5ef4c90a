import { AppError } from '#kernel/errors';
import { sha256 } from '#kernel/hash';
import type { Secret } from '#kernel/secret';
import type { Db } from '#platform/db/database';
import type { Vault } from '#platform/secrets/vault';

/** Keys of the environment to providers, by the provider's name. */
export type ModelKeys = ReadonlyMap<string, Secret>;

/** A key to a provider as a workspace has it. */
export interface ProviderKey {
  /** Names the key without telling it: eight digits of its SHA-256. */
  readonly id: string;
  readonly from: 'environment' | 'secret';
  readonly key: Secret;
}

/** The keys in force by provider. A key that cannot be opened stands here with the reason, so that nothing goes on without it. */
export type ProviderKeys = ReadonlyMap<string, ProviderKey | AppError>;

/** A key that the workspace keeps as a secret. */
export interface KeptModelKey {
  readonly name: string;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  readonly key: ProviderKey | AppError;
}

const PREFIX = 'model/';

/** Under which name the key to a provider is kept as a secret. */
export function secretOfProvider(provider: string): string {
  return PREFIX + provider;
}

/** The keys to providers that the workspace keeps as secrets, by name. */
export async function listKeptKeys(
  from: { db: Db; vault: Vault },
  workspaceId: string,
): Promise<KeptModelKey[]> {
  const found = await from.vault.list(from.db, { workspaceId, prefix: PREFIX });
  return found.map(({ name, updatedAt, updatedBy, value }) => ({
    name: name.slice(PREFIX.length),
    updatedAt,
    updatedBy,
    key: value instanceof AppError ? value : providerKey('secret', value),
  }));
}

/** The keys in force in a workspace: what the environment has comes first. */
export async function readProviderKeys(
  from: { db: Db; vault: Vault; keys: ModelKeys },
  workspaceId: string,
): Promise<ProviderKeys> {
  const kept = await listKeptKeys(from, workspaceId);
  return new Map([
    ...kept.map(({ name, key }) => [name, key] as const),
    ...[...from.keys].map(([name, key]) => [name, providerKey('environment', key)] as const),
  ]);
}

/** A key with the name that tells it from others. */
export function providerKey(from: ProviderKey['from'], key: Secret): ProviderKey {
  return { id: sha256(key.reveal()).slice(0, 8), from, key };
}
