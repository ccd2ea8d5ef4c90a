import type { Actor } from '#kernel/actor';
import { BRAND_ROLES, type Role } from '#kernel/permission';
import { workspaceError } from './errors.ts';

/** What a person is to be in a workspace. */
export interface Standing {
  readonly role: Role;
  readonly brandIds: readonly string[] | null;
}

/** Whether a role may be limited to some brands. */
export function mayBeLimited(role: Role): boolean {
  return BRAND_ROLES.some((limited) => limited === role);
}

/** Refuses brands for a role that sees all. Throws `people.brands_of_role`. */
export function checkStanding({ role, brandIds }: Standing): void {
  if (brandIds !== null && !mayBeLimited(role)) throw workspaceError('people.brands_of_role', { role });
}

/**
 * Who may make or unmake whom: owners everybody, admins everybody but owners. The operator at this machine is above
 * them. Throws `people.owner_needed`.
 */
export function checkRank(actor: Actor, change: { from: Role | null; to: Role | null }): void {
  if (actor.kind === 'operator' || (actor.kind === 'user' && actor.role === 'owner')) return;
  if (change.from === 'owner' || change.to === 'owner') throw workspaceError('people.owner_needed');
}
