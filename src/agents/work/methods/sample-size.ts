import { normalQuantile } from '#kernel/normal-distribution';

/** Chance of seeing a change that is none (two-sided), and of seeing one that is there. */
export interface Certainty {
  readonly alpha: number;
  readonly power: number;
}

/** The usual agreement of tests: one false alarm in 20, four of five true changes seen. */
export const USUAL_CERTAINTY: Certainty = { alpha: 0.05, power: 0.8 };

/**
 * People per group to see a share of `from` become `to`, both between 0 and 1 (Fleiss, Levin and Paik 2003, Statistical
 * Methods for Rates and Proportions, formula 4.14, without continuity correction). Infinity when both are equal.
 */
export function sampleForShares(from: number, to: number, certainty = USUAL_CERTAINTY): number {
  if (from === to) return Infinity;
  const { alpha, power } = certainty;
  const mean = (from + to) / 2;
  const chance = normalQuantile(1 - alpha / 2) * Math.sqrt(2 * mean * (1 - mean));
  const change = normalQuantile(power) * Math.sqrt(from * (1 - from) + to * (1 - to));
  return Math.ceil(((chance + change) / (from - to)) ** 2);
}

/**
 * Observations per group to see two means differ by `difference` when single values scatter with `deviation`, in the same
 * unit (Chow, Shao, Wang 2008, Sample Size Calculations in Clinical Research, 3.2.1).
 */
export function sampleForMeans(difference: number, deviation: number, certainty = USUAL_CERTAINTY): number {
  if (difference === 0) return Infinity;
  const z = normalQuantile(1 - certainty.alpha / 2) + normalQuantile(certainty.power);
  return Math.ceil(2 * ((z * deviation) / difference) ** 2);
}

/** The smallest rise of a share that `perGroup` people in each group let one see; undefined where none below 1 is seen. */
export function smallestVisibleRise(from: number, perGroup: number): number | undefined {
  let [low, high] = [from, 1];
  if (sampleForShares(from, 1) > perGroup) return undefined;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (sampleForShares(from, middle) > perGroup) low = middle;
    else high = middle;
  }
  return high - from;
}

/** People to ask so that a share is known within `margin` (0.05 is five points) at 95 %, whatever it is (Cochran 1977, 4.4). */
export function sampleForMargin(margin: number): number {
  return Math.ceil((normalQuantile(0.975) ** 2 * 0.25) / margin ** 2);
}

/**
 * Events, such as orders, until their rate and so the cost of one is known within `margin` of itself at 95 %: a count
 * that arises by chance scatters by its root (Poisson), so n = (1.96 / margin)^2.
 */
export function eventsForMargin(margin: number): number {
  return Math.ceil((normalQuantile(0.975) / margin) ** 2);
}
