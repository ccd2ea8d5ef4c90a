import { newId } from '#kernel/ids';
import { AppError, messageOf } from '#kernel/errors';
import { doWork, type DoneWork } from '#agents/work/do-work';
import { shortened } from '#agents/work/shortened';
import { contextFor, type FlowDeps } from '#flows/deps';
import { isApproved } from '#modules/approvals/index';
import { proposeKnowledge } from '#modules/knowledge/index';
import { scheduleStore } from '#modules/schedule/index';
import type { RunContext } from '#modules/campaigns/index';
import {
  endRun,
  findRun,
  insertRun,
  needTaskType,
  taskError,
  type TaskRun,
  taskStore,
} from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { defineFlow, type Flow, type FlowTools } from '#platform/workflow/flow';
import { classifyStored, describeRun, needTask } from './read-tasks.ts';
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

/** Takes a task for one run, in the caller's transaction. Throws what `runTask` throws. */
export async function claimTask(
  tx: Tx,
  ctx: Context,
  how: { id: string; isDryRun: boolean; batchId: string | null; taskRunId?: string },
): Promise<TaskRun> {
  const inTx = { ...ctx, db: tx };
  const { isDryRun, batchId } = how;
  const stored = await needTask(inTx, how.id, true);
  if (stored.execution === 'running') throw taskError('tasks.running');
  const { mayRun, findings, status } = await classifyStored(inTx, stored, { isDryRun });
  const blocking = findings.filter(({ verdict }) => verdict === 'blocks').map(({ message }) => message);
  if (!mayRun)
    throw taskError('tasks.not_executable', {
      reasons: blocking.join(' ') || `it is ${status} already; change it to do it anew.`,
    });
  // Asked last and for itself: whatever else says that it may run.
  if (!(await isApproved(tx, ctx, { type: 'task', id: stored.id })))
    throw taskError('tasks.not_executable', { reasons: 'Exactly this was not approved.' });
  const at = ctx.clock.now();
  const id = how.taskRunId ?? newId('trn', at.getTime());
  const { revision } = stored;
  await insertRun(tx, ctx.workspaceId, {
    id,
    taskId: stored.id,
    revision,
    isDryRun,
    batchId,
    at,
    state: 'running',
    problem: null,
    madeBy: ctx.actor,
  });
  await taskStore.setExecution(tx, ctx.workspaceId, { id: stored.id, execution: 'running', runId: id, at });
  await appendEvent(tx, ctx, {
    type: 'task.run_started',
    subject: { type: 'task', id: stored.id },
    payload: { campaignId: stored.campaignId, taskRunId: id, isDryRun },
    after: { taskRunId: id, isDryRun, revision },
  });
  return needRun(inTx, id);
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
  const ctx = contextFor(deps, { kind: 'flow', flow: RUN_TASK.name, runId: tools.runId }, input.workspaceId);
  try {
    const done = await tools.step(`work ${taskRunId}`, (key, signal) => work(ctx, input, { key, signal }), {
      shouldRetry: (error) => !(error instanceof AppError) || error.retryable,
    });
    return await tools.transact(`finish ${taskRunId}`, (tx) => finish(tx, ctx, { input, done }));
  } catch (error) {
    deps.log.warn({ err: error, run: taskRunId, task: input.taskId }, 'a task could not be done');
    const problem = messageOf(error);
    return tools.transact(`fail ${taskRunId}`, (tx) => fail(tx, ctx, { input, problem }));
  }
}

interface Worked extends Omit<DoneWork, 'origin'> {
  readonly model: string | null;
  readonly costMicro: number;
  readonly briefRevision: number | null;
}

async function work(
  ctx: ReturnType<typeof contextFor>,
  { taskId, isDryRun, workspaceId }: TaskRunInput,
  { key, signal }: { key: string; signal: AbortSignal },
): Promise<Worked> {
  const stored = await needTask(ctx, taskId);
  const type = needTaskType(stored.type);
  const { material, briefRevision } = await loadWorkMaterial(ctx, stored, { withPreviews: isDryRun });
  const settings = await ctx.gateway.settings(workspaceId);
  const hasModel = (settings.useCases.get('analysis')?.chain.length ?? 0) > 0;
  const scope = {
    workspaceId,
    actor: ctx.actor,
    purpose: `${type.title}: ${stored.title}`.slice(0, 200),
    ...(stored.brandId === null ? {} : { brandId: stored.brandId }),
    campaignId: stored.campaignId,
    idempotencyKey: key,
  };
  const model = hasModel ? { access: ctx, scope, unit: stored.id, signal } : undefined;
  const { origin, ...done } = await doWork(type, { material, payload: stored.payload }, model);
  return {
    ...done,
    model: origin === undefined ? null : `${origin.provider} ${origin.model}`,
    costMicro: origin?.costMicro ?? 0,
    briefRevision,
  };
}

