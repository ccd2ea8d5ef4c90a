/** Everything that may be allowed or not, by the noun it is about. */
export const PERMISSIONS = [
  'briefs.read',
  'briefs.write',
  'brands.read',
  'brands.write',
  'campaigns.read',
  'campaigns.run',
  'variants.read',
  'tasks.read',
  'tasks.write',
  'tasks.run',
  'approvals.read',
  'approvals.comment',
  'approvals.decide',
  'alerts.read',
  'alerts.handle',
  'messages.read',
  'messages.draft',
  'views.keep',
  'llm.use',
  'llm.read',
  'llm.manage',
  'audit.read',
  'people.read',
  'people.manage',
  'workspace.manage',
  'keys.manage',
  'secrets.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What only a person may: a stolen key approves nothing, makes no others, invites nobody, and does not reach the keys of the secrets; views are of persons. */
const OF_PEOPLE = [
  'approvals.decide',
  'views.keep',
  'people.manage',
  'workspace.manage',
  'keys.manage',
  'secrets.manage',
] as const;

/** What an API key may be given. */
export type KeyScope = Exclude<Permission, (typeof OF_PEOPLE)[number]>;
export const KEY_SCOPES = PERMISSIONS.filter(isKeyScope);

export function isKeyScope(permission: Permission): permission is KeyScope {
  return !OF_PEOPLE.some((reserved) => reserved === permission);
}

/** What a person is in a workspace. */
export const ROLES = ['owner', 'admin', 'strategist', 'approver', 'analyst'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that may be limited to some brands. Those who run the workspace see all of it. */
export const BRAND_ROLES = ['strategist', 'approver', 'analyst'] as const satisfies readonly Role[];

const READ = PERMISSIONS.filter(
  (permission) => permission.endsWith('.read') && permission !== 'audit.read' && permission !== 'people.read',
);
const WORK = [
  'briefs.read',
  'brands.read',
  'campaigns.read',
  'variants.read',
  'tasks.read',
  'approvals.read',
  'alerts.read',
  'messages.read',
] as const satisfies readonly Permission[];

/** What each role may. `docs/reference/permissions.md` is made from it. */
export const PERMISSIONS_OF: Readonly<Record<Role, readonly Permission[]>> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS.filter((permission) => permission !== 'secrets.manage'),
  strategist: [
    ...READ,
    'briefs.write',
    'brands.write',
    'campaigns.run',
    'tasks.write',
    'tasks.run',
    'approvals.comment',
    'alerts.handle',
    'messages.draft',
    'views.keep',
    'llm.use',
  ],
  approver: [...WORK, 'approvals.comment', 'approvals.decide', 'alerts.handle', 'views.keep'],
  analyst: [...READ, 'views.keep'],
};

/**
 * What an operation needs of whoever calls it: a permission; `self`: that it is a signed-in person, about whom it is;
 * `public`: nothing, because it is how one becomes a caller.
 */
export type Needs = Permission | 'self' | 'public';
