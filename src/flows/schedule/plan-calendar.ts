import { newId } from '#kernel/ids';
import { cutPage } from '#kernel/page';
import { DAY_MS } from '#kernel/zone';
import { surround } from '#flows/tasks/read-tasks';
import type { TaskContext } from '#flows/tasks/run-task';
import { getCampaign } from '#modules/campaigns/index';
import {
  OVERHANG_DAYS,
  planTasks as placeTasks,
  type Conflict,
  type PlanRequest,
  type ProposedPlan,
  scheduleStore,
  type TaskRequest,
  tellReason,
} from '#modules/schedule/index';
import { type Surroundings, taskStore } from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { checkRange, rulesFor, spansOf } from './calendar-rules.ts';
import { openSharing, standingTasks } from './shared-resources.ts';

export interface PlanInput {
  /** First and last local day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly campaignId?: string | undefined;
}

/** So many tasks are planned at once, and so many read. */
const MOST_TASKS = 10_000;
const PAGE = 1_000;

/** Where approved work would stand; nothing is kept. Throws `schedule.range_*` and what the planner refuses. */
export async function proposeCalendar(ctx: Context, input: PlanInput): Promise<ProposedPlan> {
  authorise(ctx, 'tasks.read');
  return (await planCalendar(ctx, input)).proposed;
}

/** Plans approved work into the calendar. What a person put there, and what has begun, stays. */
export async function applyCalendar(
  ctx: TaskContext,
  input: PlanInput & { dryRun?: boolean | undefined },
): Promise<ProposedPlan> {
  authorise(ctx, 'tasks.run');
  const isDryRun = input.dryRun ?? ctx.isDryRunByDefault;
  return withTransaction(ctx.db, async (tx) => {
    const { proposed, campaignId } = await planCalendar({ ...ctx, db: tx }, input);
    const at = ctx.clock.now();
    const wanted = proposed.placements.filter(({ isFixed }) => !isFixed);
    const made = wanted.map(({ taskId, runAt, endAt, windowEnd, why }) => ({
      id: newId('sch', at.getTime()),
      taskId,
      runAt,
      endAt,
      windowEnd,
      why,
      isDryRun,
      at,
      isFixed: false,
      madeBy: ctx.actor,
    }));
    await scheduleStore.putSchedules(tx, ctx.workspaceId, made);
    const counts = { placed: made.length, unplaced: proposed.unplaced.length, moved: proposed.moved };
    await appendEvent(tx, ctx, {
      type: 'schedule.planned',
      subject:
        campaignId === undefined
          ? { type: 'workspace', id: ctx.workspaceId }
          : { type: 'campaign', id: campaignId },
      payload: { ...counts, ...(campaignId === undefined ? {} : { campaignId }) },
      after: { ...counts, from: input.from, to: input.to, isDryRun },
    });
    return proposed;
  });
}

/** The request for the planner with what of the answer people read. */
async function planCalendar(
  ctx: Context,
  input: PlanInput,
): Promise<{ proposed: ProposedPlan; campaignId: string | undefined }> {
  checkRange(input);
  const { db, workspaceId } = ctx;
  const campaign =
    input.campaignId === undefined ? undefined : await getCampaign(ctx, { id: input.campaignId });
  const { approved, isCut } = await approvedWork(ctx, campaign?.id);
  const standing = new Map(
    (await scheduleStore.findOpen(db, workspaceId, { taskIds: approved.map(({ task }) => task.id) })).map(
      (open) => [open.taskId, open],
    ),
  );
  const planned = new Set(approved.map(({ task }) => task.id));
  const brandId = campaign?.brandId ?? '';
  const { rules, holidays } = await rulesFor(ctx, { brandId, from: input.from, to: input.to });
  const busy = await busyAround(ctx, input, planned);
  const others = busy.places;
  const sharing = await openSharing(ctx, {
    brandId,
    others: [...others, ...approved.map(({ task }) => task)],
  });
  const titles = new Map(approved.map(({ task }) => [task.id, task.title]));
  const request: PlanRequest = {
    ...spansOf(rules),
    range: { from: input.from, to: input.to },
    earliest: ctx.clock.now(),
    holidays,
    resources: sharing.resources,
    tasks: approved.map(({ task, before }): TaskRequest => {
      const open = standing.get(task.id);
      const isPinned = open !== undefined && (open.isFixed || open.state === 'IN_PROGRESS');
      // What is done before it needs no place; what is not approved has none.
      const dependsOn = before.filter(({ execution }) => execution !== 'completed').map(({ id }) => id);
      return {
        id: task.id,
        title: task.title,
        durationMinutes: task.minutes,
        priority: task.priority,
        dependsOn,
        resourceIds: sharing.needsOf(task),
        ...(task.dueAt === null ? {} : { deadline: task.dueAt }),
        ...(open === undefined ? {} : isPinned ? { fixedAt: open.runAt } : { previousAt: open.runAt }),
      };
    }),
  };
  const tasks = [...request.tasks, ...standingTasks(others, sharing)];
  const plan = placeTasks({ ...request, tasks });
  const unplanned = new Map(
    approved.flatMap(({ before }) =>
      before.filter(({ id }) => !planned.has(id)).map(({ id, title }) => [id, title] as const),
    ),
  );
  const titleOf = (id: string): string => titles.get(id) ?? id;
  return {
    campaignId: campaign?.id,
    proposed: {
      timeZone: rules.timeZone,
      isCut: isCut || busy.isCut,
      placements: plan.placements
        .filter(({ taskId }) => planned.has(taskId))
        .map(({ why, ...placed }) => ({
          ...placed,
          title: titleOf(placed.taskId),
          why: why.map(tellReason),
        })),
      unplaced: plan.unplaced.map(({ taskId, conflicts, resolutions }) => ({
        taskId,
        title: titleOf(taskId),
        conflicts: conflicts.map((conflict) => conflictWords(conflict, unplanned)),
        // The planner knows what is not approved by its id alone.
        resolutions: resolutions.map(({ message }) =>
          [...unplanned].reduce((text, [id, title]) => text.replaceAll(id, `“${title}”`), message),
        ),
      })),
      fixedConflicts: plan.fixedConflicts
        .filter(({ taskId }) => planned.has(taskId))
        .map(({ taskId, conflicts }) => ({
          taskId,
          title: titleOf(taskId),
          conflicts: conflicts.map((conflict) => conflictWords(conflict, unplanned)),
        })),
      moved: plan.measures.moved,
    },
  };
}

/** A conflict in words; `unplanned`: titles of tasks that the planner was not given, by their ids. */
function conflictWords(conflict: Conflict, unplanned: ReadonlyMap<string, string>): string {
  const title = conflict.code === 'dependency_unknown' ? unplanned.get(conflict.dependencyId) : undefined;
  return title === undefined ? conflict.message : `It comes after “${title}”, which is not approved yet.`;
}

/** What takes time of the days that the planner looks at, besides what is planned: work of other campaigns, and what runs. */
async function busyAround(
  ctx: Context,
  { from, to }: PlanInput,
  planned: ReadonlySet<string>,
): Promise<{ places: scheduleStore.BusyPlace[]; isCut: boolean }> {
  // A day more on both sides: zones are up to 14 hours away.
  const end = new Date(Date.parse(to) + 2 * DAY_MS);
  const found = await scheduleStore.listBusy(ctx.db, {
    workspaceId: ctx.workspaceId,
    from: new Date(Date.parse(from) - DAY_MS),
    to: new Date(end.getTime() + OVERHANG_DAYS * DAY_MS),
    withoutOpenOf: [...planned],
    limit: MOST_TASKS,
  });
  const left = found[MOST_TASKS];
  return { places: found.slice(0, MOST_TASKS), isCut: left !== undefined && left.runAt < end };
}

/** Approved work that is not done, newest first, page by page: at most 10,000 of it, and whether there is more. */
async function approvedWork(
  ctx: Context,
  campaignId: string | undefined,
): Promise<{ approved: Surroundings[]; isCut: boolean }> {
  const { db, workspaceId } = ctx;
  const approved: Surroundings[] = [];
  let after: string | undefined;
  for (;;) {
    const { items, next } = cutPage(
      await taskStore.listTasks(db, { workspaceId, campaignId, limit: PAGE, after }),
      PAGE,
      ({ id }) => id,
    );
    const open = items.filter(({ execution }) => execution !== 'completed' && execution !== 'running');
    for (const one of await surround(ctx, open)) if (one.approval?.state === 'approved') approved.push(one);
    if (approved.length > MOST_TASKS) return { approved: approved.slice(0, MOST_TASKS), isCut: true };
    if (next === undefined) return { approved, isCut: false };
    after = next;
  }
}
