import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { ApprovalChain } from './chain-contract.ts';
import type { Decider, Vote } from './chain-rules.ts';
import { personKey } from './chain-rules.ts';
import type { Approval, DECISIONS } from './contract.ts';

/** A chain as it is kept. */
export interface StoredChain extends Omit<ApprovalChain, 'madeBy' | 'waiting'> {
  readonly madeBy: Actor;
}

const CHAIN = sql.raw(`id, name, subject_types as "subjectTypes", brand_ids as "brandIds", types, steps,
  made_by as "madeBy", created_at as "createdAt"`);

/** Chains that hold for what is asked for from now on, by name, at most 200. */
export function listChains(db: Db, workspaceId: string): Promise<StoredChain[]> {
  return rows(
    db,
    sql<StoredChain>`select ${CHAIN} from approval_chain where workspace_id = ${workspaceId} and retired_at is null
      order by name limit 200`,
  );
}

/** Chains by id, retired ones as well. */
export function findChains(db: Db, workspaceId: string, ids: readonly string[]): Promise<StoredChain[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return rows(
    db,
    sql<StoredChain>`select ${CHAIN} from approval_chain where workspace_id = ${workspaceId} and id = any(${[...ids]})`,
  );
}

/** How many approvals stand in the steps of each chain. */
export async function countInChains(db: Db, workspaceId: string): Promise<ReadonlyMap<string, number>> {
  const found = await rows(
    db,
    sql<{ id: string; count: number }>`select chain_id as id, count(*)::int as count from approval
      where workspace_id = ${workspaceId} and state = 'pending_review' and waits_for is not null group by chain_id`,
  );
  return new Map(found.map(({ id, count }) => [id, count]));
}

export async function insertChain(tx: Tx, workspaceId: string, chain: StoredChain): Promise<void> {
  const { id, name, subjectTypes, brandIds, types, steps, madeBy, createdAt } = chain;
  await rows(
    tx,
    sql`insert into approval_chain (workspace_id, id, name, subject_types, brand_ids, types, steps, made_by, created_at)
      values (${workspaceId}, ${id}, ${name}, ${subjectTypes}, ${brandIds}, ${types}, ${JSON.stringify(steps)}::jsonb,
        ${JSON.stringify(madeBy)}, ${createdAt})`,
  );
}

/** Retires the chain of a name or id; returns what it was. */
export function retireChain(
  tx: Tx,
  workspaceId: string,
  which: { id?: string; name?: string; at: Date },
): Promise<StoredChain | undefined> {
  return firstRow(
    tx,
    sql<StoredChain>`update approval_chain set retired_at = ${which.at}
      where workspace_id = ${workspaceId} and retired_at is null and (id = ${which.id ?? null} or name = ${which.name ?? null})
      returning ${CHAIN}`,
  );
}

/** Where an approval stands in a chain. */
export interface Standing {
  readonly chainId: string | null;
  readonly step: number;
  readonly stepSince: Date | null;
  readonly dueAt: Date | null;
  readonly nextLookAt: Date | null;
  readonly toldAt: Date | null;
  readonly isEscalated: boolean;
  readonly waitsFor: readonly string[] | null;
}

/** No chain: one decision of whoever may decide is enough. */
export const NO_CHAIN: Standing = {
  chainId: null,
  step: 0,
  stepSince: null,
  dueAt: null,
  nextLookAt: null,
  toldAt: null,
  isEscalated: false,
  waitsFor: null,
};

/** Puts approvals where they stand. */
export async function setStanding(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  standing: Standing,
): Promise<void> {
  const { chainId, step, stepSince, dueAt, nextLookAt, toldAt, isEscalated, waitsFor } = standing;
  await rows(
    tx,
    sql`update approval set chain_id = ${chainId}, step = ${step}, step_since = ${stepSince}, due_at = ${dueAt},
        next_look_at = ${nextLookAt}, told_at = ${toldAt}, is_escalated = ${isEscalated},
        waits_for = ${waitsFor === null ? null : [...waitsFor]}
      where workspace_id = ${workspaceId} and id = any(${[...ids]})`,
  );
}

/** A decision in a step with who made it. */
export interface StoredVote extends Vote {
  readonly id: string;
  readonly approvalId: string;
  readonly decision: (typeof DECISIONS)[number];
  readonly comment: string | null;
  readonly madeBy: Actor;
  readonly onBehalfOf: string | null;
  readonly createdAt: Date;
}

