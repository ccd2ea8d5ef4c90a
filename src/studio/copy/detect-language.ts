import { francAll } from 'franc';
import { languageOf } from '#kernel/local-text';

/** ISO 639-1 to the ISO 639-3 codes of franc, for the languages it can tell apart well. */
const CODES: Readonly<Record<string, string>> = {
  en: 'eng',
  de: 'deu',
  fr: 'fra',
  es: 'spa',
  pt: 'por',
  it: 'ita',
  nl: 'nld',
  pl: 'pol',
  sv: 'swe',
  da: 'dan',
  fi: 'fin',
  cs: 'ces',
  hu: 'hun',
  ro: 'ron',
  tr: 'tur',
  vi: 'vie',
  id: 'ind',
  ru: 'rus',
  uk: 'ukr',
  el: 'ell',
  ar: 'arb',
  he: 'heb',
  hi: 'hin',
  ja: 'jpn',
  ko: 'kor',
  zh: 'cmn',
  th: 'tha',
};
const KNOWN = Object.values(CODES);
/** Shorter texts say too little of their language. */
const LEAST_CHARACTERS = 40;
/** Kin languages score close to each other: a text passes when its own is within this share of the best. */
const CLOSE = 0.9;

/**
 * Whether a text is in another language than its locale says, by letter trigrams: the language that fits best, or
 * undefined when its own fits, when it is too short, or when the language is not known. Names must be taken out before.
 */
export function foreignLanguageOf(text: string, locale: string): string | undefined {
  const own = CODES[languageOf(locale)];
  const bare = text
    .replaceAll(/https?:\/\/\S+|[#@]\S+|[\p{N}\p{P}\p{S}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (own === undefined || bare.length < LEAST_CHARACTERS) return undefined;
  const scores = francAll(bare, { only: KNOWN, minLength: LEAST_CHARACTERS });
  const [best] = scores;
  if (best === undefined || best[0] === 'und') return undefined;
  const mine = scores.find(([code]) => code === own)?.[1] ?? 0;
  if (mine >= CLOSE * best[1]) return undefined;
  return Object.keys(CODES).find((language) => CODES[language] === best[0]);
}
