import { compareMembers, prepareGroup, type Group } from './likeness.ts';
import { nearPair, type NearPair } from './near-duplicates.ts';
import type { DiversityItem } from './report.ts';

/** A made variant that may be kept. */
export interface Candidate extends DiversityItem {
  readonly angle: string;
  readonly layout: string;
  /** Whether the audit let it through, as it was or repaired. */
  readonly hasPassed: boolean;
}

export type CoverageRule = 'angle' | 'layout';

export interface Selection<C extends Candidate> {
  /** In the order they were taken. */
  readonly chosen: readonly C[];
  /** Chosen although a near-duplicate of an earlier one, because nothing else was left. */
  readonly nearDuplicates: readonly (Omit<NearPair, 'a' | 'b'> & {
    readonly id: string;
    readonly of: string;
  })[];
  /** How many of the wanted number are missing. */
  readonly missing: number;
  /** Angles and layouts of passing candidates that found no place. */
  readonly uncovered: Readonly<Record<CoverageRule, readonly string[]>>;
}

/**
 * Keeps the most diverse `count` of the candidates that pass the audit: starts with the one least like the
 * rest, then adds the one with the least sum of K squared to those chosen. Coverage comes first, rule by rule:
 * while an angle (then a layout) has no variant, only candidates that bring one are looked at.
 */
export function selectDiverse<C extends Candidate>(
  candidates: readonly C[],
  count: number,
  coverage: readonly CoverageRule[] = ['angle', 'layout'],
): Selection<C> {
  const passing = candidates
    .filter((candidate) => candidate.hasPassed)
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const group = prepareGroup(passing.map((candidate) => candidate.features));
  const choice = newChoice(group);
  while (choice.chosen.length < Math.min(count, passing.length)) {
    const fresh = choice.open().filter((i) => choice.twinOf(i) === undefined);
    const pool = fresh.length > 0 ? fresh : choice.open();
    choice.take(choice.leastAlike(narrow(passing, choice.chosen, pool, coverage)));
  }
  return describe(passing, choice, count);
}

/** The part of the pool that brings something new by each rule in turn, as far as there is any. */
function narrow<C extends Candidate>(
  passing: readonly C[],
  chosen: readonly number[],
  pool: readonly number[],
  coverage: readonly CoverageRule[],
): readonly number[] {
  let rest = pool;
  for (const rule of coverage) {
    const covered = new Set(chosen.map((i) => passing[i]?.[rule]));
    const bringing = rest.filter((i) => !covered.has(passing[i]?.[rule]));
    if (bringing.length > 0) rest = bringing;
  }
  return rest;
}

type Choice = ReturnType<typeof newChoice>;

function newChoice(group: Group) {
  const { size } = group;
  const chosen: number[] = [];
  const taken = new Set<number>();
  /** Sum of K squared to the chosen; before the first choice, to all. */
  const load = new Float64Array(size);
  const twins = new Map<number, NearPair>();
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const square = compareMembers(group, i, j).similarity ** 2;
      load[i] = (load[i] ?? 0) + square;
      load[j] = (load[j] ?? 0) + square;
    }
  }
  const take = (index: number): void => {
    if (chosen.length === 0) load.fill(0);
    chosen.push(index);
    taken.add(index);
    for (let i = 0; i < size; i++) {
      if (taken.has(i)) continue;
      load[i] = (load[i] ?? 0) + compareMembers(group, i, index).similarity ** 2;
      const pair = twins.has(i) ? undefined : nearPair(group, index, i);
      if (pair !== undefined) twins.set(i, pair);
    }
  };
  const leastAlike = (pool: readonly number[]): number =>
    pool.reduce((best, i) => ((load[i] ?? 0) < (load[best] ?? 0) - 1e-12 ? i : best), pool[0] ?? 0);
  return {
    chosen,
    open: () => Array.from({ length: size }, (_, i) => i).filter((i) => !taken.has(i)),
    twinOf: (i: number) => twins.get(i),
    leastAlike,
    take,
  };
}

function describe<C extends Candidate>(passing: readonly C[], choice: Choice, count: number): Selection<C> {
  const chosen = choice.chosen.flatMap((i) => passing[i] ?? []);
  const nearDuplicates = choice.chosen.flatMap((i) => {
    const pair = choice.twinOf(i);
    if (pair === undefined) return [];
    const { a, b: _b, ...distances } = pair;
    return [{ id: passing[i]?.id ?? '', of: passing[a]?.id ?? '', ...distances }];
  });
  const uncoveredBy = (rule: CoverageRule): string[] => {
    const covered = new Set(chosen.map((candidate) => candidate[rule]));
    return [...new Set(passing.map((candidate) => candidate[rule]))].filter((value) => !covered.has(value));
  };
  return {
    chosen,
    nearDuplicates,
    missing: Math.max(0, count - chosen.length),
    uncovered: { angle: uncoveredBy('angle'), layout: uncoveredBy('layout') },
  };
}
