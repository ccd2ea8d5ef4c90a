import { newId } from '#kernel/ids';
import { reopenTaskApproval, requestTaskApprovals, voidTaskApproval } from '#modules/approvals/index';
import { getCampaign } from '#modules/campaigns/index';
import { scheduleStore } from '#modules/schedule/index';
import {
  findCircle,
  hashOfTask,
  needTaskType,
  readPayload,
  type Task,
  taskError,
  taskStore,
} from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { describeAll, needTask } from './read-tasks.ts';

/** What a task is proposed with; what is left out is as its type has it. */
export interface TaskInput {
  readonly campaignId: string;
  readonly type: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly payload?: Readonly<Record<string, unknown>> | undefined;
  readonly priority: Task['priority'];
  readonly confidence: number;
  readonly reason: string;
  readonly dueAt?: Date | null | undefined;
  readonly minutes?: number | undefined;
  readonly dependsOn: readonly string[];
}

/**
 * Proposes a task; it waits for approval. Throws `campaigns.unknown`, `tasks.type_unknown`, `tasks.payload_invalid` and
 * `tasks.dependency_unknown`.
 */
export async function createTask(ctx: Context, input: TaskInput): Promise<Task> {
  authorise(ctx, 'tasks.write');
  const type = needTaskType(input.type);
  return withTransaction(ctx.db, async (tx) => {
    const campaign = await getCampaign({ ...ctx, db: tx }, { id: input.campaignId });
    const at = ctx.clock.now();
    const id = newId('tsk', at.getTime());
    await taskStore.insertTask(tx, ctx.workspaceId, {
      id,
      campaignId: campaign.id,
      type: type.type,
      title: input.title ?? `${type.title}: ${campaign.name}`,
      description: input.description ?? type.purpose,
      payload: readPayload(type, input.payload ?? {}),
      priority: input.priority,
      confidence: input.confidence,
      reason: input.reason,
      source: ctx.actor.kind === 'apiKey' ? 'program' : 'person',
      dueAt: input.dueAt ?? null,
      minutes: input.minutes ?? type.minutes,
      madeBy: ctx.actor,
      at,
    });
    await connect(tx, ctx, { id, campaignId: campaign.id, dependsOn: input.dependsOn });
    await requestTaskApprovals(tx, ctx, {
      campaignId: campaign.id,
      revision: campaign.revision,
      taskIds: [id],
    });
    return noteCreated(tx, ctx, id);
  });
}

/** What of a task may be changed. */
export type TaskChange = {
  readonly [Field in keyof taskStore.TaskEdit]?: taskStore.TaskEdit[Field] | undefined;
} & {
  readonly id: string;
  /** Of the task that was changed. */
  readonly revision: number;
  readonly dependsOn?: readonly string[] | undefined;
};

/**
 * Changes a task. One of what is done makes a new revision that waits for approval anew. Throws `tasks.changed`,
 * `tasks.running`, `tasks.payload_invalid`, `tasks.dependency_unknown` and `tasks.circle`.
 */
export async function updateTask(ctx: Context, input: TaskChange): Promise<Task> {
  authorise(ctx, 'tasks.write');
  return withTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const before = await needTask(inTx, input.id, true);
    if (before.revision !== input.revision) throw taskError('tasks.changed', { revision: before.revision });
    if (before.execution === 'running') throw taskError('tasks.running');
    const payload =
      input.payload === undefined ? before.payload : readPayload(needTaskType(before.type), input.payload);
    const set = {
      title: input.title ?? before.title,
      description: input.description ?? before.description,
      payload,
      priority: input.priority ?? before.priority,
      dueAt: input.dueAt === undefined ? before.dueAt : input.dueAt,
      minutes: input.minutes ?? before.minutes,
    };
    const isNewRevision = hashOfTask({ ...before, ...set }) !== hashOfTask(before);
    const at = ctx.clock.now();
    await taskStore.updateTask(tx, ctx.workspaceId, { before, set, isNewRevision, by: ctx.actor, at });
    if (input.dependsOn !== undefined)
      await connect(tx, ctx, { id: before.id, campaignId: before.campaignId, dependsOn: input.dependsOn });
    if (isNewRevision) await reopenTaskApproval(tx, ctx, before.id);
    const after = await needTask(inTx, before.id);
    await appendEvent(tx, ctx, {
      type: 'task.changed',
      subject: { type: 'task', id: before.id },
      payload: { campaignId: before.campaignId, revision: after.revision },
      before: auditedFields(before),
      after: auditedFields(after),
    });
    return shown(inTx, after);
  });
}

