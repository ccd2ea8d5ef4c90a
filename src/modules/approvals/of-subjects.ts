import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import type { Approval } from './contract.ts';
import { describe, hashOf, readContents, readSubjects } from './describe.ts';
import { findBySubjects } from './store.ts';

/** The approvals of tasks as they stand, by the id of the task. */
export async function approvalsOfTasks(
  ctx: Context,
  taskIds: readonly string[],
): Promise<ReadonlyMap<string, Approval>> {
  const found = await findBySubjects(ctx.db, ctx.workspaceId, { type: 'task', ids: taskIds });
  const subjects = await readSubjects(ctx, found);
  return new Map(found.map((stored) => [stored.subjectId, describe(stored, subjects)]));
}

/**
 * Which subjects of a type are approved exactly as they are now. Whatever leaves the house or does work asks this, in the
 * transaction in which it does so.
 */
export async function whichApproved(
  tx: Tx,
  ctx: Context,
  of: { type: Approval['subjectType']; ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  const found = (await findBySubjects(tx, ctx.workspaceId, of)).filter(({ state }) => state === 'approved');
  const contents = await readContents({ ...ctx, db: tx }, found);
  return new Set(
    found
      .filter((stored) => stored.decidedHash === hashOf(stored, contents))
      .map(({ subjectId }) => subjectId),
  );
}

/** The states of variants as they are kept, by the id of the variant. */
export async function statesOfVariants(
  ctx: Context,
  variantIds: readonly string[],
): Promise<ReadonlyMap<string, Approval['state']>> {
  const found = await findBySubjects(ctx.db, ctx.workspaceId, { type: 'variant', ids: variantIds });
  return new Map(found.map(({ subjectId, state }) => [subjectId, state]));
}
