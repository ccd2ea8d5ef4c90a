import { decimalOf, formatMoney, moneyFromDecimal } from '#kernel/money';
import type { BriefMaterial } from '#agents/work/material';
import { assumed, derived, number, percent, quote } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import { pricesIn } from './check-targets.ts';
import { addDays, daysInclusive } from './days.ts';
import { paceOf } from './driver-tree.ts';
import type { Target } from './read-targets.ts';
import { MOST_LOOKS, planLooks } from './sequential-looks.ts';

/** One planned look with what must be seen at it. */
export interface PlannedLook {
  readonly number: number;
  /** Its evening. */
  readonly date: string;
  /** Share of the run that is over. */
  readonly share: number;
  /** Standard errors by which two variants must differ. */
  readonly z: number;
  readonly p: number;
  /** What the count should be by then; null without a count. */
  readonly expected: number | null;
  /** Fewer than this is behind beyond chance; null without a count. */
  readonly least: number | null;
}

/** Looks at equal parts of the run, one a week at most, with the pace that each must show. */
export function looksOf(brief: BriefMaterial, main: Target | undefined, wanted?: number): PlannedLook[] {
  const { start, end } = brief.schedule ?? {};
  if (start === undefined || end === undefined) return [];
  const days = daysInclusive(start, main?.by ?? end);
  if (days < 1) return [];
  const count = Math.min(MOST_LOOKS, days, wanted ?? Math.max(1, Math.floor(days / 7)));
  const total = (paceOf(brief, main)?.perDay ?? 0) * days;
  return planLooks(count).map(({ number, z, p }) => {
    const day = Math.round((days * number) / count);
    const expected = total === 0 ? null : (total * day) / days;
    return {
      number,
      date: addDays(start, day - 1),
      share: day / days,
      z,
      p,
      expected: expected === null ? null : Math.round(expected),
      // The last look asks for the target itself; before it a count may scatter by its root.
      least:
        expected === null
          ? null
          : Math.ceil(number === count ? expected : Math.max(0, expected - z * Math.sqrt(expected))),
    };
  });
}

/** Chance to see none of something that is expected `waiting` times: e^-3 is one in 20 (Poisson; the rule of three, Hanley 1983). */
const WAITING = 3;

/** When to end or pause before the last look. */
export function stopRules(brief: BriefMaterial, targets: readonly Target[]): Statement[] {
  const cost = targets.find(({ kind }) => kind === 'cost');
  const { currency } = cost ?? {};
  const { budget } = brief;
  return [
    ...unreturned(brief, targets),
    ...(cost === undefined || currency === undefined
      ? []
      : [
          derived(
            `Pause a variant that has spent ${formatMoney(moneyFromDecimal(WAITING * cost.value, currency), 'en')} without one ${cost.what}: at ${formatMoney(moneyFromDecimal(cost.value, currency), 'en')} each that happens by chance in 5 of 100 cases.`,
            [cost.id],
          ),
        ]),
    ...(cost === undefined || currency === undefined || budget?.currency !== currency
      ? []
      : [
          derived(
            `Stop all spend for a review when a quarter of the budget (${formatMoney(moneyFromDecimal(decimalOf(budget) / 4, currency), 'en')}) has brought a count of ${quote(cost.what)} below ${number(lowest(decimalOf(budget) / 4 / cost.value))}: the cost is then above the limit beyond chance.`,
            [cost.id, 'brief.budget'],
          ),
        ]),
    assumed(
      'Stop a variant at once when a claim in it proves wrong or a legal line is missing, whatever its figures.',
    ),
    assumed('Never stop early because a figure looks good: only a look of the plan can end the test.'),
  ];
}

/** A return on spend allows for each order its price divided by the return. */
function unreturned(brief: BriefMaterial, targets: readonly Target[]): Statement[] {
  const wanted = targets.find(({ kind }) => kind === 'return');
  const { budget } = brief;
  if (wanted === undefined || budget === undefined) return [];
  const [dearest] = pricesIn(brief, budget.currency).toSorted((a, b) => b.amount - a.amount);
  if (dearest === undefined) return [];
  const each = dearest.amount / wanted.value;
  const money = (amount: number): string => formatMoney(moneyFromDecimal(amount, budget.currency), 'en');
  return [
    derived(
      `Pause a variant that has spent ${money(WAITING * each)} without one order: a return of ${number(wanted.value)} allows ${money(each)} for an order of ${dearest.name}, and none after three times that happens by chance in 5 of 100 cases.`,
      [wanted.id, dearest.id],
    ),
  ];
}

function lowest(expected: number): number {
  return Math.ceil(expected - 1.96 * Math.sqrt(expected));
}

/** What a change of the smallest size that matters comes to in the units of the goal. */
export function meaningOfLift({
  lift,
  main,
  cost,
}: {
  lift: number;
  main: Target | undefined;
  cost: Target | undefined;
}): Statement | undefined {
  if (main?.kind !== 'count') return undefined;
  const more = main.value * lift;
  const spared =
    cost?.currency === undefined
      ? ''
      : `; to win them by spend instead takes ${formatMoney(moneyFromDecimal(more * cost.value, cost.currency), 'en')} at the limit of ${formatMoney(moneyFromDecimal(cost.value, cost.currency), 'en')}`;
  return derived(
    `${percent(lift)} of ${number(main.value)} ${main.what} is ${number(more)}${spared}.`,
    cost === undefined ? [main.id] : [main.id, cost.id],
  );
}