/** The last step: the work takes its place, or in a preview is only kept as one. */
async function finish(
  tx: Tx,
  ctx: Context,
  { input, done }: { input: TaskRunInput; done: Worked },
): Promise<{ state: string }> {
  await learn(tx, ctx, { input, done });
  const at = ctx.clock.now();
  const words =
    done.worded.length === 0
      ? 'by its method'
      : `by its method, ${done.worded.length} texts worded by ${done.model ?? 'a model'}`;
  const log = [
    { at: at.toISOString(), text: `Done ${words}; ${done.evidence.length} facts named.` },
    ...done.refused.map(({ path, reason }) => ({
      at: at.toISOString(),
      text: `Not taken at ${path}: ${reason}`,
    })),
    ...(done.problem === undefined ? [] : [{ at: at.toISOString(), text: `No model: ${done.problem}` }]),
  ];
  return end(tx, ctx, {
    input,
    at,
    state: input.isDryRun ? 'preview' : 'completed',
    run: {
      problem: null,
      log,
      product: done.product,
      evidence: done.evidence.map(({ id, text, source, backing }) => ({
        id,
        text,
        source,
        ...(backing === undefined ? {} : { backing }),
      })),
      wording: {
        by: done.model,
        worded: [...done.worded],
        refused: [...done.refused],
        problem: done.problem ?? null,
      },
      costMicro: done.costMicro,
      briefRevision: done.briefRevision,
    },
  });
}

/** What work that is done for real found out about the brand waits for a person. */
async function learn(
  tx: Tx,
  ctx: Context,
  { input, done }: { input: TaskRunInput; done: Worked },
): Promise<void> {
  const { brandId } = await needTask({ ...ctx, db: tx }, input.taskId);
  if (input.isDryRun || brandId === null) return;
  await proposeKnowledge(tx, ctx, {
    brandId,
    taskRunId: input.taskRunId,
    items: done.lessons.map(({ statement, evidence, confidence }) => ({
      statement,
      confidence,
      evidence: evidence.map(({ id, text, backing }) => ({
        text: shortened(text, 1_000),
        source: shortened(backing ?? id, 300),
      })),
    })),
  });
}

function fail(
  tx: Tx,
  ctx: Context,
  { input, problem }: { input: TaskRunInput; problem: string },
): Promise<{ state: string }> {
  const at = ctx.clock.now();
  const log = [{ at: at.toISOString(), text: problem }];
  return end(tx, ctx, { input, at, state: 'failed', run: { problem, log, costMicro: 0 } });
}

async function end(
  tx: Tx,
  ctx: Context,
  outcome: {
    input: TaskRunInput;
    at: Date;
    state: 'completed' | 'preview' | 'failed';
    run: Omit<Parameters<typeof endRun>[2], 'id' | 'state' | 'at'>;
  },
): Promise<{ state: string }> {
  const { input, at, state, run } = outcome;
  const { taskId, taskRunId } = input;
  const stored = await needTask({ ...ctx, db: tx }, taskId, true);
  await endRun(tx, ctx.workspaceId, { id: taskRunId, state, at, ...run });
  if (stored.runId === taskRunId)
    await taskStore.setExecution(tx, ctx.workspaceId, { id: taskId, execution: state, runId: taskRunId, at });
  const ended = { taskRunId, problem: run.problem, at };
  const place = state === 'failed' ? 'FAILED' : 'COMPLETED';
  await scheduleStore.endOfRun(tx, ctx.workspaceId, { ...ended, state: place });
  await appendEvent(tx, ctx, {
    type: 'task.run_ended',
    subject: { type: 'task', id: taskId },
    payload: { campaignId: stored.campaignId, taskRunId, state },
    before: { state: 'running' },
    after: { state, problem: run.problem, costMicro: run.costMicro },
  });
  return { state };
}

async function needRun(ctx: Context, id: string): Promise<TaskRun> {
  const found = await findRun(ctx.db, ctx.workspaceId, { id });
  if (found === undefined) throw taskError('tasks.run_unknown', { id });
  return describeRun(found);
}
