import type { Channel } from '#studio/model';
import type { BriefMaterial } from '#agents/work/material';
import { assumed, derived, stated } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import type { Target } from './read-targets.ts';

/** What must not get worse while the goal is pursued. */
export interface Guardrail extends Statement {
  readonly metric: string;
  /** False where nobody has given a limit yet. */
  readonly isSet: boolean;
}

/** Limits of those who enforce them; what is usual in a trade is asked of people, not written here. */
const ENFORCED: readonly {
  channel: Channel;
  metric: string;
  limit: string;
  action: string;
  source: string;
}[] = [
  {
    channel: 'email',
    metric: 'Spam complaints',
    limit: 'below 0.1 %, never 0.3 %, of mails delivered to Gmail',
    action: 'pause mails to people who have not opened one lately',
    source: 'Google, Email sender guidelines, in force since February 2024',
  },
];

/** Guardrails that people gave, those that the brief states, those that channels enforce, and those that still lack a limit. */
export function guardrailsOf(
  { channels }: BriefMaterial,
  targets: readonly Target[],
  given: readonly { metric: string; limit: string; source: string }[],
): Guardrail[] {
  const has = (metric: string): boolean =>
    given.some((one) => one.metric.toLowerCase().includes(metric.toLowerCase()));
  const unset = (metric: string, text: string): Guardrail[] =>
    has(metric) ? [] : [{ metric, isSet: false, ...assumed(text) }];
  return [
    ...given.map(({ metric, limit, source }, index) => ({
      metric,
      isSet: true,
      ...stated(`${metric}: ${limit} (${source}).`, `input.guardrails.${index}.limit`),
    })),
    ...targets
      .filter(({ kind }) => kind === 'cost' || kind === 'return')
      .map(({ id, text }) => ({
        metric: 'Cost',
        isSet: true,
        ...stated(`${text}, for each market by itself: a good mean can hide a dear market.`, id),
      })),
    ...ENFORCED.filter(({ channel, metric }) => channels.includes(channel) && !has(metric)).map(
      ({ metric, limit, action, source }) => ({
        metric,
        isSet: true,
        ...derived(`${metric}: ${limit} (${source}). If it is reached, ${action}.`, ['brief.channels']),
      }),
    ),
    ...(channels.includes('email')
      ? unset(
          'Unsubscribes',
          'Unsubscribes: no limit is given. Take the highest of the last ten mailings until there is one.',
        )
      : []),
    ...unset(
      'Complaints',
      'Complaints and returns in service and shop: no limit is given. Count them from the first day and give one.',
    ),
  ];
}
