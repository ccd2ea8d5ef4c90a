import { textFor } from '#kernel/local-text';
import { numbersOf } from '#studio/copy/check-facts';
import { stemsOf } from '#studio/copy/stems';
import { matcherFor } from '#studio/copy/word-matching';
import { wordsFor } from '#studio/copy/word-lists';
import type { BrandMaterial, BriefMaterial, ProductMaterial } from '#agents/work/material';
import { legalLine } from '#studio/copy/fact-book';
import { marketOf, priceIn } from '#kernel/market';
import { nameIn, studioBrand } from './copy-request.ts';
import { formatMoney } from '#kernel/money';
import { linksOf } from './mail-measures.ts';
import { readabilityOf } from './readability.ts';
import { findSpamWords } from './spam-words.ts';

/** One rule of the checklist on one text: null where it cannot be told from the text. */
export interface Checked {
  readonly item: string;
  readonly weight: number;
  readonly passes: boolean | null;
}

export interface PageUnderCheck {
  readonly text: string;
  /** Labels of what can be clicked; null when only the text is known. */
  readonly actions: readonly string[] | null;
}

interface Against {
  readonly brief: BriefMaterial;
  readonly brand: BrandMaterial | null;
  readonly product: ProductMaterial;
  readonly locale: string;
  /** Everything the house knows, for numbers that may stand on the page. */
  readonly known: string;
}

const LONGEST_HEADLINE = 70;
/** GOV.UK content design: sentences of more than 25 words lose readers. */
const LONGEST = 25;
const MOST_CHARACTERS = 45;

/** The house's own checklist, by what a lead sends back; each rule is one that a text can be held to. */
export function checkPage({ text, actions }: PageUnderCheck, against: Against): Checked[] {
  const { brief, brand, product, locale, known } = against;
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const first = lines[0] ?? '';
  const say = (texts: readonly (Readonly<Record<string, string>> | undefined)[]): string[] =>
    texts.flatMap((one) => textFor(one, locale) ?? []);
  const reasons = say([
    ...product.benefits,
    ...product.problems,
    ...product.proofs.map((proof) => proof.text),
    ...product.features,
    brief.message,
  ]);
  const proofs = say(product.proofs.map((proof) => proof.text));
  const sources = say(product.proofs.map(({ source }) => source));
  const problems = say(product.problems);
  const price = priceIn(product.price, marketOf(brief, locale));
  const legal = textFor(
    legalLine(studioBrand(brand, { locale, name: brief.name }), marketOf(brief, locale))[0],
    locale,
  );
  const has = (wanted: string): boolean => isIn(wanted, text, locale);
  const read = readabilityOf(text, locale);
  const banned = matcherFor(wordsFor(brand?.voice.bannedWords ?? {}, locale), locale).find(text);
  const links = new Set(linksOf(text));
  const buttons = actions ?? (links.size === 0 ? null : [...links]);
  const rule = (item: string, weight: number, passes: boolean | null): Checked => ({ item, weight, passes });
  return [
    rule(
      'The headline gives a reason of the brief, in at most 70 characters',
      3,
      Array.from(first).length <= LONGEST_HEADLINE &&
        reasons.some((reason) => isIn(reason, first, locale, 0.5)),
    ),
    rule(
      'The product is named in the first lines',
      2,
      lines.slice(0, 4).join('\n').toLowerCase().includes(nameIn(product, locale).toLowerCase()),
    ),
    rule(
      'One action, said the same way each time',
      3,
      buttons === null ? null : new Set(buttons.map((label) => label.toLowerCase())).size === 1,
    ),
    rule(
      'Half of the claims or more have a proof within two lines',
      3,
      proofs.length === 0 ? null : isProvenNearby(lines, { claims: say(product.benefits), proofs, locale }),
    ),
    rule('A proof names its source', 2, sources.length === 0 ? null : sources.some(has)),
    rule(
      'At least half of the known problems are answered',
      3,
      problems.length === 0 ? null : problems.filter(has).length >= problems.length / 2,
    ),
    rule(
      'The price stands there',
      2,
      price === undefined ? null : numbersOf(text).includes(numbersOf(formatMoney(price, locale))[0] ?? ''),
    ),
    rule(
      'Three questions or more are answered',
      1,
      lines.filter((line) => /[?？؟]$/u.test(line) || /^ราคา|อะไร$|เท่าไร$|เมื่อไร$|อย่างไร$/u.test(line))
        .length >= 3,
    ),
    rule('The legal line stands there', 2, legal === undefined ? null : has(legal)),
    rule(
      'No sentence is too long',
      2,
      read.unit === 'words' ? read.longestSentence <= LONGEST : read.wordsPerSentence <= MOST_CHARACTERS,
    ),
    rule(
      'No banned word, no word of hype or pressure',
      2,
      banned.length === 0 && findSpamWords(text, locale).length === 0,
    ),
    rule('Every number stands in the brief', 3, strangeNumbers(text, known).length === 0),
  ];
}

function isProvenNearby(
  lines: readonly string[],
  { claims, proofs, locale }: { claims: readonly string[]; proofs: readonly string[]; locale: string },
): boolean {
  const places = claims.flatMap((claim) => {
    const at = lines.flatMap((line, index) => (isIn(claim, line, locale) ? [index] : []));
    return at.length === 0 ? [] : [at];
  });
  const isNear = (index: number): boolean =>
    proofs.some((proof) => isIn(proof, lines.slice(index, index + 3).join('\n'), locale));
  return places.length > 0 && places.filter((at) => at.some(isNear)).length * 2 >= places.length;
}

/** The numbers of a text that the house does not know. */
export function strangeNumbers(text: string, known: string): string[] {
  const facts = new Set(numbersOf(known));
  return [
    ...new Set(numbersOf(linksOf(text).reduce((rest, link) => rest.replaceAll(link, ' '), text))),
  ].filter((number) => !facts.has(number));
}

/** 0 to 100: weight of the rules that pass among those that can be told. */
export function scoreOf(checked: readonly Checked[]): number {
  const told = checked.filter(({ passes }) => passes !== null);
  const sum = (of: readonly Checked[]): number => of.reduce((total, { weight }) => total + weight, 0);
  return told.length === 0
    ? 0
    : Math.round((100 * sum(told.filter(({ passes }) => passes === true))) / sum(told));
}

/** Whether most of what a sentence says stands in a text, by the beginnings of its words. */
function isIn(wanted: string, text: string, locale: string, share = 0.7): boolean {
  const stems = stemsOf(wanted, locale);
  const there = new Set(stemsOf(text, locale));
  if (stems.length === 0) return text.toLowerCase().includes(wanted.toLowerCase());
  return stems.filter((stem) => there.has(stem)).length >= share * stems.length;
}
