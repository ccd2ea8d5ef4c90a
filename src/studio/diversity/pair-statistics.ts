import { seededRandom } from '#kernel/random';
import {
  AXES,
  colourSimilarity,
  combineAxes,
  structureSimilarity,
  textSimilarity,
  type Axis,
} from './kernel.ts';
import type { Group } from './likeness.ts';

/** Above this size pairs are sampled. */
export const EXACT_LIMIT = 2_000;
const SAMPLED_PAIRS = 200_000;
/** With fewer pairs above zero the standard error says nothing, so every pair is computed. */
const LEAST_ALIKE = 30;
const SEED = 'diversity-pairs-1';

export interface PairStatistics {
  /** Mean of the squared similarity over pairs i != j. */
  readonly meanSquare: number;
  readonly axisMeanSquare: Readonly<Record<Axis, number>>;
  /** Standard error of `meanSquare`; 0 when every pair was computed. */
  readonly error: number;
  readonly pairs: number;
  readonly isSampled: boolean;
  /** The most alike pairs that were looked at, most alike first. */
  readonly closest: readonly (readonly [number, number])[];
}

/** Squared similarities of a group: of all pairs up to 2,000 members, of 200,000 pairs with a fixed seed above. */
export function measurePairs(group: Group, closest: number): PairStatistics {
  if (group.size > EXACT_LIMIT) {
    const sampled = samplePairs(group, closest);
    if (sampled !== undefined) return sampled;
  }
  const sums = newSums(group, closest);
  for (let j = 1; j < group.size; j++) for (let i = 0; i < j; i++) sums.add(i, j);
  return sums.result(false);
}

function samplePairs(group: Group, closest: number): PairStatistics | undefined {
  const random = seededRandom(SEED);
  const sums = newSums(group, closest);
  const n = group.size;
  for (let k = 0; k < SAMPLED_PAIRS; k++) {
    const i = Math.floor(random() * n);
    const other = Math.floor(random() * (n - 1));
    const j = other < i ? other : other + 1;
    sums.add(Math.min(i, j), Math.max(i, j));
  }
  return sums.alike() < LEAST_ALIKE ? undefined : sums.result(true);
}

function newSums(group: Group, closest: number) {
  const axisSums: Record<Axis, number> = { structure: 0, colour: 0, text: 0 };
  const top = keepHighest(closest);
  let [pairs, alike, sum, sumOfSquares] = [0, 0, 0, 0];
  const add = (i: number, j: number): void => {
    const structure = structureSimilarity(group.dHashBits(i, j), group.pHashBits(i, j));
    const colour = colourSimilarity(group.colourOverlap(i, j));
    const text = textSimilarity(group.textCosine(i, j));
    const similarity = combineAxes(structure, colour, text);
    const square = similarity * similarity;
    axisSums.structure += structure * structure;
    axisSums.colour += colour * colour;
    axisSums.text += text * text;
    pairs++;
    sum += square;
    sumOfSquares += square * square;
    if (square > 0) alike++;
    top.offer(similarity, i, j);
  };
  const result = (isSampled: boolean): PairStatistics => {
    const count = Math.max(1, pairs);
    const meanSquare = sum / count;
    const variance = Math.max(0, sumOfSquares / count - meanSquare * meanSquare);
    return {
      meanSquare,
      axisMeanSquare: perAxis((axis) => axisSums[axis] / count),
      error: isSampled ? Math.sqrt(variance / count) : 0,
      pairs,
      isSampled,
      closest: top.pairs(),
    };
  };
  return { add, alike: () => alike, result };
}

export function perAxis<T>(of: (axis: Axis) => T): Record<Axis, T> {
  return Object.fromEntries(AXES.map((axis) => [axis, of(axis)])) as Record<Axis, T>;
}

/** Keeps the pairs with the highest values; equal values keep the first offered. */
function keepHighest(limit: number) {
  const kept: { value: number; i: number; j: number }[] = [];
  const offer = (value: number, i: number, j: number): void => {
    if (limit === 0 || (kept.length === limit && value <= (kept.at(-1)?.value ?? 0))) return;
    if (kept.some((pair) => pair.i === i && pair.j === j)) return;
    let at = kept.length;
    while (at > 0 && (kept[at - 1]?.value ?? 0) < value) at--;
    kept.splice(at, 0, { value, i, j });
    if (kept.length > limit) kept.pop();
  };
  return { offer, pairs: () => kept.map(({ i, j }) => [i, j] as const) };
}
