import { languageOf } from '#kernel/local-text';

/**
 * Cyrillic and Greek letters that look like Latin ones. Applied only to words of languages in Latin script,
 * where such a letter can only be a disguise.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['аеорсухіјѕԁһӏ', 'aeopcyxijsdhl'],
    ['вкмнт', 'bkmht'],
    ['αενορτυικ', 'aevoptuik'],
  ].flatMap(([from = '', to = '']) => Array.from(from).map((letter, i) => [letter, to[i] ?? letter])),
);
const LATIN_LANGUAGES = new Set(['en', 'de', 'fr', 'es', 'pt', 'it', 'nl']);
/** Zero-width and bidi characters, soft hyphen, Arabic tatweel and vowel marks, variation selectors. */
const HIDDEN = /\p{Cf}|\u0640|[\u064b-\u0652]|\u0670|[\ufe00-\ufe0f]/gu;
/** Endings are glued to the word in these, so a listed word may go on. */
const OPEN_ENDED = new Set(['ko', 'ja', 'zh', 'th', 'hi']);
/** Small words that are written together with the next one. */
const PREFIXES: Readonly<Record<string, RegExp>> = {
  ar: /^(?:[وف]?(?:ال|بال|كال|لل|[بكلس])|[وف])$/u,
  he: /^[והבלמשכ]{1,3}$/u,
};

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known !== undefined) return known;
  const made = new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, made);
  return made;
}

/** NFKC, lower case, hidden characters gone, look-alikes as the letters they imitate. */
export function foldText(text: string, locale: string): string {
  const folded = text
    .normalize('NFKC')
    .replaceAll(HIDDEN, '')
    .toLocaleLowerCase(locale)
    .replaceAll('ß', 'ss');
  const plain = folded.replaceAll(/[’‘]/gu, "'").replaceAll(/\s+/gu, ' ');
  if (!LATIN_LANGUAGES.has(languageOf(locale))) return plain;
  return plain.replaceAll(/[\u0370-\u04ff]/gu, (letter) => LOOK_ALIKES[letter] ?? letter);
}

/** A list of words made ready for many texts of one locale. `guarant*` also finds longer words. */
export interface Matcher {
  /** The listed words that occur in the text, as listed. */
  readonly find: (text: string) => string[];
}

/**
 * Matches whole words by `Intl.Segmenter`, so that Thai, Chinese and Japanese work as well. With
 * `asSecondHalf: false` the `free` of `hands-free` is no hit.
 */
export function matcherFor(
  words: readonly string[],
  locale: string,
  { asSecondHalf = true }: { readonly asSecondHalf?: boolean } = {},
): Matcher {
  const language = languageOf(locale);
  const terms = words
    .map((word) => ({
      word,
      term: foldText(word.replace(/\*$/u, ''), locale).trim(),
      isOpen: word.endsWith('*'),
    }))
    .filter(({ term }) => term !== '');
  return {
    find(text) {
      const folded = foldText(text, locale);
      const present = terms.filter(({ term }) => folded.includes(term));
      if (present.length === 0) return [];
      const edges = edgesOf(folded, language);
      return present
        .filter(({ term, isOpen }) => occurs({ folded, term, isOpen, edges, language, asSecondHalf }))
        .map(({ word }) => word);
    },
  };
}

interface Place {
  readonly folded: string;
  readonly term: string;
  readonly isOpen: boolean;
  /** Word starts and ends as offsets. */
  readonly edges: ReadonlySet<number>;
  readonly language: string;
  readonly asSecondHalf: boolean;
}

function edgesOf(text: string, language: string): Set<number> {
  const edges = new Set([text.length]);
  for (const part of segmenterOf(language).segment(text)) edges.add(part.index);
  return edges;
}

function occurs({ folded, term, isOpen, edges, language, asSecondHalf }: Place): boolean {
  for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + 1)) {
    if (!asSecondHalf && folded[at - 1] === '-') continue;
    const startsWord = edges.has(at) || hasPrefix(folded, at, { edges, language });
    const endsWord = isOpen || OPEN_ENDED.has(language) || edges.has(at + term.length);
    if (startsWord && endsWord) return true;
  }
  return false;
}

function hasPrefix(
  text: string,
  at: number,
  { edges, language }: Pick<Place, 'edges' | 'language'>,
): boolean {
  const prefix = PREFIXES[language];
  if (prefix === undefined) return false;
  let start = at;
  while (start > 0 && !edges.has(start)) start--;
  return prefix.test(text.slice(start, at));
}