/** Votes of approvals that were not taken back, oldest first. */
export async function listVotes(
  db: Db,
  workspaceId: string,
  approvalIds: readonly string[],
): Promise<StoredVote[]> {
  const found = await rows(
    db,
    sql<
      Omit<StoredVote, 'by'>
    >`select id, approval_id as "approvalId", step, seat, decision, decided_hash as "decidedHash", comment,
        made_by as "madeBy", on_behalf_of as "onBehalfOf", created_at as "createdAt"
      from approval_vote where workspace_id = ${workspaceId} and approval_id = any(${[...approvalIds]}) and withdrawn_at is null
      order by id`,
  );
  return found.map((vote) => ({ ...vote, by: personKey(vote.madeBy) }));
}

export async function insertVote(tx: Tx, workspaceId: string, vote: Omit<StoredVote, 'by'>): Promise<void> {
  const { id, approvalId, step, seat, decision, decidedHash, comment, madeBy, onBehalfOf, createdAt } = vote;
  await rows(
    tx,
    sql`insert into approval_vote (workspace_id, id, approval_id, step, seat, decision, decided_hash, comment, made_by, on_behalf_of, created_at)
      values (${workspaceId}, ${id}, ${approvalId}, ${step}, ${seat}, ${decision}, ${decidedHash}, ${comment},
        ${JSON.stringify(madeBy)}, ${onBehalfOf}, ${createdAt})`,
  );
}

/** Takes votes back: all of an approval, or some. */
export async function withdrawVotes(
  tx: Tx,
  workspaceId: string,
  which: { approvalId: string; ids?: readonly string[]; at: Date },
): Promise<void> {
  const some = which.ids === undefined ? sql`` : sql`and id = any(${[...which.ids]})`;
  await rows(
    tx,
    sql`update approval_vote set withdrawn_at = ${which.at}
      where workspace_id = ${workspaceId} and approval_id = ${which.approvalId} and withdrawn_at is null ${some}`,
  );
}

/** Everybody who may decide, at most 1,000. */
export function listDeciders(db: Db, workspaceId: string): Promise<Decider[]> {
  return rows(
    db,
    sql<Decider>`select m.user_id as "personId", p.name, m.role, m.brand_ids as "brandIds"
      from member m join person p on p.id = m.user_id
      where m.workspace_id = ${workspaceId} and m.role in ('owner', 'admin', 'approver') order by m.created_at limit 1000`,
  );
}

/** An approval about which somebody has to be told. */
export interface Overlooked extends Standing {
  readonly id: string;
  readonly workspaceId: string;
  readonly campaignId: string;
  readonly brandId: string | null;
  readonly subjectType: Approval['subjectType'];
  readonly subjectId: string;
  readonly chainId: string;
  readonly stepSince: Date;
}

/** Takes waiting approvals whose time to be looked at has come, of all workspaces; other processes pass them over. */
export function takeOverlooked(tx: Tx, now: Date, limit: number): Promise<Overlooked[]> {
  return rows(
    tx,
    sql<Overlooked>`select a.id, a.workspace_id as "workspaceId", a.campaign_id as "campaignId", c.brand_id as "brandId",
        a.subject_type as "subjectType", a.subject_id as "subjectId", a.chain_id as "chainId", a.step, a.step_since as "stepSince",
        a.due_at as "dueAt", a.next_look_at as "nextLookAt", a.told_at as "toldAt", a.is_escalated as "isEscalated", a.waits_for as "waitsFor"
      from approval a join campaign c on c.workspace_id = a.workspace_id and c.id = a.campaign_id
      where a.state = 'pending_review' and a.next_look_at <= ${now} and a.chain_id is not null and a.step_since is not null
      order by a.next_look_at limit ${limit} for update of a skip locked`,
  );
}

/** Has every approval that waits for a person looked at soon: what they may has changed. */
export async function lookAtSeatsOf(tx: Tx, workspaceId: string, personId: string, at: Date): Promise<void> {
  await rows(
    tx,
    sql`update approval set next_look_at = ${at}, told_at = null
      where workspace_id = ${workspaceId} and state = 'pending_review' and waits_for @> array[${`person:${personId}`}]`,
  );
}
