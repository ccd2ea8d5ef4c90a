import type { Actor } from '#kernel/actor';
import { defineErrors } from '#kernel/errors';
import type { OperationMeta } from '#kernel/operation';
import { isKeyScope, type Needs, type Permission, PERMISSIONS_OF } from '#kernel/permission';
import { PROOF_MINUTES } from '#kernel/proof';
import type { Context } from '#platform/context';

export const authError = defineErrors({
  'auth.signed_out': {
    status: 401,
    retryable: false,
    message:
      'This needs a sign-in or an API key: sign in at {signIn}, or send `Authorization: Bearer aicmo_…`.',
  },
  'auth.forbidden': {
    status: 403,
    retryable: false,
    message: '{who} may not do this: it needs the permission {permission}.{help}',
  },
  'auth.person_needed': {
    status: 403,
    retryable: false,
    message: 'Only a person who is signed in may do this; {who} is none.',
  },
  'auth.proof_needed': {
    status: 403,
    retryable: false,
    message:
      'This asks for a proof of who you are that is at most {minutes} minutes old. Confirm it (POST /api/v1/account/proof), or sign out and in, then do it again.',
  },
});

/**
 * The one place that decides whether an actor may do something; every verb asks it first, and every route before it.
 * Throws `auth.forbidden`.
 */
export function authorise(ctx: Pick<Context, 'actor'>, permission: Permission): void {
  const { actor } = ctx;
  if (isAllowed(actor, permission)) return;
  const help = helpFor(actor, permission);
  throw authError('auth.forbidden', { who: nameOf(actor), permission, help });
}

/** What the one approval that a link is for is seen and decided by; no request gets a guest in any other way. */
const OF_GUESTS: ReadonlySet<Permission> = new Set([
  'approvals.read',
  'approvals.comment',
  'approvals.decide',
]);

/** Whether an actor has a permission. */
export function isAllowed(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'operator':
      return true;
    case 'user':
      return actor.role !== null && PERMISSIONS_OF[actor.role].includes(permission);
    case 'system':
    case 'flow':
      return isKeyScope(permission);
    case 'apiKey':
      return isKeyScope(permission) && actor.scopes.includes(permission);
    case 'guest':
      return OF_GUESTS.has(permission);
    case 'agent':
      return false;
  }
}

/**
 * Holds a caller to what an operation declares, before its input is looked at. `actor` is undefined for one who is
 * not signed in. Throws `auth.signed_out`, `auth.person_needed` or `auth.forbidden`.
 */
export function admit(actor: Actor | undefined, needs: Needs): void {
  if (needs === 'public') return;
  if (actor === undefined) throw authError('auth.signed_out', { signIn: '/sign-in' });
  if (needs !== 'self') return authorise({ actor }, needs);
  if (actor.kind !== 'user') throw authError('auth.person_needed', { who: nameOf(actor) });
}

/** What a session says of the proof of who its person is. */
export interface ProvenSession {
  /** When the person last proved it. */
  readonly provedAt: Date | null;
  readonly hasSecondFactor: boolean;
}

/** Until when a proof holds. */
export function proofEnd(provedAt: Date): Date {
  return new Date(provedAt.getTime() + PROOF_MINUTES * 60_000);
}

/** Whether the person of a session proved within the last minutes who they are. */
export function isProven({ provedAt }: Pick<ProvenSession, 'provedAt'>, now: Date): boolean {
  return provedAt !== null && now < proofEnd(provedAt);
}

/**
 * Holds a person to the proof that an operation asks for. Whoever acts without a session is not asked: the operator sits
 * at the machine, and a key proves itself each time; what no key may do has been refused before. Throws
 * `auth.proof_needed`.
 */
export function demandProof(
  by: { actor: Actor | undefined; session: ProvenSession | undefined; now: Date },
  { fresh }: Pick<OperationMeta, 'fresh'>,
): void {
  const { actor, session, now } = by;
  if (fresh === undefined || actor?.kind !== 'user') return;
  if (session !== undefined) {
    if (isProven(session, now)) return;
    if (fresh === 'password' && !session.hasSecondFactor) return;
  }
  throw authError('auth.proof_needed', { minutes: PROOF_MINUTES });
}

function helpFor(actor: Actor, permission: Permission): string {
  if (actor.kind === 'user') return ' An owner or admin of the workspace can give it.';
  if (actor.kind !== 'apiKey' || isKeyScope(permission)) return '';
  return ' Only people have it: a person has to do this, signed in.';
}

/** An actor in words, for a refusal. */
export function nameOf(actor: Actor): string {
  if (actor.kind === 'apiKey') return `The API key ${actor.name}`;
  if (actor.kind !== 'user') return `An actor of kind ${actor.kind}`;
  return actor.role === null
    ? `${actor.name}, who belongs to no workspace,`
    : `${actor.name} (${actor.role})`;
}
