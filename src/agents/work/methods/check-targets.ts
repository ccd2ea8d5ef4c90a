import { decimalOf, formatMoney, moneyFromDecimal } from '#kernel/money';
import type { BriefMaterial } from '#agents/work/material';
import { derived, listed, number, percent, quote } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import { addDays, daysInclusive, longDay } from './days.ts';
import { isSameCount, stageOf } from './funnel-stage.ts';
import type { Target } from './read-targets.ts';

/** What targets, budget, prices and dates of a brief say of each other. */
export interface TargetCheck extends Statement {
  /** `contradicts`: cannot all be kept. `strains`: to be decided before the start. `fits`: good to know. */
  readonly verdict: 'contradicts' | 'strains' | 'fits';
}

/** Below this share of difference two figures count as the same. */
const SAME = 0.05;

/** Sets the targets of a brief against its budget, prices and dates, worst first. Amounts of other currencies are not turned. */
export function checkTargets(brief: BriefMaterial, targets: readonly Target[]): TargetCheck[] {
  const found = [
    ...checkBudget(brief, targets),
    ...checkPrices(brief, targets),
    ...checkReturn(brief, targets),
    ...checkShares(targets),
    ...checkDates(brief, targets),
    ...checkCurrencies(brief, targets),
  ];
  const order = ['contradicts', 'strains', 'fits'];
  return found.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}

function check(verdict: TargetCheck['verdict'], text: string, facts: readonly string[]): TargetCheck {
  return { verdict, ...derived(text, facts) };
}

/** Counts that people are won for, not shares of them. */
function countsOf(targets: readonly Target[]): Target[] {
  return targets.filter(({ kind, direction }) => kind === 'count' && direction === 'at_least');
}

/** How many the budget buys at the cost that is allowed, against how many are wanted. */
function checkBudget({ budget }: BriefMaterial, targets: readonly Target[]): TargetCheck[] {
  if (budget === undefined) return [];
  const total = decimalOf(budget);
  return targets
    .filter(({ kind, currency }) => kind === 'cost' && currency === budget.currency)
    .flatMap((cost) => {
      const money = (amount: number): string => formatMoney(moneyFromDecimal(amount, budget.currency), 'en');
      const bought = Math.floor(total / cost.value);
      const sum = `${money(total)} / ${money(cost.value)} = ${number(bought)}`;
      const count = countsOf(targets).find(({ what }) => isSameCount(what, cost.what));
      if (count === undefined)
        return [
          check(
            'fits',
            `At the limit the budget brings ${number(bought)} (${sum}); no target says how many are wanted.`,
            ['brief.budget', cost.id],
          ),
        ];
      const facts = ['brief.budget', cost.id, count.id];
      const ratio = bought / count.value;
      const each = total / count.value;
      if (Math.abs(ratio - 1) <= SAME)
        return [
          check(
            'strains',
            `The budget brings exactly what is asked: ${sum} against ${number(count.value)} ${count.what}. There is no reserve: whatever costs more than ${money(cost.value)} in the first week must be made good later.`,
            facts,
          ),
        ];
      if (ratio > 1)
        return [
          check(
            'strains',
            `Budget and targets do not belong together: ${sum} ${count.what} at the limit, ${number(count.value)} are asked. Spending all of it on ${number(count.value)} costs ${money(each)} each, ${number(each / cost.value)} times the limit; at the limit ${money(cost.value * count.value)} are enough. Either the target is ${number(bought)}, or ${money(total - cost.value * count.value)} of the budget are for something else.`,
            facts,
          ),
        ];
      return [
        check(
          'contradicts',
          `The targets cannot both be kept: ${sum} ${count.what} at the limit, ${number(count.value)} are asked. That many take ${money(cost.value * count.value)}, or a cost of ${money(each)} each.`,
          facts,
        ),
      ];
    });
}

/** What one of the wanted may cost by the budget, beside the prices of the products. */
function checkPrices(brief: BriefMaterial, targets: readonly Target[]): TargetCheck[] {
  const { budget } = brief;
  // Where sales are the goal, the budget is theirs, and a count beside it is something else.
  if (targets.some(({ kind }) => kind === 'return')) return [];
  const [count] = countsOf(targets).toSorted((a, b) => b.value - a.value);
  if (budget === undefined || count === undefined) return [];
  const cost = targets.find(({ kind, what }) => kind === 'cost' && isSameCount(what, count.what));
  const each = cost?.value ?? decimalOf(budget) / count.value;
  const money = (amount: number): string => formatMoney(moneyFromDecimal(amount, budget.currency), 'en');
  const prices = pricesIn(brief, budget.currency);
  if (prices.length === 0 || (cost !== undefined && cost.currency !== budget.currency)) return [];
  const shares = prices.map(
    ({ name, amount }) => `${percent(each / amount)} of the price of ${name} (${money(amount)})`,
  );
  const facts = [
    ...(cost === undefined ? ['brief.budget'] : [cost.id]),
    count.id,
    ...prices.map(({ id }) => id),
  ];
  const lead = `${money(each)} for each of ${number(count.value)} ${count.what}${cost === undefined ? ' (budget / target)' : ''} is ${listed(shares)}`;
  const isSale = stageOf(count.what) === 'order';
  const isDear = isSale && prices.some(({ amount }) => each > amount);
  if (isDear)
    return [
      check(
        'strains',
        `${lead}. A first order does not pay for itself where it costs more than the price: what a customer buys later must, so the number that comes back is part of the goal.`,
        facts,
      ),
    ];
  return [
    check(
      'fits',
      isSale
        ? `${lead}, before cost of goods and delivery: the margin decides whether an order pays.`
        : `${lead}. Where the first purchase shall pay for it, ${percent(Math.min(1, each / Math.max(...prices.map(({ amount }) => amount))))} or more of them must buy.`,
      facts,
    ),
  ];
}

