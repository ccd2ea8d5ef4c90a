import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { Priority, RunState } from './enums.ts';
import type { Task } from './contract.ts';

/** A task as it is kept; how it stands also depends on its approval and on the tasks before it. */
export interface StoredTask {
  readonly id: string;
  readonly campaignId: string;
  readonly campaignKey: string;
  readonly campaignName: string;
  readonly brandId: string | null;
  /** What the campaign has: its status, and how many variants. */
  readonly campaignStatus: string;
  readonly variantCount: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly priority: Priority;
  readonly confidence: number;
  readonly reason: string;
  readonly source: Task['source'];
  readonly dependsOn: readonly string[];
  readonly dueAt: Date | null;
  readonly minutes: number;
  readonly revision: number;
  readonly execution: RunState | null;
  readonly runId: string | null;
  readonly madeBy: Actor;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const COLUMNS =
  sql.raw(`t.id, t.campaign_id as "campaignId", c.key as "campaignKey", c.name as "campaignName",
  c.brand_id as "brandId", c.status as "campaignStatus", c.variant_count as "variantCount", t.type, t.title, t.description,
  t.payload, t.priority, t.confidence, t.reason, t.source, t.due_at as "dueAt", t.minutes, t.revision, t.execution,
  t.run_id as "runId", t.made_by as "madeBy", t.created_at as "createdAt", t.updated_at as "updatedAt",
  coalesce((select array_agg(d.depends_on_id order by d.depends_on_id) from task_dependency d
    where d.workspace_id = t.workspace_id and d.task_id = t.id), '{}') as "dependsOn"`);
const TABLES = sql.raw('task t join campaign c on c.workspace_id = t.workspace_id and c.id = t.campaign_id');

export interface TaskFilter {
  readonly workspaceId: string;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly type?: string | undefined;
  readonly text?: string | undefined;
  readonly priority?: Priority | undefined;
  readonly state?: RunState | 'open' | undefined;
}

/** Tasks that were not dropped, newest first, one more than `limit`. */
export function listTasks(db: Db, filter: TaskFilter): Promise<StoredTask[]> {
  const { after, campaignId, type, text, priority, state } = filter;
  const parts = [
    ...(after === undefined ? [] : [sql`and t.id < ${after}`]),
    ...(campaignId === undefined ? [] : [sql`and t.campaign_id = ${campaignId}`]),
    ...(type === undefined ? [] : [sql`and t.type = ${type}`]),
    ...(text === undefined ? [] : [sql`and position(lower(${text}) in lower(t.title)) > 0`]),
    ...(priority === undefined ? [] : [sql`and t.priority = ${priority}`]),
    ...(state === undefined
      ? []
      : [state === 'open' ? sql`and t.execution is null` : sql`and t.execution = ${state}`]),
  ];
  return rows(
    db,
    sql<StoredTask>`select ${COLUMNS} from ${TABLES} where t.workspace_id = ${filter.workspaceId}
      and t.dropped_at is null ${sql.join(parts, sql` `)} order by t.id desc limit ${filter.limit + 1}`,
  );
}

/** Tasks by their ids, dropped ones left out; with `lock`, other writers of them wait. */
export function findTasks(
  db: Db,
  workspaceId: string,
  ref: { ids: readonly string[]; lock?: boolean },
): Promise<StoredTask[]> {
  const lock = ref.lock === true ? sql`for update of t` : sql``;
  return rows(
    db,
    sql<StoredTask>`select ${COLUMNS} from ${TABLES} where t.workspace_id = ${workspaceId} and t.dropped_at is null
      and t.id = any(${[...ref.ids]}) order by t.id ${lock}`,
  );
}

/** The tasks that the plan of a campaign has. */
export function findPlan(
  db: Db,
  workspaceId: string,
  campaignId: string,
): Promise<{ id: string; type: string }[]> {
  return rows(
    db,
    sql<{ id: string; type: string }>`select id, type from task where workspace_id = ${workspaceId}
      and campaign_id = ${campaignId} and source = 'plan' and dropped_at is null order by type`,
  );
}

/** Ids of the tasks that depend on one. */
export async function dependantsOf(db: Db, workspaceId: string, id: string): Promise<string[]> {
  const found = await rows(
    db,
    sql<{ id: string }>`select d.task_id as id from task_dependency d join task t
        on t.workspace_id = d.workspace_id and t.id = d.task_id
      where d.workspace_id = ${workspaceId} and d.depends_on_id = ${id} and t.dropped_at is null order by 1`,
  );
  return found.map((row) => row.id);
}

/** Who depends on whom among the tasks of a campaign. While the transaction lasts nobody else changes it. */
export async function lockDependencies(
  tx: Tx,
  workspaceId: string,
  campaignId: string,
): Promise<ReadonlyMap<string, { title: string; dependsOn: string[] }>> {
  await rows(
    tx,
    sql`select pg_advisory_xact_lock(hashtextextended(${`tasks of ${workspaceId} ${campaignId}`}, 0))`,
  );
  const found = await rows(
    tx,
    sql<{ id: string; title: string; dependsOn: string[] }>`select t.id, t.title,
        coalesce(array_agg(d.depends_on_id) filter (where d.depends_on_id is not null), '{}') as "dependsOn"
      from task t left join task_dependency d on d.workspace_id = t.workspace_id and d.task_id = t.id
      where t.workspace_id = ${workspaceId} and t.campaign_id = ${campaignId} and t.dropped_at is null
      group by t.id, t.title`,
  );
  return new Map(found.map(({ id, ...task }) => [id, task]));
}

/** What is written of a new task. */
export type NewTask = Pick<
  StoredTask,
  | 'id'
  | 'campaignId'
  | 'type'
  | 'title'
  | 'description'
  | 'payload'
  | 'priority'
  | 'confidence'
  | 'reason'
  | 'source'
  | 'dueAt'
  | 'minutes'
  | 'madeBy'
> & { readonly at: Date };

/** Writes a task; false when the plan of the campaign has one of its type already. */
export async function insertTask(tx: Tx, workspaceId: string, made: NewTask): Promise<boolean> {
  const row = await firstRow(
    tx,
    sql`insert into task (workspace_id, id, campaign_id, type, title, description, payload, priority, confidence, reason,
        source, due_at, minutes, revision, made_by, created_at, updated_at)
      values (${workspaceId}, ${made.id}, ${made.campaignId}, ${made.type}, ${made.title}, ${made.description},
        ${JSON.stringify(made.payload)}, ${made.priority}, ${made.confidence}, ${made.reason}, ${made.source}, ${made.dueAt},
        ${made.minutes}, 1, ${JSON.stringify(made.madeBy)}, ${made.at}, ${made.at})
      on conflict do nothing returning id`,
  );
  return row !== undefined;
}

/** Sets on which tasks one depends. */
export async function replaceDependencies(
  tx: Tx,
  workspaceId: string,
  task: { id: string; dependsOn: readonly string[] },
): Promise<void> {
  await rows(
    tx,
    sql`delete from task_dependency where workspace_id = ${workspaceId} and task_id = ${task.id}`,
  );
  await rows(
    tx,
    sql`insert into task_dependency (workspace_id, task_id, depends_on_id)
      select ${workspaceId}, ${task.id}, id from unnest(${[...task.dependsOn]}::text[]) id on conflict do nothing`,
  );
}

export type TaskEdit = Pick<
  StoredTask,
  'title' | 'description' | 'payload' | 'priority' | 'dueAt' | 'minutes'
>;

/** Writes an edit. One of what is done makes a new revision, keeps the former one, and how it ran does not count any more. */
export async function updateTask(
  tx: Tx,
  workspaceId: string,
  change: { before: StoredTask; set: TaskEdit; isNewRevision: boolean; by: Actor; at: Date },
): Promise<void> {
  const { before, set, isNewRevision, by, at } = change;
  if (isNewRevision)
    await rows(
      tx,
      sql`insert into task_revision (workspace_id, task_id, revision, title, description, payload, made_by, created_at)
        values (${workspaceId}, ${before.id}, ${before.revision}, ${before.title}, ${before.description},
          ${JSON.stringify(before.payload)}, ${JSON.stringify(by)}, ${at})`,
    );
  const outcome = isNewRevision ? sql`, revision = revision + 1, execution = null, run_id = null` : sql``;
  await rows(
    tx,
    sql`update task set title = ${set.title}, description = ${set.description}, payload = ${JSON.stringify(set.payload)},
        priority = ${set.priority}, due_at = ${set.dueAt}, minutes = ${set.minutes}, updated_at = ${at} ${outcome}
      where workspace_id = ${workspaceId} and id = ${before.id}`,
  );
}

/** Says how the last run of each task stands. */
export async function setExecutions(
  tx: Tx,
  workspaceId: string,
  tasks: readonly { id: string; execution: RunState | null; runId: string | null; at: Date }[],
): Promise<void> {
  await rows(
    tx,
    sql`update task set execution = s->>'execution', run_id = s->>'runId', updated_at = (s->>'at')::timestamptz
      from jsonb_array_elements(${JSON.stringify(tasks)}::jsonb) s
      where workspace_id = ${workspaceId} and id = s->>'id'`,
  );
}

export async function dropTask(tx: Tx, workspaceId: string, task: { id: string; at: Date }): Promise<void> {
  await rows(
    tx,
    sql`delete from task_dependency where workspace_id = ${workspaceId} and task_id = ${task.id}`,
  );
  await rows(
    tx,
    sql`update task set dropped_at = ${task.at} where workspace_id = ${workspaceId} and id = ${task.id}`,
  );
}
