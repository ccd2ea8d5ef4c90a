import type { FactBook } from '#agents/work/facts';
import { derived, listed, quote } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import type { Pillar } from './build-pillars.ts';

/** What is said with the pillars and what is not, from requirements, tone, legal lines and what is not proven. */
export function messageRules(
  facts: FactBook,
  pillars: readonly Pillar[],
): { say: Statement[]; dontSay: Statement[] } {
  const [first] = pillars;
  const backing = first?.proofs[0];
  const bare = pillars.filter(({ proven }) => proven === 0);
  const legal = [...facts.values()].filter(({ id }) => id.startsWith('brand.legal.'));
  const tone = facts.get('brand.tone');
  return {
    say: [
      ...(first === undefined || backing === undefined
        ? []
        : [
            derived(
              `Say the claim and its proof together: ${quote(first.claim.text)}, because ${quote(backing.text)}.`,
              [...first.claim.facts, ...backing.facts],
            ),
          ]),
      ...(tone === undefined ? [] : [derived(`Sound ${tone.text}, in every language.`, [tone.id])]),
      ...(legal.length === 0
        ? []
        : [
            derived(
              `Where a price or a claim stands, the legal line of the market stands with it (${listed(legal.map(({ id }) => id.split('.').at(-1) ?? ''))}).`,
              legal.map(({ id }) => id),
            ),
          ]),
    ],
    dontSay: [
      ...[...facts.values()]
        .filter(({ id }) => id.startsWith('brief.requirements.'))
        .map(({ id, text }) => derived(`Kept as the client wrote it: ${text}.`, [id])),
      ...bare
        .map(({ title, claim }) =>
          derived(
            `No figure, comparison or “proven” in ${title}: nothing backs ${quote(claim.text)} yet.`,
            claim.facts,
          ),
        )
        .filter((one) => one.facts.length > 0),
    ],
  };
}
