import { PROOF_MINUTES } from '#kernel/proof';
import type { GivenProof } from '#platform/auth/identity';
import type { Vouched } from '#platform/auth/identity-provider';
import { authError, isProven, proofEnd } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { Proof } from './contract.ts';
import { accountError } from './errors.ts';
import { needSession, type SignInContext } from './sign-in-context.ts';
import { findPersonByCredential, listProviderIds, markProven } from './store.ts';

/** The identity provider of this house: its name for people, and who it is. */
export interface ProviderName {
  readonly name: string;
  readonly issuer: string;
}

/** Under which name credentials of an identity provider are kept. */
export function providerIdOf(issuer: string): string {
  return `oidc:${issuer}`;
}

/** How long the proof of this session holds, and by what the person can give another. */
export async function getProof(ctx: SignInContext, provider: ProviderName | null): Promise<Proof> {
  const { userId, provedAt, hasSecondFactor } = needSession(ctx);
  const ways = await listProviderIds(ctx.db, userId);
  const byPassword = ways.includes('credential');
  const isKnownThere = provider !== null && ways.includes(providerIdOf(provider.issuer));
  const holds = provedAt !== null && isProven({ provedAt }, ctx.clock.now());
  return {
    until: holds ? proofEnd(provedAt) : null,
    byPassword,
    needsCode: byPassword && hasSecondFactor,
    byProvider: isKnownThere ? provider.name : null,
  };
}

/**
 * Proves by password, and code where there is a second factor, that it is the person of the session. It holds for this
 * session alone. Attempts count as those of sign-in do. Throws `accounts.proof_wrong`, `http.rate_limited`.
 */
export async function giveProof(
  ctx: SignInContext,
  given: GivenProof & { readonly provider: ProviderName | null },
): Promise<Proof> {
  const signedIn = needSession(ctx);
  const { hasSecondFactor } = signedIn;
  await ctx.exchange.countAttempt(signedIn.email);
  const { provider, ...proof } = given;
  const by = hasSecondFactor ? `password and ${given.kind === 'app' ? 'code' : 'backup code'}` : 'password';
  if (!(await ctx.identity.isProof(ctx.exchange, { ...proof, hasSecondFactor }))) {
    await noteRefused(ctx, by);
    throw accountError('accounts.proof_wrong');
  }
  const provedAt = ctx.clock.now();
  await keepProof(ctx, { at: provedAt, by });
  return getProof({ ...ctx, signedIn: { ...signedIn, provedAt } }, provider);
}

/**
 * Takes the word of an identity provider that the person has just signed in there anew. Throws `accounts.proof_other`
 * when that is somebody else, and `accounts.proof_not_anew` when it was too long ago or it does not say when.
 */
export async function proveByProvider(
  ctx: SignInContext,
  { issuer, vouched }: { issuer: string; vouched: Vouched },
): Promise<void> {
  const by = 'identity provider';
  const found = await findPersonByCredential(ctx.db, {
    providerId: providerIdOf(issuer),
    accountId: vouched.subject,
  });
  const isOther = found?.id !== needSession(ctx).userId;
  const { signedInAt = null } = vouched;
  if (isOther || !isProven({ provedAt: signedInAt }, ctx.clock.now())) {
    await noteRefused(ctx, by);
    if (isOther) throw accountError('accounts.proof_other');
    throw accountError('accounts.proof_not_anew', { minutes: PROOF_MINUTES });
  }
  await keepProof(ctx, { at: provedAtProvider(ctx, vouched), by });
}

/** When a person proved at an identity provider who they are; one that does not say it did so now. */
export function provedAtProvider(
  { clock }: Pick<Context, 'clock'>,
  { signedInAt }: Pick<Vouched, 'signedInAt'>,
): Date {
  const now = clock.now();
  return signedInAt !== undefined && signedInAt < now ? signedInAt : now;
}

/** Keeps with the session that its person has proved who they are. Throws `auth.signed_out` when it has ended. */
export async function keepProof(ctx: SignInContext, { at, by }: { at: Date; by: string }): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    if (!(await markProven(tx, { id: needSession(ctx).sessionId, at })))
      throw authError('auth.signed_out', { signIn: '/sign-in' });
    await note(tx, ctx, { type: 'proof.given', by });
  });
}

function noteRefused(ctx: SignInContext, by: string): Promise<void> {
  return withTransaction(ctx.db, (tx) => note(tx, ctx, { type: 'proof.refused', by }));
}

function note(
  tx: Tx,
  ctx: SignInContext,
  { type, by }: { type: 'proof.given' | 'proof.refused'; by: string },
): Promise<void> {
  const subject = { type: 'person', id: needSession(ctx).userId };
  return appendEvent(tx, ctx, { type, subject, payload: { by }, after: { by } });
}
