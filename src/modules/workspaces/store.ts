import { sql } from 'kysely';
import { type Actor, describeActor } from '#kernel/actor';
import { type Role, PERMISSIONS_OF } from '#kernel/permission';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { Invitation, Member, Membership, Workspace } from './contract.ts';
import type { Standing } from './rules.ts';

export function findWorkspace(db: Db, id: string): Promise<Workspace | undefined> {
  return firstRow(
    db,
    sql<Workspace>`select id, name, created_at as "createdAt" from workspace where id = ${id}`,
  );
}

/** All workspaces with the count of their people, oldest first, at most 1,000. */
export function findWorkspaces(db: Db): Promise<(Workspace & { people: number })[]> {
  return rows(
    db,
    sql<Workspace & { people: number }>`select w.id, w.name, w.created_at as "createdAt",
        (select count(*)::int from member m where m.workspace_id = w.id) as people
      from workspace w order by w.created_at, w.id limit 1000`,
  );
}

/** Ids of all workspaces. They are few: people make them by hand. */
export async function workspaceIds(db: Db): Promise<string[]> {
  const found = await rows(db, sql<{ id: string }>`select id from workspace order by created_at, id`);
  return found.map(({ id }) => id);
}

export async function insertWorkspace(tx: Tx, workspace: Workspace): Promise<void> {
  const { id, name, createdAt } = workspace;
  await rows(tx, sql`insert into workspace (id, name, created_at) values (${id}, ${name}, ${createdAt})`);
}

export async function renameWorkspace(tx: Tx, id: string, name: string): Promise<void> {
  await rows(tx, sql`update workspace set name = ${name} where id = ${id}`);
}

/** Where a person belongs, oldest first, at most 200. */
export async function membershipsOf(db: Db, userId: string): Promise<Membership[]> {
  const found = await rows(
    db,
    sql<
      Omit<Membership, 'permissions'>
    >`select m.workspace_id as "workspaceId", w.name as "workspaceName", m.role,
        m.brand_ids as "brandIds"
      from member m join workspace w on w.id = m.workspace_id
      where m.user_id = ${userId} order by m.created_at, m.workspace_id limit 200`,
  );
  return found.map((membership) => ({ ...membership, permissions: [...PERMISSIONS_OF[membership.role]] }));
}

const MEMBER = sql.raw(`p.id as "personId", p.name, p.email, m.role, m.brand_ids as "brandIds",
  p.two_factor_enabled as "hasSecondFactor", m.created_at as "joinedAt",
  (select max(s.updated_at) from person_session s where s.user_id = p.id and s.expires_at > now()) as "lastSeenAt"`);

/** Members by id, newest first, one more than `limit`. */
export function listMembers(
  db: Db,
  filter: { workspaceId: string; limit: number; after?: string | undefined },
): Promise<Member[]> {
  const after = filter.after === undefined ? sql`` : sql`and m.user_id < ${filter.after}`;
  return rows(
    db,
    sql<Member>`select ${MEMBER} from member m join person p on p.id = m.user_id
      where m.workspace_id = ${filter.workspaceId} ${after} order by m.user_id desc limit ${filter.limit + 1}`,
  );
}

/** A member by id or e-mail address. */
export function findMember(
  db: Db,
  workspaceId: string,
  ref: { id?: string; email?: string },
): Promise<Member | undefined> {
  return firstRow(
    db,
    sql<Member>`select ${MEMBER} from member m join person p on p.id = m.user_id
      where m.workspace_id = ${workspaceId} and (p.id = ${ref.id ?? null} or p.email = ${ref.email ?? null})`,
  );
}

/** Adds a member or changes what they are. */
export async function upsertMember(
  tx: Tx,
  member: Standing & { workspaceId: string; userId: string; at: Date; by: Actor },
): Promise<void> {
  const { workspaceId, userId, role, brandIds, at, by } = member;
  await rows(
    tx,
    sql`insert into member (workspace_id, user_id, role, brand_ids, created_at, created_by)
      values (${workspaceId}, ${userId}, ${role}, ${brandIds === null ? null : [...brandIds]}, ${at}, ${JSON.stringify(by)})
      on conflict (workspace_id, user_id) do update set role = excluded.role, brand_ids = excluded.brand_ids`,
  );
}

export async function deleteMember(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  await rows(tx, sql`delete from member where workspace_id = ${workspaceId} and user_id = ${userId}`);
}

/** How many owners there are; other changes of them wait until the caller has committed. */
export async function lockOwners(tx: Tx, workspaceId: string): Promise<number> {
  const found = await rows(
    tx,
    sql`select user_id from member where workspace_id = ${workspaceId} and role = 'owner' for update`,
  );
  return found.length;
}

/** Ids of the given brands that do not exist. */
export async function missingBrands(db: Db, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const found = await rows(
    db,
    sql<{ id: string }>`select wanted.id from unnest(${[...ids]}::text[]) as wanted (id)
      where not exists (select 1 from brand b where b.workspace_id = ${workspaceId} and b.id = wanted.id)`,
  );
  return found.map(({ id }) => id);
}

interface InvitationRow extends Omit<Invitation, 'createdBy'> {
  readonly by: Actor;
}

const INVITATION = sql.raw(`id, email, role, brand_ids as "brandIds", created_at as "createdAt",
  created_by as by, expires_at as "expiresAt"`);

