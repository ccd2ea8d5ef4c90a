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
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/**
 * The one place that decides whether an actor may do something; every verb asks it first.
 * Until sign-in exists, the operator at this machine and the house's own parts are the only actors there are.
 * Throws `auth.forbidden`.
 */
export function authorise(ctx: Pick<Context, 'actor'>, permission: Permission): void {
  const { actor } = ctx;
  if (actor.kind === 'operator' || actor.kind === 'system' || actor.kind === 'flow') return;
  throw authError('auth.forbidden', { who: `An actor of kind ${actor.kind}`, permission });
}
