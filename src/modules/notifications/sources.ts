import type { Actor } from '#kernel/actor';
import type { Permission } from '#kernel/permission';
import type { EventType } from '#platform/audit/event-types';
import { isAllowed } from '#platform/auth/permissions';

/**
 * The types of events that become notifications, and what a person must be allowed to hear of them: what the live
 * topics ask for, and `approvals.decide` where something waits for a decision. null: it is about the person.
 */
export const NEEDS_OF_SOURCES = {
  'campaign.status_changed': 'campaigns.read',
  'brief.refused': 'briefs.read',
  'alert.raised': 'alerts.read',
  'alert.repeated': 'alerts.read',
  'approval.requested': 'approvals.decide',
  'approval.awaited': 'approvals.decide',
  'approval.decided': 'approvals.read',
  'approval.commented': 'approvals.read',
  'member.changed': null,
  'key.revoked': null,
} as const satisfies Partial<Record<EventType, Permission | null>>;
export type SourceType = keyof typeof NEEDS_OF_SOURCES;

/** The types that an actor may hear of. */
export function sourcesFor(actor: Actor): string[] {
  return Object.entries(NEEDS_OF_SOURCES)
    .filter(([, needs]) => needs === null || isAllowed(actor, needs))
    .map(([type]) => type);
}
