import type { DoneWork } from '#agents/work/do-work';
import { shortened } from '#agents/work/shortened';
import { proposeKnowledge } from '#modules/knowledge/index';
import { scheduleStore } from '#modules/schedule/index';
import { type EndedRun, endRuns, taskStore } from '#modules/tasks/index';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { appendEvents } from '#platform/events/outbox';

/** Finished work with what it cost and of which revision of the brief it is. */
export interface Worked extends Omit<DoneWork, 'origin'> {
  readonly model: string | null;
  readonly costMicro: number;
  readonly briefRevision: number | null;
  /** What else was done for it. */
  readonly notes?: readonly string[];
}

/** A run that has come to its end. */
export interface Ended {
  readonly task: taskStore.StoredTask;
  readonly taskRunId: string;
  readonly isDryRun: boolean;
  /** What was made, or why nothing was. */
  readonly outcome: { readonly done: Worked } | { readonly problem: string };
}

/**
 * The last step of runs: work takes its place, or in a preview is only kept as one. Gives how each ended, in their order.
 */
export async function recordEnds(
  tx: Tx,
  ctx: Context,
  ended: readonly Ended[],
): Promise<EndedRun['state'][]> {
  const at = ctx.clock.now();
  for (const one of ended) await learn(tx, ctx, one);
  const all = ended.map((one) => ({ task: one.task, run: toRun(one, at) }));
  const runs = all.map(({ run }) => run);
  await endRuns(tx, ctx.workspaceId, runs);
  await taskStore.setExecutions(
    tx,
    ctx.workspaceId,
    // One that was begun anew since shows how that run stands.
    all
      .filter(({ task, run }) => task.runId === run.id)
      .map(({ task, run }) => ({ id: task.id, execution: run.state, runId: run.id, at })),
  );
  await scheduleStore.endOfRuns(
    tx,
    ctx.workspaceId,
    runs.map(({ id, state, problem }) => ({
      taskRunId: id,
      state: state === 'failed' ? ('FAILED' as const) : ('COMPLETED' as const),
      problem,
      at,
    })),
  );
  await appendEvents(
    tx,
    ctx,
    all.map(({ task, run: { id, state, problem, costMicro } }) => ({
      type: 'task.run_ended' as const,
      subject: { type: 'task', id: task.id },
      payload: { campaignId: task.campaignId, taskRunId: id, state },
      before: { state: 'running' },
      after: { state, problem, costMicro },
    })),
  );
  return runs.map(({ state }) => state);
}

function toRun({ taskRunId: id, isDryRun, outcome }: Ended, at: Date): EndedRun {
  if ('problem' in outcome) {
    const { problem } = outcome;
    const log = [{ at: at.toISOString(), text: problem }];
    const nothing = { product: null, evidence: [], wording: null, costMicro: 0, briefRevision: null };
    return { ...nothing, id, state: 'failed', problem, log, at };
  }
  const { done } = outcome;
  return {
    id,
    state: isDryRun ? 'preview' : 'completed',
    problem: null,
    log: logOf(done, at),
    product: done.product,
    evidence: done.evidence.map(({ id: factId, text, source, backing }) => ({
      id: factId,
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
    at,
  };
}

function logOf(done: Worked, now: Date): EndedRun['log'] {
  const at = now.toISOString();
  const words =
    done.worded.length === 0
      ? 'by its method'
      : `by its method, ${done.worded.length} texts worded by ${done.model ?? 'a model'}`;
  return [
    { at, text: `Done ${words}; ${done.evidence.length} facts named.` },
    ...(done.notes ?? []).map((text) => ({ at, text })),
    ...done.refused.map(({ path, reason }) => ({ at, text: `Not taken at ${path}: ${reason}` })),
    ...(done.problem === undefined ? [] : [{ at, text: `No model: ${done.problem}` }]),
  ];
}

/** What work that is done for real found out about the brand waits for a person. */
async function learn(tx: Tx, ctx: Context, { task, taskRunId, isDryRun, outcome }: Ended): Promise<void> {
  const { brandId } = task;
  if (isDryRun || brandId === null || 'problem' in outcome) return;
  await proposeKnowledge(tx, ctx, {
    brandId,
    taskRunId,
    items: outcome.done.lessons.map(({ statement, evidence, confidence }) => ({
      statement,
      confidence,
      evidence: evidence.map(({ id, text, backing }) => ({
        text: shortened(text, 1_000),
        source: shortened(backing ?? id, 300),
      })),
    })),
  });
}
