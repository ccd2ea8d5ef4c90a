import type { Lesson } from '#agents/work/task-type';
import type { Statement } from '#agents/work/work-product';

// What types of work propose as learnt. None takes a text that a model may word: it would be another one each time.

/**
 * Findings that hold beyond chance, from sources that are not old. Words of reviews are left out: such a finding quotes
 * what a stranger wrote, and that has no place in what all later work reads.
 */
export function lessonsOfFindings({
  findings,
  sources,
}: {
  readonly findings: readonly (Statement & { kind: string; source: string; date: string; isFirm: boolean })[];
  readonly sources: readonly { name: string; isStale: boolean }[];
}): Lesson[] {
  const old = new Set(sources.filter(({ isStale }) => isStale).map(({ name }) => name));
  return findings
    .filter(({ isFirm, kind, source }) => isFirm && kind !== 'reviews' && !old.has(source))
    .map(({ text, source, date, kind, facts }) => ({
      statement: `${text} (${source}, ${date})`,
      facts,
      // A survey is tested for what it says; the others are only counted.
      confidence: kind === 'survey' ? 0.8 : 0.6,
    }));
}

/** Criteria in which the brand leads or trails by evidence that is not old, the weightiest first. */
export function lessonsOfStandings({
  standings,
  cells,
  criteria,
}: {
  readonly standings: readonly (Statement & { criterion: string; verdict: string; margin: number | null })[];
  readonly cells: readonly { criterion: string; isStale: boolean }[];
  readonly criteria: readonly { name: string; weight: number }[];
}): Lesson[] {
  const old = new Set(cells.filter(({ isStale }) => isStale).map(({ criterion }) => criterion));
  const weights = new Map(criteria.map(({ name, weight }) => [name, weight]));
  const leadOf = ({ margin }: { margin: number | null }): number => Math.abs(margin ?? 0);
  const worth = (one: (typeof standings)[number]): number => (weights.get(one.criterion) ?? 0) * leadOf(one);
  return standings
    .filter(({ verdict, basis }) => (verdict === 'leads' || verdict === 'trails') && basis === 'derived')
    .filter(({ criterion }) => !old.has(criterion))
    .toSorted((a, b) => worth(b) - worth(a))
    .map((one) => ({
      statement: one.text,
      facts: one.facts,
      // Scores are people's: a whole one apart is told with more certainty than a part of one.
      confidence: leadOf(one) >= 1 ? 0.7 : 0.5,
    }));
}

/** What sets products apart, where a proof says so. */
export function lessonsOfPositions(
  positions: readonly {
    product: string;
    isProven: boolean;
    difference: readonly Statement[];
    value: readonly Statement[];
  }[],
): Lesson[] {
  return positions.flatMap(({ product, isProven, difference: [first], value: [gain] }) =>
    !isProven || first === undefined || first.basis === 'assumed'
      ? []
      : [
          {
            statement: `What sets ${product} apart, by a proof: ${first.text}`,
            facts: [...new Set([...first.facts, ...(gain?.facts ?? [])])],
            confidence: 0.7,
          },
        ],
  );
}

/** Messages that proofs carry, the surer the more of what a pillar claims has one. */
export function lessonsOfPillars(
  pillars: readonly { claim: Statement; proofs: readonly Statement[]; claims: number; proven: number }[],
): Lesson[] {
  return pillars
    .filter(({ proven, claim }) => proven > 0 && claim.basis === 'stated')
    .map(({ claim, proofs, claims, proven }) => ({
      statement: `A message that a proof carries: ${claim.text}`,
      facts: [...new Set([...claim.facts, ...proofs.flatMap(({ facts }) => facts)])].slice(0, 8),
      confidence: Math.round((0.5 + 0.3 * Math.min(1, proven / Math.max(1, claims))) * 100) / 100,
    }));
}
