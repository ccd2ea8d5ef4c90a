import type { AlertBrief, AlertFact, AlertWords } from '#agents/alert-writer/write-alert-message';
import type { AlertContext, Figure } from '#modules/alerts/index';
import type { Audience } from './contract.ts';
import { CLIENT_SITUATION, type MessageText, TOPIC, writeMessage } from './write-message.ts';

const VOICE: Readonly<Record<Audience, { who: string; most: number }>> = {
  leadership: { who: 'leadership: the effect first, short, no technical detail', most: 500 },
  client: { who: 'the client: friendly plain words, nothing of how the house works inside', most: 450 },
  team: { who: 'the production team: precise, with details they can act on', most: 900 },
};

/** Whatever a client should not read: ids, paths, commands, words of the inside. */
const INTERNAL =
  /\b[a-z]{2,4}_[a-z0-9]{6,}|(?<![\w])\/[a-z]+\/|`|\baicmo\b|\b(cell|pid|sha|log|sql|stack|template|severity|P[1-4])s?\b|\.ya?ml\b/i;

/** What a writer by model may know: the facts of the context, as text that code wrote, for this audience. */
export function briefWriter(context: AlertContext, audience: Audience): AlertBrief {
  const { alert, businessImpact: impact, history, stakeholders } = context;
  const facts: AlertFact[] = [];
  const unknown: string[] = [];
  const add = (id: string, label: string, text: string | undefined): void => {
    if (text !== undefined && text !== '') facts.push({ id, label, text });
  };
  const figure = (id: string, label: string, value: Figure): void => {
    if (value.value === null) unknown.push(`${label} (${value.source})`);
    else add(id, `${label}, ${value.source}`, `${value.value} ${value.unit}`);
  };
  add('campaign', 'name of the campaign', alert.campaign?.name);
  if (audience === 'client') add('what_happened', 'what happened', CLIENT_SITUATION[alert.type]);
  figure('missing', 'deliverables that are not there', impact.affectedDeliverables);
  figure('days_to_start', 'time until the campaign begins', impact.daysToStart);
  add('next_update', 'time of the next update', stakeholders.followUp[0]?.at.slice(0, 16).replace('T', ' '));
  if (audience !== 'client') {
    add('what_happened', 'what happened', alert.message);
    add('urgency', 'how soon somebody must act', stakeholders.urgency);
    add('client_impact', 'effect on the client', impact.clientImpact);
    figure('delay', 'expected delay', impact.estimatedDelayHours);
    figure('cost', 'cost of model calls so far', impact.cost);
  }
  if (audience === 'team') {
    add('raised_at', 'time it was first seen', alert.firstRaisedAt);
    add('priority', 'priority', impact.mitigationPriority);
    add('reason', 'why the client is affected so much', impact.clientImpactReason);
    figure('count', 'how often it was seen', alert.count);
    figure('similar', 'alerts of this kind before', history.similarAlerts);
    figure('usual_time', 'time to resolution of those, median', history.medianResolutionHours);
  }
  return {
    audience: VOICE[audience].who,
    topic: TOPIC[alert.type],
    facts,
    unknown,
    actions:
      audience === 'client'
        ? []
        : context.recommendedActions.map(({ action }, index) => ({ id: `a${index + 1}`, text: action })),
    mostCharacters: VOICE[audience].most,
    ...(audience === 'client' ? { forbidden: INTERNAL } : {}),
  };
}

/** The message of a model's words: urgency, actions, times and escalation stay those of the template. */
export function composeMessage(context: AlertContext, audience: Audience, words: AlertWords): MessageText {
  const template = writeMessage(context, audience);
  const prefix = /^\[[^\]]+\] /.exec(template.subject)?.[0] ?? '';
  const name = context.alert.campaign?.name;
  const headline =
    name !== undefined && !words.headline.includes(name) ? `${name}: ${words.headline}` : words.headline;
  const chosen = words.actionIds.flatMap((id) => context.recommendedActions[Number(id.slice(1)) - 1] ?? []);
  const most = audience === 'leadership' ? 2 : chosen.length;
  const actions = chosen
    .slice(0, most)
    .map(({ action, why }) => (audience === 'team' ? `${action} ${why}` : action));
  const causes = audience === 'team' && words.causes.length > 0 ? ` Likely: ${words.causes.join('; ')}.` : '';
  const unsure = audience === 'client' || words.uncertainty === '' ? '' : ` ${words.uncertainty}`;
  return {
    subject: `${prefix}${headline}`.slice(0, 200),
    body: {
      ...template.body,
      situation: `${words.situation}${causes}${unsure}`,
      impact: words.impact,
      actions: actions.length > 0 ? actions : template.body.actions,
    },
  };
}
