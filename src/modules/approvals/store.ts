import { sql } from 'kysely';
import { type Actor, describeActor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { Standing } from './chain-store.ts';
import type { Approval, ApprovalComment } from './contract.ts';

/** An approval as it is kept: what it is about is read from where it lies. */
export interface StoredApproval extends Pick<
  Standing,
  'chainId' | 'step' | 'stepSince' | 'dueAt' | 'toldAt' | 'isEscalated'
> {
  readonly id: string;
  readonly subjectType: Approval['subjectType'];
  readonly subjectId: string;
  readonly campaignId: string;
  readonly campaignKey: string;
  readonly campaignName: string;
  /** Brand of the campaign; null: none. */
  readonly brandId: string | null;
  readonly revision: number;
  readonly state: Approval['state'];
  readonly voidReason: string | null;
  readonly madeBy: Actor;
  readonly requestedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: Actor | null;
  readonly decidedHash: string | null;
  readonly comment: string | null;
  readonly openComments: number;
}

const COLUMNS =
  sql.raw(`a.id, a.subject_type as "subjectType", a.subject_id as "subjectId", a.campaign_id as "campaignId",
  c.key as "campaignKey", c.name as "campaignName", c.brand_id as "brandId", a.revision, a.state, a.void_reason as "voidReason", a.made_by as "madeBy",
  a.requested_at as "requestedAt", a.decided_at as "decidedAt", a.decided_by as "decidedBy", a.decided_hash as "decidedHash", a.comment,
  a.chain_id as "chainId", a.step, a.step_since as "stepSince", a.due_at as "dueAt", a.told_at as "toldAt", a.is_escalated as "isEscalated",
  (select count(*)::int from approval_comment m where m.workspace_id = a.workspace_id and m.approval_id = a.id and m.resolved_at is null) as "openComments"`);
const TABLES = sql.raw(
  'approval a join campaign c on c.workspace_id = a.workspace_id and c.id = a.campaign_id',
);

export interface ApprovalFilter {
  readonly workspaceId: string;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly state?: Approval['state'] | undefined;
  readonly subjectType?: Approval['subjectType'] | undefined;
  readonly campaignId?: string | undefined;
  /** Keys of the seats that somebody holds: only what they may decide now. */
  readonly turnOf?: readonly string[] | undefined;
}

/** Approvals by id, newest first, one more than `limit`. */
export function listApprovals(db: Db, filter: ApprovalFilter): Promise<StoredApproval[]> {
  const { state, subjectType, campaignId, after, turnOf } = filter;
  const parts = [
    ...(turnOf === undefined
      ? []
      : [
          sql`and a.state = 'pending_review' and (a.waits_for is null or a.waits_for && ${[...turnOf]}::text[])`,
        ]),
    ...(after === undefined ? [] : [sql`and a.id < ${after}`]),
    ...(state === undefined ? [] : [sql`and a.state = ${state}`]),
    ...(subjectType === undefined ? [] : [sql`and a.subject_type = ${subjectType}`]),
    ...(campaignId === undefined ? [] : [sql`and a.campaign_id = ${campaignId}`]),
  ];
  return rows(
    db,
    sql<StoredApproval>`select ${COLUMNS} from ${TABLES} where a.workspace_id = ${filter.workspaceId} ${sql.join(parts, sql` `)}
      order by a.id desc limit ${filter.limit + 1}`,
  );
}

/** One approval; with `lock`, other deciders of it wait. */
export function findApproval(
  db: Db,
  workspaceId: string,
  ref: { id: string; lock?: boolean },
): Promise<StoredApproval | undefined> {
  const lock = ref.lock === true ? sql`for update of a` : sql``;
  return firstRow(
    db,
    sql<StoredApproval>`select ${COLUMNS} from ${TABLES} where a.workspace_id = ${workspaceId} and a.id = ${ref.id} ${lock}`,
  );
}

/** The approval of a brief revision or variant. */
export function findBySubject(
  db: Db,
  workspaceId: string,
  subject: { type: Approval['subjectType']; id: string },
): Promise<StoredApproval | undefined> {
  return firstRow(
    db,
    sql<StoredApproval>`select ${COLUMNS} from ${TABLES}
      where a.workspace_id = ${workspaceId} and a.subject_type = ${subject.type} and a.subject_id = ${subject.id}`,
  );
}

/** The approvals of several subjects of one type. */
export function findBySubjects(
  db: Db,
  workspaceId: string,
  subjects: { type: Approval['subjectType']; ids: readonly string[] },
): Promise<StoredApproval[]> {
  return rows(
    db,
    sql<StoredApproval>`select ${COLUMNS} from ${TABLES}
      where a.workspace_id = ${workspaceId} and a.subject_type = ${subjects.type} and a.subject_id = any(${[...subjects.ids]})`,
  );
}

/** Who handed in the brief of a campaign's revision. */
export async function findMaker(
  db: Db,
  workspaceId: string,
  ref: { campaignId: string; revision: number },
): Promise<Actor | undefined> {
  const row = await firstRow(
    db,
    sql<{ by: Actor }>`select made_by as by from approval where workspace_id = ${workspaceId}
      and campaign_id = ${ref.campaignId} and revision = ${ref.revision} and subject_type = 'brief'`,
  );
  return row?.by;
}

/** How many approvals of one campaign stand in each state. */
export async function countStates(
  db: Db,
  workspaceId: string,
  campaignId: string,
): Promise<ReadonlyMap<string, number>> {
  const found = await rows(
    db,
    sql<{ state: string; count: number }>`select state, count(*)::int as count from approval
      where workspace_id = ${workspaceId} and campaign_id = ${campaignId} group by state`,
  );
  return new Map(found.map(({ state, count }) => [state, count]));
}

/** How many of some subjects wait for whoever may decide: those that stand in no chain. */
export async function countUnchained(
  db: Db,
  workspaceId: string,
  subjects: { type: Approval['subjectType']; campaignId: string; ids?: readonly string[] },
): Promise<number> {
  const { type, campaignId, ids } = subjects;
  const some = ids === undefined ? sql`` : sql`and subject_id = any(${[...ids]})`;
  const row = await firstRow(
    db,
    sql<{ count: number }>`select count(*)::int as count from approval where workspace_id = ${workspaceId}
      and campaign_id = ${campaignId} and subject_type = ${type} and state = 'pending_review' and waits_for is null ${some}`,
  );
  return row?.count ?? 0;
}

/** How many variants of each campaign wait for a decision; campaigns of which none waits are left out. */
export async function countWaiting(
  db: Db,
  workspaceId: string,
  campaignIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await rows(
    db,
    sql<{ id: string; count: number }>`select campaign_id as id, count(*)::int as count from approval
      where workspace_id = ${workspaceId} and campaign_id = any(${[...campaignIds]})
        and state = 'pending_review' and subject_type = 'variant' group by campaign_id`,
  );
  return new Map(found.map(({ id, count }) => [id, count]));
}

export interface NewApprovals {
  readonly subjectType: Approval['subjectType'];
  readonly campaignId: string;
  readonly revision: number;
  readonly madeBy: Actor;
  readonly at: Date;
  /** Id of each approval and of what it is about. */
  readonly subjects: readonly { readonly id: string; readonly subjectId: string }[];
}

/** Writes approvals that wait; what has one already keeps it. */
export async function insertApprovals(tx: Tx, workspaceId: string, made: NewApprovals): Promise<void> {
  const { subjectType, campaignId, revision, madeBy, at, subjects } = made;
  await rows(
    tx,
    sql`insert into approval (workspace_id, id, subject_type, subject_id, campaign_id, revision, state, made_by, requested_at)
      select ${workspaceId}, s->>'id', ${subjectType}, s->>'subjectId', ${campaignId}, ${revision}, 'pending_review',
        ${JSON.stringify(madeBy)}::jsonb, ${at}
      from jsonb_array_elements(${JSON.stringify(subjects)}::jsonb) s on conflict do nothing`,
  );
}

/** Voids what stood for older revisions of a campaign, but for tasks, which are of no revision; returns how many, and how many of them were approved. */
export async function voidOlder(
  tx: Tx,
  workspaceId: string,
  ref: { campaignId: string; revision: number; reason: string },
): Promise<{ all: number; approved: number }> {
  const row = await firstRow(
    tx,
    sql<{ all: number; approved: number }>`with gone as (
        select id, state from approval where workspace_id = ${workspaceId} and campaign_id = ${ref.campaignId}
          and revision < ${ref.revision} and state <> 'void' and subject_type <> 'task' for update),
      changed as (update approval a set state = 'void', void_reason = ${ref.reason} from gone
        where a.workspace_id = ${workspaceId} and a.id = gone.id returning gone.state)
      select count(*)::int as "all", (count(*) filter (where state = 'approved'))::int as approved from changed`,
  );
  return row ?? { all: 0, approved: 0 };
}

/** Says that there is nothing to decide any more, and why. */
export async function voidApproval(
  tx: Tx,
  workspaceId: string,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  await rows(
    tx,
    sql`update approval set state = 'void', void_reason = ${reason} where workspace_id = ${workspaceId} and id = ${id}`,
  );
}

/** Sets what was decided, or that nothing is any more. */
export async function updateDecision(
  tx: Tx,
  workspaceId: string,
  decided: {
    id: string;
    state: Approval['state'];
    by: Actor | null;
    at: Date | null;
    hash: string | null;
    comment: string | null;
  },
): Promise<void> {
  const { id, state, by, at, hash, comment } = decided;
  await rows(
    tx,
    sql`update approval set state = ${state}, decided_by = ${by === null ? null : JSON.stringify(by)}, decided_at = ${at},
        decided_hash = ${hash}, comment = ${comment}
      where workspace_id = ${workspaceId} and id = ${id}`,
  );
}

interface CommentRow extends Omit<ApprovalComment, 'createdBy' | 'resolvedBy'> {
  readonly by: Actor;
  readonly resolver: Actor | null;
}

const COMMENT = sql.raw(`id, text, spot, created_at as "createdAt", created_by as by,
  resolved_at as "resolvedAt", resolved_by as resolver`);

function toComment({ by, resolver, ...row }: CommentRow): ApprovalComment {
  return {
    ...row,
    createdBy: describeActor(by),
    resolvedBy: resolver === null ? null : describeActor(resolver),
  };
}

/** Comments on an approval, oldest first, at most 500; of one guest only where their address is given. */
export async function listComments(
  db: Db,
  workspaceId: string,
  approvalId: string,
  guest?: string,
): Promise<ApprovalComment[]> {
  const byGuest =
    guest === undefined
      ? sql``
      : sql`and created_by ->> 'kind' = 'guest' and created_by ->> 'email' = ${guest}`;
  const found = await rows(
    db,
    sql<CommentRow>`select ${COMMENT} from approval_comment
      where workspace_id = ${workspaceId} and approval_id = ${approvalId} ${byGuest} order by id limit 500`,
  );
  return found.map(toComment);
}

export async function insertComment(
  tx: Tx,
  workspaceId: string,
  comment: {
    id: string;
    approvalId: string;
    text: string;
    spot: ApprovalComment['spot'];
    at: Date;
    by: Actor;
  },
): Promise<void> {
  const { id, approvalId, text, spot, at, by } = comment;
  await rows(
    tx,
    sql`insert into approval_comment (workspace_id, id, approval_id, text, spot, created_at, created_by)
      values (${workspaceId}, ${id}, ${approvalId}, ${text}, ${spot === null ? null : JSON.stringify(spot)}, ${at}, ${JSON.stringify(by)})`,
  );
}

/** Marks a comment as dealt with; undefined when there is none. One that is stays as it is. */
export async function resolveComment(
  tx: Tx,
  workspaceId: string,
  comment: { id: string; approvalId: string; at: Date; by: Actor },
): Promise<ApprovalComment | undefined> {
  const { id, approvalId, at, by } = comment;
  const row = await firstRow(
    tx,
    sql<CommentRow>`update approval_comment set resolved_at = coalesce(resolved_at, ${at}),
        resolved_by = coalesce(resolved_by, ${JSON.stringify(by)}::jsonb)
      where workspace_id = ${workspaceId} and approval_id = ${approvalId} and id = ${id} returning ${COMMENT}`,
  );
  return row === undefined ? undefined : toComment(row);
}

export async function findRules(db: Db, workspaceId: string): Promise<{ needsSecondPerson: boolean }> {
  const row = await firstRow(
    db,
    sql<{ needsSecondPerson: boolean }>`select needs_second_person as "needsSecondPerson" from approval_rules
      where workspace_id = ${workspaceId}`,
  );
  return row ?? { needsSecondPerson: false };
}

export async function saveRules(tx: Tx, workspaceId: string, needsSecondPerson: boolean): Promise<void> {
  await rows(
    tx,
    sql`insert into approval_rules (workspace_id, needs_second_person) values (${workspaceId}, ${needsSecondPerson})
      on conflict (workspace_id) do update set needs_second_person = excluded.needs_second_person`,
  );
}
