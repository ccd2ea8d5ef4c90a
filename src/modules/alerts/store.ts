import { sql } from 'kysely';
import { type Actor, describeActor } from '#kernel/actor';
import { firstRow, rows, type Db, type Tx } from '#platform/db/database';
import { readTally } from '#platform/db/tally';
import type { Alert } from './contract.ts';

interface AlertRow {
  id: string;
  type: Alert['type'];
  severity: Alert['severity'];
  message: string;
  campaign_id: string | null;
  details: Record<string, unknown>;
  state: Alert['state'];
  count: number;
  first_raised_at: Date;
  last_raised_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by: Actor | null;
  resolved_at: Date | null;
  resolved_by: Actor | null;
  resolution: string | null;
}

export interface NewAlert {
  readonly type: Alert['type'];
  readonly severity: Alert['severity'];
  /** Equal keys are the same problem: the open alert is counted up instead of a new one raised. */
  readonly dedupKey: string;
  readonly campaignId?: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Raises an alert or counts the unresolved one of the same key up; returns it and whether it is new. */
export async function upsertAlert(
  tx: Tx,
  workspaceId: string,
  input: { id: string; at: Date; alert: NewAlert },
): Promise<{ alert: Alert; isNew: boolean }> {
  const { alert, at } = input;
  const row = await firstRow(
    tx,
    sql<
      AlertRow & { is_new: boolean }
    >`insert into alert (workspace_id, id, type, severity, dedup_key, campaign_id, message, details, state, first_raised_at, last_raised_at)
      values (${workspaceId}, ${input.id}, ${alert.type}, ${alert.severity}, ${alert.dedupKey}, ${alert.campaignId ?? null}, ${alert.message},
        ${JSON.stringify(alert.details)}, 'open', ${at}, ${at})
      on conflict (workspace_id, dedup_key) where state <> 'resolved' do update set
        count = alert.count + 1, last_raised_at = excluded.last_raised_at, message = excluded.message, details = excluded.details,
        severity = case when array_position(array['LOW','MEDIUM','HIGH','CRITICAL'], excluded.severity) > array_position(array['LOW','MEDIUM','HIGH','CRITICAL'], alert.severity)
          then excluded.severity else alert.severity end
      returning *, (xmax = 0) as is_new`,
  );
  if (row === undefined) throw new Error('the alert was neither inserted nor updated');
  return { alert: toAlert(row), isNew: row.is_new };
}

export interface AlertFilter {
  readonly workspaceId: string;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly state?: Alert['state'] | undefined;
  readonly severity?: Alert['severity'] | undefined;
  readonly campaignId?: string | undefined;
  /** Part of the message. */
  readonly text?: string | undefined;
}

/** Alerts by id, newest first, one more than `limit`. */
export async function listAlerts(db: Db, filter: AlertFilter): Promise<Alert[]> {
  const parts = [
    filter.after === undefined ? sql`` : sql`and id < ${filter.after}`,
    filter.state === undefined ? sql`` : sql`and state = ${filter.state}`,
    filter.severity === undefined ? sql`` : sql`and severity = ${filter.severity}`,
    filter.campaignId === undefined ? sql`` : sql`and campaign_id = ${filter.campaignId}`,
    filter.text === undefined ? sql`` : sql`and position(lower(${filter.text}) in lower(message)) > 0`,
  ];
  const found = await rows(
    db,
    sql<AlertRow>`select * from alert where workspace_id = ${filter.workspaceId} ${sql.join(parts, sql` `)}
      order by id desc limit ${filter.limit + 1}`,
  );
  return found.map(toAlert);
}

/** One alert by id; with `lock`, other writers of it wait. */
export async function findAlert(
  db: Db,
  workspaceId: string,
  ref: { id: string; lock?: boolean },
): Promise<Alert | undefined> {
  const lock = ref.lock === true ? sql`for update` : sql``;
  const row = await firstRow(
    db,
    sql<AlertRow>`select * from alert where workspace_id = ${workspaceId} and id = ${ref.id} ${lock}`,
  );
  return row === undefined ? undefined : toAlert(row);
}

/** The unresolved alert of a key, or undefined. */
export async function findUnresolved(
  db: Db,
  workspaceId: string,
  dedupKey: string,
): Promise<Alert | undefined> {
  const row = await firstRow(
    db,
    sql<AlertRow>`select * from alert where workspace_id = ${workspaceId} and dedup_key = ${dedupKey} and state <> 'resolved' for update`,
  );
  return row === undefined ? undefined : toAlert(row);
}

/** Moves an alert to a state, with who and when. */
export async function updateAlertState(
  tx: Tx,
  workspaceId: string,
  change: { id: string; state: 'acknowledged' | 'resolved'; actor: Actor; at: Date; resolution?: string },
): Promise<void> {
  const actor = JSON.stringify(change.actor);
  const set =
    change.state === 'acknowledged'
      ? sql`acknowledged_at = ${change.at}, acknowledged_by = ${actor}`
      : sql`resolved_at = ${change.at}, resolved_by = ${actor}, resolution = ${change.resolution ?? null}`;
  await rows(
    tx,
    sql`update alert set state = ${change.state}, ${set} where workspace_id = ${workspaceId} and id = ${change.id}`,
  );
}

export interface SimilarAlerts {
  readonly total: number;
  readonly medianHours: number | null;
  readonly resolved: number;
  readonly recent: {
    id: string;
    raisedAt: Date;
    resolutionHours: number | null;
    resolution: string | null;
  }[];
}

/** So many other alerts of a type are looked at, the newest. */
export const MOST_SIMILAR = 200;

/** Other alerts of the same type and how long they took; the five newest by name. */
export async function findSimilar(
  db: Db,
  workspaceId: string,
  alert: Pick<Alert, 'id' | 'type'>,
): Promise<SimilarAlerts> {
  const newest = sql`select id, first_raised_at, resolved_at, resolution,
      (extract(epoch from resolved_at - first_raised_at) / 3600)::float8 as hours
    from alert where workspace_id = ${workspaceId} and type = ${alert.type} and id <> ${alert.id} order by id desc`;
  const totals = await firstRow(
    db,
    sql<{ total: number; resolved: number; median: number | null }>`select count(*)::int as total,
        count(resolved_at)::int as resolved, percentile_cont(0.5) within group (order by hours) as median
      from (${newest} limit ${MOST_SIMILAR}) newest`,
  );
  const recent = await rows(
    db,
    sql<
      SimilarAlerts['recent'][number]
    >`select id, first_raised_at as "raisedAt", hours as "resolutionHours", resolution
      from (${newest} limit 5) newest`,
  );
  return {
    total: totals?.total ?? 0,
    resolved: totals?.resolved ?? 0,
    medianHours: totals?.median ?? null,
    recent,
  };
}

/** How many alerts are not resolved, and how many of them are HIGH or CRITICAL. */
export async function countUnresolved(db: Db, workspaceId: string): Promise<{ all: number; severe: number }> {
  const sums = await readTally(db, workspaceId, 'alert');
  return { all: sums.get('open') ?? 0, severe: sums.get('severe') ?? 0 };
}

function toAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    type: row.type,
    severity: row.severity,
    message: row.message,
    campaignId: row.campaign_id,
    details: row.details,
    state: row.state,
    count: row.count,
    firstRaisedAt: row.first_raised_at,
    lastRaisedAt: row.last_raised_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by === null ? null : describeActor(row.acknowledged_by),
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by === null ? null : describeActor(row.resolved_by),
    resolution: row.resolution,
  };
}
