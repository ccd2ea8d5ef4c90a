import type { Features } from './features.ts';
import { diversityScore, effectiveNumber, type Axis } from './kernel.ts';
import { nameLacking, type Lacking } from './lacking.ts';
import { compareMembers, prepareGroup, type Group, type Likeness } from './likeness.ts';
import { findNearDuplicates, type NearDuplicates } from './near-duplicates.ts';
import { measurePairs, perAxis, type PairStatistics } from './pair-statistics.ts';

/** One rendered variant of a group: one product, market, locale and ratio. Other ratios are adaptations. */
export interface DiversityItem {
  readonly id: string;
  /** Of the picture's pixels. */
  readonly sha256: string;
  readonly features: Features;
  /** Layout, palette, hero and angle in one word, to count how many combinations are in use. */
  readonly cell?: string;
}

/** Two variants by id and how alike they are. */
export interface ComparedPair extends Likeness {
  readonly a: string;
  readonly b: string;
}

export interface DiversityReport {
  readonly produced: number;
  /** Distinct pixels. */
  readonly exactUnique: number;
  /** Variants when near-duplicates count once. */
  readonly nearUnique: number;
  /** Effective number of variants (D2): n copies of one count as 1, n unrelated ones as n. */
  readonly effective: number;
  /** In [0, 1]; null for fewer than two variants. */
  readonly score: number | null;
  /** 1 - D2 / n. */
  readonly redundancy: number;
  /** The same number on each axis alone. */
  readonly axes: Readonly<Record<Axis, number>>;
  /** Distinct cells in use, where the items name theirs. */
  readonly cells: number | null;
  /** Bounds of `effective` (two standard errors) when pairs were sampled; null when every pair was computed. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly pairsCompared: number;
  /** Most alike first. */
  readonly closest: readonly ComparedPair[];
  readonly nearDuplicates: readonly {
    readonly ids: readonly string[];
    readonly pairs: readonly ComparedPair[];
  }[];
  readonly lacking: Lacking | null;
}

export interface ReportOptions {
  /** How many of the closest pairs are listed; 10 unless said. */
  readonly closest?: number;
  /** How many proving pairs are listed per group of near-duplicates; 50 unless said. */
  readonly pairsPerGroup?: number;
}

/**
 * Measures the variety of one group. The order of the items does not matter. Every pair up to 2,000 items
 * (about 0.4 s), 200,000 sampled pairs above; near-duplicates are exact at any size.
 */
export function measureDiversity(
  items: readonly DiversityItem[],
  options: ReportOptions = {},
): DiversityReport {
  const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const n = sorted.length;
  const group = prepareGroup(sorted.map((item) => item.features));
  const statistics = measurePairs(group, options.closest ?? 10);
  const near = findNearDuplicates(group);
  const effective = effectiveNumber(n, statistics.meanSquare);
  const axes = perAxis((axis) => effectiveNumber(n, statistics.axisMeanSquare[axis]));
  return {
    produced: n,
    exactUnique: new Set(sorted.map((item) => item.sha256)).size,
    nearUnique: near.unique,
    effective,
    score: diversityScore(n, effective),
    redundancy: n === 0 ? 0 : 1 - effective / n,
    axes,
    cells: countCells(sorted),
    interval: intervalOf(n, statistics),
    pairsCompared: statistics.pairs,
    closest: closestPairs(sorted, group, [statistics, near], options.closest ?? 10),
    nearDuplicates: describeGroups(sorted, group, near, options.pairsPerGroup ?? 50),
    lacking: nameLacking(n, axes),
  };
}

function intervalOf(
  n: number,
  { meanSquare, error, isSampled }: PairStatistics,
): DiversityReport['interval'] {
  if (!isSampled) return null;
  return [
    effectiveNumber(n, Math.min(1, meanSquare + 2 * error)),
    effectiveNumber(n, Math.max(0, meanSquare - 2 * error)),
  ];
}

/** The closest pairs that were compared; a sample may have missed near-duplicates, which are known anyway. */
function closestPairs(
  items: readonly DiversityItem[],
  group: Group,
  [statistics, near]: readonly [PairStatistics, NearDuplicates],
  limit: number,
): ComparedPair[] {
  const known = statistics.isSampled ? near.pairs.map(({ a, b }) => [a, b] as const) : [];
  const pairs = new Map([...statistics.closest, ...known].map((pair) => [pair.join(' '), pair]));
  return [...pairs.values()]
    .map(([a, b]) => describePair(items, group, a, b))
    .toSorted((x, y) => y.similarity - x.similarity)
    .slice(0, limit);
}

function countCells(items: readonly DiversityItem[]): number | null {
  const cells = items.flatMap((item) => item.cell ?? []);
  return cells.length < items.length || cells.length === 0 ? null : new Set(cells).size;
}

function describePair(items: readonly DiversityItem[], group: Group, a: number, b: number): ComparedPair {
  return { a: items[a]?.id ?? '', b: items[b]?.id ?? '', ...compareMembers(group, a, b) };
}

function describeGroups(
  items: readonly DiversityItem[],
  group: Group,
  near: NearDuplicates,
  pairsPerGroup: number,
): DiversityReport['nearDuplicates'] {
  const groupOf = new Map(
    near.groups.flatMap((members, at) => members.map((member) => [member, at] as const)),
  );
  const pairs = Map.groupBy(near.pairs, (pair) => groupOf.get(pair.a));
  return near.groups.map((members, at) => ({
    ids: members.map((member) => items[member]?.id ?? ''),
    pairs: (pairs.get(at) ?? [])
      .slice(0, pairsPerGroup)
      .map((pair) => describePair(items, group, pair.a, pair.b)),
  }));
}
