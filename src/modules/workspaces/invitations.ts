import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import { addPerson, findPerson, noteSignIn, type SignInContext } from '#modules/accounts/index';
import { hashLinkToken, linkAddress, newLinkToken } from '#platform/auth/one-time-link';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Db, type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { Invitation } from './contract.ts';
import { workspaceError } from './errors.ts';
import { checkBrands } from './members.ts';
import { checkRank, checkStanding, type Standing } from './rules.ts';
import {
  endInvitation,
  findInvitation,
  findMember,
  insertInvitation,
  listInvitations as findInvitations,
  type OpenInvitation,
} from './store.ts';
import { acceptFor } from './vouched-sign-in.ts';

const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;

/** Invites a person. The link is in the answer only; whoever has it and the mailbox it is for may accept. */
export async function invite(
  ctx: Context & { baseUrl: string },
  input: Standing & { email: string },
): Promise<Invitation & { link: string }> {
  authorise(ctx, 'people.manage');
  checkStanding(input);
  checkRank(ctx.actor, { from: null, to: input.role });
  const { token, tokenHash } = newLinkToken();
  const at = ctx.clock.now();
  const expiresAt = new Date(at.getTime() + INVITATION_DAYS * DAY_MS);
  const { email, role, brandIds } = input;
  return withTransaction(ctx.db, async (tx) => {
    await checkBrands(tx, ctx, input);
    if ((await findMember(tx, ctx.workspaceId, { email })) !== undefined)
      throw workspaceError('people.member_already', { email });
    const id = newId('inv', at.getTime());
    const { workspaceId, actor: by } = ctx;
    const isNew = await insertInvitation(tx, {
      workspaceId,
      id,
      email,
      role,
      brandIds,
      tokenHash,
      at,
      by,
      expiresAt,
    });
    if (!isNew) throw workspaceError('invitations.pending', { email });
    await appendEvent(tx, ctx, {
      type: 'invitation.created',
      subject: { type: 'invitation', id },
      payload: { role },
      after: { role, brandIds, expiresAt },
    });
    const found = await findInvitation(tx, { tokenHash, now: at });
    if (found === undefined) throw workspaceError('invitations.unknown');
    return { ...found, link: linkAddress(ctx.baseUrl, 'invitation', token) };
  });
}

/** Invitations that wait, newest first. */
export async function listInvitations(
  ctx: Context,
  input: { limit: number; after?: string | undefined },
): Promise<Page<Invitation>> {
  authorise(ctx, 'people.read');
  const now = ctx.clock.now();
  const found = await findInvitations(ctx.db, { ...input, workspaceId: ctx.workspaceId, now });
  return cutPage(found, input.limit, (invitation) => invitation.id);
}

/** Takes an invitation back. Throws `invitations.unknown`, also when it was accepted. */
export async function revokeInvitation(ctx: Context, input: { id: string }): Promise<{ done: true }> {
  authorise(ctx, 'people.manage');
  const { id } = input;
  await withTransaction(ctx.db, async (tx) => {
    const ended = await endInvitation(tx, {
      workspaceId: ctx.workspaceId,
      id,
      at: ctx.clock.now(),
      how: 'revoked',
    });
    if (ended === undefined) throw workspaceError('invitations.unknown');
    checkRank(ctx.actor, { from: null, to: ended.role });
    await appendEvent(tx, ctx, {
      type: 'invitation.revoked',
      subject: { type: 'invitation', id },
      payload: {},
      before: { isOpen: true },
      after: { isOpen: false },
    });
  });
  return { done: true };
}

/** What an invitation is for, to whoever has its link. Throws `invitations.unknown`. */
export async function showInvitation(
  ctx: Context,
  input: { token: string },
): Promise<{
  workspaceName: string;
  email: string;
  role: Standing['role'];
  invitedBy: string;
  expiresAt: Date;
  hasAccount: boolean;
}> {
  const { workspaceName, email, role, createdBy, expiresAt } = await needInvitation(ctx.db, ctx, input);
  const hasAccount = (await findPerson(ctx.db, { email })) !== undefined;
  return { workspaceName, email, role, invitedBy: createdBy, expiresAt, hasAccount };
}

/**
 * Accepts an invitation: who is signed in must be the invited person; who is not makes the account of the invited
 * address, and an address that has one signs in first. Throws `invitations.*`.
 */
export async function acceptInvitation(
  ctx: SignInContext,
  input: { token: string; name?: string | undefined; password?: string | undefined },
): Promise<{ workspaceId: string }> {
  const { signedIn } = ctx;
  await ctx.exchange.countAttempt(input.token);
  const passwordHash =
    input.password === undefined ? undefined : await ctx.identity.hashPassword(input.password);
  const accepted = await withTransaction(ctx.db, async (tx) => {
    const found = await needInvitation(tx, ctx, { token: input.token, lock: true });
    const { workspaceId, email } = found;
    if (signedIn !== undefined && signedIn.email !== email) throw workspaceError('invitations.other_person');
    const known = await findPerson(tx, { email });
    if (signedIn === undefined && known !== undefined) throw workspaceError('invitations.sign_in', { email });
    if ((await findMember(tx, workspaceId, { email })) !== undefined)
      throw workspaceError('people.member_already', { email });
    const person = known ?? (await addInvited(tx, ctx, { email, name: input.name, passwordHash }));
    await acceptFor(tx, ctx, { person, invitation: found });
    return { workspaceId, personId: person.id };
  });
  if (signedIn === undefined) {
    const userId = accepted.personId;
    await ctx.identity.signInVouched(ctx.exchange, { userId, provedAt: ctx.clock.now() });
    await noteSignIn(ctx, { userId, by: 'invitation' });
  }
  return { workspaceId: accepted.workspaceId };
}

function addInvited(
  tx: Tx,
  ctx: Context,
  given: { email: string; name: string | undefined; passwordHash: string | undefined },
): ReturnType<typeof addPerson> {
  const { email, name, passwordHash } = given;
  if (name === undefined || passwordHash === undefined) throw workspaceError('invitations.incomplete');
  return addPerson(tx, ctx, { name, email, credential: { passwordHash } });
}

async function needInvitation(
  db: Db,
  ctx: Context,
  { token, lock = false }: { token: string; lock?: boolean },
): Promise<OpenInvitation> {
  const found = await findInvitation(db, { tokenHash: hashLinkToken(token), now: ctx.clock.now(), lock });
  if (found === undefined) throw workspaceError('invitations.unknown');
  return found;
}
