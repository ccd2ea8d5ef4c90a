import { decimalOf, formatMoney, moneyFromDecimal } from '#kernel/money';
import type { BriefMaterial } from '#agents/work/material';
import { assumed, derived, listed, number, percent, stated } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import { pricesIn } from './check-targets.ts';
import { daysInclusive, longDay } from './days.ts';
import { isSameCount, stageOf } from './funnel-stage.ts';
import type { PastFigures } from './past-figures.ts';
import type { Target } from './read-targets.ts';

/** One figure of a tree from a goal to what drives it. */
export interface Metric {
  readonly key: string;
  readonly name: string;
  /** Key of the figure that it drives; null for a goal. */
  readonly parent: string | null;
  readonly formula: string;
  /** Where the figure is read. */
  readonly source: string;
  readonly baseline: Statement;
  readonly target: Statement;
  /** Who answers for it, as a role, until somebody is named. */
  readonly role: string;
}

interface Making {
  readonly brief: BriefMaterial;
  readonly targets: readonly Target[];
  readonly past: PastFigures;
}

/** The trees of a brief: the main goal with its drivers first, then what else has a target. */
export function buildTree(brief: BriefMaterial, targets: readonly Target[], past: PastFigures): Metric[] {
  const making: Making = { brief, targets, past };
  const main = mainGoal(targets);
  const goal = main === undefined ? assumedGoal(brief) : goalOf(making, main);
  const drivers = driversOf(making, goal, main);
  const used = new Set([goal, ...drivers].flatMap(({ target }) => target.facts));
  const rest = targets.filter(({ id }) => !used.has(id));
  return [goal, ...drivers, ...rest.map((target) => goalOf(making, target))];
}

/** What the others serve: sales before orders before leads; of shares the first. */
export function mainGoal(targets: readonly Target[]): Target | undefined {
  const counts = targets.filter(({ kind, direction }) => kind === 'count' && direction === 'at_least');
  return (
    targets.find(({ kind }) => kind === 'return') ??
    counts.find(({ what }) => stageOf(what) === 'order') ??
    counts[0] ??
    targets[0]
  );
}

function assumedGoal({ products, callToAction }: BriefMaterial): Metric {
  const isSold = products.some(({ price }) => price !== undefined);
  const name = isSold
    ? 'Orders'
    : callToAction === undefined
      ? 'Requests'
      : 'People who follow the call to action';
  return {
    key: 'goal',
    name,
    parent: null,
    formula: 'count, each once',
    source: 'to be agreed',
    baseline: assumed('No past figure.'),
    target: assumed('The brief states no target with a figure: write one into its KPIs.'),
    role: 'campaign lead',
  };
}

function goalOf({ brief, past }: Making, target: Target): Metric {
  const key = target.id.replace('brief.', '').replace('.', '-');
  const words = { ...target, target: stated(target.text, target.id) };
  if (target.kind === 'return')
    return {
      key,
      name: 'Sales from the campaign',
      parent: null,
      formula: `${number(target.value)} × spend`,
      source: 'shop, orders whose visit came by a link of the campaign (UTM)',
      baseline: past.returnOnSpend ?? unknown(),
      target: salesTarget(brief, target),
      role: 'campaign lead',
    };
  if (target.kind === 'rate')
    return {
      key,
      name: capital(target.what),
      parent: null,
      formula: rateFormula(target),
      source: sourceOf(brief, stageOf(target.what)),
      baseline: (stageOf(target.what) === 'visit' ? past.visitRate : undefined) ?? unknown(),
      target: words.target,
      role: roleOf(target),
    };
  if (target.kind === 'cost')
    return {
      key,
      name: `Cost per ${target.what}`,
      parent: null,
      formula: `spend / ${target.what}`,
      source: `spend: ${adReports(brief)}`,
      baseline: past.costOfResult ?? unknown(),
      target: words.target,
      role: 'media lead',
    };
  return {
    key,
    name: capital(target.what),
    parent: null,
    formula: `count of ${target.what}, each once, test and cancelled ones left out`,
    source: sourceOf(brief, stageOf(target.what)),
    baseline: past.results ?? unknown(),
    target: words.target,
    role: roleOf(target),
  };
}

