import type { Actor } from '#kernel/actor';
import { defineErrors } from '#kernel/errors';
import { isKeyScope, type Needs, type Permission, PERMISSIONS_OF } from '#kernel/permission';
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
