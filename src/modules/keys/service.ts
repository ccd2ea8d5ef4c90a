import { randomBytes } from 'node:crypto';
import { type Actor, personOf } from '#kernel/actor';
import { defineErrors } from '#kernel/errors';
import { sha256 } from '#kernel/hash';
import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { ApiKey, KeyInput, NewApiKey } from './contract.ts';
import {
  findKey,
  findKeyByHash,
  insertKey,
  isKeyOpen,
  listKeys as findKeys,
  markRevoked,
  markUsed,
} from './store.ts';

const keyError = defineErrors({
  'keys.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no API key {id}. `aicmo key list` shows the ones there are.',
  },
  'keys.missing': {
    status: 401,
    retryable: false,
    message: 'This needs an API key: send `Authorization: Bearer aicmo_…`. `aicmo key create` makes one.',
  },
  'keys.invalid': {
    status: 401,
    retryable: false,
    message: 'The API key is not one of this AICMO. `aicmo key create` makes one.',
  },
  'keys.expired': {
    status: 401,
    retryable: false,
    message: 'The API key {name} expired at {at}. `aicmo key create` makes a new one.',
  },
  'keys.revoked': {
    status: 401,
    retryable: false,
    message: 'The API key {name} was revoked at {at}.',
  },
});

/** What a key begins with, so that people and scanners of leaked secrets know it. */
const PREFIX = 'aicmo_';
const SECRET_BYTES = 32;
const FORM = /^aicmo_[A-Za-z0-9_-]{43}$/;
const USE_NOTED_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

/** Makes a key with some scopes. The answer is the only place where the key itself ever stands. */
export async function createKey(ctx: Context, input: KeyInput): Promise<NewApiKey> {
  authorise(ctx, 'keys.manage');
  const at = ctx.clock.now();
  const key = PREFIX + randomBytes(SECRET_BYTES).toString('base64url');
  const { name, expiresInDays } = input;
  const made = {
    id: newId('key', at.getTime()),
    name,
    hash: sha256(key),
    scopes: [...new Set(input.scopes)],
    at,
    by: ctx.actor,
    expiresAt: expiresInDays === undefined ? null : new Date(at.getTime() + expiresInDays * DAY_MS),
  };
  return withTransaction(ctx.db, async (tx) => {
    const kept = await insertKey(tx, ctx.workspaceId, made);
    const { id, scopes, expiresAt } = kept;
    await appendEvent(tx, ctx, {
      type: 'key.created',
      subject: { type: 'key', id },
      payload: { name, scopes, expiresAt: expiresAt?.toISOString() ?? null },
      after: { scopes, expiresAt },
    });
    return { ...kept, key };
  });
}

/** Keys, newest first, without what they are. */
export async function listKeys(
  ctx: Context,
  input: { limit: number; after?: string | undefined },
): Promise<Page<ApiKey>> {
  authorise(ctx, 'keys.manage');
  const found = await findKeys(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  return cutPage(found, input.limit, (key) => key.id);
}

/** Ends a key at once; one that has ended already stays as it is. Throws `keys.unknown`. */
export async function revokeKey(ctx: Context, input: { id: string }): Promise<ApiKey> {
  authorise(ctx, 'keys.manage');
  const { id } = input;
  return withTransaction(ctx.db, async (tx) => {
    const found = await findKey(tx, ctx.workspaceId, id);
    if (found === undefined) throw keyError('keys.unknown', { id });
    const { key, maker } = found;
    if (key.revokedAt !== null) return key;
    const revokedAt = ctx.clock.now();
    await markRevoked(tx, ctx.workspaceId, { id, at: revokedAt });
    const { name } = key;
    const personId = personOf(maker);
    await appendEvent(tx, ctx, {
      type: 'key.revoked',
      subject: { type: 'key', id },
      payload: { name, ...(personId === undefined ? {} : { personId }) },
      before: { revokedAt: null },
      after: { revokedAt },
    });
    return { ...key, revokedAt };
  });
}

/** Who holds a key, and in which workspace. */
export interface KeyHolder {
  readonly actor: Extract<Actor, { kind: 'apiKey' }>;
  readonly workspaceId: string;
}

/**
 * The actor of a key that a request brought, and notes its use. It is looked up by its hash, so that the time this
 * takes tells nothing of other keys, and anew each time, so that a revoked key ends at once.
 * Throws `keys.missing`, `keys.invalid`, `keys.expired` or `keys.revoked`.
 */
export async function findActorByKey(
  ctx: Pick<Context, 'db' | 'clock'>,
  given: string | undefined,
): Promise<KeyHolder> {
  if (given === undefined) throw keyError('keys.missing');
  const found = FORM.test(given) ? await findKeyByHash(ctx.db, sha256(given)) : undefined;
  if (found === undefined) throw keyError('keys.invalid');
  const { key, workspaceId, maker } = found;
  const { id, name, scopes, expiresAt, revokedAt, lastUsedAt } = key;
  const at = ctx.clock.now();
  if (revokedAt !== null) throw keyError('keys.revoked', { name, at: revokedAt.toISOString() });
  if (expiresAt !== null && expiresAt <= at)
    throw keyError('keys.expired', { name, at: expiresAt.toISOString() });
  const unlessAfter = new Date(at.getTime() - USE_NOTED_EVERY_MS);
  if (lastUsedAt === null || lastUsedAt <= unlessAfter)
    await markUsed(ctx.db, workspaceId, { id, at, unlessAfter });
  const person = maker.kind === 'user' ? { personId: maker.id } : {};
  return { actor: { kind: 'apiKey', id, name, scopes, ...person }, workspaceId };
}

/** Whether a key still opens: it has neither expired nor been revoked. */
export async function isKeyValid(ctx: Pick<Context, 'db' | 'clock'>, id: string): Promise<boolean> {
  return isKeyOpen(ctx.db, { id, now: ctx.clock.now() });
}
