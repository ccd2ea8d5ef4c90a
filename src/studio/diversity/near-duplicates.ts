import type { Distances } from './kernel.ts';
import { bitsOf, type Group } from './likeness.ts';

/** All four must hold: the picture's structure, its colours and the words are nearly the same. */
export const NEAR_LIMITS = { dHashBits: 30, pHashBits: 10, colourOverlap: 0.94, textCosine: 0.85 } as const;

/** Two members of a group that count as one, with what was measured between them. */
export interface NearPair extends Distances {
  readonly a: number;
  readonly b: number;
}

export interface NearDuplicates {
  /** Number of variants when near-duplicates count once. */
  readonly unique: number;
  /** Members of each group of two or more, ascending. */
  readonly groups: readonly (readonly number[])[];
  /** The pairs that join them: one less than the members of each group. */
  readonly pairs: readonly NearPair[];
}

/** The distances when two members are near-duplicates, else undefined; cheap tests come first. */
export function nearPair(group: Group, a: number, b: number): NearPair | undefined {
  const pHashBits = group.pHashBits(a, b);
  if (pHashBits > NEAR_LIMITS.pHashBits) return undefined;
  const dHashBits = group.dHashBits(a, b, NEAR_LIMITS.dHashBits);
  if (dHashBits > NEAR_LIMITS.dHashBits) return undefined;
  const colourOverlap = group.colourOverlap(a, b);
  if (colourOverlap < NEAR_LIMITS.colourOverlap) return undefined;
  const textCosine = group.textCosine(a, b);
  if (textCosine < NEAR_LIMITS.textCosine) return undefined;
  return { a, b, dHashBits, pHashBits, colourOverlap, textCosine };
}

/** Joins all near-duplicates of a group; exact over every pair, at any size. */
export function findNearDuplicates(group: Group): NearDuplicates {
  const parent = Int32Array.from({ length: group.size }, (_, i) => i);
  const pairs: NearPair[] = [];
  const { pHashes } = group;
  for (let b = 1; b < group.size; b++) {
    const first = pHashes[2 * b] as number;
    const second = pHashes[2 * b + 1] as number;
    for (let a = 0; a < b; a++) {
      // Half a hash settles nearly every pair; members that are joined already need no proof.
      const half = bitsOf((pHashes[2 * a] as number) ^ first);
      if (half > NEAR_LIMITS.pHashBits) continue;
      if (half + bitsOf((pHashes[2 * a + 1] as number) ^ second) > NEAR_LIMITS.pHashBits) continue;
      const [rootA, rootB] = [rootOf(parent, a), rootOf(parent, b)];
      if (rootA === rootB) continue;
      const pair = nearPair(group, a, b);
      if (pair === undefined) continue;
      parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
      pairs.push(pair);
    }
  }
  const members = Map.groupBy(parent.keys(), (i) => rootOf(parent, i));
  const groups = [...members.values()].filter((group) => group.length > 1);
  return { unique: members.size, groups, pairs };
}

function rootOf(parent: Int32Array, from: number): number {
  let i = from;
  while (parent[i] !== i) {
    parent[i] = parent[parent[i] as number] as number;
    i = parent[i] as number;
  }
  return i;
}
