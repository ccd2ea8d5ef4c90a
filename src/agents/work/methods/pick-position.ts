import type { Fact, FactBook } from '#agents/work/facts';
import { kinshipOf } from './themes.ts';

/** What a product stands for against what people do today: the facts that belong together most. */
export interface Position {
  /** What people put up with today, where the brief says it. */
  readonly problem: Fact | undefined;
  /** What people get. */
  readonly benefit: Fact | undefined;
  /** What makes it so and others do not have: a proof before a feature. */
  readonly difference: Fact | undefined;
  /** Whether the difference speaks of the problem or the benefit, or is only the best of what is stated. */
  readonly isBacked: boolean;
  /** Whether it is a proof that does. */
  readonly isProven: boolean;
}

/** The kinds of facts of one product, in the order of the brief. */
export function factsOf(facts: FactBook, key: string, kind: string): Fact[] {
  const at = `brief.products.${key}.${kind}`;
  return [...facts.values()].filter(({ id }) => id === at || id.startsWith(`${at}.`));
}

/** What every fact of a product is about anyway: its name and category, whose words tie no two of them together. */
export function subjectOf(facts: FactBook, key: string): string {
  return ['name', 'category'].map((kind) => facts.get(`brief.products.${key}.${kind}`)?.text ?? '').join(' ');
}

const PROVEN = 3;

/**
 * The problem, benefit and difference of a product that are about the same (shared themes and words), where a proof counts
 * more than a feature. `liking` adds what is known of a text from elsewhere, such as a criterion in which the brand leads.
 */
export function pickPosition(
  facts: FactBook,
  key: string,
  { language, liking = () => 0 }: { language: string; liking?: (text: string) => number },
): Position {
  const subject = subjectOf(facts, key);
  const or = (found: Fact[]): (Fact | undefined)[] => (found.length === 0 ? [undefined] : found);
  const kin = (one: Fact | undefined, other: Fact | undefined): number =>
    one === undefined || other === undefined ? 0 : kinshipOf(one.text, other.text, language, subject);
  const [problems, benefits] = [or(factsOf(facts, key, 'problems')), or(factsOf(facts, key, 'benefits'))];
  const proofs = factsOf(facts, key, 'proofs');
  const differences = or([...proofs, ...factsOf(facts, key, 'features')]);
  const all = differences.flatMap((difference) =>
    problems.flatMap((problem) =>
      benefits.map((benefit) => {
        const backed = kin(problem, difference) + kin(benefit, difference);
        const isProof = difference !== undefined && proofs.includes(difference);
        const worth = difference === undefined ? 0 : liking(difference.text) + (isProof ? PROVEN : 0);
        return {
          problem,
          benefit,
          difference,
          isBacked: backed > 0,
          isProven: backed > 0 && isProof,
          score: backed + kin(problem, benefit) + worth,
        };
      }),
    ),
  );
  const [best] = all.toSorted((a, b) => b.score - a.score);
  return {
    problem: best?.problem,
    benefit: best?.benefit,
    difference: best?.difference,
    isBacked: best?.isBacked ?? false,
    isProven: best?.isProven ?? false,
  };
}
