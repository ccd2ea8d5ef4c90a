import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { addPerson, hasPeople, needSession, noteSignIn, type SignInContext } from '#modules/accounts/index';
import { hashLinkToken, newLinkToken } from '#platform/auth/one-time-link';
import { authorise } from '#platform/auth/permissions';
import { type Context, DEFAULT_WORKSPACE } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { Account, Workspace } from './contract.ts';
import { workspaceError } from './errors.ts';
import { addMember } from './members.ts';
import {
  findWorkspace,
  findWorkspaces,
  insertWorkspace,
  membershipsOf,
  renameWorkspace,
  replaceSetupLink,
  takeSetupLink,
} from './store.ts';

const SETUP_LINK_MS = 24 * 3_600_000;

/** Who is signed in, and where they may do what. */
export async function getAccount(ctx: SignInContext): Promise<Account> {
  const { userId, name, email, hasSecondFactor, since } = needSession(ctx);
  return {
    person: { id: userId, name, email, hasSecondFactor },
    signedInAt: since,
    memberships: await membershipsOf(ctx.db, userId),
  };
}

/** This workspace. */
export async function getWorkspace(ctx: Context): Promise<Workspace> {
  authorise(ctx, 'people.read');
  return needWorkspace(ctx);
}

/** All workspaces with how many people each has, oldest first. For the operator: nobody else sees beyond their own. */
export async function listWorkspaces(ctx: Context): Promise<{ items: (Workspace & { people: number })[] }> {
  authorise(ctx, 'workspace.manage');
  return { items: await findWorkspaces(ctx.db) };
}

/** Makes a workspace; whoever asks owns it. */
export async function createWorkspace(ctx: Context, input: { name: string }): Promise<Workspace> {
  authorise(ctx, 'workspace.manage');
  const createdAt = ctx.clock.now();
  const workspace = { id: newId('ws', createdAt.getTime()), name: input.name, createdAt };
  return withTransaction(ctx.db, async (tx) => {
    await insertWorkspace(tx, workspace);
    const there = { ...ctx, workspaceId: workspace.id };
    await appendEvent(tx, there, {
      type: 'workspace.created',
      subject: { type: 'workspace', id: workspace.id },
      payload: {},
      after: { exists: true },
    });
    if (ctx.actor.kind === 'user')
      await addMember(tx, there, {
        workspaceId: workspace.id,
        userId: ctx.actor.id,
        role: 'owner',
        brandIds: null,
      });
    return workspace;
  });
}

/** Gives this workspace another name. */
export async function renameThisWorkspace(ctx: Context, input: { name: string }): Promise<Workspace> {
  authorise(ctx, 'workspace.manage');
  return withTransaction(ctx.db, async (tx) => {
    const before = await needWorkspace({ ...ctx, db: tx });
    await renameWorkspace(tx, ctx.workspaceId, input.name);
    await appendEvent(tx, ctx, {
      type: 'workspace.renamed',
      subject: { type: 'workspace', id: ctx.workspaceId },
      payload: {},
      before: { name: before.name },
      after: { name: input.name },
    });
    return { ...before, name: input.name };
  });
}

/** A new link by which the first account is made; undefined when there are accounts. One of before is void. */
export async function makeSetupLink(ctx: Context): Promise<{ token: string; expiresAt: Date } | undefined> {
  authorise(ctx, 'workspace.manage');
  if (await hasPeople(ctx.db)) return undefined;
  const { token, tokenHash } = newLinkToken();
  const expiresAt = new Date(ctx.clock.now().getTime() + SETUP_LINK_MS);
  await withTransaction(ctx.db, (tx) => replaceSetupLink(tx, { tokenHash, expiresAt }));
  return { token, expiresAt };
}

/** Makes the first account, owner of the first workspace, and signs it in. Throws `workspaces.setup_*`. */
export async function completeSetup(
  ctx: SignInContext,
  input: { token: string; workspaceName: string; name: string; email: string; password: string },
): Promise<{ done: true }> {
  await ctx.exchange.countAttempt('set-up');
  if (await hasPeople(ctx.db)) throw workspaceError('workspaces.setup_done');
  const passwordHash = await ctx.identity.hashPassword(input.password);
  const { name, email } = input;
  const person = await withTransaction(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    if (!(await takeSetupLink(tx, { tokenHash: hashLinkToken(input.token), now })))
      throw workspaceError('workspaces.setup_link_invalid');
    const added = await addPerson(tx, ctx, { name, email, credential: { passwordHash } });
    const actor: Actor = { kind: 'user', id: added.id, name, role: 'owner' };
    const as = { ...ctx, workspaceId: DEFAULT_WORKSPACE, actor, db: tx };
    await renameThisWorkspace(as, { name: input.workspaceName });
    await addMember(tx, as, {
      workspaceId: DEFAULT_WORKSPACE,
      userId: added.id,
      role: 'owner',
      brandIds: null,
    });
    return added;
  });
  await ctx.identity.signInVouched(ctx.exchange, { userId: person.id, provedAt: ctx.clock.now() });
  await noteSignIn(ctx, { userId: person.id, by: 'set-up' });
  return { done: true };
}

async function needWorkspace(ctx: Context): Promise<Workspace> {
  const found = await findWorkspace(ctx.db, ctx.workspaceId);
  if (found === undefined) throw workspaceError('workspaces.unknown', { id: ctx.workspaceId });
  return found;
}
