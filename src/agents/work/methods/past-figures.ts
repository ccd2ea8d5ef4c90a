import { z } from 'zod';
import { derived, number, percent } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import { daysInclusive } from './days.ts';
import { wilsonInterval } from './wilson-interval.ts';

const day = z.iso.date();
const amount = z.number().min(0).max(1e12).optional();
/** Figures of one past period, as an export of shop and channels has them. */
export const pastPeriod = z.object({
  from: day,
  to: day,
  source: z.string().trim().min(2).max(200).describe('Which report, of which system.'),
  impressions: amount,
  visits: amount.describe('Clicks on links.'),
  results: amount.describe('Orders, trials or what else the goal counts.'),
  spend: amount.describe('In the currency of the budget.'),
  income: amount.describe('Sales in the currency of the budget.'),
});
export type PastPeriod = z.output<typeof pastPeriod>;

/** What past periods say of each figure of a tree. */
export interface PastFigures {
  readonly impressions?: Statement;
  readonly visits?: Statement;
  readonly results?: Statement;
  readonly visitRate?: Statement;
  readonly visitShare?: number;
  readonly resultRate?: Statement;
  readonly resultShare?: number;
  readonly costOfResult?: Statement;
  readonly orderValue?: Statement;
  readonly returnOnSpend?: Statement;
  readonly visitsPerDay?: number;
}
type Field = 'impressions' | 'visits' | 'results' | 'spend' | 'income';

/** Pools periods: counts per day, shares over all periods that have both figures, with their interval. */
export function poolPast(history: readonly PastPeriod[]): PastFigures {
  const visitRate = shareOf(history, 'visits', 'impressions');
  const resultRate = shareOf(history, 'results', 'visits');
  const perDay = (field: Field): Statement | undefined => dailyOf(history, field)?.said;
  const ratio = (top: Field, bottom: Field, unit: string): Statement | undefined => {
    const pooled = poolOf(history, [top, bottom]);
    const [over, under] = pooled.sums;
    if (over === undefined || under === undefined || under === 0) return undefined;
    return derived(
      `${number(over / under)} ${unit} (${number(over)} / ${number(under)}, ${pooled.told})`,
      pooled.facts,
    );
  };
  const found = {
    impressions: perDay('impressions'),
    visits: perDay('visits'),
    results: perDay('results'),
    visitRate: visitRate?.said,
    visitShare: visitRate?.share,
    resultRate: resultRate?.said,
    resultShare: resultRate?.share,
    costOfResult: ratio('spend', 'results', 'each'),
    orderValue: ratio('income', 'results', 'each'),
    returnOnSpend: ratio('income', 'spend', 'for each 1 spent'),
    visitsPerDay: dailyOf(history, 'visits')?.perDay,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function poolOf(
  history: readonly PastPeriod[],
  fields: readonly Field[],
): { sums: (number | undefined)[]; facts: string[]; days: number; told: string } {
  const whole = history.flatMap((period, index) =>
    fields.every((field) => period[field] !== undefined) ? [{ period, index }] : [],
  );
  const sums = fields.map((field) =>
    whole.length === 0 ? undefined : whole.reduce((sum, { period }) => sum + (period[field] ?? 0), 0),
  );
  const days = whole.reduce((sum, { period }) => sum + daysInclusive(period.from, period.to), 0);
  const froms = whole.map(({ period }) => period.from).toSorted();
  const tos = whole.map(({ period }) => period.to).toSorted();
  return {
    sums,
    days,
    facts: whole.flatMap(({ index }) => fields.map((field) => `input.history.${index}.${field}`)),
    told: `${froms[0] ?? ''} to ${tos.at(-1) ?? ''}, ${[...new Set(whole.map(({ period }) => period.source))].join('; ')}`,
  };
}

function shareOf(
  history: readonly PastPeriod[],
  hits: Field,
  all: Field,
): { share: number; said: Statement } | undefined {
  const pooled = poolOf(history, [hits, all]);
  const [top, bottom] = pooled.sums;
  if (top === undefined || bottom === undefined || bottom === 0 || top > bottom) return undefined;
  const { share, low, high } = wilsonInterval(top, bottom);
  const said = derived(
    `${percent(share)} (95 % interval ${percent(low)} to ${percent(high)}; ${number(top)} of ${number(bottom)}, ${pooled.told})`,
    pooled.facts,
  );
  return { share, said };
}

function dailyOf(
  history: readonly PastPeriod[],
  field: Field,
): { perDay: number; said: Statement } | undefined {
  const pooled = poolOf(history, [field]);
  const [sum] = pooled.sums;
  if (sum === undefined || pooled.days <= 0) return undefined;
  const perDay = sum / pooled.days;
  return {
    perDay,
    said: derived(
      `${number(perDay)} a day (${number(sum)} in ${pooled.days} days, ${pooled.told})`,
      pooled.facts,
    ),
  };
}
