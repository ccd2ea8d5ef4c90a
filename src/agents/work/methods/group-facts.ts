import type { Fact } from '#agents/work/facts';
import { themesOf, wordStems } from './themes.ts';

/** Facts that are about the same. */
export interface FactGroup {
  /** Name of the theme, or the word that they share. */
  readonly name: string;
  readonly facts: readonly Fact[];
}

/** What a fact is worth in a message: a proof most, a feature least. */
export function weightOf({ id, backing }: Fact): number {
  if (id.includes('.proofs.')) return backing === undefined ? 2 : 4;
  if (id.endsWith('.quote')) return 2;
  if (id.includes('.benefits.') || id.includes('.problems.')) return 2;
  return 1;
}

const IN_MOST = 0.6;

/**
 * At most `most` groups that together hold as much of what the facts say as can be: again and again the theme or shared
 * word with the greatest weight of facts that are in no group yet (greedy maximum coverage, Nemhauser, Wolsey and Fisher
 * 1978, at least 63 % of the best). A theme needs one benefit or value to be promised, a shared word two facts. What is in
 * most of the facts parts nothing, so is no group. Facts without a group come back as `left`.
 */
export function groupFacts(
  facts: readonly Fact[],
  { language, most }: { language: string; most: number },
): { groups: FactGroup[]; left: Fact[] } {
  const candidates = candidatesOf(facts, language);
  const taken = new Set<Fact>();
  const groups: FactGroup[] = [];
  const openOf = (candidate: FactGroup): Fact[] => candidate.facts.filter((fact) => !taken.has(fact));
  while (groups.length < most) {
    const [best] = candidates
      .map((candidate) => ({ candidate, open: openOf(candidate) }))
      .filter(({ open }) => open.some(isPromise))
      .map(({ candidate, open }) => ({
        name: candidate.name,
        open,
        worth: open.reduce((sum, fact) => sum + weightOf(fact), 0),
      }))
      .toSorted((a, b) => b.worth - a.worth);
    if (best === undefined) break;
    groups.push({ name: best.name, facts: best.open });
    for (const fact of best.open) taken.add(fact);
  }
  return { groups, left: facts.filter((fact) => !taken.has(fact)) };
}

/** Whether a fact can be promised: somebody gets or may rely on something. */
export function isPromise({ id }: Fact): boolean {
  return (
    id.includes('.benefits.') ||
    id.startsWith('brand.values.') ||
    id === 'brief.message' ||
    id === 'brand.tagline'
  );
}

function candidatesOf(facts: readonly Fact[], language: string): FactGroup[] {
  const byTheme = new Map<string, Fact[]>();
  const byStem = new Map<string, Fact[]>();
  const add = (map: Map<string, Fact[]>, key: string, fact: Fact): void => {
    map.set(key, [...(map.get(key) ?? []), fact]);
  };
  for (const fact of facts) {
    for (const theme of themesOf(fact.text, language)) add(byTheme, theme, fact);
    for (const stem of new Set(wordStems(fact.text, language))) add(byStem, stem, fact);
  }
  const parts = (found: readonly Fact[]): boolean => found.length <= Math.max(2, facts.length * IN_MOST);
  return [
    ...[...byTheme].map(([name, found]) => ({ name, facts: found })),
    ...[...byStem]
      .filter(([, found]) => found.length > 1)
      .map(([stem, found]) => ({ name: wordWith(stem, found), facts: found })),
  ].filter(({ facts: found }) => parts(found));
}

/** The whole word of the first fact that begins so. */
function wordWith(stem: string, [first]: readonly Fact[]): string {
  const words = first?.text.match(/[\p{L}\p{M}]+/gu) ?? [];
  const word = words.find((one) => one.toLowerCase().startsWith(stem)) ?? stem;
  return word.charAt(0).toUpperCase() + word.slice(1);
}
