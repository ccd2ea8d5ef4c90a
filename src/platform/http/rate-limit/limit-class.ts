import type { Effect } from '#kernel/effect';
import type { OperationMeta } from '#kernel/operation';
import type { Permission } from '#kernel/permission';
import type { Limit } from './limit.ts';

/** Requests of one class share a limit. `account` counts attempts on one account, whoever makes them. */
export const LIMIT_CLASSES = ['api', 'v1', 'metrics', 'admin', 'sign_in', 'account'] as const;
export type LimitClass = (typeof LIMIT_CLASSES)[number];

/** The limit of each class: for callers by key or from elsewhere, and for whoever sits at this machine. */
export type RateLimits = Readonly<
  Record<LimitClass, { readonly others: Limit | undefined; readonly local: Limit | undefined }>
>;

/** Whom an operation of these permissions counts for, whatever its effect is. */
const BY_PERMISSION: Readonly<Partial<Record<Permission, LimitClass>>> = {
  'llm.read': 'metrics',
  'llm.manage': 'admin',
  'people.manage': 'admin',
  'workspace.manage': 'admin',
  'keys.manage': 'admin',
  'secrets.manage': 'admin',
};

/** All other operations count by what they do; what spends counts with the endpoint for programs, which spends too. */
const BY_EFFECT: Readonly<Record<Effect, LimitClass>> = {
  read: 'api',
  write: 'api',
  publish: 'admin',
  spend: 'v1',
};

/** The class of an operation by what its contract declares. */
export function limitClassOf({ needs, effect }: OperationMeta): LimitClass {
  if (needs === 'public' && effect !== 'read') return 'sign_in';
  return BY_PERMISSION[needs as Permission] ?? BY_EFFECT[effect];
}
