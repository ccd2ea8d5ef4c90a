import { languageOf } from '#kernel/local-text';
import type { Check, Copy } from '#studio/model';
import { isName, type ModelFact } from './model-facts.ts';
import { stemsOf } from './stems.ts';
import { QUANTITY_WORDS } from './quantity-words.ts';

type Said = Pick<Copy, 'headline' | 'support' | 'cta' | 'body' | 'altText' | 'locale'>;

/**
 * Whether a text written by a model says only what the facts say: every number, quantity word, link, address and
 * name in it must stand in a fact, and it must rest on facts that it names. Rules: facts.number, facts.quantity,
 * facts.link, facts.name, facts.cited, facts.unsupported.
 */
export function checkFacts(copy: Said, facts: readonly ModelFact[], cited: readonly string[]): Check[] {
  const known = facts.map(({ text }) => text).join('\n');
  const parts: [string, string][] = [
    ['headline', copy.headline],
    ['support', copy.support ?? ''],
    ['cta', copy.cta],
    ['body', copy.body],
    ['altText', copy.altText],
  ];
  return [
    ...parts.flatMap(([place, text]) => [
      ...strangers('facts.number', { place, found: numbersOf(text), known: new Set(numbersOf(known)) }),
      ...strangers('facts.quantity', {
        place,
        found: quantitiesOf(text, copy.locale),
        known: new Set(quantitiesOf(known, copy.locale)),
      }),
      ...strangers('facts.link', { place, found: linksOf(text), known: new Set(linksOf(known)) }),
      ...strangers('facts.name', {
        place,
        found: namesOf(text, copy.locale),
        known: new Set(wordsOf(known)),
      }),
    ]),
    ...checkCited(copy, facts, cited),
  ];
}

const WORDS: Readonly<Record<string, string>> = {
  'facts.number': 'The number',
  'facts.quantity': 'The quantity',
  'facts.link': 'The link or address',
  'facts.name': 'The name',
};

function strangers(
  rule: string,
  { place, found, known }: { place: string; found: readonly string[]; known: ReadonlySet<string> },
): Check[] {
  return [...new Set(found)]
    .filter((item) => !known.has(item))
    .map((item) => ({
      rule,
      verdict: 'fail' as const,
      place,
      measured: 1,
      wanted: 0,
      message: `${WORDS[rule] ?? ''} "${item}" in ${place} stands in no fact of brief or brand.`,
    }));
}

const DIGITS = /[\p{Nd}]+(?:[.,'’\u00a0\u202f ]\p{Nd}{3})*(?:[.,]\p{Nd}+)?/gu;

/** Numbers by their digits alone: `1.299,00` and `1,299` are both 1299, Arabic and Devanagari digits count as theirs. */
export function numbersOf(text: string): string[] {
  return [...text.matchAll(DIGITS)].map(([found]) => {
    const ascii = [...found].map(asciiDigit).join('');
    const bare = ascii.replace(/[.,]0+$/, '').replaceAll(/[^\d]/g, '');
    return bare.replace(/^0+(?=\d)/, '');
  });
}

function asciiDigit(character: string): string {
  if (!/\p{Nd}/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  // Decimal digits of every script stand in runs of ten that begin at a multiple of the run.
  for (let zero = code; zero > code - 10; zero--) {
    if (!/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) || code - zero === 9) return String(code - zero);
  }
  return character;
}

function quantitiesOf(text: string, locale: string): string[] {
  const words = new Set(QUANTITY_WORDS[languageOf(locale)] ?? []);
  const percent = [...text.matchAll(/[%٪％]/gu)].map(() => '%');
  return [...percent, ...wordsOf(text).filter((word) => words.has(word))];
}

function linksOf(text: string): string[] {
  const found =
    text.match(/https?:\/\/\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?<![\p{L}\p{N}])@[\w.]{2,}/giu) ?? [];
  return found.map((link) => link.replace(/[).,;:!?]+$/, '').toLowerCase());
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Languages that write common nouns small, so that a capital inside a sentence is a name. */
const SMALL_NOUNS = new Set(['en', 'fr', 'es', 'pt', 'it', 'nl']);
/** Capitals that are no names. */
const COMMON = new Set(['i', 'usb', 'led', 'wifi', 'ok', 'diy', 'pdf', 'faq']);

function namesOf(text: string, locale: string): string[] {
  if (!SMALL_NOUNS.has(languageOf(locale))) return [];
  const sentences = text.split(/[.!?:…\n"“”«»()–—|•]+/u);
  // A headline in title case says nothing of names.
  return sentences.flatMap((sentence) => {
    const words = sentence.trim().match(/[\p{L}\p{M}][\p{L}\p{M}\p{N}'’]*/gu) ?? [];
    const capitals = words.slice(1).filter((word) => /^\p{Lu}/u.test(word));
    if (capitals.length > words.length / 2) return [];
    return capitals
      .map((word) => word.toLowerCase().replace(/['’].*$/u, ''))
      .filter((word) => word.length > 2 && !COMMON.has(word));
  });
}

/** A text must name facts that are there, and at least one that is no name must show in its words. */
function checkCited(copy: Said, facts: readonly ModelFact[], cited: readonly string[]): Check[] {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const unknown = cited.filter((id) => !byId.has(id));
  const place = 'headline';
  if (unknown.length > 0) {
    const message = `It rests on ${unknown.map((id) => `"${id}"`).join(', ')}, which is no fact of brief or brand.`;
    return [{ rule: 'facts.cited', verdict: 'fail', place, message }];
  }
  const grounds = cited.flatMap((id) => byId.get(id) ?? []).filter((fact) => !isName(fact));
  if (grounds.length === 0)
    return [{ rule: 'facts.cited', verdict: 'fail', place, message: 'It names no fact that it rests on.' }];
  const said = new Set(stemsOf(`${copy.headline} ${copy.support ?? ''} ${copy.body}`, copy.locale));
  const isShown = grounds.some(
    (fact) => fact.isForeign || stemsOf(fact.text, copy.locale).some((stem) => said.has(stem)),
  );
  if (isShown) return [];
  const message = 'None of the facts it names shows in its words.';
  return [{ rule: 'facts.unsupported', verdict: 'fail', place, message }];
}
