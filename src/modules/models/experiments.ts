import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import {
  type Arm,
  endExperiment as end,
  type Experiment,
  findExperiment,
  findRunning,
  insertExperiment,
  judgeArms,
  listExperiments,
  llmError,
  resultsOf,
} from '#llm/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Db, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { ExperimentReport } from './contract.ts';
import type { ModelsContext } from './models-context.ts';

/** What is counted: texts of a request that passed every check, of those the model wrote. */
const METRIC = 'accepted texts / written texts';

/** Comparisons with their figures so far, newest first. */
export async function getExperiments(
  ctx: Context,
  input: { limit: number; after?: string | undefined },
): Promise<Page<ExperimentReport>> {
  authorise(ctx, 'llm.read');
  const found = await listExperiments(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  const page = cutPage(found, input.limit, (experiment) => experiment.id);
  const items = await Promise.all(
    page.items.map((experiment) => report(ctx.db, ctx.workspaceId, experiment)),
  );
  return { ...page, items };
}

/** One comparison with its figures so far. Throws `llm.experiment_unknown`. */
export async function getExperiment(ctx: Context, input: { id: string }): Promise<ExperimentReport> {
  authorise(ctx, 'llm.read');
  return report(ctx.db, ctx.workspaceId, await need(ctx.db, ctx.workspaceId, input.id));
}

/** Starts a comparison; one a prompt at a time. Throws `llm.experiment_running`, `llm.prompt_unknown`, `llm.target_unknown`. */
export async function startExperiment(
  ctx: ModelsContext,
  input: { name: string; promptName: string; arms: readonly Arm[]; unitsPerArm: number },
): Promise<ExperimentReport> {
  authorise(ctx, 'llm.manage');
  const { targets } = await ctx.gateway.settings(ctx.workspaceId);
  for (const arm of input.arms) {
    await ctx.prompts.choose(ctx.workspaceId, input.promptName, { version: arm.promptVersion });
    const unknown = arm.targets?.find((target) => !targets.has(target));
    if (unknown !== undefined)
      throw llmError('llm.target_unknown', { target: unknown, known: [...targets.keys()].join(', ') });
  }
  return withTransaction(ctx.db, async (tx) => {
    const running = await findRunning(tx, ctx.workspaceId, input.promptName);
    if (running !== undefined)
      throw llmError('llm.experiment_running', { id: running.id, prompt: input.promptName });
    const at = ctx.clock.now();
    const id = newId('exp', at.getTime());
    await insertExperiment(tx, ctx.workspaceId, { ...input, id, metric: METRIC, startedBy: ctx.actor, at });
    await appendEvent(tx, ctx, {
      type: 'experiment.started',
      subject: { type: 'experiment', id },
      payload: { ...input },
      after: {
        promptName: input.promptName,
        arms: input.arms,
        unitsPerArm: input.unitsPerArm,
        state: 'running',
      },
    });
    return report(tx, ctx.workspaceId, await need(tx, ctx.workspaceId, id));
  });
}

/** Ends a comparison with the verdict it has. Throws `llm.experiment_unknown` or `llm.experiment_ended`. */
export async function endExperiment(ctx: Context, input: { id: string }): Promise<ExperimentReport> {
  authorise(ctx, 'llm.manage');
  return withTransaction(ctx.db, async (tx) => {
    const experiment = await findExperiment(tx, ctx.workspaceId, { id: input.id, lock: true });
    if (experiment === undefined) throw llmError('llm.experiment_unknown', { id: input.id });
    if (experiment.state === 'ended') throw llmError('llm.experiment_ended', { id: input.id });
    const { verdict } = await report(tx, ctx.workspaceId, experiment);
    await end(tx, ctx.workspaceId, { id: input.id, verdict, at: ctx.clock.now() });
    await appendEvent(tx, ctx, {
      type: 'experiment.ended',
      subject: { type: 'experiment', id: input.id },
      payload: { verdict },
      before: { state: 'running', verdict: null },
      after: { state: 'ended', verdict },
    });
    return report(tx, ctx.workspaceId, await need(tx, ctx.workspaceId, input.id));
  });
}

async function need(db: Db, workspaceId: string, id: string): Promise<Experiment> {
  const found = await findExperiment(db, workspaceId, { id });
  if (found === undefined) throw llmError('llm.experiment_unknown', { id });
  return found;
}

async function report(db: Db, workspaceId: string, experiment: Experiment): Promise<ExperimentReport> {
  const { startedBy: _by, arms, ...rest } = experiment;
  const results = await resultsOf(db, workspaceId, experiment.id);
  const verdict = experiment.verdict ?? judgeArms(arms, results, experiment.unitsPerArm);
  return {
    ...rest,
    arms: arms.map(({ targets, ...arm }) =>
      targets === undefined ? arm : { ...arm, targets: [...targets] },
    ),
    results: results.map(({ variance: _variance, ...result }) => result),
    verdict: { ...verdict, differences: [...verdict.differences] },
  };
}
