import { defineErrors } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent, type NewEvent } from '#platform/events/outbox';
import { crashPoint } from '#platform/process/crash-point';
import type { Alert } from './contract.ts';
import {
  type AlertFilter,
  countUnresolved,
  findAlert,
  findUnresolved,
  listAlerts as findAlerts,
  type NewAlert,
  updateAlertState,
  upsertAlert,
} from './store.ts';

const alertError = defineErrors({
  'alerts.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no alert {id}. `aicmo alert list` shows the ones there are.',
  },
  'alerts.already_resolved': {
    status: 409,
    retryable: false,
    message: 'Alert {id} was resolved already, by {by}.',
  },
});

/** Raises an alert in the caller's transaction; the same problem again counts up (ALR-1). */
export async function raiseAlert(tx: Tx, ctx: Context, input: NewAlert): Promise<Alert> {
  const at = ctx.clock.now();
  const before = await findUnresolved(tx, ctx.workspaceId, input.dedupKey);
  const { alert, isNew } = await upsertAlert(tx, ctx.workspaceId, {
    id: newId('alr', at.getTime()),
    at,
    alert: input,
  });
  const type = isNew ? 'alert.raised' : 'alert.repeated';
  const hasWorsened = before !== undefined && before.severity !== alert.severity;
  const more = hasWorsened ? { severityBefore: before.severity } : {};
  await record(tx, ctx, alert, { type, before: null, more });
  crashPoint('alert.before_commit');
  return alert;
}

/** Resolves the open alert of a problem that is gone, if there is one. */
export async function clearAlert(
  tx: Tx,
  ctx: Context,
  input: { dedupKey: string; resolution: string },
): Promise<void> {
  const open = await findUnresolved(tx, ctx.workspaceId, input.dedupKey);
  if (open !== undefined) await close(tx, ctx, { alert: open, resolution: input.resolution });
}

/** Alerts, newest first. */
export async function listAlerts(
  ctx: Context,
  input: Omit<AlertFilter, 'workspaceId'>,
): Promise<Page<Alert>> {
  authorise(ctx, 'alerts.read');
  const found = await findAlerts(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  return cutPage(found, input.limit, (alert) => alert.id);
}

/** How many alerts are not resolved. */
export async function getAlertCounts(ctx: Context): Promise<{ all: number; severe: number }> {
  authorise(ctx, 'alerts.read');
  return countUnresolved(ctx.db, ctx.workspaceId);
}

/** One alert. Throws `alerts.unknown`. */
export async function getAlert(ctx: Context, input: { id: string }): Promise<Alert> {
  authorise(ctx, 'alerts.read');
  return need(await findAlert(ctx.db, ctx.workspaceId, input), input.id);
}

/** Notes that somebody is on it. Again by another person: the first one stays. Throws `alerts.already_resolved`. */
export async function acknowledgeAlert(ctx: Context, input: { id: string }): Promise<Alert> {
  authorise(ctx, 'alerts.handle');
  return withTransaction(ctx.db, async (tx) => {
    const alert = need(await findAlert(tx, ctx.workspaceId, { id: input.id, lock: true }), input.id);
    refuseResolved(alert);
    if (alert.state === 'acknowledged') return alert;
    await updateAlertState(tx, ctx.workspaceId, {
      id: alert.id,
      state: 'acknowledged',
      actor: ctx.actor,
      at: ctx.clock.now(),
    });
    const changed = need(await findAlert(tx, ctx.workspaceId, alert), alert.id);
    await record(tx, ctx, changed, { type: 'alert.acknowledged', before: alert });
    return changed;
  });
}

/** Closes an alert with what was done. Throws `alerts.already_resolved`. */
export async function resolveAlert(ctx: Context, input: { id: string; resolution: string }): Promise<Alert> {
  authorise(ctx, 'alerts.handle');
  return withTransaction(ctx.db, async (tx) => {
    const alert = need(await findAlert(tx, ctx.workspaceId, { id: input.id, lock: true }), input.id);
    refuseResolved(alert);
    return close(tx, ctx, { alert, resolution: input.resolution });
  });
}

async function close(tx: Tx, ctx: Context, input: { alert: Alert; resolution: string }): Promise<Alert> {
  const { alert, resolution } = input;
  const change = {
    id: alert.id,
    state: 'resolved' as const,
    actor: ctx.actor,
    at: ctx.clock.now(),
    resolution,
  };
  await updateAlertState(tx, ctx.workspaceId, change);
  const changed = need(await findAlert(tx, ctx.workspaceId, alert), alert.id);
  await record(tx, ctx, changed, { type: 'alert.resolved', before: alert });
  return changed;
}

function record(
  tx: Tx,
  ctx: Context,
  alert: Alert,
  change: { type: NewEvent['type']; before: Alert | null; more?: NewEvent['payload'] },
): Promise<void> {
  const payload = {
    type: alert.type,
    severity: alert.severity,
    campaignId: alert.campaignId,
    message: alert.message,
    count: alert.count,
    ...change.more,
  };
  const { type, before } = change;
  return appendEvent(tx, ctx, {
    type,
    subject: { type: 'alert', id: alert.id },
    payload,
    before: before && auditedFields(before),
    after: auditedFields(alert),
  });
}

/** Texts that people wrote stay with the alert. */
function auditedFields({ type, severity, state, campaignId }: Alert): Record<string, unknown> {
  return { type, severity, state, campaignId };
}

function refuseResolved(alert: Alert): void {
  if (alert.state === 'resolved')
    throw alertError('alerts.already_resolved', { id: alert.id, by: alert.resolvedBy });
}

function need(alert: Alert | undefined, id: string): Alert {
  if (alert === undefined) throw alertError('alerts.unknown', { id });
  return alert;
}
