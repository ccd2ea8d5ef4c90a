import { messageOf } from '#kernel/errors';
import { doWork } from '#agents/work/do-work';
import type { FlowDeps } from '#flows/deps';
import { cellParts } from '#flows/generation/make-cell';
import { hasModelFor } from '#flows/has-model';
import { needTaskType, taskStore } from '#modules/tasks/index';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { defineFlow, type Flow, type FlowTools } from '#platform/workflow/flow';
import type { Studio } from '#studio/produce/cell-request';
import { type Ended, recordEnds } from './end-runs.ts';
import { doDurably, flowContext, RUN_TASK } from './run-task.ts';
import { type GivenMaterial, loadWorkMaterials } from './work-material.ts';

/** The flow that does tasks of one workspace that became due together, by name. */
export const RUN_GROUP = { name: 'run-task-group', queue: RUN_TASK.queue } as const;

/** What the flow is told. */
export interface GroupInput {
  readonly workspaceId: string;
  readonly isDryRun: boolean;
  readonly runs: readonly { readonly taskId: string; readonly taskRunId: string }[];
}

/**
 * Does tasks by their methods, all in one transaction: material, records and commit cost little more for many than for
 * one. Each is done for itself with a model set, where the studio makes something for it, or where the transaction fails as a
 * whole.
 */
export function runGroupFlow(deps: FlowDeps, studio: Studio): Flow<GroupInput, { together: number }> {
  const hands = { deps, parts: cellParts(deps, studio) };
  return defineFlow<GroupInput, { together: number }>({
    ...RUN_GROUP,
    stepDefaults: { retries: deps.config.stepRetries, timeoutMs: 2 * deps.config.stepTimeoutMs },
    run: async (tools, input) => {
      const done = new Set(await doTogether(tools, deps, input));
      const { workspaceId, isDryRun } = input;
      for (const run of input.runs)
        if (!done.has(run.taskRunId)) await doDurably(tools, hands, { ...run, workspaceId, isDryRun });
      return { together: done.size };
    },
  });
}

/** The runs that were done together. */
async function doTogether(tools: FlowTools, deps: FlowDeps, input: GroupInput): Promise<string[]> {
  const ctx = flowContext(tools, deps, input);
  try {
    return await tools.transact('work together', async (tx) =>
      (await hasModelFor(ctx, input.workspaceId, 'analysis')) ? [] : workAll(tx, ctx, input),
    );
  } catch (error) {
    deps.log.warn({ err: error, tasks: input.runs.length }, 'tasks are done one by one, not together');
    return [];
  }
}

async function workAll(tx: Tx, ctx: Context, { workspaceId, isDryRun, runs }: GroupInput): Promise<string[]> {
  const inTx = { ...ctx, db: tx };
  const runOf = new Map(runs.map(({ taskId, taskRunId }) => [taskId, taskRunId]));
  const ids = [...runOf.keys()];
  const found = await taskStore.findTasks(tx, workspaceId, { ids, lock: true });
  const tasks = found.filter(({ type }) => needTaskType(type).variants === undefined);
  const materialOf = await loadWorkMaterials(inTx, tasks, { withPreviews: isDryRun });
  const ended: Ended[] = [];
  for (const task of tasks) {
    const taskRunId = runOf.get(task.id) ?? '';
    ended.push({ task, taskRunId, isDryRun, outcome: await workByMethod(task, materialOf(task)) });
  }
  await recordEnds(tx, inTx, ended);
  return ended.map(({ taskRunId }) => taskRunId);
}

async function workByMethod(
  { type: name, payload }: taskStore.StoredTask,
  { material, briefRevision }: GivenMaterial,
): Promise<Ended['outcome']> {
  try {
    const { origin: _none, ...done } = await doWork(needTaskType(name), { material, payload });
    return { done: { ...done, model: null, costMicro: 0, briefRevision } };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}