function driversOf(making: Making, goal: Metric, main: Target | undefined): Metric[] {
  const { brief, targets, past } = making;
  const isSales = main?.kind === 'return';
  const result = isSales ? 'orders' : (main?.what.toLowerCase() ?? 'results');
  if (main?.kind === 'rate' || main?.kind === 'cost') return [];
  const cost = targets.find(({ kind, what }) => kind === 'cost' && isSameCount(what, result));
  const visitRate = targets.find(({ kind, what }) => kind === 'rate' && stageOf(what) === 'visit');
  const again = targets.find(
    ({ kind, what }) => kind === 'rate' && stageOf(what) === 'repeat' && isSameCount(what, result),
  );
  // Sales are orders times their value, so what drives orders hangs below them.
  const unit = { parent: isSales ? 'orders' : goal.key };
  return [
    ...(isSales ? salesDrivers(making, goal) : []),
    ...(isSales
      ? []
      : [{ ...(cost === undefined ? plainCost(making, main) : goalOf(making, cost)), ...unit }]),
    {
      key: 'result-rate',
      name: `Share of visits that end in ${result}`,
      ...unit,
      formula: `${result} / visits`,
      source: 'shop or site statistics, visits by links of the campaign (UTM)',
      baseline: past.resultRate ?? unknown(),
      target: assumed('Not below the baseline; the target follows from the first week.'),
      role: 'shop lead',
    },
    {
      key: 'visits',
      name: 'Visits from the campaign',
      ...unit,
      formula: 'impressions × click rate',
      source: 'site statistics, by campaign, channel and variant (UTM)',
      baseline: past.visits ?? unknown(),
      target: visitsTarget(making, main),
      role: 'media lead',
    },
    {
      ...(visitRate === undefined ? plainVisitRate(making) : goalOf(making, visitRate)),
      parent: 'visits',
    },
    {
      key: 'impressions',
      name: 'Impressions',
      parent: 'visits',
      formula: 'times shown, by channel and market',
      source: adReports(brief),
      baseline: past.impressions ?? unknown(),
      target: assumed('Follows from visits and click rate once both are known.'),
      role: 'media lead',
    },
    ...(again === undefined ? [] : [{ ...goalOf(making, again), ...unit }]),
  ];
}

function salesDrivers({ brief, past }: Making, goal: Metric): Metric[] {
  const shop = 'shop, orders whose visit came by a link of the campaign (UTM)';
  return [
    {
      key: 'orders',
      name: 'Orders',
      parent: goal.key,
      formula: 'visits × share of visits that end in orders',
      source: shop,
      baseline: past.results ?? unknown(),
      target: assumed('Sales target / value of an order, once the value is known.'),
      role: 'shop lead',
    },
    {
      key: 'spend',
      name: 'Spend',
      parent: goal.key,
      formula: 'all that the channels charge, in the currency of the budget',
      source: adReports(brief),
      baseline: unknown(),
      target:
        brief.budget === undefined
          ? assumed('No budget is stated.')
          : stated(`At most ${formatMoney(brief.budget, 'en')}`, 'brief.budget'),
      role: 'media lead',
    },
    {
      key: 'order-value',
      name: 'Value of an order',
      parent: goal.key,
      formula: 'sales / orders',
      source: shop,
      baseline: past.orderValue ?? unknown(),
      target: assumed('Watched, not steered: a lower value needs more orders.'),
      role: 'shop lead',
    },
  ];
}

function plainCost({ brief, past }: Making, main: Target | undefined): Metric {
  const { budget } = brief;
  const each = budget === undefined || main === undefined ? undefined : decimalOf(budget) / main.value;
  return {
    key: 'cost',
    name: `Cost of one result${main === undefined ? '' : ` (${main.what})`}`,
    parent: null,
    formula: `spend / ${main?.what ?? 'results'}`,
    source: `spend: ${adReports(brief)}`,
    baseline: past.costOfResult ?? unknown(),
    target:
      each === undefined || budget === undefined || main === undefined
        ? assumed('No budget or no target to take it from.')
        : derived(
            `At most ${formatMoney(moneyFromDecimal(each, budget.currency), 'en')}: ${formatMoney(budget, 'en')} / ${number(main.value)}`,
            ['brief.budget', main.id],
          ),
    role: 'media lead',
  };
}

