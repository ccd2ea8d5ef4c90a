import { derived, number, percent } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import type { BriefMaterial } from '#agents/work/material';
import { daysInclusive } from './days.ts';
import { mainGoal, paceOf } from './driver-tree.ts';
import type { PastFigures } from './past-figures.ts';
import type { Target } from './read-targets.ts';
import { eventsForMargin, sampleForMeans, sampleForShares, smallestVisibleRise } from './sample-size.ts';

/** How much must be counted before a change can be seen. */
export interface SampleNeed extends Statement {
  readonly metric: string;
  /** Of each of two groups, or of all events for a count; null where it cannot be known. */
  readonly needed: number | null;
  readonly unit: string;
  /** At the volume that is expected. */
  readonly days: number | null;
}

interface Asking {
  readonly brief: BriefMaterial;
  readonly targets: readonly Target[];
  readonly past: PastFigures;
  /** Smallest change worth seeing, as a share of the figure itself. */
  readonly smallestLift: number;
  readonly orderValue?: { readonly mean: number; readonly deviation: number } | undefined;
}

const MARGIN = 0.2;

/** What must be counted for each figure that is known, in the order in which it can be known. */
export function samplesNeeded(asking: Asking): SampleNeed[] {
  return [...countNeed(asking), ...clickNeed(asking), ...resultNeed(asking), ...valueNeed(asking)];
}

/** Cost and pace of the goal need no past: a count by chance scatters by its root. */
function countNeed({ brief, targets }: Asking): SampleNeed[] {
  const main = mainGoal(targets);
  const pace = paceOf(brief, main);
  if (main === undefined || pace === undefined) return [];
  const needed = eventsForMargin(MARGIN);
  const days = Math.ceil(needed / pace.perDay);
  return [
    {
      metric: `Cost and pace of ${pace.what}`,
      needed,
      unit: pace.what,
      days,
      ...derived(
        `With ${needed} ${pace.what} their cost is known within ${percent(MARGIN)}, at the pace that is needed after ${days} days; before that a cheap or a dear day says nothing.`,
        pace.said.facts,
      ),
    },
  ];
}

function clickNeed({ brief, targets, past, smallestLift }: Asking): SampleNeed[] {
  const wanted = targets.find(
    ({ kind, what }) => kind === 'rate' && /clic|klick|クリック|클릭|点击/iu.test(what),
  );
  const share = past.visitShare ?? wanted?.value;
  if (share === undefined) return [];
  const needed = sampleForShares(share, Math.min(0.999, share * (1 + smallestLift)));
  const from = past.visitShare === undefined ? 'the rate of the target' : 'the past rate';
  const markets =
    wanted?.isPerMarket === true
      ? ` in each of ${brief.markets.length} markets, so ${number(2 * needed * brief.markets.length)} for two variants in all of them`
      : '';
  return [
    {
      metric: 'Click rate',
      needed,
      unit: 'impressions per variant',
      days: null,
      ...derived(
        `To see ${percent(share)} (${from}) become ${percent(share * (1 + smallestLift))} each variant takes ${number(needed)} impressions${markets}.`,
        wanted === undefined ? (past.visitRate?.facts ?? []) : [wanted.id, ...(past.visitRate?.facts ?? [])],
      ),
    },
  ];
}

function resultNeed({ brief, past, smallestLift }: Asking): SampleNeed[] {
  const { resultShare: share, resultRate, visitsPerDay } = past;
  if (share === undefined || resultRate === undefined) return [];
  const needed = sampleForShares(share, Math.min(0.999, share * (1 + smallestLift)));
  const days =
    visitsPerDay === undefined || visitsPerDay === 0 ? null : Math.ceil((2 * needed) / visitsPerDay);
  const { start, end } = brief.schedule ?? {};
  const run = start === undefined || end === undefined ? undefined : daysInclusive(start, end);
  const late =
    days === null || run === undefined || visitsPerDay === undefined || days <= run
      ? ''
      : lateWords(share, { run, perGroup: Math.floor((visitsPerDay * run) / 2) });
  return [
    {
      metric: 'Share of visits with a result',
      needed,
      unit: 'visits per variant',
      days,
      ...derived(
        `To see ${percent(share)} become ${percent(share * (1 + smallestLift))} each of two variants takes ${number(needed)} visits${days === null ? '' : `, ${days} days at the past volume`}.${late}`,
        resultRate.facts,
      ),
    },
  ];
}

function lateWords(share: number, { run, perGroup }: { run: number; perGroup: number }): string {
  const rise = perGroup < 1 ? undefined : smallestVisibleRise(share, perGroup);
  const seen =
    rise === undefined
      ? 'none'
      : `only a rise to ${percent(share + rise)} or more, ${percent(rise / share)} of the rate itself`;
  return ` The campaign has ${run}: in that time ${seen} can be seen.`;
}

function valueNeed({ smallestLift, orderValue, past }: Asking): SampleNeed[] {
  if (orderValue === undefined) return [];
  const needed = sampleForMeans(orderValue.mean * smallestLift, orderValue.deviation);
  return [
    {
      metric: 'Value of an order',
      needed,
      unit: 'orders per variant',
      days: null,
      ...derived(
        `To see the mean of ${number(orderValue.mean)} change by ${percent(smallestLift)} when single orders scatter by ${number(orderValue.deviation)}, each variant takes ${number(needed)} orders.`,
        [
          'input.orderValue.mean',
          'input.orderValue.deviation',
          ...(past.orderValue?.facts.slice(0, 2) ?? []),
        ],
      ),
    },
  ];
}
