import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { TaskRunDetail } from './contract.ts';
import type { RunState } from './enums.ts';

/** A run as it is kept, without what it made. */
export interface StoredRun {
  readonly id: string;
  readonly taskId: string;
  readonly revision: number;
  readonly briefRevision: number | null;
  readonly isDryRun: boolean;
  readonly batchId: string | null;
  readonly state: RunState;
  readonly problem: string | null;
  readonly costMicro: number;
  readonly log: { at: string; text: string }[];
  /** The run whose work a person revised in this one, with what they changed and why. */
  readonly revisesId: string | null;
  readonly comment: string | null;
  readonly edited: string[];
  readonly madeBy: Actor;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** What came of a run. */
export interface RunOutcome {
  readonly product: Record<string, unknown> | null;
  readonly evidence: TaskRunDetail['evidence'];
  readonly wording: TaskRunDetail['wording'];
}

const COLUMNS =
  sql.raw(`id, task_id as "taskId", revision, brief_revision as "briefRevision", is_dry_run as "isDryRun",
  batch_id as "batchId", state, problem, cost_micro as "costMicro", log, made_by as "madeBy", started_at as "startedAt",
  ended_at as "endedAt", revises_id as "revisesId", comment, edited`);

export function listRuns(
  db: Db,
  filter: {
    workspaceId: string;
    limit: number;
    after?: string | undefined;
    taskId?: string | undefined;
    batchId?: string | undefined;
  },
): Promise<StoredRun[]> {
  const { after, taskId, batchId } = filter;
  const parts = [
    ...(after === undefined ? [] : [sql`and id < ${after}`]),
    ...(taskId === undefined ? [] : [sql`and task_id = ${taskId}`]),
    ...(batchId === undefined ? [] : [sql`and batch_id = ${batchId}`]),
  ];
  return rows(
    db,
    sql<StoredRun>`select ${COLUMNS} from task_run where workspace_id = ${filter.workspaceId} ${sql.join(parts, sql` `)}
      order by id desc limit ${filter.limit + 1}`,
  );
}

/** Why runs failed or were passed over, by their ids. */
export async function problemsOf(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (ids.length === 0) return new Map();
  const found = await rows(
    db,
    sql<{ id: string; problem: string | null }>`select id, problem from task_run
      where workspace_id = ${workspaceId} and id = any(${[...ids]})`,
  );
  return new Map(found.map(({ id, problem }) => [id, problem]));
}

/** A run with what it made; with `lock`, other writers of it wait. */
export async function findRun(
  db: Db,
  workspaceId: string,
  ref: { id: string; lock?: boolean },
): Promise<(StoredRun & RunOutcome & { type: string; title: string }) | undefined> {
  const lock = ref.lock === true ? sql`for update` : sql``;
  const row = await firstRow(
    db,
    sql<
      StoredRun & {
        product: RunOutcome['product'];
        evidence: RunOutcome['evidence'] | null;
        wording: RunOutcome['wording'];
      }
    >`
      select ${COLUMNS}, product, evidence, wording from task_run
      where workspace_id = ${workspaceId} and id = ${ref.id} ${lock}`,
  );
  if (row === undefined) return undefined;
  // Also of a task that was dropped.
  const of = await firstRow(
    db,
    sql<{
      type: string;
      title: string;
    }>`select type, title from task where workspace_id = ${workspaceId} and id = ${row.taskId}`,
  );
  return of === undefined ? undefined : { ...row, ...of, evidence: row.evidence ?? [] };
}

/** A run to be written. */
export type NewRun = Pick<
  StoredRun,
  'id' | 'taskId' | 'revision' | 'isDryRun' | 'batchId' | 'state' | 'problem' | 'madeBy'
> & {
  readonly at: Date;
  readonly revisesId?: string;
  readonly comment?: string;
  readonly edited?: readonly string[];
};

/** Writes runs that begin, or that were passed over. */
export async function insertRuns(tx: Tx, workspaceId: string, runs: readonly NewRun[]): Promise<void> {
  await rows(
    tx,
    sql`insert into task_run (workspace_id, id, task_id, revision, is_dry_run, batch_id, state, problem, log, made_by,
        started_at, ended_at, revises_id, comment, edited)
      select ${workspaceId}, r->>'id', r->>'taskId', (r->>'revision')::int, (r->>'isDryRun')::boolean, r->>'batchId',
        r->>'state', r->>'problem', '[]', r->'madeBy', (r->>'at')::timestamptz,
        case when r->>'state' <> 'running' then (r->>'at')::timestamptz end, r->>'revisesId', r->>'comment',
        array(select jsonb_array_elements_text(coalesce(r->'edited', '[]')))
      from jsonb_array_elements(${JSON.stringify(runs)}::jsonb) r`,
  );
}

/** How a run ended and what it made. */
export type EndedRun = RunOutcome &
  Pick<StoredRun, 'id' | 'state' | 'problem' | 'log' | 'briefRevision' | 'costMicro'> & { readonly at: Date };

/** Writes how runs ended and what they made. */
export async function endRuns(tx: Tx, workspaceId: string, runs: readonly EndedRun[]): Promise<void> {
  await rows(
    tx,
    sql`update task_run set state = r->>'state', problem = r->>'problem', log = r->'log',
        brief_revision = (r->>'briefRevision')::int, product = nullif(r->'product', 'null'),
        evidence = r->'evidence', wording = nullif(r->'wording', 'null'), cost_micro = (r->>'costMicro')::bigint,
        ended_at = (r->>'at')::timestamptz
      from jsonb_array_elements(${JSON.stringify(runs)}::jsonb) r
      where workspace_id = ${workspaceId} and id = r->>'id'`,
  );
}

/** So many of the newest runs tell what a type costs. */
const RUNS_LOOKED_AT = 2_000;

/** What the newest runs of each type cost at most, in millionths of a US dollar; types that did not run are left out. */
export async function costsOfTypes(db: Db, workspaceId: string): Promise<ReadonlyMap<string, number>> {
  const found = await rows(
    db,
    sql<{ type: string; cost: number }>`select t.type, max(r.cost_micro)::bigint as cost from (
        select task_id, cost_micro, state from task_run where workspace_id = ${workspaceId} and revises_id is null
          order by id desc limit ${RUNS_LOOKED_AT}) r
        join task t on t.workspace_id = ${workspaceId} and t.id = r.task_id
      where r.state in ('completed', 'preview') group by t.type`,
  );
  return new Map(found.map(({ type, cost }) => [type, cost]));
}

/** Finished work, by the campaign that it is of. */
export interface EarlierWork {
  readonly campaignId: string;
  readonly taskId: string;
  readonly type: string;
  readonly title: string;
  readonly content: unknown;
}

/** The newest finished work of campaigns, newest first: two of each type, so that one is left without a task's own. */
export function earlierWork(
  db: Db,
  workspaceId: string,
  of: { campaignIds: readonly string[]; withPreviews: boolean },
): Promise<EarlierWork[]> {
  const states = of.withPreviews ? ['completed', 'preview'] : ['completed'];
  return rows(
    db,
    sql<EarlierWork>`select newest.campaign_id as "campaignId", newest.task_id as "taskId", newest.type, newest.title,
        r.product->'content' as content
      from (select t.workspace_id, t.campaign_id, t.id as task_id, t.type, t.title, t.run_id,
          row_number() over (partition by t.campaign_id, t.type order by t.run_id desc) as place
        from task t where t.workspace_id = ${workspaceId} and t.campaign_id = any(${[...of.campaignIds]})
          and t.dropped_at is null and t.execution = any(${states})) newest
      join task_run r on r.workspace_id = newest.workspace_id and r.id = newest.run_id
      where newest.place <= 2 and r.product is not null order by newest.run_id desc`,
  );
}
