import type { Fact } from '#agents/work/facts';
import { factAsStated } from '#agents/work/say';
import type { FactBook } from '#agents/work/facts';
import type { Statement } from '#agents/work/work-product';
import { groupFacts, isPromise } from './group-facts.ts';
import { kinshipOf } from './themes.ts';

/** One pillar of a message house, from facts that are about the same. */
export interface Pillar {
  readonly title: string;
  /** What is promised, in the words of the brief. */
  readonly claim: Statement;
  readonly supports: Statement[];
  readonly proofs: Statement[];
  /** What people put up with without it. */
  readonly problems: Statement[];
  /** Claims (the claim and its supports), and how many of them have a proof that speaks of them most. */
  readonly claims: number;
  readonly proven: number;
}

const MATERIAL = /^brief\.products\..+\.(?:benefits|features|problems|proofs)\.|\.quote$|^brand\.values\./;

/** The pillars that hold most of what the facts say, the best proven first, and the facts that are in none. */
export function buildPillars(
  facts: FactBook,
  { language, most, liking }: { language: string; most: number; liking: (text: string) => number },
): { pillars: Pillar[]; left: Fact[] } {
  const stated = [...facts.values()].filter(({ id }) => MATERIAL.test(id));
  // Where nothing is said of any product, the line of the brand is all that can be promised.
  const line = stated.some(({ id }) => id.includes('.benefits.')) ? undefined : facts.get('brand.tagline');
  const material = line === undefined ? stated : [line, ...stated];
  const { groups, left } = groupFacts(material, { language, most });
  const pillars = groups.map(({ name, facts: found }) => ({
    pillar: pillarOf(name, found, { facts, language }),
    worth: found.reduce((sum, { text }) => sum + liking(text), 0),
  }));
  const strength = ({ pillar, worth }: (typeof pillars)[number]): number =>
    worth + pillar.proofs.length + (2 * pillar.proven) / Math.max(1, pillar.claims);
  return { pillars: pillars.toSorted((a, b) => strength(b) - strength(a)).map(({ pillar }) => pillar), left };
}

function pillarOf(
  title: string,
  found: readonly Fact[],
  { facts, language }: { facts: FactBook; language: string },
): Pillar {
  const isProof = ({ id }: Fact): boolean => id.includes('.proofs.') || id.endsWith('.quote');
  const proofs = found.filter(isProof);
  const claims = found.filter((fact) => !isProof(fact) && !fact.id.includes('.problems.'));
  const kin = (proof: Fact, claim: Fact): number =>
    isSameProduct(proof, claim) ? kinshipOf(proof.text, claim.text, language) : 0;
  const proofFor = (claim: Fact): number => Math.max(0, ...proofs.map((proof) => kin(proof, claim)));
  const backed = new Set(
    proofs
      .filter(({ id }) => id.includes('.proofs.'))
      .flatMap(
        (proof) =>
          claims
            .filter((claim) => kin(proof, claim) > 0)
            .toSorted((a, b) => kin(proof, b) - kin(proof, a))[0] ?? [],
      ),
  );
  const promises = claims.filter(isPromise);
  const [lead] = promises.toSorted((a, b) => proofFor(b) - proofFor(a));
  const said = (list: readonly Fact[]): Statement[] =>
    list.flatMap(({ id }) => factAsStated(facts, id) ?? []);
  return {
    title,
    claim: said(lead === undefined ? claims.slice(0, 1) : [lead])[0] ?? {
      text: title,
      basis: 'assumed',
      facts: [],
    },
    supports: said(claims.filter((fact) => fact !== lead)),
    proofs: said(proofs),
    problems: said(found.filter(({ id }) => id.includes('.problems.'))),
    claims: claims.length,
    proven: backed.size,
  };
}

/** A value of the brand goes with any product. */
function isSameProduct(one: Fact, other: Fact): boolean {
  const keyOf = ({ id }: Fact): string | undefined => /^brief\.products\.([^.]+)\./.exec(id)?.[1];
  const [first, second] = [keyOf(one), keyOf(other)];
  return first === undefined || second === undefined || first === second;
}