function plainVisitRate({ brief, past }: Making): Metric {
  return {
    key: 'visit-rate',
    name: 'Click rate',
    parent: 'visits',
    formula: 'clicks on the link / impressions',
    source: adReports(brief),
    baseline: past.visitRate ?? unknown(),
    target: assumed('Not below the baseline; variants are compared by it first, as it has the most events.'),
    role: 'creative lead',
  };
}

function visitsTarget({ past }: Making, main: Target | undefined): Statement {
  if (main?.kind !== 'count' || past.resultShare === undefined || past.resultRate === undefined)
    return assumed('Target count / result rate, once the rate is known.');
  return derived(
    `${number(Math.ceil(main.value / past.resultShare))}: ${number(main.value)} / ${percent(past.resultShare)}`,
    [main.id, ...past.resultRate.facts],
  );
}

function salesTarget({ budget }: BriefMaterial, target: Target): Statement {
  if (budget === undefined) return stated(target.text, target.id);
  const sum = formatMoney(moneyFromDecimal(decimalOf(budget) * target.value, budget.currency), 'en');
  return derived(`At least ${sum} when the whole budget is spent (${target.text})`, [
    target.id,
    'brief.budget',
  ]);
}

function rateFormula({ what, spanDays, isPerMarket }: Target): string {
  const each = isPerMarket ? ', for each market by itself' : '';
  if (stageOf(what) === 'visit') return `clicks on the link / impressions${each}`;
  const span = spanDays === undefined ? '' : ` within ${spanDays} days`;
  return stageOf(what) === 'repeat'
    ? `people who buy again${span} / people who bought once, counted from each one’s own first order${each}`
    : `those with “${what}”${span} / all who could${each}`;
}

function sourceOf(brief: BriefMaterial, stage: ReturnType<typeof stageOf>): string {
  if (stage === 'visit' || stage === 'reach') return adReports(brief);
  if (stage === 'lead') return 'form or sign-up system, with the link they came by (UTM)';
  return stage === 'repeat'
    ? 'shop, by customer, from the date of the first order'
    : 'shop, orders whose visit came by a link of the campaign (UTM)';
}

function adReports({ channels }: BriefMaterial): string {
  return channels.length === 0 ? 'reports of the channels' : `reports of ${listed(channels)}`;
}

function roleOf({ what }: Target): string {
  const roles = {
    reach: 'media lead',
    visit: 'creative lead',
    lead: 'campaign lead',
    order: 'shop lead',
    repeat: 'customer lead',
    revenue: 'campaign lead',
  };
  return roles[stageOf(what) ?? 'lead'];
}

function unknown(): Statement {
  return assumed('Not known: the first week sets it.');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How many a day the main goal needs; undefined without a count or dates. Sales count as orders at the highest price. */
export function paceOf(
  brief: BriefMaterial,
  main: Target | undefined,
): { perDay: number; what: string; said: Statement } | undefined {
  const { start, end } = brief.schedule ?? {};
  const wanted = main === undefined ? undefined : wantedOf(brief, main);
  if (main === undefined || wanted === undefined || start === undefined || end === undefined)
    return undefined;
  const last = main.by ?? end;
  const days = daysInclusive(start, last);
  const { budget } = brief;
  const spend =
    budget === undefined
      ? ''
      : ` and ${formatMoney(moneyFromDecimal(Math.round(decimalOf(budget) / days), budget.currency), 'en')} of spend`;
  const text = `${wanted.lead}${number(wanted.count / days)} ${wanted.what}${spend} a day over ${days} days, to ${longDay(last)}`;
  const facts = [
    main.id,
    'brief.start',
    'brief.end',
    ...wanted.facts,
    ...(budget === undefined ? [] : ['brief.budget']),
  ];
  return { perDay: wanted.count / days, what: wanted.what, said: derived(text, facts) };
}

function wantedOf(
  brief: BriefMaterial,
  main: Target,
): { count: number; what: string; lead: string; facts: string[] } | undefined {
  if (main.kind === 'count') return { count: main.value, what: main.what, lead: '', facts: [] };
  const { budget } = brief;
  if (main.kind !== 'return' || budget === undefined) return undefined;
  const [dearest] = pricesIn(brief, budget.currency).toSorted((a, b) => b.amount - a.amount);
  if (dearest === undefined) return undefined;
  const count = (decimalOf(budget) * main.value) / dearest.amount;
  return { count, what: 'orders', lead: 'at least ', facts: [dearest.id] };
}
