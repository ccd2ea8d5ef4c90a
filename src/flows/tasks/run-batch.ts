import { newId } from '#kernel/ids';
import { AppError } from '#kernel/errors';
import type { Actor } from '#kernel/actor';
import { contextFor, type FlowDeps } from '#flows/deps';
import { cellParts } from '#flows/generation/make-cell';
import { getCampaign } from '#modules/campaigns/index';
import { inOrder, insertRuns, taskStore } from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { defineFlow, type Flow } from '#platform/workflow/flow';
import type { Studio } from '#studio/produce/cell-request';
import { needTask, surround } from './read-tasks.ts';
import { claimTask } from './claim-tasks.ts';
import { doDurably, type TaskContext } from './run-task.ts';

/** The flow that does several tasks, one after the other, by name. */
export const RUN_BATCH = { name: 'run-task-batch', queue: 'task-batches' } as const;

interface BatchInput {
  readonly workspaceId: string;
  readonly batchId: string;
  readonly taskIds: readonly string[];
  readonly isDryRun: boolean;
  /** Who asked for it. */
  readonly actor: Actor;
}

/** So many tasks are looked at to find those of a batch. */
const MOST_LOOKED_AT = 2_000;

/**
 * Begins to do the approved tasks of a campaign, or of all, in the order of their dependencies. Those that come after
 * another task of the batch are in it as well; whether they can be done shows when it is their turn.
 */
export async function runTasks(
  ctx: TaskContext,
  input: { campaignId?: string | undefined; maxTasks: number; dryRun?: boolean | undefined },
): Promise<{ batchId: string | null; taskIds: string[] }> {
  authorise(ctx, 'tasks.run');
  const isDryRun = input.dryRun ?? ctx.isDryRunByDefault;
  return withTransaction(ctx.db, async (tx) => {
    const taskIds = await chooseTasks(tx, { ...ctx, db: tx }, { ...input, isDryRun });
    if (taskIds.length === 0) return { batchId: null, taskIds };
    const batchId = newId('tba', ctx.clock.now().getTime());
    const batch: BatchInput = { workspaceId: ctx.workspaceId, batchId, taskIds, isDryRun, actor: ctx.actor };
    await ctx.runs.start(tx, RUN_BATCH, { runId: batchId, input: batch });
    return { batchId, taskIds };
  });
}

async function chooseTasks(
  tx: Tx,
  ctx: Context,
  how: { campaignId?: string | undefined; maxTasks: number; isDryRun: boolean },
): Promise<string[]> {
  const campaign = how.campaignId === undefined ? undefined : await getCampaign(ctx, { id: how.campaignId });
  const { workspaceId } = ctx;
  const found = await taskStore.listTasks(tx, {
    workspaceId,
    campaignId: campaign?.id,
    limit: MOST_LOOKED_AT,
  });
  const open = found.filter(
    ({ execution }) =>
      execution !== 'completed' && execution !== 'running' && !(how.isDryRun && execution === 'preview'),
  );
  const around = await surround(ctx, open, how);
  const approved = around.filter(({ approval }) => approval?.state === 'approved').map(({ task }) => task);
  return inOrder(approved)
    .slice(0, how.maxTasks)
    .map(({ id }) => id);
}

/** Does the tasks of a batch one after the other; each stands for itself. */
export function runBatchFlow(
  deps: FlowDeps,
  studio: Studio,
): Flow<BatchInput, { ended: Record<string, string> }> {
  const hands = { deps, parts: cellParts(deps, studio) };
  return defineFlow<BatchInput, { ended: Record<string, string> }>({
    ...RUN_BATCH,
    stepDefaults: { retries: deps.config.stepRetries, timeoutMs: 2 * deps.config.stepTimeoutMs },
    run: async (tools, batch) => {
      const { workspaceId, batchId, isDryRun } = batch;
      const asked = contextFor(deps, batch.actor, workspaceId);
      const ended: Record<string, string> = {};
      for (const [index, taskId] of batch.taskIds.entries()) {
        const taskRunId = `${batchId}:${String(index).padStart(3, '0')}`;
        const claimed = await tools.transact(`claim ${taskRunId}`, (tx) =>
          claimOrSkip(tx, asked, { taskId, taskRunId, batchId, isDryRun }),
        );
        const done = claimed
          ? await doDurably(tools, hands, { workspaceId, taskId, taskRunId, isDryRun })
          : { state: 'skipped' };
        ended[taskId] = done.state;
      }
      return { ended };
    },
  });
}

/** Takes a task of a batch, or notes why it is passed over. */
async function claimOrSkip(
  tx: Tx,
  ctx: Context,
  {
    taskId,
    taskRunId,
    batchId,
    isDryRun,
  }: { taskId: string; taskRunId: string; batchId: string; isDryRun: boolean },
): Promise<boolean> {
  try {
    await claimTask(tx, ctx, { id: taskId, isDryRun, batchId, taskRunId });
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    if (error.code === 'tasks.unknown') return false;
    await skip(tx, ctx, { taskId, taskRunId, batchId, isDryRun, problem: error.message });
    return false;
  }
}

async function skip(
  tx: Tx,
  ctx: Context,
  how: { taskId: string; taskRunId: string; batchId: string; isDryRun: boolean; problem: string },
): Promise<void> {
  const { taskId, taskRunId: id, batchId, isDryRun, problem } = how;
  const at = ctx.clock.now();
  const stored = await needTask({ ...ctx, db: tx }, taskId);
  const { revision } = stored;
  await insertRuns(tx, ctx.workspaceId, [
    { id, taskId, revision, isDryRun, batchId, problem, at, state: 'skipped', madeBy: ctx.actor },
  ]);
  // How it ran before says more than that it was passed over.
  if (stored.execution === null)
    await taskStore.setExecutions(tx, ctx.workspaceId, [{ id: taskId, execution: 'skipped', runId: id, at }]);
  await appendEvent(tx, ctx, {
    type: 'task.run_ended',
    subject: { type: 'task', id: taskId },
    payload: { campaignId: stored.campaignId, taskRunId: id, state: 'skipped' },
    after: { state: 'skipped', problem },
  });
}
