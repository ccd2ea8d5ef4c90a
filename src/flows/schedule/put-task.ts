import { newId } from '#kernel/ids';
import { needTask, surround } from '#flows/tasks/read-tasks';
import type { TaskContext } from '#flows/tasks/run-task';
import {
  planTasks as placeTasks,
  type ScheduledTask,
  scheduleError,
  scheduleStore,
  type TaskRequest,
} from '#modules/schedule/index';
import type { Task, taskStore } from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { rulesFor, spansOf } from './calendar-rules.ts';
import { openSharing, standingTasks } from './shared-resources.ts';

const DAY_MS = 86_400_000;
/** So much of the days around a task is looked at. */
const MOST_NEAR = 2_000;

export interface PutInput {
  readonly taskId: string;
  readonly runAt: Date;
  readonly windowEnd?: Date | undefined;
  readonly dryRun?: boolean | undefined;
  /** Only say what would be broken. */
  readonly onlyCheck: boolean;
}

/**
 * Puts one task at a time, or moves it there, and says which rules that breaks: a person may break rules of the calendar,
 * knowing it. Throws `tasks.unknown`, `schedule.done`, `schedule.begun` and `schedule.window_backwards`.
 */
export async function putTask(
  ctx: TaskContext,
  input: PutInput,
): Promise<{ item: ScheduledTask | null; conflicts: string[] }> {
  authorise(ctx, 'tasks.run');
  return withTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const task = await needTask(inTx, input.taskId, true);
    if (task.execution === 'completed') throw scheduleError('schedule.done');
    const [open] = await scheduleStore.findOpen(tx, ctx.workspaceId, { taskIds: [task.id], lock: true });
    if (open?.state === 'IN_PROGRESS') throw scheduleError('schedule.begun');
    const { runAt } = input;
    const windowEnd = input.windowEnd ?? new Date(runAt.getTime() + DAY_MS);
    if (windowEnd < runAt) throw scheduleError('schedule.window_backwards');
    const conflicts = await conflictsOf(inTx, task, runAt);
    if (input.onlyCheck) return { item: null, conflicts };
    const at = ctx.clock.now();
    await scheduleStore.putSchedules(tx, ctx.workspaceId, [
      {
        id: newId('sch', at.getTime()),
        taskId: task.id,
        runAt,
        endAt: new Date(runAt.getTime() + task.minutes * 60_000),
        windowEnd,
        isFixed: true,
        isDryRun: input.dryRun ?? open?.isDryRun ?? ctx.isDryRunByDefault,
        why: ['A person put it there.'],
        madeBy: ctx.actor,
        at,
      },
    ]);
    const [item] = await scheduleStore.findOpen(tx, ctx.workspaceId, { taskIds: [task.id] });
    await note(tx, ctx, { task, type: 'schedule.put', before: open?.runAt ?? null, after: runAt });
    return { item: item ?? null, conflicts };
  });
}

/** Takes a task out of the calendar. Throws `schedule.not_there`, or `schedule.begun` while it is being done. */
export async function removeTask(ctx: Context, { taskId }: { taskId: string }): Promise<void> {
  authorise(ctx, 'tasks.run');
  await withTransaction(ctx.db, async (tx) => {
    const task = await needTask({ ...ctx, db: tx }, taskId);
    const [open] = await scheduleStore.findOpen(tx, ctx.workspaceId, { taskIds: [taskId], lock: true });
    if (open === undefined) throw scheduleError('schedule.not_there', { id: taskId });
    if (!(await scheduleStore.removeSchedule(tx, ctx.workspaceId, taskId)))
      throw scheduleError('schedule.begun');
    await note(tx, ctx, { task, type: 'schedule.removed', before: open.runAt, after: null });
  });
}

/** What a task at a time breaks, with what stands around that time. */
async function conflictsOf(ctx: Context, task: taskStore.StoredTask, runAt: Date): Promise<string[]> {
  const day = (shift: number): string =>
    new Date(runAt.getTime() + shift * DAY_MS).toISOString().slice(0, 10);
  const [from, to] = [day(-2), day(2)];
  const brandId = task.brandId ?? '';
  const { rules, holidays } = await rulesFor(ctx, { brandId, from, to });
  const [around] = await surround(ctx, [task]);
  const approval = around?.approval?.state;
  const before = (around?.before ?? []).filter(({ execution }) => execution !== 'completed');
  const standing = new Map(
    (await scheduleStore.findOpen(ctx.db, ctx.workspaceId, { taskIds: before.map(({ id }) => id) })).map(
      (open) => [open.taskId, open],
    ),
  );
  const loose = before
    .filter(({ id }) => !standing.has(id))
    .map(({ title }) => `It comes after “${title}”, which stands at no time yet.`);
  const near = await scheduleStore.listBusy(ctx.db, {
    workspaceId: ctx.workspaceId,
    from: new Date(`${from}T00:00:00Z`),
    to: new Date(`${to}T00:00:00Z`),
    withoutOpenOf: [task.id, ...standing.keys()],
    limit: MOST_NEAR,
  });
  const others = near.slice(0, MOST_NEAR);
  const sharing = await openSharing(ctx, { brandId, others: [...others, ...standing.values(), task] });
  const request = {
    ...spansOf(rules),
    range: { from, to },
    holidays,
    resources: sharing.resources,
    tasks: [
      ...standingTasks(others, sharing),
      ...[...standing.values()].map((open): TaskRequest => ({
        id: open.taskId,
        title: open.title,
        durationMinutes: Math.max(1, Math.round((open.endAt.getTime() - open.runAt.getTime()) / 60_000)),
        priority: open.priority,
        fixedAt: open.runAt,
        resourceIds: sharing.needsOf(open),
      })),
      {
        id: task.id,
        title: task.title,
        durationMinutes: task.minutes,
        priority: task.priority,
        fixedAt: runAt,
        comesLast: true,
        dependsOn: [...standing.keys()],
        resourceIds: sharing.needsOf(task),
        ...(task.dueAt === null ? {} : { deadline: task.dueAt }),
      },
    ],
  };
  const own = placeTasks(request).fixedConflicts.find(({ taskId }) => taskId === task.id);
  return [
    ...(approval === 'approved' ? [] : ['It is not approved: it will not begin before it is.']),
    ...(runAt < ctx.clock.now()
      ? ['That time has passed: it begins at once, if its window has not ended.']
      : []),
    ...loose,
    ...(own?.conflicts.map(({ message }) => message) ?? []),
  ];
}

function note(
  tx: Tx,
  ctx: Context,
  change: {
    task: Pick<Task, 'id' | 'campaignId'>;
    type: 'schedule.put' | 'schedule.removed';
    before: Date | null;
    after: Date | null;
  },
): Promise<void> {
  const { task, type, before, after } = change;
  return appendEvent(tx, ctx, {
    type,
    subject: { type: 'task', id: task.id },
    payload: { campaignId: task.campaignId },
    before: { runAt: before?.toISOString() ?? null },
    after: { runAt: after?.toISOString() ?? null },
  });
}
