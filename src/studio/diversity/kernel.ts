/** The three ways in which two variants are compared. */
export const AXES = ['structure', 'colour', 'text'] as const;
export type Axis = (typeof AXES)[number];

/** Share of each axis in the similarity; they sum to 1. */
export const AXIS_WEIGHT: Readonly<Record<Axis, number>> = { structure: 0.4, colour: 0.25, text: 0.35 };

/** What was measured between two variants, before it becomes similarity. */
export interface Distances {
  /** Differing bits of 256. */
  readonly dHashBits: number;
  /** Differing bits of 64. */
  readonly pHashBits: number;
  /** Overlap of the colour histograms (Bhattacharyya), 0 to 1. */
  readonly colourOverlap: number;
  /** Cosine of the character n-grams, 0 to 1. */
  readonly textCosine: number;
}

/** 0 up to `low`, 1 from `high`, straight between. "Unrelated" has to be exactly 0, or it caps the effective number. */
export function ramp(x: number, low: number, high: number): number {
  return Math.min(1, Math.max(0, (x - low) / (high - low)));
}

/** Likeness of the pictures' structure: unrelated pictures share half their bits, so 0.55 is nothing. */
export function structureSimilarity(dHashBits: number, pHashBits: number): number {
  return ramp(0.5 * (1 - dHashBits / 256) + 0.5 * (1 - pHashBits / 64), 0.55, 0.95);
}

export const colourSimilarity = (overlap: number): number => ramp(overlap, 0.35, 0.97);
export const textSimilarity = (cosine: number): number => ramp(cosine, 0.15, 0.9);

/** K of two variants in [0, 1] from the similarity on each axis. */
export function combineAxes(structure: number, colour: number, text: number): number {
  return AXIS_WEIGHT.structure * structure + AXIS_WEIGHT.colour * colour + AXIS_WEIGHT.text * text;
}

/**
 * Effective number of n variants from the mean of K squared over all pairs i != j: n / (1 + (n - 1) mean).
 * This is the order-2 Vendi score, the Rényi kernel entropy count of Jalali et al. 2023; 0 for n = 0.
 */
export function effectiveNumber(n: number, meanSquare: number): number {
  return n === 0 ? 0 : n / (1 + (n - 1) * meanSquare);
}

/** Effective number of a full similarity matrix with ones on its diagonal. */
export function effectiveOfMatrix(matrix: readonly (readonly number[])[]): number {
  const n = matrix.length;
  const sum = matrix.flat().reduce((total, k) => total + k * k, 0);
  return n === 0 ? 0 : (n * n) / sum;
}

/** Diversity score in [0, 1]: 0 all alike, 1 all unrelated; null for fewer than two. */
export function diversityScore(n: number, effective: number): number | null {
  return n < 2 ? null : Math.min(1, Math.max(0, (effective - 1) / (n - 1)));
}
