import type { Topic } from '#client/live-protocol';
import type { Needs } from '#kernel/permission';
import { isNewsFor } from '#modules/notifications/index';
import { type EventType, isAudited } from '#platform/audit/event-types';
import type { PlacedEvent } from '#platform/events/outbox';
import type { Caller } from '#server/callers';

/** Who listens: as much of a caller as decides what they hear. */
export type Listener = Pick<Caller, 'actor' | 'brandIds'>;

interface TopicRule {
  readonly needs: Needs;
  /**
   * Whether a listener is told of an event. `campaign`: where they see the campaign that it is about; who sees all
   * brands sees all of them.
   */
  readonly tells: (event: PlacedEvent, listener: Listener) => boolean | 'campaign';
}

const byCampaign =
  (holds: (event: PlacedEvent) => boolean): TopicRule['tells'] =>
  (event) =>
    holds(event) && 'campaign';

const startsWith = (...prefixes: string[]): TopicRule['tells'] =>
  byCampaign(({ type }) => prefixes.some((prefix) => type.startsWith(`${prefix}.`)));

/** Which events a topic holds, and what one must be allowed to hear them. */
const RULES: Readonly<Record<Exclude<Topic, `campaign:${string}`>, TopicRule>> = {
  campaigns: { needs: 'campaigns.read', tells: startsWith('campaign') },
  briefs: { needs: 'briefs.read', tells: startsWith('brief') },
  tasks: { needs: 'tasks.read', tells: tellsWork },
  approvals: { needs: 'approvals.read', tells: startsWith('approval') },
  alerts: { needs: 'alerts.read', tells: startsWith('alert') },
  messages: { needs: 'messages.read', tells: startsWith('message') },
  brands: { needs: 'brands.read', tells: startsWith('brand', 'knowledge', 'source') },
  models: { needs: 'llm.read', tells: startsWith('models', 'budget', 'prompt', 'experiment', 'evaluation') },
  people: { needs: 'people.read', tells: startsWith('member', 'invitation', 'person') },
  audit: { needs: 'audit.read', tells: byCampaign(({ type }) => isAudited(type as EventType)) },
  notifications: { needs: 'self', tells: tellsNotification },
  views: { needs: 'views.keep', tells: tellsView },
};

/** The rule of a topic. */
export function ruleOf(topic: Topic): TopicRule {
  const [noun, id] = topic.split(':');
  if (id === undefined) return RULES[noun as keyof typeof RULES];
  return { needs: 'campaigns.read', tells: byCampaign((event) => campaignOf(event) === id) };
}

function tellsNotification(event: PlacedEvent, { actor }: Listener): boolean | 'campaign' {
  if (!isNewsFor(actor, event)) return false;
  return (actor.kind === 'user' && event.personId === actor.id) || 'campaign';
}

/** Tasks and the calendar. What is changed for all, or for a brand, has no campaign; who works there hears of it. */
function tellsWork({ type, subject }: PlacedEvent, { brandIds }: Listener): boolean | 'campaign' {
  if (type.startsWith('schedule.')) {
    if (subject.type === 'workspace') return true;
    if (subject.type === 'brand') return brandIds?.includes(subject.id) ?? true;
    return 'campaign';
  }
  return type.startsWith('task.') && 'campaign';
}

/** One's own, and those that are or were shared, which are for people who see the whole workspace. */
function tellsView({ type, payload }: PlacedEvent, { actor, brandIds }: Listener): boolean {
  if (!type.startsWith('view.') || actor.kind !== 'user') return false;
  const isForAll = payload['isShared'] === true || payload['wasShared'] === true;
  return payload['ownerId'] === actor.id || (isForAll && brandIds === null);
}

/** The campaign that an event is about; null where it is about none. */
export function campaignOf({ subject, payload }: PlacedEvent): string | null {
  if (subject.type === 'campaign') return subject.id;
  const id = payload['campaignId'];
  return typeof id === 'string' ? id : null;
}
