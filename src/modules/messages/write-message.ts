import type { AlertContext, Figure } from '#modules/alerts/index';
import type { Audience, Message } from './contract.ts';

/** The text of a message, whoever writes it. */
export type MessageText = Pick<Message, 'subject' | 'body'>;

const URGENCY = {
  now: 'Now',
  'within 4 hours': 'Urgent',
  today: 'Today',
  'next working day': 'For your information',
} as const;

/**
 * Writes a stakeholder message from the alert context alone (ALR-4). Every figure in it stands in the context.
 * Leadership gets the impact first and short; the client plain words without internals; the team the details.
 */
export function writeMessage(context: AlertContext, audience: Audience): MessageText {
  const { stakeholders, alert } = context;
  const name = alert.campaign?.name ?? 'AICMO';
  const topic = TOPIC[alert.type];
  return {
    subject: `[${URGENCY[stakeholders.urgency]}] ${name}: ${topic}`,
    body: {
      situation: situationFor(context, audience),
      impact: impactFor(context, audience),
      actions: actionsFor(context, audience),
      eta: etaOf(context),
      escalation: stakeholders.escalate
        ? `Escalated to ${stakeholders.escalateTo}.`
        : 'No escalation is needed now.',
      nextUpdate: nextUpdateOf(context),
    },
  };
}

/** What an alert is about, in a few words. */
export const TOPIC: Readonly<Record<AlertContext['alert']['type'], string>> = {
  'brief.rejected': 'the brief needs a correction',
  'assets.missing': 'material is missing',
  'diversity.low': 'the variants are too much alike',
  'rendering.failed': 'some pictures could not be made',
  'campaign.failed': 'the campaign stopped',
  'disk.low': 'disk space is running out',
  'run.taken_over': 'work was taken over after a crash',
  'budget.low': 'a budget for models is running out',
};

/** The same as a client may read it. */
export const CLIENT_SITUATION: Readonly<Record<AlertContext['alert']['type'], string>> = {
  'brief.rejected': 'We could not take up the brief as it was sent: some of it needs a correction.',
  'assets.missing': 'Some of the material we need to finish all versions of your campaign is missing.',
  'diversity.low': 'The versions made so far resemble each other more than we want to show you.',
  'rendering.failed':
    'Some pictures of your campaign are not finished yet, for a technical reason on our side.',
  'campaign.failed': 'The production of your campaign stopped, for a technical reason on our side.',
  'disk.low': 'A technical limit on our side may slow the production of your campaign.',
  'run.taken_over': 'A technical interruption on our side was bridged; production goes on.',
  'budget.low': 'A limit on our side was reached; production goes on.',
};

function situationFor(context: AlertContext, audience: Audience): string {
  const { alert } = context;
  if (audience === 'client') return CLIENT_SITUATION[alert.type];
  const seen = alert.count.value !== null && alert.count.value > 1 ? ` Seen ${alert.count.value} times.` : '';
  if (audience === 'leadership') return `${firstSentence(alert.message)}${seen}`;
  return `${alert.message}${seen} Raised ${alert.firstRaisedAt}, severity ${alert.severity}, alert ${alert.id}.`;
}

function impactFor(context: AlertContext, audience: Audience): string {
  const impact = context.businessImpact;
  const parts: string[] = [];
  const missing = impact.affectedDeliverables.value;
  if (missing !== null && missing > 0) parts.push(`${missing} pictures are not there yet.`);
  if (impact.daysToStart.value !== null) parts.push(startSentence(impact.daysToStart.value));
  if (impact.estimatedDelayHours.value !== null && audience !== 'client') {
    parts.push(
      `Expected delay: ${formatFigure(impact.estimatedDelayHours)} (${impact.estimatedDelayHours.source}).`,
    );
  }
  if (audience !== 'client')
    parts.push(`Client impact ${impact.clientImpact}, priority ${impact.mitigationPriority}.`);
  if (audience === 'team') parts.push(impact.clientImpactReason);
  if (parts.length === 0) parts.push('No deliverable of your campaign is affected.');
  return parts.join(' ');
}

function actionsFor(context: AlertContext, audience: Audience): string[] {
  if (audience === 'client') {
    const needsClient = context.alert.type === 'assets.missing' || context.alert.type === 'brief.rejected';
    return needsClient
      ? ['We send you the list of what we need from you.', 'As soon as it is here we finish the rest.']
      : ['We are working on it and check the result before you see it.'];
  }
  const most = audience === 'leadership' ? 2 : context.recommendedActions.length;
  return context.recommendedActions
    .slice(0, most)
    .map(({ action, why }) => (audience === 'team' ? `${action} ${why}` : action));
}

function etaOf(context: AlertContext): string {
  const hours = context.history.medianResolutionHours;
  if (hours.value === null) return 'Not known yet: there is no earlier case to estimate from.';
  return `About ${formatFigure(hours)}, judged by earlier cases.`;
}

function nextUpdateOf(context: AlertContext): string {
  const [first] = context.stakeholders.followUp;
  if (first === undefined) return 'When it is resolved.';
  return `By ${first.at.slice(0, 16).replace('T', ' ')} UTC. ${first.what}`;
}

function startSentence(days: number): string {
  if (days < 0) return 'The campaign has already begun.';
  return days === 0
    ? 'The campaign begins today.'
    : `The campaign begins in ${days} ${days === 1 ? 'day' : 'days'}.`;
}

function formatFigure(figure: Figure): string {
  return `${figure.value ?? 'unknown'} ${figure.unit}`;
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
