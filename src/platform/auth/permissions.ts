import type { Actor } from '#kernel/actor';
import { defineErrors } from '#kernel/errors';
import type { Context } from '#platform/context';

const authError = defineErrors({
  'auth.forbidden': {
    status: 403,
    retryable: false,
    message: '{who} may not do this: it needs the permission {permission}.',
  },
});

export const PERMISSIONS = [
  'briefs.read',
  'briefs.write',
  'brands.read',
  'brands.write',
  'campaigns.read',
  'campaigns.run',
  'variants.read',
  'alerts.read',
  'alerts.handle',
  'messages.read',
  'messages.draft',
  'llm.use',
  'llm.read',
  'llm.manage',
  'audit.read',
  'keys.manage',
  'secrets.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What only a person may: a stolen key makes no others, and does not reach the keys of the secrets. */
const OF_PEOPLE = ['keys.manage', 'secrets.manage'] as const;

/** What an API key may be given. */
export type KeyScope = Exclude<Permission, (typeof OF_PEOPLE)[number]>;
export const KEY_SCOPES = PERMISSIONS.filter(isKeyScope);

function isKeyScope(permission: Permission): permission is KeyScope {
  return !OF_PEOPLE.some((reserved) => reserved === permission);
}

/**
 * The one place that decides whether an actor may do something; every verb asks it first.
 * Until sign-in exists, the operator at this machine, the house's own parts and API keys are the actors there are.
 * Throws `auth.forbidden`.
 */
export function authorise(ctx: Pick<Context, 'actor'>, permission: Permission): void {
  const { actor } = ctx;
  if (isAllowed(actor, permission)) return;
  const who = actor.kind === 'apiKey' ? `The API key ${actor.name}` : `An actor of kind ${actor.kind}`;
  throw authError('auth.forbidden', { who, permission });
}

function isAllowed(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'operator':
      return true;
    case 'system':
    case 'flow':
      return isKeyScope(permission);
    case 'apiKey':
      return isKeyScope(permission) && actor.scopes.includes(permission);
    case 'user':
    case 'agent':
      return false;
  }
}
