import type { Topic } from '#client/live-protocol';
import type { Permission } from '#kernel/permission';
import { type EventType, isAudited } from '#platform/audit/event-types';
import type { PlacedEvent } from '#platform/events/outbox';

interface TopicRule {
  readonly needs: Permission;
  readonly holds: (event: PlacedEvent) => boolean;
}

const startsWith =
  (...prefixes: string[]) =>
  ({ type }: PlacedEvent): boolean =>
    prefixes.some((prefix) => type.startsWith(`${prefix}.`));

/** Which events a topic holds, and what one must be allowed to hear them. */
const RULES: Readonly<Record<Exclude<Topic, `campaign:${string}`>, TopicRule>> = {
  campaigns: { needs: 'campaigns.read', holds: startsWith('campaign') },
  briefs: { needs: 'briefs.read', holds: startsWith('brief') },
  approvals: { needs: 'approvals.read', holds: startsWith('approval') },
  alerts: { needs: 'alerts.read', holds: startsWith('alert') },
  messages: { needs: 'messages.read', holds: startsWith('message') },
  brands: { needs: 'brands.read', holds: startsWith('brand') },
  models: { needs: 'llm.read', holds: startsWith('models', 'budget', 'prompt', 'experiment', 'evaluation') },
  people: { needs: 'people.read', holds: startsWith('member', 'invitation', 'person') },
  audit: { needs: 'audit.read', holds: ({ type }) => isAudited(type as EventType) },
};

/** The rule of a topic. */
export function ruleOf(topic: Topic): TopicRule {
  const [noun, id] = topic.split(':');
  if (id === undefined) return RULES[noun as keyof typeof RULES];
  return { needs: 'campaigns.read', holds: (event) => campaignOf(event) === id };
}

/** The campaign that an event is about; null where it is about none. */
export function campaignOf({ subject, payload }: PlacedEvent): string | null {
  if (subject.type === 'campaign') return subject.id;
  const id = payload['campaignId'];
  return typeof id === 'string' ? id : null;
}
