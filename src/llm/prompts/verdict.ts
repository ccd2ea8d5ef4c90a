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

/** Quantile of the standard normal distribution (Acklam 2003, relative error below 1.2e-9), for p in (0.5, 1). */
function normalQuantile(p: number): number {
  if (p > 0.97575) {
    const q = Math.sqrt(-2 * Math.log(1 - p));
    const top =
      ((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q -
        2.549732539343734) *
        q +
        4.374664141464968) *
        q +
      2.938163982698783;
    const bottom =
      (((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
      1;
    return -top / bottom;
  }
  const q = p - 0.5;
  const r = q * q;
  const top =
    (((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r +
      1.38357751867269e2) *
      r -
      3.066479806614716e1) *
      r +
      2.506628277459239) *
    q;
  const bottom =
    ((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r +
      6.680131188771972e1) *
      r -
      1.328068155288572e1) *
      r +
    1;
  return top / bottom;
}