function checkReturn(brief: BriefMaterial, targets: readonly Target[]): TargetCheck[] {
  const { budget } = brief;
  const wanted = targets.find(({ kind }) => kind === 'return');
  if (budget === undefined || wanted === undefined) return [];
  const income = decimalOf(budget) * wanted.value;
  const money = (amount: number): string => formatMoney(moneyFromDecimal(amount, budget.currency), 'en');
  const prices = pricesIn(brief, budget.currency);
  const ways = prices.map(
    ({ name, amount }) => `${number(Math.ceil(income / amount))} of ${name} at ${money(amount)}`,
  );
  const counts = countsOf(targets).map(({ what, value }) => `${number(value)} ${what}`);
  const rest = [
    ways.length === 0 ? '' : ` That is ${ways.join(', or ')}, or a mix.`,
    counts.length === 0
      ? ''
      : ` The other target (${listed(counts)}) says nothing of this amount: without their price they cannot be set off.`,
  ].join('');
  return [
    check(
      'fits',
      `A return of ${number(wanted.value)} on ${money(decimalOf(budget))} is ${money(income)} of sales.${rest}`,
      ['brief.budget', wanted.id, ...countsOf(targets).map(({ id }) => id), ...prices.map(({ id }) => id)],
    ),
  ];
}

/** A share of a count that is itself a target: `25 % of first orders` of 900. */
function checkShares(targets: readonly Target[]): TargetCheck[] {
  return targets
    .filter(({ kind, text }) => kind === 'rate' && /%\s*(?:of|der|des|de|van|di|das)/iu.test(text))
    .flatMap((rate) => {
      const whole = countsOf(targets).find(({ what }) => isSameCount(what, rate.what));
      if (whole === undefined) return [];
      return [
        check(
          'fits',
          `${quote(rate.text)} is ${number(Math.ceil(whole.value * rate.value))} people when ${number(whole.value)} ${whole.what} are reached, fewer when not.`,
          [rate.id, whole.id],
        ),
      ];
    });
}

function checkDates({ schedule }: BriefMaterial, targets: readonly Target[]): TargetCheck[] {
  const { start, end } = schedule ?? {};
  if (end === undefined) return [];
  return targets.flatMap((target) => {
    const facts = [target.id, ...(start === undefined ? [] : ['brief.start']), 'brief.end'];
    if (target.by !== undefined && target.by !== end) {
      const late = target.by > end;
      return [
        check(
          'strains',
          `${quote(target.text)} is due on ${longDay(target.by)}, the campaign ends on ${longDay(end)}: ${late ? 'the last days count without it' : 'its last days come too late for this target'}.`,
          facts,
        ),
      ];
    }
    if (target.spanDays === undefined) return [];
    if (target.kind === 'rate')
      return [
        check(
          'strains',
          `${quote(target.text)} can be read in full on ${longDay(addDays(end, target.spanDays))}, ${target.spanDays} days after the last day of the campaign: an earlier reading is too low.`,
          facts,
        ),
      ];
    if (start === undefined || addDays(start, target.spanDays - 1) === end) return [];
    return [
      check(
        'fits',
        `${quote(target.text)}: ${target.spanDays} days from the start end on ${longDay(addDays(start, target.spanDays - 1))}, the campaign runs ${daysInclusive(start, end)} days, to ${longDay(end)}. Which of the two counts is to be agreed.`,
        facts,
      ),
    ];
  });
}

function checkCurrencies({ budget, products }: BriefMaterial, targets: readonly Target[]): TargetCheck[] {
  const money = targets.find(({ kind }) => kind === 'cost' || kind === 'return');
  const base = money?.currency ?? budget?.currency;
  if (base === undefined) return [];
  const [foreign] = products.flatMap(({ key, price = {} }) =>
    Object.entries(price).flatMap(([market, { currency }]) =>
      currency === base ? [] : [{ id: `brief.products.${key}.price.${market}`, market, currency }],
    ),
  );
  const all = new Set(
    products.flatMap(({ price = {} }) => Object.values(price).map(({ currency }) => currency)),
  );
  all.delete(base);
  if (foreign === undefined) return [];
  return [
    check(
      'strains',
      `Budget and cost are in ${base}, people pay in ${listed([...all])}: agree the exchange rate before the start, or a change of it looks like a change of the campaign.`,
      [money?.id ?? 'brief.budget', foreign.id],
    ),
  ];
}

/** The first price of each product in a currency. */
export function pricesIn(
  { products }: BriefMaterial,
  currency: string,
): { id: string; name: string; amount: number }[] {
  return products.flatMap(({ key, name, price = {} }) =>
    Object.entries(price)
      .filter(([, amount]) => amount.currency === currency)
      .slice(0, 1)
      .map(([market, amount]) => ({
        id: `brief.products.${key}.price.${market}`,
        name,
        amount: decimalOf(amount),
      })),
  );
}
