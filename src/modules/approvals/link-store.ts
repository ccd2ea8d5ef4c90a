import { sql } from 'kysely';
import { type Actor, describeActor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { ApprovalLink } from './chain-contract.ts';

interface LinkRow extends Omit<ApprovalLink, 'madeBy'> {
  readonly by: Actor;
}

const LINK =
  sql.raw(`l.id, l.approval_id as "approvalId", l.name, l.email, l.made_by as by, l.created_at as "createdAt",
  l.expires_at as "expiresAt", l.revoked_at as "revokedAt", l.first_opened_at as "firstOpenedAt", l.last_opened_at as "lastOpenedAt"`);

/** Links of an approval, newest first, at most 100. */
export async function listLinks(db: Db, workspaceId: string, approvalId: string): Promise<ApprovalLink[]> {
  const found = await rows(
    db,
    sql<LinkRow>`select ${LINK} from approval_link l where l.workspace_id = ${workspaceId} and l.approval_id = ${approvalId}
      order by l.id desc limit 100`,
  );
  return found.map(toLink);
}

export async function insertLink(
  tx: Tx,
  workspaceId: string,
  made: Pick<ApprovalLink, 'id' | 'approvalId' | 'name' | 'email' | 'expiresAt'> & {
    tokenHash: string;
    by: Actor;
    at: Date;
  },
): Promise<ApprovalLink> {
  const { id, approvalId, name, email, expiresAt, tokenHash, by, at } = made;
  const row = await firstRow(
    tx,
    sql<LinkRow>`insert into approval_link as l (workspace_id, id, approval_id, token_hash, name, email, made_by, created_at, expires_at)
      values (${workspaceId}, ${id}, ${approvalId}, ${tokenHash}, ${name}, ${email}, ${JSON.stringify(by)}, ${at}, ${expiresAt})
      returning ${LINK}`,
  );
  if (row === undefined) throw new Error('a link was not kept');
  return toLink(row);
}

/** Ends a link; undefined when there is none that is open. */
export async function revokeLink(
  tx: Tx,
  workspaceId: string,
  which: { id: string; approvalId: string; at: Date },
): Promise<ApprovalLink | undefined> {
  const row = await firstRow(
    tx,
    sql<LinkRow>`update approval_link l set revoked_at = ${which.at} where l.workspace_id = ${workspaceId}
      and l.id = ${which.id} and l.approval_id = ${which.approvalId} and l.revoked_at is null returning ${LINK}`,
  );
  return row === undefined ? undefined : toLink(row);
}

/** A link that is open, with where it leads. */
export interface OpenLink extends ApprovalLink {
  /** Who made it. */
  readonly by: Actor;
  readonly workspaceId: string;
  readonly workspaceName: string;
  /** Brand of what it shows; null: none. */
  readonly brandId: string | null;
}

/** The link of a token, in whatever workspace; undefined once it has ended. */
export async function findOpenLink(
  db: Db,
  by: { tokenHash: string; now: Date },
): Promise<OpenLink | undefined> {
  const row = await firstRow(
    db,
    sql<LinkRow & Omit<OpenLink, keyof ApprovalLink>>`select ${LINK}, l.workspace_id as "workspaceId",
        w.name as "workspaceName", c.brand_id as "brandId"
      from approval_link l join workspace w on w.id = l.workspace_id
        join approval a on a.workspace_id = l.workspace_id and a.id = l.approval_id
        join campaign c on c.workspace_id = a.workspace_id and c.id = a.campaign_id
      where l.token_hash = ${by.tokenHash} and l.revoked_at is null and l.expires_at > ${by.now}`,
  );
  if (row === undefined) return undefined;
  const { workspaceId, workspaceName, brandId, ...link } = row;
  return { ...toLink(link), by: link.by, workspaceId, workspaceName, brandId };
}

/** Notes that a link was opened. */
export async function markOpened(db: Db, workspaceId: string, id: string, at: Date): Promise<void> {
  await rows(
    db,
    sql`update approval_link set first_opened_at = coalesce(first_opened_at, ${at}), last_opened_at = ${at}
      where workspace_id = ${workspaceId} and id = ${id}`,
  );
}

function toLink({ by, ...row }: LinkRow): ApprovalLink {
  return { ...row, madeBy: describeActor(by) };
}
