import { describeActor } from '#kernel/actor';
import { describeAll } from '#flows/tasks/read-tasks';
import { findBrand } from '#modules/brands/index';
import { getCampaign } from '#modules/campaigns/index';
import { type Pause, type ScheduledTask, scheduleError, scheduleStore } from '#modules/schedule/index';
import { type Task, taskStore } from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';

/** What stands in a stretch of the calendar, by time. */
export async function listSchedule(
  ctx: Context,
  input: { from: Date; to: Date; campaignId?: string | undefined; limit: number },
): Promise<{ items: ScheduledTask[]; isCut: boolean }> {
  authorise(ctx, 'tasks.read');
  const campaign =
    input.campaignId === undefined ? undefined : await getCampaign(ctx, { id: input.campaignId });
  const { from, to, limit } = input;
  const found = await scheduleStore.listSchedule(ctx.db, {
    workspaceId: ctx.workspaceId,
    from,
    to,
    limit,
    campaignId: campaign?.id,
  });
  const items = found.slice(0, limit).map(({ sequence: _moves, revisedAt: _at, ...item }) => item);
  return { items, isCut: found.length > limit };
}

/** So many tasks a tray shows. */
const MOST_IN_TRAY = 500;

/** Work that is not done and stands at no time yet, newest first. */
export async function listTray(
  ctx: Context,
  input: { campaignId?: string | undefined },
): Promise<{
  items: (Pick<Task, 'title' | 'campaignName' | 'priority' | 'minutes' | 'status' | 'why'> & {
    taskId: string;
  })[];
}> {
  authorise(ctx, 'tasks.read');
  const campaign =
    input.campaignId === undefined ? undefined : await getCampaign(ctx, { id: input.campaignId });
  const { db, workspaceId } = ctx;
  const found = await taskStore.listTasks(db, { workspaceId, campaignId: campaign?.id, limit: MOST_IN_TRAY });
  const open = found.filter(({ execution }) => execution !== 'completed' && execution !== 'running');
  const standing = new Set(
    (await scheduleStore.findOpen(db, workspaceId, { taskIds: open.map(({ id }) => id) })).map(
      ({ taskId }) => taskId,
    ),
  );
  const loose = await describeAll(
    ctx,
    open.filter(({ id }) => !standing.has(id)),
  );
  return {
    items: loose.map(({ id: taskId, title, campaignName, priority, minutes, status, why }) => ({
      taskId,
      title,
      campaignName,
      priority,
      minutes,
      status,
      why,
    })),
  };
}

/** What is paused, newest first. */
export async function listPauses(ctx: Context): Promise<{ items: Pause[] }> {
  authorise(ctx, 'tasks.read');
  const found = await scheduleStore.listPauses(ctx.db, ctx.workspaceId);
  return { items: found.map(describePause) };
}

/** Pauses everything, a brand or a campaign: nothing due begins from then on. Throws `schedule.scope_unknown`. */
export async function pauseWork(
  ctx: Context,
  input: Pick<Pause, 'scope' | 'scopeId' | 'reason'>,
): Promise<Pause> {
  authorise(ctx, 'tasks.run');
  return withTransaction(ctx.db, async (tx) => {
    const scopeId = await needScope({ ...ctx, db: tx }, input);
    const kept = {
      scope: input.scope,
      scopeId,
      reason: input.reason,
      madeBy: ctx.actor,
      at: ctx.clock.now(),
    };
    await scheduleStore.insertPause(tx, ctx.workspaceId, kept);
    await appendEvent(tx, ctx, {
      type: 'schedule.paused',
      subject: subjectOf(ctx, { scope: input.scope, scopeId }),
      payload: { scope: input.scope, ...(input.scope === 'campaign' ? { campaignId: scopeId } : {}) },
      after: { scope: input.scope, scopeId, reason: input.reason },
    });
    return describePause(kept);
  });
}

/** Ends a pause: what is due and still in its window begins. Throws `schedule.pause_unknown`. */
export async function resumeWork(ctx: Context, input: Pick<Pause, 'scope' | 'scopeId'>): Promise<void> {
  authorise(ctx, 'tasks.run');
  await withTransaction(ctx.db, async (tx) => {
    const scopeId = await needScope({ ...ctx, db: tx }, input);
    const { scope } = input;
    if (!(await scheduleStore.deletePause(tx, ctx.workspaceId, { scope, scopeId })))
      throw scheduleError('schedule.pause_unknown');
    await appendEvent(tx, ctx, {
      type: 'schedule.resumed',
      subject: subjectOf(ctx, { scope, scopeId }),
      payload: { scope, ...(scope === 'campaign' ? { campaignId: scopeId } : {}) },
      before: { scope, scopeId },
      after: {},
    });
  });
}

/** The id of a campaign or brand that is named by id or key; '' for everything. */
export async function needScope(
  ctx: Context,
  { scope, scopeId }: Pick<Pause, 'scope' | 'scopeId'>,
): Promise<string> {
  if (scope === 'workspace') return '';
  if (scope === 'campaign') return (await getCampaign(ctx, { id: scopeId })).id;
  const brand = await findBrand(ctx.db, ctx.workspaceId, scopeId);
  if (brand === undefined) throw scheduleError('schedule.scope_unknown', { scope, id: scopeId });
  return brand.id;
}

function subjectOf(
  ctx: Context,
  { scope, scopeId }: Pick<Pause, 'scope' | 'scopeId'>,
): { type: string; id: string } {
  return scope === 'workspace' ? { type: scope, id: ctx.workspaceId } : { type: scope, id: scopeId };
}

function describePause({ scope, scopeId, reason, madeBy, at }: scheduleStore.StoredPause): Pause {
  return { scope, scopeId, reason, by: describeActor(madeBy), at };
}
