import type { Context } from '#platform/context';
import type { Approval } from './contract.ts';
import { describe, readSubjects } from './describe.ts';
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

/** The states of variants as they are kept, by the id of the variant. */
export async function statesOfVariants(
  ctx: Context,
  variantIds: readonly string[],
): Promise<ReadonlyMap<string, Approval['state']>> {
  const found = await findBySubjects(ctx.db, ctx.workspaceId, { type: 'variant', ids: variantIds });
  return new Map(found.map(({ subjectId, state }) => [subjectId, state]));
}
