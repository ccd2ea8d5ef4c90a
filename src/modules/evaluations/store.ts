import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { Evaluation, EvaluationDetail } from './contract.ts';

/** A run as it is kept. */
export type StoredEvaluation = Omit<Evaluation, 'startedBy'> & { readonly startedBy: Actor };
export type StoredDetail = Omit<EvaluationDetail, 'startedBy'> & { readonly startedBy: Actor };

const SUMMARY =
  sql.raw(`id, set_name as "setName", set_hash as "setHash", use_case as "useCase", prompt_name as "promptName",
  prompt_version as "promptVersion", prompt_hash as "promptHash", targets, models, cases, answered,
  scores - 'total' as scores, (scores ->> 'total')::float8 as total, judgement, cost_micro as "costMicro",
  started_at as "startedAt", ended_at as "endedAt", started_by as "startedBy"`);

export async function insertEvaluation(tx: Tx, workspaceId: string, run: StoredDetail): Promise<void> {
  const scores = { ...run.scores, total: run.total };
  const judgement = run.judgement === null ? null : JSON.stringify(run.judgement);
  await rows(
    tx,
    sql`insert into llm_evaluation (workspace_id, id, set_name, set_hash, use_case, prompt_name, prompt_version, prompt_hash,
        targets, models, cases, answered, scores, results, judgement, cost_micro, started_at, ended_at, started_by)
      values (${workspaceId}, ${run.id}, ${run.setName}, ${run.setHash}, ${run.useCase}, ${run.promptName},
        ${run.promptVersion}, ${run.promptHash}, ${JSON.stringify(run.targets)}, ${JSON.stringify(run.models)}, ${run.cases},
        ${run.answered}, ${JSON.stringify(scores)}, ${JSON.stringify(run.results)}, ${judgement}, ${run.costMicro},
        ${run.startedAt}, ${run.endedAt}, ${JSON.stringify(run.startedBy)})`,
  );
}

/** Runs, newest first, one more than `limit`. */
export function listStored(
  db: Db,
  filter: { workspaceId: string; limit: number; after?: string | undefined; set?: string | undefined },
): Promise<StoredEvaluation[]> {
  const after = filter.after === undefined ? sql`` : sql`and id < ${filter.after}`;
  const set = filter.set === undefined ? sql`` : sql`and set_name = ${filter.set}`;
  return rows(
    db,
    sql<StoredEvaluation>`select ${SUMMARY} from llm_evaluation where workspace_id = ${filter.workspaceId} ${after} ${set}
      order by id desc limit ${filter.limit + 1}`,
  );
}

export function findStored(db: Db, workspaceId: string, id: string): Promise<StoredDetail | undefined> {
  return firstRow(
    db,
    sql<StoredDetail>`select ${SUMMARY}, results from llm_evaluation where workspace_id = ${workspaceId} and id = ${id}`,
  );
}

/** The newest run of a set that says the same. */
export function findLatest(
  db: Db,
  workspaceId: string,
  set: { name: string; hash: string },
): Promise<StoredDetail | undefined> {
  return firstRow(
    db,
    sql<StoredDetail>`select ${SUMMARY}, results from llm_evaluation
      where workspace_id = ${workspaceId} and set_name = ${set.name} and set_hash = ${set.hash} order by id desc limit 1`,
  );
}