function toInvitation(row: InvitationRow): Invitation {
  const { id, email, role, brandIds, createdAt, by, expiresAt } = row;
  return { id, email, role, brandIds, createdAt, createdBy: describeActor(by), expiresAt };
}

/** Invitations that can still be accepted, newest first, one more than `limit`. */
export async function listInvitations(
  db: Db,
  filter: { workspaceId: string; limit: number; now: Date; after?: string | undefined },
): Promise<Invitation[]> {
  const after = filter.after === undefined ? sql`` : sql`and id < ${filter.after}`;
  const found = await rows(
    db,
    sql<InvitationRow>`select ${INVITATION} from invitation
      where workspace_id = ${filter.workspaceId} and accepted_at is null and revoked_at is null
        and expires_at > ${filter.now} ${after}
      order by id desc limit ${filter.limit + 1}`,
  );
  return found.map(toInvitation);
}

/** Adds an invitation; false when the address has one that waits. One that ran out is ended first. */
export async function insertInvitation(
  tx: Tx,
  invitation: Standing & {
    workspaceId: string;
    id: string;
    email: string;
    tokenHash: string;
    at: Date;
    by: Actor;
    expiresAt: Date;
  },
): Promise<boolean> {
  const { workspaceId, id, email, role, brandIds, tokenHash, at, by, expiresAt } = invitation;
  await rows(
    tx,
    sql`update invitation set revoked_at = ${at} where workspace_id = ${workspaceId} and email = ${email}
      and accepted_at is null and revoked_at is null and expires_at <= ${at}`,
  );
  const row = await firstRow(
    tx,
    sql`insert into invitation (workspace_id, id, email, role, brand_ids, token_hash, created_at, created_by, expires_at)
      values (${workspaceId}, ${id}, ${email}, ${role}, ${brandIds === null ? null : [...brandIds]}, ${tokenHash},
        ${at}, ${JSON.stringify(by)}, ${expiresAt})
      on conflict do nothing returning id`,
  );
  return row !== undefined;
}

export interface OpenInvitation extends Invitation {
  readonly workspaceId: string;
  readonly workspaceName: string;
}

/** The invitation of a link that can still be accepted; with `lock`, others who accept it wait. */
export async function findInvitation(
  db: Db,
  by: { tokenHash: string; now: Date; lock?: boolean },
): Promise<OpenInvitation | undefined> {
  const lock = by.lock === true ? sql`for update of i` : sql``;
  const row = await firstRow(
    db,
    sql<InvitationRow & { workspaceId: string; workspaceName: string }>`
      select i.id, i.email, i.role as role, i.brand_ids as "brandIds", i.created_at as "createdAt", i.created_by as by,
        i.expires_at as "expiresAt", i.workspace_id as "workspaceId", w.name as "workspaceName"
      from invitation i join workspace w on w.id = i.workspace_id
      where i.token_hash = ${by.tokenHash} and i.accepted_at is null and i.revoked_at is null
        and i.expires_at > ${by.now} ${lock}`,
  );
  if (row === undefined) return undefined;
  const { workspaceId, workspaceName } = row;
  return { ...toInvitation(row), workspaceId, workspaceName };
}

/** Invitations of an address that can still be accepted, one a workspace; others who accept them wait. */
export async function findOpenInvitations(
  tx: Tx,
  by: { email: string; now: Date },
): Promise<OpenInvitation[]> {
  const found = await rows(
    tx,
    sql<InvitationRow & { workspaceId: string; workspaceName: string }>`
      select i.id, i.email, i.role as role, i.brand_ids as "brandIds", i.created_at as "createdAt", i.created_by as by,
        i.expires_at as "expiresAt", i.workspace_id as "workspaceId", w.name as "workspaceName"
      from invitation i join workspace w on w.id = i.workspace_id
      where i.email = ${by.email} and i.accepted_at is null and i.revoked_at is null and i.expires_at > ${by.now}
      order by i.created_at for update of i`,
  );
  return found.map((row) => ({
    ...toInvitation(row),
    workspaceId: row.workspaceId,
    workspaceName: row.workspaceName,
  }));
}

/** Ends an invitation; undefined when it had ended. */
export async function endInvitation(
  tx: Tx,
  invitation: { workspaceId: string; id: string; at: Date; how: 'accepted' | 'revoked' },
): Promise<{ role: Role } | undefined> {
  const { workspaceId, id, at, how } = invitation;
  return firstRow(
    tx,
    sql<{ role: Role }>`update invitation set ${sql.ref(`${how}_at`)} = ${at}
      where workspace_id = ${workspaceId} and id = ${id} and accepted_at is null and revoked_at is null
      returning role`,
  );
}

/** Puts the link of the first start in the place of the one before. */
export async function replaceSetupLink(tx: Tx, link: { tokenHash: string; expiresAt: Date }): Promise<void> {
  await rows(
    tx,
    sql`insert into setup_link (token_hash, expires_at) values (${link.tokenHash}, ${link.expiresAt})
      on conflict (is_only) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at`,
  );
}

/** Uses the link of the first start up; false when it is not the one. */
export async function takeSetupLink(tx: Tx, link: { tokenHash: string; now: Date }): Promise<boolean> {
  const row = await firstRow(
    tx,
    sql`delete from setup_link where token_hash = ${link.tokenHash} and expires_at > ${link.now} returning 1`,
  );
  return row !== undefined;
}
