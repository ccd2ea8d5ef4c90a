import { z } from 'zod';
import { formatMoney } from '#kernel/money';
import { formatDay, legalLine } from '#studio/copy/fact-book';
import { textFor } from '#kernel/local-text';
import { wordsFor } from '#studio/copy/word-lists';
import { matcherFor } from '#studio/copy/word-matching';
import { ANGLES, type Angle, type Copy } from '#studio/model';
import type { FactBook } from '#agents/work/facts';
import type { BriefMaterial, ProductMaterial, WorkMaterial } from '#agents/work/material';
import { type Statement, statement } from '#agents/work/work-product';
import { marketOf, priceIn } from '#kernel/market';
import { headFactIds, nameIn, saidIn, studioBrand, writeTexts } from './copy-request.ts';
import { answersTo, nearestOf, sharedWords } from './kinship.ts';
import { ASKED, type Asked, questionIn } from './page-words.ts';

/** The texts of a landing page in the order in which a visitor meets them. */
export const landingPage = z.object({
  locale: z.string(),
  product: z.string(),
  hero: statement.extend({ angle: z.enum(ANGLES), support: z.string().nullable(), action: z.string() }),
  /** What else proves the product, straight under the hero. */
  proofs: z.array(statement),
  claims: z.array(
    z.object({
      claim: statement,
      proof: statement.nullable(),
      tie: z.string().nullable().describe('The word that ties both.'),
    }),
  ),
  quote: statement.nullable(),
  objections: z.array(
    z.object({
      objection: statement,
      answer: statement,
      proof: statement.nullable(),
      pairedBy: z.enum(['words', 'order']),
    }),
  ),
  faq: z.array(z.object({ question: z.string(), answer: statement })),
  legal: z.string().nullable(),
  alternatives: z.array(statement.extend({ angle: z.enum(ANGLES) })),
});
export type LandingPage = z.output<typeof landingPage>;

interface Desk {
  readonly material: WorkMaterial & { readonly brief: BriefMaterial };
  readonly facts: FactBook;
  readonly product: ProductMaterial;
  readonly locale: string;
}

/** Angles for the headline of a page, the surest first: a visitor has clicked already and wants to know what he gets. */
const HERO_ANGLES: readonly Angle[] = [
  'benefit',
  'problem',
  'contrast',
  'proof',
  'feature',
  'brand_voice',
  'values',
  'question',
];

/** A page in one locale from the facts that exist in it; undefined where there is nothing to say. */
export function writePage(desk: Desk): LandingPage | undefined {
  const { material, product, locale } = desk;
  const { copies } = writeTexts(material, { product, locale, channel: 'linkedin', count: 10, url: null });
  const ranked = copies
    .filter(({ angle }) => HERO_ANGLES.includes(angle))
    .toSorted((a, b) => HERO_ANGLES.indexOf(a.angle) - HERO_ANGLES.indexOf(b.angle));
  const [hero] = ranked;
  if (hero === undefined) return undefined;
  const claims = claimsOf(desk);
  const used = new Set(claims.flatMap(({ proof }) => proof?.facts ?? []));
  const market = marketOf(material.brief, locale);
  const brand = studioBrand(material.brand, { locale, name: material.brief.name });
  const legal = textFor(legalLine(brand, market)[0], locale);
  return {
    locale,
    product: nameIn(product, locale),
    hero: {
      ...derived(hero, desk),
      angle: hero.angle,
      support: hero.support ?? null,
      action: copies[0]?.cta ?? hero.cta,
    },
    proofs: proofsOf(desk).filter(({ facts }) => !used.has(facts[0] ?? '')),
    claims,
    quote: quoteOf(desk),
    objections: objectionsOf(desk),
    faq: ASKED.flatMap((asked) => answerOf(asked, desk) ?? []),
    legal: legal ?? null,
    alternatives: ranked
      .slice(1)
      .filter(({ angle }) => angle !== hero.angle)
      .slice(0, 3)
      .map((copy) => ({ ...derived(copy, desk), angle: copy.angle })),
  };
}

function derived(copy: Copy, { facts, material, product }: Desk): Statement {
  return {
    text: copy.headline,
    basis: 'derived',
    facts: headFactIds(copy, { facts, brief: material.brief, brand: material.brand, product }),
  };
}

/** A fact in its own words; none where the brand bans a word of it. */
function stated(
  text: string | undefined,
  id: string,
  { facts, material, locale }: Desk,
): Statement | undefined {
  if (text === undefined || text === '' || !facts.has(id)) return undefined;
  const banned = wordsFor(material.brand?.voice.bannedWords ?? {}, locale);
  const isBanned = matcherFor(banned, locale).find(text).length > 0;
  return isBanned ? undefined : { text, basis: 'stated', facts: [id] };
}

function idOf({ product }: Desk, rest: string): string {
  return `brief.products.${product.key}.${rest}`;
}

function listOf(
  desk: Desk,
  list: 'benefits' | 'features' | 'problems',
): { index: number; said: Statement }[] {
  return desk.product[list].flatMap((text, index) => {
    const said = stated(saidIn(text, desk.locale), idOf(desk, `${list}.${index}`), desk);
    return said === undefined ? [] : [{ index, said }];
  });
}

