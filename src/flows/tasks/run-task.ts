import { AppError, messageOf } from '#kernel/errors';
import { doWork } from '#agents/work/do-work';
import { contextFor, type FlowDeps } from '#flows/deps';
import { type JoinedVariant, joinCampaign } from '#flows/generation/join-campaign';
import { type CellParts, cellParts } from '#flows/generation/make-cell';
import { outputDirOf } from '#flows/generation/output-path';
import { writeOutputs } from '#flows/generation/write-outputs';
import { hasModelFor } from '#flows/has-model';
import { findCampaign, type RunContext } from '#modules/campaigns/index';
import { needTaskType, type TaskRun, type taskStore } from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { recordFiles } from '#platform/files/file-records';
import { defineFlow, type Flow, type FlowTools } from '#platform/workflow/flow';
import { claimTask } from './claim-tasks.ts';
import { type Ended, recordEnds, type Worked } from './end-runs.ts';
import { type Drawing, hungVariants, makeVariants } from './make-variants.ts';
import { needTask } from './read-tasks.ts';
import type { Studio } from '#studio/produce/cell-request';
import { loadWorkMaterial } from './work-material.ts';

/** The flow that does one task, by name. */
export const RUN_TASK = { name: 'run-task', queue: 'tasks' } as const;

/** A context of verbs that do tasks. */
export interface TaskContext extends RunContext {
  /** Whether a run is a preview where nobody says otherwise (EXECUTION_DRY_RUN). */
  readonly isDryRunByDefault: boolean;
}

/** What the flow is told. */
export interface TaskRunInput {
  readonly workspaceId: string;
  readonly taskId: string;
  readonly taskRunId: string;
  readonly isDryRun: boolean;
}

/**
 * Begins to do a task; a worker does it. Throws `tasks.unknown`, `tasks.running`, and `tasks.not_executable` where
 * anything stands in the way: above all that exactly what is there now was not approved.
 */
export async function runTask(
  ctx: TaskContext,
  input: { id: string; dryRun?: boolean | undefined },
): Promise<TaskRun> {
  authorise(ctx, 'tasks.run');
  const isDryRun = input.dryRun ?? ctx.isDryRunByDefault;
  return withTransaction(ctx.db, async (tx) => {
    const run = await claimTask(tx, ctx, { id: input.id, isDryRun, batchId: null });
    const { id: taskRunId, taskId } = run;
    const flowInput: TaskRunInput = { workspaceId: ctx.workspaceId, taskId, taskRunId, isDryRun };
    await ctx.runs.start(tx, RUN_TASK, { runId: taskRunId, input: flowInput });
    return run;
  });
}

/** What flows of tasks are made of. */
export interface TaskHands {
  readonly deps: FlowDeps;
  readonly parts: CellParts;
}

/** Does one task: by its method, worded by a model where one is set, and records what came of it. */
export function runTaskFlow(deps: FlowDeps, studio: Studio): Flow<TaskRunInput, { state: string }> {
  const hands = { deps, parts: cellParts(deps, studio) };
  return defineFlow<TaskRunInput, { state: string }>({
    ...RUN_TASK,
    stepDefaults: { retries: deps.config.stepRetries, timeoutMs: 2 * deps.config.stepTimeoutMs },
    run: (tools, input) => doDurably(tools, hands, input),
  });
}

/** The steps of one task inside a flow; a task that fails is recorded so, and nothing is thrown. */
export async function doDurably(
  tools: FlowTools,
  hands: TaskHands,
  input: TaskRunInput,
): Promise<{ state: string }> {
  const { taskRunId, isDryRun } = input;
  const { deps } = hands;
  const ctx = flowContext(tools, deps, input);
  try {
    const { done, task } = await tools.step(
      `work ${taskRunId}`,
      (key, signal) => work(ctx, input, { key, signal }),
      { shouldRetry: (error) => !(error instanceof AppError) || error.retryable },
    );
    const { campaignId } = task;
    const orders = needTaskType(task.type).variants?.orders(done.product) ?? [];
    const revision = done.briefRevision;
    if (orders.length === 0 || revision === null)
      return await tools.transact(`finish ${taskRunId}`, (tx) => end(tx, ctx, { input, outcome: { done } }));
    const job = { task, taskRunId, orders, revision, isDryRun };
    const drawing = await makeVariants(tools, deps, { ctx, parts: hands.parts, job });
    const limits = { minVariants: deps.config.minVariants, minDiversity: deps.config.minDiversity };
    const ended = await tools.transact(`finish ${taskRunId}`, async (tx) => {
      // The campaign is locked before the task, as everywhere.
      const joined = isDryRun
        ? new Map<string, JoinedVariant>()
        : await joinCampaign(tx, ctx, { campaignId, revision, drawn: drawing.drawn, limits });
      const hung = await hangVariants(tx, ctx, { type: task.type, done, drawing, joined });
      return { ...(await end(tx, ctx, { input, outcome: { done: hung } })), joined: joined.size };
    });
    if (ended.joined > 0) await showVariants(tools, { deps, ctx, campaignId, taskRunId });
    return { state: ended.state };
  } catch (error) {
    deps.log.warn({ err: error, run: taskRunId, task: input.taskId }, 'a task could not be done');
    const outcome = { problem: messageOf(error) };
    return tools.transact(`fail ${taskRunId}`, (tx) => end(tx, ctx, { input, outcome }));
  }
}

