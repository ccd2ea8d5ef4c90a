import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { accountError } from './errors.ts';
import { hashLinkToken } from '#platform/auth/one-time-link';
import type { SignInContext } from './sign-in-context.ts';
import { deleteSessions, findPerson, type Person, takeLink, upsertCredential } from './store.ts';

export const PASSWORD_LINK_HOURS = 24;

export interface SignInState {
  readonly state: 'signed_in' | 'second_factor';
}

/** Signs in with a password. Throws `auth.credentials_wrong`; after too many tries `http.rate_limited`. */
export async function signIn(
  ctx: SignInContext,
  given: { email: string; password: string },
): Promise<SignInState> {
  await ctx.exchange.countAttempt(given.email);
  const outcome = await ctx.identity.signIn(ctx.exchange, given);
  if (outcome.state === 'second_factor') return outcome;
  await noteSignIn(ctx, { userId: outcome.userId, by: 'password' });
  return { state: 'signed_in' };
}

/** Ends a sign-in that waits for its second factor. */
export async function giveCode(
  ctx: SignInContext,
  given: { code: string; kind: 'app' | 'backup' },
): Promise<SignInState> {
  const { userId } = await ctx.identity.giveCode(ctx.exchange, given);
  await noteSignIn(ctx, {
    userId,
    by: given.kind === 'app' ? 'password and code' : 'password and backup code',
  });
  return { state: 'signed_in' };
}

/** Puts a sign-in on record, as the person who did it. */
export async function noteSignIn(
  ctx: SignInContext,
  { userId, by }: { userId: string; by: string },
): Promise<void> {
  const workspaceId = await ctx.workspaceOf(userId);
  const person = await findPerson(ctx.db, { id: userId });
  await withTransaction(ctx.db, (tx) =>
    appendEvent(
      tx,
      { ...ctx, workspaceId, actor: personActor(person ?? { id: userId, name: userId }) },
      {
        type: 'session.started',
        subject: { type: 'person', id: userId },
        payload: { by },
        after: { by },
      },
    ),
  );
}

function personActor({ id, name }: Pick<Person, 'id' | 'name'>): Actor {
  return { kind: 'user', id, name, role: null };
}

/** Ends the session of the request. */
export async function signOut(ctx: SignInContext): Promise<{ done: true }> {
  await ctx.identity.signOut(ctx.exchange);
  await withTransaction(ctx.db, (tx) =>
    appendEvent(tx, ctx, {
      type: 'session.ended',
      subject: { type: 'person', id: ctx.signedIn?.userId ?? '' },
      payload: { count: 1 },
      after: { count: 1 },
    }),
  );
  return { done: true };
}

/** Sets a new password by a one-time link, and ends every session of the account. Throws `accounts.link_invalid`. */
export async function resetPassword(
  ctx: SignInContext,
  given: { token: string; password: string },
): Promise<{ done: true }> {
  const password = await ctx.identity.hashPassword(given.password);
  const now = ctx.clock.now();
  await withTransaction(ctx.db, async (tx) => {
    const userId = await takeLink(tx, { tokenHash: hashLinkToken(given.token), now });
    const person = userId === undefined ? undefined : await findPerson(tx, { id: userId });
    if (person === undefined) throw accountError('accounts.link_invalid', { hours: PASSWORD_LINK_HOURS });
    const { id } = person;
    const at = now;
    await upsertCredential(tx, {
      id: newId('crd', at.getTime()),
      userId: id,
      providerId: 'credential',
      accountId: id,
      password,
      at,
    });
    await deleteSessions(tx, { userId: id });
    const workspaceId = await ctx.workspaceOf(id);
    await appendEvent(
      tx,
      { ...ctx, workspaceId, actor: personActor(person) },
      {
        type: 'password.changed',
        subject: { type: 'person', id },
        payload: { by: 'link' },
        after: { by: 'link' },
      },
    );
  });
  return { done: true };
}
