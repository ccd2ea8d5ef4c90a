/** One finding about one alternative under one criterion. */
export interface Evidence {
  readonly alternative: string;
  readonly criterion: string;
  /** 0 to 5; null where a finding is known but nobody has scored it. */
  readonly score: number | null;
}

export interface Criterion {
  readonly name: string;
  readonly weight: number;
}

export interface Standing {
  readonly criterion: string;
  readonly weight: number;
  /** `open` where the own score or every other is lacking. */
  readonly verdict: 'leads' | 'level' | 'trails' | 'open';
  readonly own: number | null;
  /** The best of the others and who has it. */
  readonly best: number | null;
  readonly bestBy: readonly string[];
}

/** Scores nearer than this are level: a scale of 0 to 5 given by people is no finer. */
const LEVEL = 0.5;

/** Mean of the scores of a cell; null where there is none. */
export function scoreOf(
  evidence: readonly Evidence[],
  alternative: string,
  criterion: string,
): number | null {
  const scores = evidence
    .filter((one) => one.alternative === alternative && one.criterion === criterion)
    .flatMap(({ score }) => score ?? []);
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Where the own brand stands under each criterion, against the best other whose score is known. Heaviest first. */
export function standingsOf(
  evidence: readonly Evidence[],
  criteria: readonly Criterion[],
  who: { readonly own: string; readonly others: readonly string[] },
): Standing[] {
  return criteria
    .map(({ name, weight }): Standing => {
      const own = scoreOf(evidence, who.own, name);
      const scored = who.others.flatMap((other) => {
        const score = scoreOf(evidence, other, name);
        return score === null ? [] : [{ other, score }];
      });
      const best = scored.length === 0 ? null : Math.max(...scored.map(({ score }) => score));
      const bestBy = scored.filter(({ score }) => score === best).map(({ other }) => other);
      const base = { criterion: name, weight, own, best, bestBy };
      if (own === null || best === null) return { ...base, verdict: 'open' };
      if (Math.abs(own - best) < LEVEL) return { ...base, verdict: 'level' };
      return { ...base, verdict: own > best ? 'leads' : 'trails' };
    })
    .toSorted((a, b) => b.weight - a.weight);
}

/**
 * Weighted sum of own and other over the criteria where both are scored, as 0 to 5, with the share of the whole weight
 * that these criteria have (simple additive weighting, Hwang and Yoon 1981). Undefined where none has both.
 */
export function comparePair(
  evidence: readonly Evidence[],
  criteria: readonly Criterion[],
  who: { readonly own: string; readonly other: string },
): { own: number; other: number; covered: number } | undefined {
  const whole = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const both = criteria.flatMap(({ name, weight }) => {
    const own = scoreOf(evidence, who.own, name);
    const other = scoreOf(evidence, who.other, name);
    return own === null || other === null ? [] : [{ own, other, weight }];
  });
  const used = both.reduce((sum, { weight }) => sum + weight, 0);
  if (used === 0) return undefined;
  const mean = (side: 'own' | 'other'): number =>
    both.reduce((sum, one) => sum + one[side] * one.weight, 0) / used;
  return { own: mean('own'), other: mean('other'), covered: used / whole };
}

/**
 * The criteria whose weight alone, halved or doubled, turns who is ahead of whom (one weight at a time, Triantaphyllou and
 * Sánchez 1997). Empty: the comparison holds.
 */
export function turningWeights(
  evidence: readonly Evidence[],
  criteria: readonly Criterion[],
  who: { readonly own: string; readonly other: string },
): string[] {
  const sign = (with_: readonly Criterion[]): number => {
    const pair = comparePair(evidence, with_, who);
    return pair === undefined ? 0 : Math.sign(Math.round((pair.own - pair.other) * 1e9));
  };
  const now = sign(criteria);
  return criteria
    .filter(({ name }) =>
      [0.5, 2].some(
        (factor) =>
          sign(criteria.map((one) => (one.name === name ? { ...one, weight: one.weight * factor } : one))) !==
          now,
      ),
    )
    .map(({ name }) => name);
}

/**
 * The two criteria that part the alternatives most: greatest weight times spread, and among those with the first the one
 * that says least of the same (lowest absolute correlation). Only criteria under which all of them are scored.
 */
export function bestAxes(
  evidence: readonly Evidence[],
  criteria: readonly Criterion[],
  alternatives: readonly string[],
): readonly [string, string] | undefined {
  const rows = criteria.flatMap(({ name, weight }) => {
    const scores = alternatives.map((alternative) => scoreOf(evidence, alternative, name));
    const known = scores.flatMap((score) => score ?? []);
    return known.length < alternatives.length ? [] : [{ name, scores: known, force: weight * spread(known) }];
  });
  const [first, ...rest] = rows.toSorted((a, b) => b.force - a.force);
  if (first === undefined || first.force === 0) return undefined;
  const [second] = rest
    .filter(({ force }) => force > 0)
    .map((row) => ({ ...row, worth: row.force * (1 - Math.abs(correlation(first.scores, row.scores)) / 2) }))
    .toSorted((a, b) => b.worth - a.worth);
  return second === undefined ? undefined : [first.name, second.name];
}

function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const scale = spread(one) * spread(other) * one.length;
  if (scale === 0) return 0;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(one), mean(other)];
  return one.reduce((sum, value, index) => sum + (value - a) * ((other[index] ?? b) - b), 0) / scale;
}
