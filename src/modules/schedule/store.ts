import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { PauseScope, ScheduleState } from './enums.ts';

/** A place in the calendar as it is kept. */
export interface StoredSchedule {
  readonly id: string;
  readonly taskId: string;
  readonly title: string;
  readonly type: string;
  readonly priority: 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
  readonly campaignId: string;
  readonly campaignName: string;
  readonly brandId: string | null;
  readonly runAt: Date;
  readonly endAt: Date;
  readonly windowEnd: Date;
  readonly state: ScheduleState;
  readonly isFixed: boolean;
  readonly isDryRun: boolean;
  readonly why: string[];
  readonly problem: string | null;
  readonly attempts: number;
  readonly taskRunId: string | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** How often it was moved, and when it was put or moved last. */
  readonly sequence: number;
  readonly revisedAt: Date;
}

const COLUMNS =
  sql.raw(`s.id, s.task_id as "taskId", t.title, t.type, t.priority, t.campaign_id as "campaignId",
  c.name as "campaignName", c.brand_id as "brandId", s.run_at as "runAt", s.end_at as "endAt", s.window_end as "windowEnd",
  s.state, s.is_fixed as "isFixed", s.is_dry_run as "isDryRun", s.why, s.problem, s.attempts, s.task_run_id as "taskRunId",
  s.started_at as "startedAt", s.ended_at as "endedAt", s.sequence, s.revised_at as "revisedAt"`);
const TABLES = sql.raw(`scheduled_task s join task t on t.workspace_id = s.workspace_id and t.id = s.task_id
  join campaign c on c.workspace_id = t.workspace_id and c.id = t.campaign_id`);

/** The longest a task may last, so that the index by time finds what has begun before a range. */
const LONGEST = sql.raw(`interval '70 days'`);

/** What stands in a stretch of time, by time, one more than `limit`. */
export function listSchedule(
  db: Db,
  filter: {
    workspaceId: string;
    from: Date;
    to: Date;
    campaignId?: string | undefined;
    brandId?: string | undefined;
    limit: number;
  },
): Promise<StoredSchedule[]> {
  const campaign = filter.campaignId === undefined ? sql`` : sql`and t.campaign_id = ${filter.campaignId}`;
  const brand = filter.brandId === undefined ? sql`` : sql`and c.brand_id = ${filter.brandId}`;
  return rows(
    db,
    sql<StoredSchedule>`select ${COLUMNS} from ${TABLES} where s.workspace_id = ${filter.workspaceId}
      and s.run_at > ${filter.from}::timestamptz - ${LONGEST} and s.run_at < ${filter.to} and s.end_at > ${filter.from} ${campaign} ${brand}
      order by s.run_at, s.id limit ${filter.limit + 1}`,
  );
}

/** Where an item stands, without what it is. */
export interface StoredTime extends Pick<StoredSchedule, 'id' | 'runAt' | 'campaignId' | 'brandId'> {}

/** As `listSchedule`, of each only its time and row. */
export function listTimes(
  db: Db,
  filter: { workspaceId: string; from: Date; to: Date; campaignId?: string | undefined; limit: number },
): Promise<StoredTime[]> {
  const campaign = filter.campaignId === undefined ? sql`` : sql`and t.campaign_id = ${filter.campaignId}`;
  return rows(
    db,
    sql<StoredTime>`select s.id, s.run_at as "runAt", t.campaign_id as "campaignId", c.brand_id as "brandId" from ${TABLES}
      where s.workspace_id = ${filter.workspaceId} and s.run_at > ${filter.from}::timestamptz - ${LONGEST}
        and s.run_at < ${filter.to} and s.end_at > ${filter.from} ${campaign}
      order by s.run_at, s.id limit ${filter.limit + 1}`,
  );
}

/** What takes time of a stretch: it waits, is being done, or was done for real. */
export interface BusyPlace extends Pick<
  StoredSchedule,
  'id' | 'taskId' | 'title' | 'type' | 'priority' | 'brandId' | 'runAt' | 'endAt' | 'state'
> {}

/** What takes time of a stretch, by time, one more than `limit`, without the open places of some tasks. */
export function listBusy(
  db: Db,
  filter: { workspaceId: string; from: Date; to: Date; withoutOpenOf: readonly string[]; limit: number },
): Promise<BusyPlace[]> {
  return rows(
    db,
    sql<BusyPlace>`select s.id, s.task_id as "taskId", t.title, t.type, t.priority, c.brand_id as "brandId",
        s.run_at as "runAt", s.end_at as "endAt", s.state from ${TABLES}
      where s.workspace_id = ${filter.workspaceId} and s.run_at > ${filter.from}::timestamptz - ${LONGEST}
        and s.run_at < ${filter.to} and s.end_at > ${filter.from}
        and (s.state in ('SCHEDULED', 'IN_PROGRESS') and s.task_id not in (select unnest(${[...filter.withoutOpenOf]}::text[]))
          or s.state = 'COMPLETED' and not s.is_dry_run)
      order by s.run_at, s.id limit ${filter.limit + 1}`,
  );
}

