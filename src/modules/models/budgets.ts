import { newId } from '#kernel/ids';
import { getBrand } from '#modules/brands/index';
import { getCampaign } from '#modules/campaigns/index';
import { deleteBudget, listBudgets, llmError, upsertBudget } from '#llm/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { Budget } from './contract.ts';
import type { ModelsContext } from './models-context.ts';

/** Budgets with what is spent and reserved in the period that runs now. */
export async function getBudgets(ctx: Context): Promise<{ items: Budget[] }> {
  authorise(ctx, 'llm.read');
  return { items: await listBudgets(ctx.db, ctx.workspaceId, ctx.clock.now()) };
}

/**
 * Sets a budget; what was spent under one of the same scope, period and measure stays spent. A brand or a campaign may
 * be given by its key. Throws `brands.unknown`, `campaigns.unknown` and `llm.use_case_unknown`.
 */
export async function setBudget(
  ctx: ModelsContext,
  input: Pick<Budget, 'scopeKind' | 'scopeId' | 'period' | 'measure' | 'limit'>,
): Promise<Budget> {
  authorise(ctx, 'llm.manage');
  const budget = { ...input, scopeId: await resolveScope(ctx, input) };
  return withTransaction(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    const { id, limitBefore } = await upsertBudget(tx, ctx.workspaceId, {
      ...budget,
      id: newId('bud', at.getTime()),
      actor: ctx.actor,
      at,
    });
    await appendEvent(tx, ctx, {
      type: 'budget.set',
      subject: { type: 'budget', id },
      payload: budget,
      before: limitBefore === null ? null : { ...budget, limit: limitBefore },
      after: budget,
    });
    return need(tx, ctx, id);
  });
}

/** Calls carry ids, people know keys: a budget under a key, or a name misspelt, would never hold anybody back. */
async function resolveScope(
  ctx: ModelsContext,
  { scopeKind, scopeId }: Pick<Budget, 'scopeKind' | 'scopeId'>,
): Promise<string> {
  if (scopeId === '*') return scopeId;
  if (scopeKind === 'brand') return (await getBrand(ctx, { id: scopeId })).id;
  if (scopeKind === 'campaign') return (await getCampaign(ctx, { id: scopeId })).id;
  if (scopeKind === 'use_case') await needUseCase(ctx, scopeId);
  return scopeId;
}

async function needUseCase({ gateway, workspaceId }: ModelsContext, useCase: string): Promise<void> {
  const { useCases } = await gateway.settings(workspaceId);
  if (!useCases.has(useCase))
    throw llmError('llm.use_case_unknown', { useCase, known: [...useCases.keys()].join(', ') });
}

/** Removes a budget; calls are not held back by it any more. Throws `llm.budget_unknown`. */
export async function removeBudget(ctx: Context, input: { id: string }): Promise<Budget> {
  authorise(ctx, 'llm.manage');
  return withTransaction(ctx.db, async (tx) => {
    const budget = await need(tx, ctx, input.id);
    await deleteBudget(tx, ctx.workspaceId, budget.id);
    const { scopeKind, scopeId, period, measure, limit } = budget;
    const payload = { scopeKind, scopeId, period, measure, limit };
    await appendEvent(tx, ctx, {
      type: 'budget.removed',
      subject: { type: 'budget', id: budget.id },
      payload,
      before: payload,
    });
    return budget;
  });
}

async function need(tx: Tx, ctx: Context, id: string): Promise<Budget> {
  const budget = (await listBudgets(tx, ctx.workspaceId, ctx.clock.now())).find((found) => found.id === id);
  if (budget === undefined) throw llmError('llm.budget_unknown', { id });
  return budget;
}
