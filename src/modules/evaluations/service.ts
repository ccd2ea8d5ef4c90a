import { describeActor } from '#kernel/actor';
import { cutPage, type Page } from '#kernel/page';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import type { Evaluation, EvaluationDetail } from './contract.ts';
import { evaluationError } from './errors.ts';
import { findStored, listStored } from './store.ts';

/** Runs of evaluation sets, newest first. */
export async function listEvaluations(
  ctx: Context,
  input: { limit: number; after?: string | undefined; set?: string | undefined },
): Promise<Page<Evaluation>> {
  authorise(ctx, 'llm.read');
  const found = await listStored(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  const page = cutPage(found, input.limit, (run) => run.id);
  return {
    ...page,
    items: page.items.map((run) => ({ ...run, startedBy: describeActor(run.startedBy) })),
  };
}

/** One run with every case. Throws `evaluations.unknown`. */
export async function getEvaluation(ctx: Context, input: { id: string }): Promise<EvaluationDetail> {
  authorise(ctx, 'llm.read');
  const found = await findStored(ctx.db, ctx.workspaceId, input.id);
  if (found === undefined) throw evaluationError('evaluations.unknown', { id: input.id });
  return { ...found, startedBy: describeActor(found.startedBy) };
}