/** The work with what the studio made for it, whose files are kept from now on. */
async function hangVariants(
  tx: Tx,
  { workspaceId }: Context,
  made: { type: string; done: Worked; drawing: Drawing; joined: ReadonlyMap<string, JoinedVariant> },
): Promise<Worked> {
  const { done, drawing } = made;
  const hung = hungVariants(drawing.drawn, made.joined);
  const pictures = hung.flatMap((one) => one.pictures);
  await recordFiles(
    tx,
    workspaceId,
    pictures.map((picture) => ({ ...picture, mediaType: 'image/jpeg' })),
  );
  const count = hung.filter(({ problem }) => problem === null).length;
  return {
    ...done,
    product: needTaskType(made.type).variants?.hang(done.product, hung) ?? done.product,
    costMicro: done.costMicro + drawing.costMicro,
    notes: [
      ...drawing.notes,
      `The studio made ${count} of ${hung.length} variants, ${pictures.length} pictures; ${made.joined.size} joined the campaign.`,
    ],
  };
}

/** Shows the campaign's files as it has them now. The work is done without that: what fails here is written by the next run. */
async function showVariants(
  tools: FlowTools,
  shown: { deps: FlowDeps; ctx: WorkContext; campaignId: string; taskRunId: string },
): Promise<void> {
  const { deps, ctx, campaignId, taskRunId } = shown;
  try {
    await tools.step(`files ${taskRunId}`, async () => {
      const campaign = await findCampaign(ctx.db, ctx.workspaceId, { id: campaignId });
      if (campaign === undefined) return { files: 0 };
      const outputDir = outputDirOf(deps.config, ctx.workspaceId);
      return writeOutputs(ctx, { campaign, files: deps.files, outputDir });
    });
  } catch (error) {
    deps.log.warn({ err: error, run: taskRunId }, 'files of new variants could not be shown');
  }
}

type WorkContext = ReturnType<typeof contextFor>;

/** The context in which a flow does tasks of a workspace. */
export function flowContext(
  { runId }: Pick<FlowTools, 'runId'>,
  deps: FlowDeps,
  { workspaceId }: { workspaceId: string },
): WorkContext {
  return contextFor(deps, { kind: 'flow', flow: RUN_TASK.name, runId }, workspaceId);
}

type WorkedTask = Pick<taskStore.StoredTask, 'type' | 'campaignId' | 'brandId' | 'title'>;

async function work(
  ctx: WorkContext,
  { taskId, isDryRun, workspaceId }: TaskRunInput,
  { key, signal }: { key: string; signal: AbortSignal },
): Promise<{ done: Worked; task: WorkedTask }> {
  const stored = await needTask(ctx, taskId);
  const type = needTaskType(stored.type);
  const { material, briefRevision } = await loadWorkMaterial(ctx, stored, { withPreviews: isDryRun });
  const scope = {
    workspaceId,
    actor: ctx.actor,
    purpose: `${type.title}: ${stored.title}`.slice(0, 200),
    ...(stored.brandId === null ? {} : { brandId: stored.brandId }),
    campaignId: stored.campaignId,
    idempotencyKey: key,
  };
  const model = (await hasModelFor(ctx, workspaceId, 'analysis'))
    ? { access: ctx, scope, unit: stored.id, signal }
    : undefined;
  const { origin, ...done } = await doWork(type, { material, payload: stored.payload }, model);
  const worked = {
    ...done,
    model: origin === undefined ? null : `${origin.provider} ${origin.model}`,
    costMicro: origin?.costMicro ?? 0,
    briefRevision,
  };
  const { campaignId, brandId, title } = stored;
  return { done: worked, task: { type: stored.type, campaignId, brandId, title } };
}

async function end(
  tx: Tx,
  ctx: Context,
  { input, outcome }: { input: TaskRunInput; outcome: Ended['outcome'] },
): Promise<{ state: string }> {
  const { taskId, taskRunId, isDryRun } = input;
  const task = await needTask({ ...ctx, db: tx }, taskId, true);
  const [state = 'failed'] = await recordEnds(tx, ctx, [{ task, taskRunId, isDryRun, outcome }]);
  return { state };
}
