import { normalShareBelow } from '#kernel/normal-distribution';

/** One planned look at a running test. */
export interface Look {
  /** 1 for the first. */
  readonly number: number;
  /** Share of the whole sample that is there by then. */
  readonly share: number;
  /** The difference must be so many standard errors. */
  readonly z: number;
  /** The same as a p-value, two-sided. */
  readonly p: number;
}

/**
 * Constants of the O'Brien-Fleming design at a two-sided alpha of 0.05 for 1 to 8 equal looks: boundary C_B, and how much
 * larger the sample must be for a power of 0.8 (Jennison and Turnbull 2000, Group Sequential Methods, tables 2.3, 2.4).
 */
const DESIGN: readonly (readonly [boundary: number, inflation: number])[] = [
  [1.96, 1],
  [1.977, 1.008],
  [2.004, 1.017],
  [2.024, 1.024],
  [2.04, 1.028],
  [2.053, 1.032],
  [2.063, 1.035],
  [2.072, 1.037],
];
export const MOST_LOOKS = DESIGN.length;

/**
 * What each of `count` equally spaced looks must show so that all together give one false alarm in 20: strict early, near
 * the usual 1.96 at the end (O'Brien and Fleming 1979, Biometrics 35:549).
 */
export function planLooks(count: number): readonly Look[] {
  const [boundary] = designOf(count);
  return Array.from({ length: count }, (_, index) => {
    const z = boundary * Math.sqrt(count / (index + 1));
    return { number: index + 1, share: (index + 1) / count, z, p: 2 * (1 - normalShareBelow(z)) };
  });
}

/** By how much several looks make the sample of one look larger. */
export function sampleInflation(looks: number): number {
  return designOf(looks)[1];
}

function designOf(looks: number): readonly [number, number] {
  const design = DESIGN[looks - 1];
  if (design === undefined) throw new RangeError(`a test has 1 to ${MOST_LOOKS} looks, not ${looks}`);
  return design;
}
