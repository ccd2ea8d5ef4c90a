import { describeActor } from '#kernel/actor';
import { canonicalJson, sha256 } from '#kernel/hash';
import { newId } from '#kernel/ids';
import { reviseProduct } from '#agents/work/revise-product';
import type { WorkProduct } from '#agents/work/work-product';
import {
  endRuns,
  findRun,
  insertRuns,
  needTaskType,
  taskError,
  type TaskRunDetail,
  taskStore,
} from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { getTaskRun, needTask } from './read-tasks.ts';

export interface RevisionInput {
  readonly id: string;
  /** The run whose work was read. */
  readonly runId: string;
  readonly texts: readonly { path: string; text: string }[];
  readonly comment: string;
}

type FoundRun = NonNullable<Awaited<ReturnType<typeof findRun>>>;

/**
 * Writes texts of a task's newest real work anew, as another run beside it; work that comes after the task reads the new
 * one. Throws `tasks.unknown`, `tasks.not_done`, `tasks.revised_meanwhile`, and `tasks.revision_refused` with what is wrong
 * at which text.
 */
export async function reviseTask(ctx: Context, input: RevisionInput): Promise<TaskRunDetail> {
  authorise(ctx, 'tasks.write');
  return withTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const task = await needTask(inTx, input.id, true);
    const last =
      task.runId === null ? undefined : await findRun(tx, ctx.workspaceId, { id: task.runId, lock: true });
    if (task.execution !== 'completed' || last === undefined || last.product === null)
      throw taskError('tasks.not_done');
    if (last.id !== input.runId)
      throw taskError('tasks.revised_meanwhile', { run: last.id, by: describeActor(last.madeBy) });
    const id = await keepRevision(tx, ctx, { last, input });
    await taskStore.setExecutions(tx, ctx.workspaceId, [
      { id: task.id, execution: 'completed', runId: id, at: ctx.clock.now() },
    ]);
    const kept = await getTaskRun(inTx, { id });
    await appendEvent(tx, ctx, {
      type: 'task.revised',
      subject: { type: 'task', id: task.id },
      payload: { campaignId: task.campaignId, taskRunId: id, revisesId: last.id },
      before: { taskRunId: last.id, productHash: hashOf(last.product) },
      after: { taskRunId: id, productHash: hashOf(kept.product), edited: kept.edited },
    });
    return kept;
  });
}

/** Writes the run that holds the revised work; returns its id. */
async function keepRevision(
  tx: Tx,
  ctx: Context,
  { last, input }: { last: FoundRun; input: RevisionInput },
): Promise<string> {
  const at = ctx.clock.now();
  const who = describeActor(ctx.actor);
  const backing = `Stated by ${who}, ${at.toISOString().slice(0, 10)}: ${input.comment}`;
  const product = last.product as unknown as WorkProduct;
  const revised = reviseProduct(needTaskType(last.type), product, { texts: input.texts, backing });
  if ('issues' in revised) {
    const { issues } = revised;
    const problems = issues.map(({ field, message }) => `${field}: ${message}`).join('; ');
    throw taskError('tasks.revision_refused', { problems, issues });
  }
  const id = newId('trn', at.getTime());
  const { taskId, revision, briefRevision, wording } = last;
  const stated = new Set(revised.facts.map((fact) => fact.id));
  await insertRuns(tx, ctx.workspaceId, [
    {
      id,
      taskId,
      revision,
      isDryRun: false,
      batchId: null,
      at,
      state: 'completed',
      problem: null,
      madeBy: ctx.actor,
      revisesId: last.id,
      comment: input.comment,
      edited: revised.edited,
    },
  ]);
  await endRuns(tx, ctx.workspaceId, [
    {
      id,
      state: 'completed',
      problem: null,
      at,
      costMicro: 0,
      briefRevision,
      log: [{ at: at.toISOString(), text: `Revised by ${who}: ${input.comment}` }],
      product: { ...revised.product },
      evidence: [...last.evidence.filter((fact) => !stated.has(fact.id)), ...revised.facts],
      wording:
        wording === null
          ? null
          : {
              ...wording,
              worded: wording.worded.filter((path) => !revised.edited.includes(`content.${path}`)),
            },
    },
  ]);
  return id;
}

const hashOf = (product: unknown): string => sha256(canonicalJson(product));