/** These places, by time. */
export function findPlaces(db: Db, workspaceId: string, ids: readonly string[]): Promise<StoredSchedule[]> {
  return rows(
    db,
    sql<StoredSchedule>`select ${COLUMNS} from ${TABLES} where s.workspace_id = ${workspaceId} and s.id = any(${[...ids]})
      order by s.run_at, s.id`,
  );
}

/** The places of tasks that have not ended; with `lock`, other writers of them wait. */
export function findOpen(
  db: Db,
  workspaceId: string,
  ref: { taskIds: readonly string[]; lock?: boolean },
): Promise<StoredSchedule[]> {
  const lock = ref.lock === true ? sql`for update of s` : sql``;
  return rows(
    db,
    sql<StoredSchedule>`select ${COLUMNS} from ${TABLES} where s.workspace_id = ${workspaceId}
      and s.task_id = any(${[...ref.taskIds]}) and s.state in ('SCHEDULED', 'IN_PROGRESS') order by s.id ${lock}`,
  );
}

export interface NewSchedule {
  readonly id: string;
  readonly taskId: string;
  readonly runAt: Date;
  readonly endAt: Date;
  readonly windowEnd: Date;
  readonly isFixed: boolean;
  readonly isDryRun: boolean;
  readonly why: readonly string[];
  readonly madeBy: Actor;
  readonly at: Date;
}

/** Puts tasks at their times; one that waits in the calendar already is moved. One that has begun stays as it is. */
export async function putSchedules(tx: Tx, workspaceId: string, made: readonly NewSchedule[]): Promise<void> {
  await rows(
    tx,
    sql`insert into scheduled_task (workspace_id, id, task_id, run_at, end_at, window_end, state, is_fixed, is_dry_run, why,
        next_try_at, made_by, created_at, revised_at)
      select ${workspaceId}, s->>'id', s->>'taskId', (s->>'runAt')::timestamptz, (s->>'endAt')::timestamptz,
        (s->>'windowEnd')::timestamptz, 'SCHEDULED', (s->>'isFixed')::boolean, (s->>'isDryRun')::boolean, s->'why',
        (s->>'runAt')::timestamptz, s->'madeBy', (s->>'at')::timestamptz, (s->>'at')::timestamptz
      from jsonb_array_elements(${JSON.stringify(made)}::jsonb) s
      on conflict (workspace_id, task_id) where state in ('SCHEDULED', 'IN_PROGRESS') do update
        set run_at = excluded.run_at, end_at = excluded.end_at, window_end = excluded.window_end, is_fixed = excluded.is_fixed,
          is_dry_run = excluded.is_dry_run, why = excluded.why, next_try_at = excluded.next_try_at, problem = null, attempts = 0,
          sequence = scheduled_task.sequence + ((scheduled_task.run_at, scheduled_task.end_at) is distinct from (excluded.run_at, excluded.end_at))::int,
          revised_at = excluded.revised_at
        where scheduled_task.state = 'SCHEDULED'`,
  );
}

/** Takes a task that has not begun out of the calendar; false when it was not there. */
export async function removeSchedule(tx: Tx, workspaceId: string, taskId: string): Promise<boolean> {
  const row = await firstRow(
    tx,
    sql`delete from scheduled_task where workspace_id = ${workspaceId} and task_id = ${taskId} and state = 'SCHEDULED' returning id`,
  );
  return row !== undefined;
}

/** A task that is due, in whatever workspace. */
export interface DueTask {
  readonly workspaceId: string;
  readonly id: string;
  readonly taskId: string;
  readonly isDryRun: boolean;
}

const IS_PAUSED =
  sql.raw(`exists (select 1 from pause p where p.workspace_id = s.workspace_id and (p.scope_kind = 'workspace'
  or p.scope_kind = 'campaign' and p.scope_id = t.campaign_id or p.scope_kind = 'brand' and p.scope_id = c.brand_id))`);

/**
 * Takes the most urgent ones that are due and not paused, of equal ones those that were due first; nobody else gets them
 * until the transaction ends.
 */
export function takeDue(tx: Tx, now: Date, limit: number): Promise<DueTask[]> {
  return rows(
    tx,
    sql<DueTask>`select s.workspace_id as "workspaceId", s.id, s.task_id as "taskId", s.is_dry_run as "isDryRun"
      from ${TABLES} where s.state = 'SCHEDULED' and s.next_try_at <= ${now} and s.window_end >= ${now} and not ${IS_PAUSED}
      order by array_position(array['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], t.priority), s.run_at, s.id
      limit ${limit} for update of s skip locked`,
  );
}

