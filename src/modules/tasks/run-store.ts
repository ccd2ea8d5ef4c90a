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

/** Writes a run that begins, or one that was passed over. */
export async function insertRun(
  tx: Tx,
  workspaceId: string,
  run: Pick<
    StoredRun,
    'id' | 'taskId' | 'revision' | 'isDryRun' | 'batchId' | 'state' | 'problem' | 'madeBy'
  > & { at: Date; revisesId?: string; comment?: string; edited?: readonly string[] },
): Promise<void> {
  const hasEnded = run.state !== 'running';
  await rows(
    tx,
    sql`insert into task_run (workspace_id, id, task_id, revision, is_dry_run, batch_id, state, problem, log, made_by,
        started_at, ended_at, revises_id, comment, edited)
      values (${workspaceId}, ${run.id}, ${run.taskId}, ${run.revision}, ${run.isDryRun}, ${run.batchId}, ${run.state},
        ${run.problem}, '[]', ${JSON.stringify(run.madeBy)}, ${run.at}, ${hasEnded ? run.at : null},
        ${run.revisesId ?? null}, ${run.comment ?? null}, ${[...(run.edited ?? [])]})`,
  );
}

/** Writes how a run ended and what it made. */
export async function endRun(
  tx: Tx,
  workspaceId: string,
  run: Partial<RunOutcome> &
    Pick<StoredRun, 'id' | 'state' | 'problem' | 'log'> & {
      briefRevision?: number | null;
      costMicro: number;
      at: Date;
    },
): Promise<void> {
  const json = (value: unknown): string | null =>
    value === undefined || value === null ? null : JSON.stringify(value);
  await rows(
    tx,
    sql`update task_run set state = ${run.state}, problem = ${run.problem}, log = ${JSON.stringify(run.log)},
        brief_revision = ${run.briefRevision ?? null}, product = ${json(run.product)}, evidence = ${json(run.evidence)},
        wording = ${json(run.wording)}, cost_micro = ${run.costMicro}, ended_at = ${run.at}
      where workspace_id = ${workspaceId} and id = ${run.id}`,
  );
}

/** The newest finished work of a campaign, one of each type, newest first. */
export function earlierWork(
  db: Db,
  workspaceId: string,
  of: { campaignId: string; exceptTaskId: string; withPreviews: boolean },
): Promise<{ taskId: string; type: string; title: string; content: unknown }[]> {
  const states = of.withPreviews ? ['completed', 'preview'] : ['completed'];
  return rows(
    db,
    sql<{
      taskId: string;
      type: string;
      title: string;
      content: unknown;
    }>`select "taskId", type, title, content from (
        select distinct on (t.type) t.id as "taskId", t.type, t.title, r.product->'content' as content, r.id
        from task t join task_run r on r.workspace_id = t.workspace_id and r.id = t.run_id
        where t.workspace_id = ${workspaceId} and t.campaign_id = ${of.campaignId} and t.id <> ${of.exceptTaskId}
          and t.dropped_at is null and t.execution = any(${states}) and r.product is not null
        order by t.type, r.id desc) newest order by id desc`,
  );
}
