import { AppError, messageOf } from '#kernel/errors';
import { doWork } from '#agents/work/do-work';
import { contextFor, type FlowDeps } from '#flows/deps';
import type { RunContext } from '#modules/campaigns/index';
import { needTaskType, type TaskRun } from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { defineFlow, type Flow, type FlowTools } from '#platform/workflow/flow';
import { claimTask } from './claim-tasks.ts';
import { type Ended, recordEnds, type Worked } from './end-runs.ts';
import { needTask } from './read-tasks.ts';
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

/** Does one task: by its method, worded by a model where one is set, and records what came of it. */
export function runTaskFlow(deps: FlowDeps): Flow<TaskRunInput, { state: string }> {
  return defineFlow<TaskRunInput, { state: string }>({
    ...RUN_TASK,
    stepDefaults: { retries: deps.config.stepRetries, timeoutMs: 2 * deps.config.stepTimeoutMs },
    run: (tools, input) => doDurably(tools, deps, input),
  });
}

/** The steps of one task inside a flow; a task that fails is recorded so, and nothing is thrown. */
export async function doDurably(
  tools: FlowTools,
  deps: FlowDeps,
  input: TaskRunInput,
): Promise<{ state: string }> {
  const { taskRunId } = input;
  const ctx = flowContext(tools, deps, input);
  try {
    const done = await tools.step(`work ${taskRunId}`, (key, signal) => work(ctx, input, { key, signal }), {
      shouldRetry: (error) => !(error instanceof AppError) || error.retryable,
    });
    return await tools.transact(`finish ${taskRunId}`, (tx) => end(tx, ctx, { input, outcome: { done } }));
  } catch (error) {
    deps.log.warn({ err: error, run: taskRunId, task: input.taskId }, 'a task could not be done');
    const outcome = { problem: messageOf(error) };
    return tools.transact(`fail ${taskRunId}`, (tx) => end(tx, ctx, { input, outcome }));
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

/** Whether a model words the work of a workspace. */
export async function hasModel(
  { gateway }: Pick<WorkContext, 'gateway'>,
  workspaceId: string,
): Promise<boolean> {
  const settings = await gateway.settings(workspaceId);
  return (settings.useCases.get('analysis')?.chain.length ?? 0) > 0;
}

async function work(
  ctx: WorkContext,
  { taskId, isDryRun, workspaceId }: TaskRunInput,
  { key, signal }: { key: string; signal: AbortSignal },
): Promise<Worked> {
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
  const model = (await hasModel(ctx, workspaceId))
    ? { access: ctx, scope, unit: stored.id, signal }
    : undefined;
  const { origin, ...done } = await doWork(type, { material, payload: stored.payload }, model);
  return {
    ...done,
    model: origin === undefined ? null : `${origin.provider} ${origin.model}`,
    costMicro: origin?.costMicro ?? 0,
    briefRevision,
  };
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
