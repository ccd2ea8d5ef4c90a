import { AppError } from '#kernel/errors';
import { Secret } from '#kernel/secret';
import { announceSettings, listKeptKeys, llmError, secretOfProvider } from '#llm/index';
import { authorise } from '#platform/auth/permissions';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { ModelKey } from './contract.ts';
import type { ModelsContext } from './models-context.ts';
import { keyOf } from './status.ts';

/** Keeps the key to a provider as a secret, in place of the one before; in force in every process at once. */
export async function setModelKey(
  ctx: ModelsContext,
  input: { name: string; key: string },
): Promise<ModelKey> {
  authorise(ctx, 'llm.manage');
  const { workspaceId } = ctx;
  const { name } = input;
  await withTransaction(ctx.db, async (tx) => {
    await ctx.vault.put(tx, {
      workspaceId,
      name: secretOfProvider(name),
      value: new Secret(input.key),
      at: ctx.clock.now(),
      by: ctx.actor,
    });
    await tell(tx, ctx, { type: 'models.key.set', name });
  });
  ctx.gateway.forgetSettings(workspaceId);
  return needKept(ctx, name);
}

/** Removes the key that the workspace keeps; one of the environment comes to force then. Throws `llm.key_unknown`. */
export async function removeModelKey(ctx: ModelsContext, input: { name: string }): Promise<ModelKey> {
  authorise(ctx, 'llm.manage');
  const { workspaceId } = ctx;
  const { name } = input;
  const before = await needKept(ctx, name);
  await withTransaction(ctx.db, async (tx) => {
    const isGone = await ctx.vault.remove(tx, { workspaceId, name: secretOfProvider(name) });
    if (!isGone) throw llmError('llm.key_unknown', { name });
    await tell(tx, ctx, { type: 'models.key.removed', name });
  });
  ctx.gateway.forgetSettings(workspaceId);
  return { ...before, isInForce: false };
}

/** The keys to providers by name: those of the environment, which come first, and those that the workspace keeps. */
export async function listModelKeys(ctx: ModelsContext): Promise<{ items: ModelKey[] }> {
  authorise(ctx, 'llm.manage');
  const { keys } = await ctx.gateway.settings(ctx.workspaceId);
  const ofEnvironment = [...keys].flatMap(([name, key]): ModelKey[] =>
    key instanceof AppError || key.from === 'secret'
      ? []
      : [{ name, ...keyOf(key), updatedAt: null, updatedBy: null, isInForce: true, problem: null }],
  );
  return {
    items: [...ofEnvironment, ...(await listKept(ctx))].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

async function listKept(ctx: ModelsContext): Promise<ModelKey[]> {
  const { keys } = await ctx.gateway.settings(ctx.workspaceId);
  return (await listKeptKeys(ctx, ctx.workspaceId)).map(({ name, updatedAt, updatedBy, key }) => ({
    name,
    keyId: keyOf(key).keyId,
    keyFrom: 'secret',
    updatedAt,
    updatedBy,
    isInForce: !(key instanceof AppError) && keyOf(keys.get(name)).keyFrom === 'secret',
    problem: key instanceof AppError ? key.message : null,
  }));
}

async function needKept(ctx: ModelsContext, name: string): Promise<ModelKey> {
  const kept = (await listKept(ctx)).find((found) => found.name === name);
  if (kept === undefined) throw llmError('llm.key_unknown', { name });
  return kept;
}

async function tell(
  tx: Tx,
  ctx: ModelsContext,
  change: { type: 'models.key.set' | 'models.key.removed'; name: string },
): Promise<void> {
  const { workspaceId } = ctx;
  await announceSettings(tx, workspaceId);
  await appendEvent(tx, ctx, {
    type: change.type,
    subject: { type: 'models', id: workspaceId },
    payload: { name: change.name },
    before: change.type === 'models.key.set' ? null : { provider: change.name },
    after: change.type === 'models.key.set' ? { provider: change.name } : null,
  });
}
