import type { Features } from './features.ts';
import { LAB_BINS } from './lab-histogram.ts';
import {
  colourSimilarity,
  combineAxes,
  structureSimilarity,
  textSimilarity,
  type Axis,
  type Distances,
} from './kernel.ts';
import { indexTexts } from './text-grams.ts';

/** Two variants compared: K, the similarity on each axis, and the distances it comes from. */
export interface Likeness extends Distances {
  readonly similarity: number;
  readonly axes: Readonly<Record<Axis, number>>;
}

/** A group's features laid out for fast comparison in pairs, by position. */
export interface Group {
  readonly size: number;
  /** Two words of 32 bits per member, for loops over every pair. */
  readonly pHashes: Int32Array;
  readonly dHashBits: (i: number, j: number, limit?: number) => number;
  readonly pHashBits: (i: number, j: number) => number;
  readonly colourOverlap: (i: number, j: number) => number;
  readonly textCosine: (i: number, j: number) => number;
}

const D_WORDS = 8;
const P_WORDS = 2;

/** Prepares the features of one group (one product, market, locale and ratio); all of one version. */
export function prepareGroup(items: readonly Features[]): Group {
  const size = items.length;
  const dHashes = hashWords(items, D_WORDS, (item) => item.dHash);
  const pHashes = hashWords(items, P_WORDS, (item) => item.pHash);
  const { roots, used } = histogramRoots(items);
  const texts = indexTexts(items.map((item) => item.text));
  const { textOf } = texts;
  return {
    size,
    pHashes,
    dHashBits: (i, j, limit = 256) => differingBits(dHashes, i * D_WORDS, j * D_WORDS, D_WORDS, limit),
    pHashBits: (i, j) => differingBits(pHashes, i * P_WORDS, j * P_WORDS, P_WORDS, 64),
    colourOverlap: (i, j) => Math.min(1, dot(roots, used[i] as Uint8Array, i * LAB_BINS, j * LAB_BINS)),
    textCosine: (i, j) => Math.min(1, texts.cosine(textOf[i] ?? 0, textOf[j] ?? 0)),
  };
}

/** Compares two members of a group. */
export function compareMembers(group: Group, i: number, j: number): Likeness {
  const dHashBits = group.dHashBits(i, j);
  const pHashBits = group.pHashBits(i, j);
  const colourOverlap = group.colourOverlap(i, j);
  const textCosine = group.textCosine(i, j);
  const axes = {
    structure: structureSimilarity(dHashBits, pHashBits),
    colour: colourSimilarity(colourOverlap),
    text: textSimilarity(textCosine),
  };
  const similarity = combineAxes(axes.structure, axes.colour, axes.text);
  return { similarity, axes, dHashBits, pHashBits, colourOverlap, textCosine };
}

/** Compares two variants on their own. */
export function compareFeatures(a: Features, b: Features): Likeness {
  return compareMembers(prepareGroup([a, b]), 0, 1);
}

function hashWords(
  items: readonly Features[],
  words: number,
  hashOf: (item: Features) => Uint8Array,
): Int32Array {
  const bytes = new Uint8Array(items.length * words * 4);
  for (const [i, item] of items.entries()) bytes.set(hashOf(item), i * words * 4);
  return new Int32Array(bytes.buffer);
}

function differingBits(words: Int32Array, a: number, b: number, count: number, limit: number): number {
  let bits = 0;
  for (let k = 0; k < count && bits <= limit; k++) {
    bits += bitsOf((words[a + k] as number) ^ (words[b + k] as number));
  }
  return bits;
}

/** Number of ones among 32 bits. */
export function bitsOf(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

interface Roots {
  /** Square roots of the shares, so that the overlap is a plain product and of a histogram with itself 1. */
  readonly roots: Float32Array;
  /** The bins of each item that are not empty: most pictures use a quarter of them. */
  readonly used: readonly Uint8Array[];
}

function histogramRoots(items: readonly Features[]): Roots {
  const roots = new Float32Array(items.length * LAB_BINS);
  const used = items.map(({ lab }, i) => {
    const total = lab.reduce((sum, share) => sum + share, 0) || 1;
    const bins: number[] = [];
    for (let k = 0; k < LAB_BINS; k++) {
      const share = lab[k] ?? 0;
      if (share === 0) continue;
      bins.push(k);
      roots[i * LAB_BINS + k] = Math.sqrt(share / total);
    }
    return Uint8Array.from(bins);
  });
  return { roots, used };
}

function dot(roots: Float32Array, bins: Uint8Array, a: number, b: number): number {
  let sum = 0;
  for (let n = 0; n < bins.length; n++) {
    const k = bins[n] as number;
    sum += (roots[a + k] as number) * (roots[b + k] as number);
  }
  return sum;
}
