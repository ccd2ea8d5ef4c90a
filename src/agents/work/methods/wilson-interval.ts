import { normalQuantile } from '#kernel/normal-distribution';

/** A share with the range in which the true one lies in 95 of 100 samples. */
export interface ShareInterval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const Z = normalQuantile(0.975);

/**
 * Score interval of a share at 95 % (Wilson 1927, J. Am. Stat. Assoc. 22:209): right for small samples and near 0 and 1,
 * where the textbook interval is not. `hits` of `n`, both whole; n of 0 says nothing, so gives 0 to 1.
 */
export function wilsonInterval(hits: number, n: number): ShareInterval {
  if (n <= 0) return { share: 0, low: 0, high: 1 };
  const p = hits / n;
  const square = Z * Z;
  const middle = (p + square / (2 * n)) / (1 + square / n);
  const half = (Z / (1 + square / n)) * Math.sqrt((p * (1 - p)) / n + square / (4 * n * n));
  return { share: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * Whether two answers to one question differ beyond chance at 95 %: the difference of two shares of one multinomial
 * sample (Goodman 1965, Technometrics 7:247), for `first` and `second` of `n` people who each gave one answer.
 */
export function isAhead(first: number, second: number, n: number): boolean {
  if (n <= 0) return false;
  const [p, q] = [first / n, second / n];
  const error = Math.sqrt((p + q - (p - q) ** 2) / n);
  return p - q > Z * error;
}
