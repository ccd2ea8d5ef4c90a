import { AppError, messageOf } from '#kernel/errors';
import { doWork } from '#agents/work/do-work';
import { contextFor, type FlowDeps } from '#flows/deps';
import { type CellParts, cellParts } from '#flows/generation/make-cell';
import { hasModelFor } from '#flows/has-model';
import type { RunContext } from '#modules/campaigns/index';
import { needTaskType, taskError, type TaskRun } from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { defineFlow, type Flow, type FlowTools } from '#platform/workflow/flow';
import { claimTask } from './claim-tasks.ts';
import { type Ended, recordEnds, type Worked } from './end-runs.ts';
import { type DrawingJob, hangVariants, makeVariants, showVariants } from './make-variants.ts';
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

/** How long a task waits for the end of a campaign's run before it looks again, and how often it does. */
const BUSY_MS = 5_000;
const MOST_ROUNDS = 240;

/** The steps of one task inside a flow; a task that fails is recorded so, and nothing is thrown. */
export async function doDurably(
  tools: FlowTools,
  hands: TaskHands,
  input: TaskRunInput,
): Promise<{ state: string }> {
  const { taskRunId } = input;
  const { deps } = hands;
  const ctx = flowContext(tools, deps, input);
  try {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const name = round === 0 ? taskRunId : `${taskRunId} again ${round}`;
      const state = await doOnce(tools, hands, { ctx, input, name });
      if (state !== null) return { state };
      await tools.sleepUntil(new Date((await tools.now()).getTime() + BUSY_MS));
    }
    throw taskError('tasks.campaign_busy');
  } catch (error) {
    deps.log.warn({ err: error, run: taskRunId, task: input.taskId }, 'a task could not be done');
    const outcome = { problem: messageOf(error) };
    return tools.transact(`fail ${taskRunId}`, (tx) => end(tx, ctx, { input, outcome }));
  }
}

/** Does the work and records its end; null where a run of the campaign is in the way of what the studio is to make. */
async function doOnce(
  tools: FlowTools,
  { deps, parts }: TaskHands,
  { ctx, input, name }: { ctx: WorkContext; input: TaskRunInput; name: string },
): Promise<string | null> {
  const worked = await tools.step(`work ${name}`, (key, signal) => work(ctx, input, { key, signal }), {
    shouldRetry: (error) => !(error instanceof AppError) || error.retryable,
  });
  if (worked === null) return null;
  const { done, task } = worked;
  const { briefRevision: revision } = done;
  const orders = needTaskType(task.type).variants?.orders(done.product) ?? [];
  if (orders.length === 0 || revision === null) {
    const ended = await tools.transact(`finish ${name}`, (tx) => end(tx, ctx, { input, outcome: { done } }));
    return ended.state;
  }
  const job = { task, name, orders, revision, isDryRun: input.isDryRun };
  const drawing = await makeVariants(tools, deps, { ctx, parts, job });
  const ended = await tools.transact(`finish ${name}`, async (tx) => {
    const hung = await hangVariants(tx, ctx, { job, done, drawing, limits: deps.config });
    return hung === null ? null : (await end(tx, ctx, { input, outcome: { done: hung } })).state;
  });
  if (ended !== null && !input.isDryRun) await showVariants(tools, deps, { ctx, job });
  return ended;
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

async function work(
  ctx: WorkContext,
  { taskId, isDryRun, workspaceId }: TaskRunInput,
  { key, signal }: { key: string; signal: AbortSignal },
): Promise<{ done: Worked; task: DrawingJob['task'] } | null> {
  const stored = await needTask(ctx, taskId);
  const type = needTaskType(stored.type);
  const { material, briefRevision } = await loadWorkMaterial(ctx, stored, { withPreviews: isDryRun });
  if (type.variants !== undefined && material.isBeingMade) return null;
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
