import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent, type NewEvent } from '#platform/events/outbox';
import type { Session } from './contract.ts';
import { accountError } from './errors.ts';
import { keepProof } from './proof.ts';
import { needSession, type SignInContext } from './sign-in-context.ts';
import { deleteSessions, findPerson, listSessions, renamePerson } from './store.ts';

interface Done {
  readonly done: true;
}

/** Changes one's own name. */
export async function renameSelf(ctx: SignInContext, input: { name: string }): Promise<Done> {
  const { userId } = needSession(ctx);
  await withTransaction(ctx.db, async (tx) => {
    const before = await findPerson(tx, { id: userId });
    if (before === undefined || before.name === input.name) return;
    await renamePerson(tx, { id: userId, name: input.name, at: ctx.clock.now() });
    await note(tx, ctx, { type: 'person.renamed', payload: {} });
  });
  return { done: true };
}

/** Changes one's own password; other sessions end. Throws `auth.password_wrong`. */
export async function changePassword(
  ctx: SignInContext,
  input: { current: string; next: string },
): Promise<Done> {
  await ctx.exchange.countAttempt(needSession(ctx).email);
  await ctx.identity.changePassword(ctx.exchange, input);
  await noteDone(ctx, { type: 'password.changed', payload: { by: 'password' }, after: { by: 'password' } });
  return { done: true };
}

/** One's own sessions, newest first. */
export async function listOwnSessions(ctx: SignInContext): Promise<{ items: Session[] }> {
  const { userId, sessionId } = needSession(ctx);
  return { items: await listSessions(ctx.db, { userId, sessionId, now: ctx.clock.now() }) };
}

/** Ends one of one's own sessions, at once. Throws `accounts.session_unknown`. */
export async function endSession(ctx: SignInContext, input: { id: string }): Promise<Done> {
  const { userId } = needSession(ctx);
  await withTransaction(ctx.db, async (tx) => {
    const ended = await deleteSessions(tx, { userId, only: input.id });
    if (ended === 0) throw accountError('accounts.session_unknown');
    await note(tx, ctx, { type: 'session.ended', payload: { count: 1 }, after: { count: 1 } });
  });
  return { done: true };
}

/** Ends all of one's own sessions but this one. */
export async function endOtherSessions(ctx: SignInContext): Promise<{ ended: number }> {
  const { userId, sessionId } = needSession(ctx);
  return withTransaction(ctx.db, async (tx) => {
    const ended = await deleteSessions(tx, { userId, except: sessionId });
    if (ended > 0)
      await note(tx, ctx, { type: 'session.ended', payload: { count: ended }, after: { count: ended } });
    return { ended };
  });
}

/** Begins to set up an app that makes codes. Throws `auth.password_wrong` or `auth.second_factor_on`. */
export async function beginSecondFactor(
  ctx: SignInContext,
  input: { password: string },
): Promise<{ uri: string; backupCodes: string[] }> {
  const { email, hasSecondFactor } = needSession(ctx);
  await ctx.exchange.countAttempt(email);
  const begun = await ctx.identity.beginSecondFactor(ctx.exchange, input.password);
  // The password was all there is to prove; the next step asks for a proof and need not ask for it again.
  if (!hasSecondFactor) await keepProof(ctx, { at: ctx.clock.now(), by: 'password' });
  return begun;
}

/** Switches the second factor on with a code of the app. Throws `auth.code_wrong`. */
export async function confirmSecondFactor(ctx: SignInContext, input: { code: string }): Promise<Done> {
  await ctx.exchange.countAttempt(needSession(ctx).email);
  await ctx.identity.confirmSecondFactor(ctx.exchange, input.code);
  await noteDone(ctx, {
    type: 'second_factor.set',
    payload: {},
    before: { isOn: false },
    after: { isOn: true },
  });
  return { done: true };
}

/** Switches the second factor off. Throws `auth.password_wrong`. */
export async function endSecondFactor(ctx: SignInContext, input: { password: string }): Promise<Done> {
  await ctx.exchange.countAttempt(needSession(ctx).email);
  await ctx.identity.endSecondFactor(ctx.exchange, input.password);
  await noteDone(ctx, {
    type: 'second_factor.removed',
    payload: {},
    before: { isOn: true },
    after: { isOn: false },
  });
  return { done: true };
}

/** Records what the sign-in library has done: it writes in transactions of its own. */
function noteDone(ctx: SignInContext, event: Omit<NewEvent, 'subject'>): Promise<void> {
  return withTransaction(ctx.db, (tx) => note(tx, ctx, event));
}

function note(tx: Tx, ctx: SignInContext, event: Omit<NewEvent, 'subject'>): Promise<void> {
  return appendEvent(tx, ctx, { ...event, subject: { type: 'person', id: needSession(ctx).userId } });
}
