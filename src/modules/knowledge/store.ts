import { sql } from 'kysely';
import { type Actor, describeActor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { KnowledgeItem } from './contract.ts';

interface KnowledgeRow extends Omit<KnowledgeItem, 'madeBy' | 'decidedBy'> {
  readonly maker: Actor;
  readonly decider: Actor | null;
}

const COLUMNS =
  sql.raw(`id, brand_id as "brandId", statement, former_statements as "formerStatements", evidence, confidence, state, revision, made_by as maker,
  task_run_id as "taskRunId", created_at as "createdAt", decided_by as decider, decided_at as "decidedAt"`);

function toItem({ maker, decider, ...row }: KnowledgeRow): KnowledgeItem {
  return {
    ...row,
    madeBy: describeActor(maker),
    decidedBy: decider === null ? null : describeActor(decider),
  };
}

/** Items of a brand, newest first, one more than `limit`; forgotten ones only where they are asked for. */
export async function listKnowledge(
  db: Db,
  filter: {
    workspaceId: string;
    brandId: string;
    state?: KnowledgeItem['state'] | undefined;
    limit: number;
    after?: string | undefined;
  },
): Promise<KnowledgeItem[]> {
  const state = filter.state === undefined ? sql`and state <> 'forgotten'` : sql`and state = ${filter.state}`;
  const after = filter.after === undefined ? sql`` : sql`and id < ${filter.after}`;
  const found = await rows(
    db,
    sql<KnowledgeRow>`select ${COLUMNS} from knowledge where workspace_id = ${filter.workspaceId}
      and brand_id = ${filter.brandId} ${state} ${after} order by id desc limit ${filter.limit + 1}`,
  );
  return found.map(toItem);
}

/** What executors read: confirmed items first, then the surest proposals. */
export async function knowledgeOf(
  db: Db,
  workspaceId: string,
  of: { brandId: string; limit: number },
): Promise<KnowledgeItem[]> {
  const found = await rows(
    db,
    sql<KnowledgeRow>`select ${COLUMNS} from knowledge where workspace_id = ${workspaceId} and brand_id = ${of.brandId}
      and state <> 'forgotten' order by state = 'confirmed' desc, confidence desc, id limit ${of.limit}`,
  );
  return found.map(toItem);
}

export async function findKnowledge(
  db: Db,
  workspaceId: string,
  ref: { id: string; lock?: boolean },
): Promise<KnowledgeItem | undefined> {
  const lock = ref.lock === true ? sql`for update` : sql``;
  const row = await firstRow(
    db,
    sql<KnowledgeRow>`select ${COLUMNS} from knowledge where workspace_id = ${workspaceId} and id = ${ref.id} ${lock}`,
  );
  return row === undefined ? undefined : toItem(row);
}

export interface NewKnowledge extends Pick<
  KnowledgeItem,
  'id' | 'brandId' | 'statement' | 'evidence' | 'confidence' | 'state' | 'taskRunId'
> {
  readonly madeBy: Actor;
  readonly at: Date;
}

/** The item of a brand that says a statement, whatever its state, or said it before it was corrected. */
export async function findStatement(
  tx: Tx,
  workspaceId: string,
  said: { brandId: string; statement: string },
): Promise<KnowledgeItem | undefined> {
  const row = await firstRow(
    tx,
    sql<KnowledgeRow>`select ${COLUMNS} from knowledge where workspace_id = ${workspaceId} and brand_id = ${said.brandId}
      and (md5(lower(statement)) = md5(lower(${said.statement}))
        or exists (select 1 from unnest(former_statements) former where lower(former) = lower(${said.statement})))
      order by lower(statement) = lower(${said.statement}) desc, id limit 1`,
  );
  return row === undefined ? undefined : toItem(row);
}

/** Writes an item; what says the same of the brand already, where there is such an item. */
export async function insertKnowledge(
  tx: Tx,
  workspaceId: string,
  made: NewKnowledge,
): Promise<KnowledgeItem | undefined> {
  const there = await findStatement(tx, workspaceId, made);
  if (there !== undefined) return there;
  const decided = made.state === 'confirmed';
  const row = await firstRow(
    tx,
    sql`insert into knowledge (workspace_id, id, brand_id, statement, evidence, confidence, state, made_by, task_run_id, created_at,
        decided_by, decided_at, revision)
      values (${workspaceId}, ${made.id}, ${made.brandId}, ${made.statement}, ${JSON.stringify(made.evidence)}, ${made.confidence},
        ${made.state}, ${JSON.stringify(made.madeBy)}, ${made.taskRunId}, ${made.at},
        ${decided ? JSON.stringify(made.madeBy) : null}, ${decided ? made.at : null}, 1)
      on conflict do nothing returning id`,
  );
  // Written by somebody else since it was looked for.
  return row === undefined ? findStatement(tx, workspaceId, made) : undefined;
}

export async function updateKnowledge(
  tx: Tx,
  workspaceId: string,
  set: Pick<KnowledgeItem, 'id' | 'statement' | 'confidence' | 'state'> & { by: Actor; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update knowledge set former_statements = case when statement = ${set.statement} then former_statements
          else array_append(former_statements, statement) end,
        statement = ${set.statement}, confidence = ${set.confidence}, state = ${set.state},
        decided_by = ${JSON.stringify(set.by)}, decided_at = ${set.at}, revision = revision + 1
      where workspace_id = ${workspaceId} and id = ${set.id}`,
  );
}