/** Drops a task: it is not shown any more, and stands at no time. Throws `tasks.running`, or `tasks.needed` where others depend on it. */
export async function dropTask(ctx: Context, input: { id: string }): Promise<void> {
  authorise(ctx, 'tasks.write');
  await withTransaction(ctx.db, async (tx) => {
    const before = await needTask({ ...ctx, db: tx }, input.id, true);
    if (before.execution === 'running') throw taskError('tasks.running');
    const graph = await taskStore.lockDependencies(tx, ctx.workspaceId, before.campaignId);
    const needing = [...graph.values()].filter(({ dependsOn }) => dependsOn.includes(before.id));
    if (needing.length > 0)
      throw taskError('tasks.needed', { titles: needing.map(({ title }) => `“${title}”`).join(', ') });
    await taskStore.dropTask(tx, ctx.workspaceId, { id: before.id, at: ctx.clock.now() });
    await voidTaskApproval(tx, ctx, before.id);
    await scheduleStore.removeSchedule(tx, ctx.workspaceId, before.id);
    await appendEvent(tx, ctx, {
      type: 'task.dropped',
      subject: { type: 'task', id: before.id },
      payload: { campaignId: before.campaignId },
      before: auditedFields(before),
      after: {},
    });
  });
}

/** Sets on which tasks one depends; all are of its campaign, and no circle is let in. */
export async function connect(
  tx: Tx,
  ctx: Context,
  task: { id: string; campaignId: string; dependsOn: readonly string[] },
): Promise<void> {
  const wanted = [...new Set(task.dependsOn)];
  const graph = await taskStore.lockDependencies(tx, ctx.workspaceId, task.campaignId);
  const stranger = wanted.find((id) => !graph.has(id));
  if (stranger !== undefined) throw taskError('tasks.dependency_unknown', { id: stranger });
  const edges = new Map([...graph].map(([id, { dependsOn }]) => [id, dependsOn]));
  const circle = findCircle(edges, { id: task.id, wanted });
  if (circle !== undefined)
    throw taskError('tasks.circle', {
      path: circle.map((id) => `“${graph.get(id)?.title ?? id}”`).join(' → '),
    });
  await taskStore.replaceDependencies(tx, ctx.workspaceId, { id: task.id, dependsOn: wanted });
}

/** Notes a new task, and returns it as it is shown. */
export async function noteCreated(tx: Tx, ctx: Context, id: string): Promise<Task> {
  const inTx = { ...ctx, db: tx };
  const made = await needTask(inTx, id);
  await appendEvent(tx, ctx, {
    type: 'task.created',
    subject: { type: 'task', id },
    payload: { campaignId: made.campaignId, type: made.type },
    after: auditedFields(made),
  });
  return shown(inTx, made);
}

async function shown(ctx: Context, task: taskStore.StoredTask): Promise<Task> {
  const [described] = await describeAll(ctx, [task]);
  if (described === undefined) throw taskError('tasks.unknown', { id: task.id });
  return described;
}

function auditedFields(task: taskStore.StoredTask): Record<string, unknown> {
  const { title, type, priority, dueAt, minutes, revision, dependsOn } = task;
  return {
    title,
    type,
    priority,
    minutes,
    revision,
    dependsOn,
    dueAt: dueAt?.toISOString() ?? null,
    contentHash: hashOfTask(task),
  };
}