function proofsOf(desk: Desk): Statement[] {
  return desk.product.proofs.flatMap(({ text, source }, index) => {
    const words = saidIn(text, desk.locale);
    const from = saidIn(source, desk.locale);
    return (
      stated(
        words === undefined || from === undefined ? words : `${words} (${from})`,
        idOf(desk, `proofs.${index}`),
        desk,
      ) ?? []
    );
  });
}

function quoteOf(desk: Desk): Statement | null {
  const { quote } = desk.product;
  const words = textFor(quote?.text, desk.locale);
  return (
    stated(words === undefined ? undefined : `${words} – ${quote?.by ?? ''}`, idOf(desk, 'quote'), desk) ??
    null
  );
}

/** Which proof backs which benefit: by words shared with the benefit, or with a problem that it answers. */
function proofOfBenefit({ product }: Desk): Map<number, { proof: number; tie: string }> {
  const proofs = product.proofs.map(({ text }) => text);
  const taken = new Set<number>();
  const answers = answersTo(product.problems, product.benefits);
  return new Map(
    product.benefits.flatMap((benefit, index) => {
      const problems = product.problems.filter((_problem, at) => answers[at]?.benefit === index);
      for (const text of [benefit, ...problems]) {
        const proof = nearestOf(text, proofs, (at) => !taken.has(at));
        if (proof === undefined) continue;
        taken.add(proof);
        return [[index, { proof, tie: sharedWords(text, proofs[proof] ?? {}).join(', ') }] as const];
      }
      return [];
    }),
  );
}

function proofAt(index: number | undefined, desk: Desk): Statement | null {
  return proofsOf(desk).find(({ facts }) => facts[0] === idOf(desk, `proofs.${index}`)) ?? null;
}

function claimsOf(desk: Desk): LandingPage['claims'] {
  const backing = proofOfBenefit(desk);
  const claims = listOf(desk, 'benefits').map(({ index, said }) => ({
    claim: said,
    proof: proofAt(backing.get(index)?.proof, desk),
    tie: backing.get(index)?.tie ?? null,
  }));
  return claims.length > 0
    ? claims
    : listOf(desk, 'features').map(({ said }) => ({ claim: said, proof: null, tie: null }));
}

/** Each problem with the benefit that answers it, those with a proof first. */
function objectionsOf(desk: Desk): LandingPage['objections'] {
  const benefits = new Map(listOf(desk, 'benefits').map(({ index, said }) => [index, said]));
  const answers = answersTo(desk.product.problems, desk.product.benefits);
  const backing = proofOfBenefit(desk);
  return listOf(desk, 'problems')
    .flatMap(({ index, said }) => {
      const answer = answers[index];
      const text = answer === undefined ? undefined : benefits.get(answer.benefit);
      if (answer === undefined || text === undefined) return [];
      return [
        {
          objection: said,
          answer: text,
          proof: proofAt(backing.get(answer.benefit)?.proof, desk),
          pairedBy: answer.by,
        },
      ];
    })
    .toSorted((a, b) => Number(b.proof !== null) - Number(a.proof !== null));
}

function answerOf(asked: Asked, desk: Desk): LandingPage['faq'][number] | undefined {
  const question = questionIn(asked, desk.locale, nameIn(desk.product, desk.locale));
  const answer = answerTo(asked, desk);
  return question === undefined || answer === undefined ? undefined : { question, answer };
}

function answerTo(asked: Asked, desk: Desk): Statement | undefined {
  const { product, locale, material } = desk;
  const { brief } = material;
  switch (asked) {
    case 'what':
      return stated(
        textFor(product.description, locale) ?? textFor(product.category, locale),
        idOf(desk, product.description === undefined ? 'category' : 'description'),
        desk,
      );
    case 'price': {
      const market = marketOf(brief, locale);
      const price = priceIn(product.price, market);
      const id = product.price?.[market ?? '*'] === undefined ? '*' : (market ?? '*');
      return price === undefined
        ? undefined
        : stated(formatMoney(price, locale), idOf(desk, `price.${id}`), desk);
    }
    case 'limit':
      return stated(textFor(product.limit, locale), idOf(desk, 'limit'), desk);
    case 'until':
      return stated(formatDay(brief.schedule?.end ?? '', locale), 'brief.end', desk);
    case 'proof':
      return proofsOf(desk).find(({ text }) => text.includes('('));
  }
}

/** The page as plain text, line by line. */
export function pageText(page: LandingPage): string {
  const { hero, proofs, claims, quote, objections, faq, legal } = page;
  const say = (said: Statement | null): string[] => (said === null ? [] : [said.text]);
  return [
    hero.text,
    ...(hero.support === null ? [] : [hero.support]),
    page.product,
    hero.action,
    ...proofs.flatMap(say),
    ...claims.flatMap(({ claim, proof }) => [claim.text, ...say(proof)]),
    ...say(quote),
    ...objections.flatMap(({ objection, answer, proof }) => [objection.text, answer.text, ...say(proof)]),
    ...faq.flatMap(({ question, answer }) => [question, answer.text]),
    ...(legal === null ? [] : [legal]),
    hero.action,
  ].join('\n');
}
