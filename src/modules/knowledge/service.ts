import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import { getBrand } from '#modules/brands/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { KnowledgeItem } from './contract.ts';
import { knowledgeError } from './errors.ts';
import {
  findKnowledge,
  findStatement,
  insertKnowledge,
  listKnowledge as findItems,
  updateKnowledge,
} from './store.ts';

/** What has been learnt about a brand, newest first. Throws `brands.unknown`. */
export async function listKnowledge(
  ctx: Context,
  input: {
    brandId: string;
    state?: KnowledgeItem['state'] | undefined;
    limit: number;
    after?: string | undefined;
  },
): Promise<Page<KnowledgeItem>> {
  authorise(ctx, 'brands.read');
  const brandId = await needBrand(ctx, input.brandId);
  const found = await findItems(ctx.db, { ...input, workspaceId: ctx.workspaceId, brandId });
  return cutPage(found, input.limit, ({ id }) => id);
}

/** Says what is known of a brand. What a person says is confirmed by that. Throws `knowledge.there`. */
export async function addKnowledge(
  ctx: Context,
  input: Pick<KnowledgeItem, 'brandId' | 'statement' | 'evidence' | 'confidence'>,
): Promise<KnowledgeItem> {
  authorise(ctx, 'brands.write');
  return withTransaction(ctx.db, async (tx) => {
    const brandId = await needBrand({ ...ctx, db: tx }, input.brandId);
    const at = ctx.clock.now();
    const isPerson = ctx.actor.kind === 'user' || ctx.actor.kind === 'operator';
    const state = isPerson ? 'confirmed' : 'proposed';
    const id = newId('kno', at.getTime());
    const there = await insertKnowledge(tx, ctx.workspaceId, {
      ...input,
      id,
      brandId,
      state,
      taskRunId: null,
      madeBy: ctx.actor,
      at,
    });
    if (there !== undefined) throw knowledgeError('knowledge.there', { id: there.id, state: there.state });
    return record(tx, ctx, { id, before: undefined });
  });
}

/** What the run of a task found about a brand waits for a person; what is known or was forgotten is left out. */
export async function proposeKnowledge(
  tx: Tx,
  ctx: Context,
  found: {
    brandId: string;
    taskRunId: string;
    items: readonly Pick<KnowledgeItem, 'statement' | 'evidence' | 'confidence'>[];
  },
): Promise<number> {
  const { brandId, taskRunId, items } = found;
  const at = ctx.clock.now();
  let proposed = 0;
  for (const item of items) {
    const id = newId('kno', at.getTime());
    const made = { ...item, id, brandId, state: 'proposed', taskRunId, madeBy: ctx.actor, at } as const;
    if ((await insertKnowledge(tx, ctx.workspaceId, made)) !== undefined) continue;
    await record(tx, ctx, { id, before: undefined });
    proposed++;
  }
  return proposed;
}

/**
 * Confirms an item, as it is or corrected; what it said before stays with it. Throws `knowledge.unknown`,
 * `knowledge.changed`, and `knowledge.there` where another item says so already.
 */
export function confirmKnowledge(
  ctx: Context,
  input: { id: string; revision: number; statement?: string | undefined; confidence?: number | undefined },
): Promise<KnowledgeItem> {
  return decide(ctx, input, (before) => ({
    state: 'confirmed',
    statement: input.statement ?? before.statement,
    confidence: input.confidence ?? before.confidence,
  }));
}

/** Forgets an item: nobody reads it any more, and it is not proposed again. */
export function forgetKnowledge(
  ctx: Context,
  input: { id: string; revision: number },
): Promise<KnowledgeItem> {
  return decide(ctx, input, ({ statement, confidence }) => ({ state: 'forgotten', statement, confidence }));
}

async function decide(
  ctx: Context,
  { id, revision }: { id: string; revision: number },
  change: (before: KnowledgeItem) => Pick<KnowledgeItem, 'state' | 'statement' | 'confidence'>,
): Promise<KnowledgeItem> {
  authorise(ctx, 'brands.write');
  return withTransaction(ctx.db, async (tx) => {
    const before = await findKnowledge(tx, ctx.workspaceId, { id, lock: true });
    if (before === undefined) throw knowledgeError('knowledge.unknown', { id });
    if (before.revision !== revision)
      throw knowledgeError('knowledge.changed', { revision: before.revision });
    const set = change(before);
    const same = await findStatement(tx, ctx.workspaceId, {
      brandId: before.brandId,
      statement: set.statement,
    });
    if (same !== undefined && same.id !== id)
      throw knowledgeError('knowledge.there', { id: same.id, state: same.state });
    await updateKnowledge(tx, ctx.workspaceId, { id, ...set, by: ctx.actor, at: ctx.clock.now() });
    return record(tx, ctx, { id, before });
  });
}

async function record(
  tx: Tx,
  ctx: Context,
  { id, before }: { id: string; before: KnowledgeItem | undefined },
): Promise<KnowledgeItem> {
  const after = await findKnowledge(tx, ctx.workspaceId, { id });
  if (after === undefined) throw knowledgeError('knowledge.unknown', { id });
  const fields = ({ statement, confidence, state, revision }: KnowledgeItem): Record<string, unknown> => ({
    statement,
    confidence,
    state,
    revision,
  });
  await appendEvent(tx, ctx, {
    type: before === undefined ? 'knowledge.added' : 'knowledge.decided',
    subject: { type: 'brand', id: after.brandId },
    payload: { knowledgeId: id, state: after.state },
    ...(before === undefined ? {} : { before: { knowledgeId: id, ...fields(before) } }),
    after: { knowledgeId: id, ...fields(after) },
  });
  return after;
}

async function needBrand(ctx: Context, id: string): Promise<string> {
  return (await getBrand(ctx, { id })).id;
}