/** Notes that due tasks have begun. */
export async function markBegun(
  tx: Tx,
  workspaceId: string,
  begun: { items: readonly { id: string; taskRunId: string }[]; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update scheduled_task set state = 'IN_PROGRESS', task_run_id = b->>'taskRunId', started_at = ${begun.at},
        attempts = attempts + 1, problem = null from jsonb_array_elements(${JSON.stringify(begun.items)}::jsonb) b
      where workspace_id = ${workspaceId} and id = b->>'id'`,
  );
}

/** Notes what stood in the way of due tasks, and when to look again. */
export async function markHindered(
  tx: Tx,
  workspaceId: string,
  hindered: { items: readonly { id: string; problem: string }[]; nextTryAt: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update scheduled_task set problem = h->>'problem', next_try_at = ${hindered.nextTryAt}, attempts = attempts + 1
      from jsonb_array_elements(${JSON.stringify(hindered.items)}::jsonb) h
      where workspace_id = ${workspaceId} and id = h->>'id'`,
  );
}

/** Ends the places of runs that have ended; nothing where a run stood in no calendar. */
export async function endOfRuns(
  tx: Tx,
  workspaceId: string,
  runs: readonly { taskRunId: string; state: 'COMPLETED' | 'FAILED'; problem: string | null; at: Date }[],
): Promise<void> {
  await rows(
    tx,
    sql`update scheduled_task s set state = r->>'state', problem = r->>'problem', ended_at = (r->>'at')::timestamptz
      from jsonb_array_elements(${JSON.stringify(runs)}::jsonb) r
      where s.workspace_id = ${workspaceId} and s.task_run_id = r->>'taskRunId' and s.state = 'IN_PROGRESS'`,
  );
}

export interface MissedTask extends Pick<DueTask, 'workspaceId' | 'id' | 'taskId'> {
  readonly campaignId: string;
  readonly problem: string;
}

/** Passes over those whose window has ended, at most `limit`, with what stood in the way. */
export function skipMissed(tx: Tx, now: Date, limit: number): Promise<MissedTask[]> {
  return rows(
    tx,
    sql<MissedTask>`with missed as (
        select s.workspace_id, s.id, t.campaign_id, ${IS_PAUSED} as is_paused from ${TABLES}
        where s.state = 'SCHEDULED' and s.window_end < ${now} order by s.window_end limit ${limit} for update of s skip locked)
      update scheduled_task s set state = 'SKIPPED', ended_at = ${now}, problem = 'Its window ended at '
          || to_char(s.window_end at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC before it could begin: '
          || case when missed.is_paused then 'it was paused.' when s.problem is not null then s.problem
             else 'nothing was running that could have begun it.' end
      from missed where s.workspace_id = missed.workspace_id and s.id = missed.id
      returning s.workspace_id as "workspaceId", s.id, s.task_id as "taskId", missed.campaign_id as "campaignId", s.problem`,
  );
}

export interface StoredPause {
  readonly scope: PauseScope;
  readonly scopeId: string;
  readonly reason: string;
  readonly madeBy: Actor;
  readonly at: Date;
}

/** What is paused, newest first, at most 500. */
export function listPauses(db: Db, workspaceId: string): Promise<StoredPause[]> {
  return rows(
    db,
    sql<StoredPause>`select scope_kind as scope, scope_id as "scopeId", reason, made_by as "madeBy", created_at as at
      from pause where workspace_id = ${workspaceId} order by created_at desc limit 500`,
  );
}

export async function insertPause(tx: Tx, workspaceId: string, pause: StoredPause): Promise<void> {
  await rows(
    tx,
    sql`insert into pause (workspace_id, scope_kind, scope_id, reason, made_by, created_at)
      values (${workspaceId}, ${pause.scope}, ${pause.scopeId}, ${pause.reason}, ${JSON.stringify(pause.madeBy)}, ${pause.at})
      on conflict (workspace_id, scope_kind, scope_id) do update set reason = excluded.reason, made_by = excluded.made_by, created_at = excluded.created_at`,
  );
}

export async function deletePause(
  tx: Tx,
  workspaceId: string,
  pause: Pick<StoredPause, 'scope' | 'scopeId'>,
): Promise<boolean> {
  const row = await firstRow(
    tx,
    sql`delete from pause where workspace_id = ${workspaceId} and scope_kind = ${pause.scope} and scope_id = ${pause.scopeId} returning 1`,
  );
  return row !== undefined;
}
