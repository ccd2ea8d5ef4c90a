import { formatMoney, moneyFromDecimal } from '#kernel/money';
import { assumed, derived, number, percent } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import { longDay } from './days.ts';
import type { PlannedLook } from './decision-rules.ts';
import type { Target } from './read-targets.ts';

export const OUTCOMES = ['scale', 'repeat', 'choose', 'change', 'stop'] as const;
/** What is done when, agreed before the first figure is there. */
export interface Decision extends Statement {
  readonly outcome: (typeof OUTCOMES)[number];
}

interface Deciding {
  readonly main: Target | undefined;
  readonly cost: Target | undefined;
  readonly looks: readonly PlannedLook[];
  readonly lift: number;
}

/** The rule of decision: every way the last look can end has one answer, and a look before it may only change or choose. */
export function finalDecisions({ main, cost, looks, lift }: Deciding): Decision[] {
  const ids = main === undefined ? [] : [main.id];
  const all = cost === undefined ? ids : [...ids, cost.id];
  const say = (outcome: Decision['outcome'], text: string, facts = ids): Decision => ({
    outcome,
    ...(facts.length === 0 ? assumed(text) : derived(text, [...new Set(facts)])),
  });
  const last = looks.at(-1);
  const day = last === undefined ? 'On the last day' : `On ${longDay(last.date)}`;
  const goal = main === undefined ? 'the target that is to be agreed' : `“${main.text}”`;
  const limit =
    cost?.currency === undefined
      ? ''
      : ` and each ${cost.what} costs at most ${formatMoney(moneyFromDecimal(cost.value, cost.currency), 'en')}`;
  const missed =
    last?.expected == null ? undefined : Math.ceil(last.expected - last.z * Math.sqrt(last.expected));
  return [
    say(
      'scale',
      `${day} ${goal} is kept${limit}, and no guardrail is broken: run it again with more budget.`,
      all,
    ),
    say(
      'repeat',
      missed === undefined
        ? `${day} ${goal} is missed by less than its own chance: run it again unchanged, with the better variant.`
        : `${day} the count is from ${number(missed)} to ${number((last?.expected ?? 0) - 1)}, a miss that chance alone can make: run it again with the better variant, not with more budget.`,
    ),
    say(
      'stop',
      missed === undefined
        ? `${day} ${goal} is missed by more than chance: it is not run again in this form, and the report says why.`
        : `${day} the count is below ${number(missed)}, or the cost is above its limit: it is not run again in this form, and the report says why.`,
      all,
    ),
    say(
      'change',
      'At an earlier look the count is below the least in the table: change one thing (offer, audience or channel mix, in this order) and count anew from that day.',
    ),
    say(
      'choose',
      `At any look one of two variants is ahead by the standard errors in the table: it gets the traffic of the other. A lead of less than ${percent(lift)} decides nothing by itself.`,
    ),
  ];
}
