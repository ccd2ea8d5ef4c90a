import { z } from 'zod';
import type { Block, Line } from '#agents/work/work-page';
import type { Statement } from '#agents/work/work-product';
import { landingPage, type LandingPage, pageText } from './landing-page.ts';
import { type Checked, scoreOf } from './page-checklist.ts';
import { readabilityOf } from './readability.ts';

const checked = z.object({
  item: z.string(),
  weight: z.number(),
  before: z.boolean().nullable(),
  after: z.boolean().nullable(),
});
/** A page with its marks. */
export const checkedPage = landingPage.extend({
  checklist: z.array(checked),
  scoreBefore: z.number().nullable(),
  scoreAfter: z.number(),
  ease: z.string().describe('How it reads, by the formula of the language or by lengths.'),
});
export type CheckedPage = z.output<typeof checkedPage>;
/** The page with its score before and after and how it reads. */
export function finishPage(
  made: LandingPage,
  { after, before }: { after: readonly Checked[]; before: readonly Checked[] | undefined },
): CheckedPage {
  const read = readabilityOf(pageText(made), made.locale);
  const lengths = `${read.wordsPerSentence} ${read.unit} a sentence, the longest ${read.longestSentence}`;
  return {
    ...made,
    checklist: after.map(({ item, weight, passes }, index) => ({
      item,
      weight,
      before: before?.[index]?.passes ?? null,
      after: passes,
    })),
    scoreBefore: before === undefined ? null : scoreOf(before),
    scoreAfter: scoreOf(after),
    ease:
      read.ease === null
        ? `Reads at ${lengths}; no formula for this language.`
        : `Reading ease ${read.ease} (${read.formula}), ${lengths}.`,
  };
}

/** A page as something to read; only the first shows every rule. */
export function renderPage(made: CheckedPage, index: number): Block[] {
  const { hero, proofs, claims, quote, objections, faq, legal } = made;
  const line = ({ text, facts }: Statement, before = ''): Line => ({ text: before + text, facts });
  return [
    { kind: 'heading', text: `${made.product}, ${made.locale}` },
    { kind: 'text', text: `Headline: ${hero.text}`, facts: hero.facts },
    {
      kind: 'text',
      text: [hero.support === null ? '' : `Under it: ${hero.support}`, `Action: ${hero.action}`]
        .filter((part) => part !== '')
        .join(' · '),
    },
    ...(proofs.length === 0
      ? []
      : [{ kind: 'list' as const, items: proofs.map((proof) => line(proof, 'Proof under the hero: ')) }]),
    {
      kind: 'table',
      caption: 'Claims, each with its proof beside it',
      columns: ['Claim', 'Proof', 'Tied by'],
      rows: claims.map(({ claim, proof, tie }) => [
        claim.text,
        proof?.text ?? 'none: stated only',
        tie === null ? '' : `“${tie}”: check that it proves this`,
      ]),
    },
    ...(quote === null
      ? []
      : [{ kind: 'text' as const, text: `Voice of a customer: ${quote.text}`, facts: quote.facts }]),
    ...(objections.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: 'Objections, in this order',
            columns: ['What people put up with', 'Answer', 'Proof', 'Paired by'],
            rows: objections.map(({ objection, answer, proof, pairedBy }) => [
              objection.text,
              answer.text,
              proof?.text ?? 'none: stated only',
              pairedBy === 'words' ? 'shared words' : 'order in the brief: check it',
            ]),
          },
        ]),
    {
      kind: 'table',
      caption: 'Questions',
      columns: ['Question', 'Answer'],
      rows: faq.map(({ question, answer }) => [question, answer.text]),
    },
    {
      kind: 'text',
      text:
        legal === null
          ? 'Legal line: the kit has none for this market and language.'
          : `Legal line: ${legal}`,
    },
    { kind: 'text', text: `The action again: ${hero.action}` },
    ...marksOf(made, index === 0),
  ];
}

function told(passes: boolean | null): string {
  return passes === null ? 'cannot be told' : passes ? 'yes' : 'no';
}

function marksOf({ checklist, scoreBefore, scoreAfter, ease }: CheckedPage, isWhole: boolean): Block[] {
  const caption = `Checklist: ${scoreBefore === null ? 'the page as it is was not given' : `${scoreBefore} of 100 before`}, ${scoreAfter} of 100 after. ${ease}`;
  const failing = checklist.filter(({ after }) => after === false).map(({ item }) => item);
  if (!isWhole)
    return [
      { kind: 'text', text: failing.length === 0 ? caption : `${caption} Fails: ${failing.join('; ')}.` },
    ];
  const rows = checklist.map(({ item, weight, before, after }) => [
    item,
    String(weight),
    told(before),
    told(after),
  ]);
  return [{ kind: 'table', caption, columns: ['Rule', 'Weight', 'Before', 'After'], rows }];
}
