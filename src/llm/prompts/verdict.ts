import { normalQuantile } from '#kernel/normal-distribution';

/** One side of an experiment. */
export interface Arm {
  readonly name: string;
  readonly promptVersion: number;
  /** Another chain than the use case's. */
  readonly targets?: readonly string[] | undefined;
}

/** What an arm came to so far. A unit is one request, such as the copy of a cell; its rate is successes / trials. */
export interface ArmResult {
  readonly arm: string;
  readonly units: number;
  readonly mean: number;
  readonly variance: number;
  readonly successes: number;
  readonly trials: number;
  readonly meanCostMicro: number | null;
  readonly meanMs: number | null;
}

export interface Verdict {
  readonly kind: 'too_early' | 'no_difference' | 'winner';
  /** The better arm, where there is one. */
  readonly winner: string | null;
  /** Differences of each arm from the first, with 95 % intervals. */
  readonly differences: readonly {
    readonly arm: string;
    readonly difference: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** Why, in a sentence. */
  readonly reason: string;
}

/** Fewer units an arm than this say nothing, whatever is set: the interval is a large-sample one. */
export const LEAST_UNITS = 30;

/**
 * The verdict of a fixed-size experiment: none before every arm has its units, so that nobody looks until it looks
 * good. Then the difference of means of each arm from the first, with Welch's standard error and a two-sided 95 %
 * normal interval, widened for several comparisons (Bonferroni).
 */
export function judgeArms(arms: readonly Arm[], results: readonly ArmResult[], unitsPerArm: number): Verdict {
  const wanted = Math.max(unitsPerArm, LEAST_UNITS);
  const found = arms.map((arm) => results.find((result) => result.arm === arm.name));
  const least = Math.min(...found.map((result) => result?.units ?? 0));
  if (least < wanted) {
    const reason = `The smallest arm has ${least} of ${wanted} units; there is no verdict before all have them.`;
    return { kind: 'too_early', winner: null, differences: [], reason };
  }
  const whole = found.filter((result) => result !== undefined);
  const [control, ...others] = whole;
  if (control === undefined)
    return { kind: 'too_early', winner: null, differences: [], reason: 'There is no arm.' };
  const z = normalQuantile(1 - 0.05 / 2 / Math.max(1, others.length));
  const differences = others.map((other) => {
    const difference = other.mean - control.mean;
    const error = z * Math.sqrt(control.variance / control.units + other.variance / other.units);
    return { arm: other.arm, difference, low: difference - error, high: difference + error };
  });
  const better = differences.filter(({ low }) => low > 0).toSorted((a, b) => b.difference - a.difference)[0];
  if (better !== undefined)
    return { kind: 'winner', winner: better.arm, differences, reason: sentence(better) };
  if (differences.length > 0 && differences.every(({ high }) => high < 0)) {
    const reason = `${control.arm} is better than every other arm.`;
    return { kind: 'winner', winner: control.arm, differences, reason };
  }
  return {
    kind: 'no_difference',
    winner: null,
    differences,
    reason: 'No arm differs from the first beyond its 95 % interval.',
  };
}

function sentence({ arm, difference, low, high }: Verdict['differences'][number]): string {
  const points = (value: number): string => (value * 100).toFixed(1);
  return `${arm} is better by ${points(difference)} points (95 % interval ${points(low)} to ${points(high)}).`;
}
