import { type Actor, personOf } from '#kernel/actor';
import type { Permission } from '#kernel/permission';
import type { EventType } from '#platform/audit/event-types';
import { isAllowed } from '#platform/auth/permissions';
import type { PlacedEvent } from '#platform/events/outbox';
import type { NotificationChoice } from './contract.ts';

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

type ChosenKind = NotificationChoice['hidden'][number];
type CampaignEnd = 'completed' | 'failed' | 'needs_assets';

/** How each kind that may be switched off is known from its event: by its type, for campaigns by where they ended. */
const SOURCES_OF: Readonly<
  Record<ChosenKind, { readonly types: readonly SourceType[] } | { readonly end: CampaignEnd }>
> = {
  campaign_finished: { end: 'completed' },
  campaign_failed: { end: 'failed' },
  campaign_needs_assets: { end: 'needs_assets' },
  brief_refused: { types: ['brief.refused'] },
  alert_raised: { types: ['alert.raised'] },
  alert_worsened: { types: ['alert.repeated'] },
  decision_needed: { types: ['approval.requested', 'approval.awaited'] },
  decision_made: { types: ['approval.decided'] },
  comment_made: { types: ['approval.commented'] },
};

/** Which events a person is told of. */
export interface Wanted {
  readonly types: readonly string[];
  /** Where campaigns may end without a word. */
  readonly silentEnds: readonly string[];
}

/** What an actor may hear of, less what they have switched off. */
export function wantedBy(actor: Actor, hidden: readonly ChosenKind[]): Wanted {
  const off = hidden.map((kind) => SOURCES_OF[kind]);
  const offTypes = new Set<string>(off.flatMap((source) => ('types' in source ? source.types : [])));
  const types = typesFor(actor).filter((type) => !offTypes.has(type));
  return { types, silentEnds: off.flatMap((source) => ('end' in source ? [source.end] : [])) };
}

/**
 * Whether an event is a notification for a person, or about how they read theirs: what a live socket may tell them. As
 * `inWindow` of the store has it; what is switched off is told, so that they ask once more than they need.
 */
export function isNewsFor(actor: Actor, event: PlacedEvent): boolean {
  if (actor.kind !== 'user') return false;
  const { type, personId } = event;
  if (OF_READING.includes(type)) return personId === actor.id;
  const isTheirs = personId === null || personId === actor.id;
  return event.isNotable && isTheirs && typesFor(actor).includes(type) && personOf(event.actor) !== actor.id;
}

const OF_READING: readonly string[] = ['notification.read', 'notification.chosen'] satisfies EventType[];

function typesFor(actor: Actor): string[] {
  return Object.entries(NEEDS_OF_SOURCES)
    .filter(([, needs]) => needs === null || isAllowed(actor, needs))
    .map(([type]) => type);
}
