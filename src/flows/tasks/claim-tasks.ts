import type { AppError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { whichApproved } from '#modules/approvals/index';
import {
  type Classification,
  insertRuns,
  type NewRun,
  type TaskRun,
  taskError,
  taskStore,
} from '#modules/tasks/index';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { appendEvents } from '#platform/events/outbox';
import { classifyAll, describeRun } from './read-tasks.ts';

type StoredTask = taskStore.StoredTask;

/** What a run has not that has only begun. */
const NOTHING_YET = {
  briefRevision: null,
  costMicro: 0,
  endedAt: null,
  revisesId: null,
  comment: null,
} as const;

/** How a claim is made. */
interface Claim {
  readonly isDryRun: boolean;
  readonly batchId: string | null;
}

/** Tasks that were taken, and why others were not, by their ids. */
export interface Claimed {
  readonly runs: ReadonlyMap<string, TaskRun>;
  readonly refused: ReadonlyMap<string, AppError>;
}

/** Takes a task for one run, in the caller's transaction. Throws what `runTask` throws. */
export async function claimTask(
  tx: Tx,
  ctx: Context,
  { id, taskRunId, ...claim }: Claim & { id: string; taskRunId?: string },
): Promise<TaskRun> {
  const { runs, refused } = await claimTasks(tx, ctx, { ...claim, tasks: [{ id, taskRunId }] });
  const run = runs.get(id);
  if (run === undefined) throw refused.get(id) ?? taskError('tasks.unknown', { id });
  return run;
}

/**
 * Takes each of several tasks for one run, in the caller's transaction; one that may not run keeps no other from it. All
 * are looked at with the same statements, so that many cost little more than one.
 */
export async function claimTasks(
  tx: Tx,
  ctx: Context,
  { tasks, ...claim }: Claim & { tasks: readonly { id: string; taskRunId?: string | undefined }[] },
): Promise<Claimed> {
  const inTx = { ...ctx, db: tx };
  const refused = new Map<string, AppError>();
  const ids = tasks.map(({ id }) => id);
  const found = await taskStore.findTasks(tx, ctx.workspaceId, { ids, lock: true });
  const known = new Set(found.map(({ id }) => id));
  for (const id of ids) if (!known.has(id)) refused.set(id, taskError('tasks.unknown', { id }));
  const classified = await classifyAll(inTx, found, claim);
  for (const [index, stored] of found.entries()) {
    const problem = refusalOf(stored, classified[index]);
    if (problem !== undefined) refused.set(stored.id, problem);
  }
  const able = found.filter(({ id }) => !refused.has(id));
  // Asked last and for itself: whatever else says that they may run.
  const approved = await whichApproved(tx, ctx, { type: 'task', ids: able.map(({ id }) => id) });
  for (const { id } of able.filter((stored) => !approved.has(stored.id)))
    refused.set(id, taskError('tasks.not_executable', { reasons: 'Exactly this was not approved.' }));
  const wantedIds = new Map(tasks.map(({ id, taskRunId }) => [id, taskRunId]));
  const at = ctx.clock.now();
  const runs = able
    .filter(({ id }) => approved.has(id))
    .map(({ id, revision, campaignId }) => ({
      campaignId,
      run: {
        ...claim,
        id: wantedIds.get(id) ?? newId('trn', at.getTime()),
        taskId: id,
        revision,
        state: 'running',
        problem: null,
        madeBy: ctx.actor,
        at,
      } satisfies NewRun,
    }));
  await begin(tx, ctx, runs);
  return {
    refused,
    runs: new Map(
      runs.map(({ run: { at: startedAt, ...run } }) => [
        run.taskId,
        describeRun({ ...NOTHING_YET, ...run, log: [], edited: [], startedAt }),
      ]),
    ),
  };
}

function refusalOf(stored: StoredTask, classified: Classification | undefined): AppError | undefined {
  if (stored.execution === 'running') return taskError('tasks.running');
  if (classified === undefined) return taskError('tasks.unknown', { id: stored.id });
  const { mayRun, findings, status } = classified;
  if (mayRun) return undefined;
  const blocking = findings.filter(({ verdict }) => verdict === 'blocks').map(({ message }) => message);
  return taskError('tasks.not_executable', {
    reasons: blocking.join(' ') || `it is ${status} already; change it to do it anew.`,
  });
}

async function begin(
  tx: Tx,
  ctx: Context,
  begun: readonly { campaignId: string; run: NewRun }[],
): Promise<void> {
  if (begun.length === 0) return;
  const runs = begun.map(({ run }) => run);
  await insertRuns(tx, ctx.workspaceId, runs);
  await taskStore.setExecutions(
    tx,
    ctx.workspaceId,
    runs.map(({ id, taskId, at }) => ({ id: taskId, execution: 'running' as const, runId: id, at })),
  );
  await appendEvents(
    tx,
    ctx,
    begun.map(({ campaignId, run: { id, taskId, isDryRun, revision } }) => ({
      type: 'task.run_started' as const,
      subject: { type: 'task', id: taskId },
      payload: { campaignId, taskRunId: id, isDryRun },
      after: { taskRunId: id, isDryRun, revision },
    })),
  );
}
