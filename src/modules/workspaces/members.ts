import { cutPage, type Page } from '#kernel/page';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { Member } from './contract.ts';
import { workspaceError } from './errors.ts';
import { checkRank, checkStanding, type Standing } from './rules.ts';
import {
  deleteMember,
  findMember,
  listMembers as findMembers,
  lockOwners,
  missingBrands,
  upsertMember,
} from './store.ts';

/** People of the workspace, newest first. */
export async function listMembers(
  ctx: Context,
  input: { limit: number; after?: string | undefined },
): Promise<Page<Member>> {
  authorise(ctx, 'people.read');
  const found = await findMembers(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  return cutPage(found, input.limit, (member) => member.personId);
}

/** Changes what a person is. Throws `people.unknown`, `people.owner_needed`, `people.last_owner` and others. */
export async function changeMember(ctx: Context, input: Standing & { id: string }): Promise<Member> {
  authorise(ctx, 'people.manage');
  checkStanding(input);
  return withTransaction(ctx.db, async (tx) => {
    const owners = await lockOwners(tx, ctx.workspaceId);
    const before = await needMember(tx, ctx, input.id);
    checkRank(ctx.actor, { from: before.role, to: input.role });
    await checkBrands(tx, ctx, input);
    if (before.role === 'owner' && input.role !== 'owner') keepOneOwner(owners, before);
    const { role, brandIds } = input;
    const by = ctx.actor;
    await upsertMember(tx, {
      workspaceId: ctx.workspaceId,
      userId: before.personId,
      role,
      brandIds,
      at: ctx.clock.now(),
      by,
    });
    await appendEvent(tx, ctx, {
      type: 'member.changed',
      subject: { type: 'person', id: before.personId },
      payload: { role, roleBefore: before.role },
      before: { role: before.role, brandIds: before.brandIds },
      after: { role, brandIds },
    });
    return needMember(tx, ctx, input.id);
  });
}

/** Takes a person out of the workspace, at once; what they did stays. */
export async function removeMember(ctx: Context, input: { id: string }): Promise<{ done: true }> {
  authorise(ctx, 'people.manage');
  await withTransaction(ctx.db, async (tx) => {
    const owners = await lockOwners(tx, ctx.workspaceId);
    const before = await needMember(tx, ctx, input.id);
    checkRank(ctx.actor, { from: before.role, to: null });
    if (before.role === 'owner') keepOneOwner(owners, before);
    await deleteMember(tx, ctx.workspaceId, before.personId);
    await appendEvent(tx, ctx, {
      type: 'member.removed',
      subject: { type: 'person', id: before.personId },
      payload: { role: before.role },
      before: { role: before.role, brandIds: before.brandIds },
      after: { role: null, brandIds: null },
    });
  });
  return { done: true };
}

/** Adds a person to a workspace in the caller's transaction. */
export async function addMember(
  tx: Tx,
  ctx: Context,
  member: Standing & { workspaceId: string; userId: string },
): Promise<void> {
  const { workspaceId, userId, role, brandIds } = member;
  await upsertMember(tx, { workspaceId, userId, role, brandIds, at: ctx.clock.now(), by: ctx.actor });
  await appendEvent(
    tx,
    { ...ctx, workspaceId },
    {
      type: 'member.added',
      subject: { type: 'person', id: userId },
      payload: { role },
      before: { role: null, brandIds: null },
      after: { role, brandIds },
    },
  );
}

/** Throws `people.brand_unknown` where a brand does not exist. */
export async function checkBrands(tx: Tx, ctx: Context, { brandIds }: Standing): Promise<void> {
  if (brandIds === null) return;
  const [id] = await missingBrands(tx, ctx.workspaceId, brandIds);
  if (id !== undefined) throw workspaceError('people.brand_unknown', { id });
}

async function needMember(tx: Tx, ctx: Context, id: string): Promise<Member> {
  const found = await findMember(tx, ctx.workspaceId, { id, email: id.toLowerCase() });
  if (found === undefined) throw workspaceError('people.unknown', { id });
  return found;
}

function keepOneOwner(owners: number, { name }: Member): void {
  if (owners < 2) throw workspaceError('people.last_owner', { name });
}
