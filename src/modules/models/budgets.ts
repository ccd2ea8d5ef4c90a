import { newId } from '#kernel/ids';
import { deleteBudget, listBudgets, llmError, upsertBudget } from '#llm/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { Budget } from './contract.ts';

/** Budgets with what is spent and reserved in the period that runs now. */
export async function getBudgets(ctx: Context): Promise<{ items: Budget[] }> {
  authorise(ctx, 'llm.read');
  return { items: await listBudgets(ctx.db, ctx.workspaceId, ctx.clock.now()) };
}

/** Sets a budget; what was spent under one of the same scope, period and measure stays spent. */
export async function setBudget(
  ctx: Context,
  input: Pick<Budget, 'scopeKind' | 'scopeId' | 'period' | 'measure' | 'limit'>,
): Promise<Budget> {
  authorise(ctx, 'llm.manage');
  return withTransaction(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    const { id, limitBefore } = await upsertBudget(tx, ctx.workspaceId, {
      ...input,
      id: newId('bud', at.getTime()),
      actor: ctx.actor,
      at,
    });
    await appendEvent(tx, ctx, {
      type: 'budget.set',
      subject: { type: 'budget', id },
      payload: { ...input },
      before: limitBefore === null ? null : { ...input, limit: limitBefore },
      after: { ...input },
    });
    return need(tx, ctx, id);
  });
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
