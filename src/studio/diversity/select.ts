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

export interface SelectionOptions {
  /** Rules that come before diversity, in order; angle, then layout when not given. */
  readonly coverage?: readonly CoverageRule[];
  /** Variants that are there already: they count as chosen and are not given back. */
  readonly taken?: readonly Candidate[];
}

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
  options: SelectionOptions = {},
): Selection<C> {
  const coverage = options.coverage ?? ['angle', 'layout'];
  const taken = options.taken ?? [];
  const passing = candidates
    .filter((candidate) => candidate.hasPassed)
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const all = [...taken, ...passing];
  const group = prepareGroup(all.map((candidate) => candidate.features));
  const choice = newChoice(group);
  for (const index of taken.keys()) choice.take(index);
  while (choice.chosen.length < taken.length + Math.min(count, passing.length)) {
    const fresh = choice.open().filter((i) => choice.twinOf(i) === undefined);
    const pool = fresh.length > 0 ? fresh : choice.open();
    choice.take(choice.leastAlike(narrow(all, choice.chosen, pool, coverage)));
  }
  return describe({ passing, all, choice, count });
}

/** The part of the pool that brings something new by each rule in turn, as far as there is any. */
function narrow(
  all: readonly Candidate[],
  chosen: readonly number[],
  pool: readonly number[],
  coverage: readonly CoverageRule[],
): readonly number[] {
  let rest = pool;
  for (const rule of coverage) {
    const covered = new Set(chosen.map((i) => all[i]?.[rule]));
    const bringing = rest.filter((i) => !covered.has(all[i]?.[rule]));
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

function describe<C extends Candidate>(made: {
  passing: readonly C[];
  all: readonly Candidate[];
  choice: Choice;
  count: number;
}): Selection<C> {
  const { passing, all, choice, count } = made;
  const before = all.length - passing.length;
  const fresh = choice.chosen.filter((i) => i >= before);
  const chosen = fresh.flatMap((i) => passing[i - before] ?? []);
  const nearDuplicates = fresh.flatMap((i) => {
    const pair = choice.twinOf(i);
    if (pair === undefined) return [];
    const { a, b: _b, ...distances } = pair;
    return [{ id: all[i]?.id ?? '', of: all[a]?.id ?? '', ...distances }];
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
