import { languageOf } from '#kernel/local-text';
import { numbersOf } from '#studio/copy/check-facts';
import { linksOf, LONGEST_SENTENCE } from './mail-measures.ts';
import { plainWords, splitSentence, withoutEmptyStart } from './plain-words.ts';
import { wordsOf } from './readability.ts';
import { findShouting, findSpamWords } from './spam-words.ts';

/** What one step did, for the list of changes. */
export interface Edit {
  readonly kind: 'calm' | 'spam' | 'plain' | 'start' | 'split' | 'dropped' | 'stuck';
  readonly before: string;
  readonly after: string;
}

export interface Tone {
  readonly locale: string;
  /** Names, as they are written. */
  readonly names: readonly string[];
}

/** Languages whose attributive adjectives stand before the noun and may go without a trace. */
const ADJECTIVE_FIRST = new Set(['en', 'de', 'nl']);
/** A sentence of so few words without number, link or name says nothing but its pressure. */
const SLOGAN_WORDS = 9;

/**
 * One sentence without shouting, spam words, empty beginning and wordy phrases, cut in two where it is too long; none
 * when nothing but pressure was in it. Numbers and links are never touched.
 */
export function rewriteSentence(sentence: string, tone: Tone): { sentences: string[]; edits: Edit[] } {
  const edits: Edit[] = [];
  const step = (kind: Edit['kind'], before: string, after: string): string => {
    if (before !== after) edits.push({ kind, before, after });
    return after;
  };
  const calm = step('calm', sentence, calmText(sentence, tone));
  const clean = withoutSpam(calm, tone);
  if (clean === null)
    return { sentences: [], edits: [...edits, { kind: 'dropped', before: sentence, after: '' }] };
  const bare = step('spam', calm, clean);
  for (const { word } of findSpamWords(bare, tone.locale))
    edits.push({ kind: 'stuck', before: word.replace('*', ''), after: bare });
  const started = step('start', bare, withoutEmptyStart(bare, tone.locale));
  const plain = plainWords(started, tone.locale);
  for (const [from, to] of plain.swaps) edits.push({ kind: 'plain', before: from, after: to });
  const isLong = wordsOf(plain.text, tone.locale).length > LONGEST_SENTENCE;
  const pieces = isLong ? splitLong(plain.text, tone.locale) : [plain.text];
  if (pieces.length > 1) edits.push({ kind: 'split', before: plain.text, after: pieces.join(' ') });
  return { sentences: pieces, edits };
}

function splitLong(sentence: string, locale: string): string[] {
  const pieces = splitSentence(sentence, locale);
  if (pieces.length === 1) return pieces;
  return pieces.flatMap((piece) =>
    wordsOf(piece, locale).length > LONGEST_SENTENCE ? splitLong(piece, locale) : [piece],
  );
}

/** Capitals as names and sentences have them, one mark at the end, no exclamation. */
export function calmText(text: string, { names, locale }: Tone): string {
  const shouted = new Set(findShouting(text, names));
  const official = new Map(
    names.flatMap((name) => name.match(/[\p{L}\p{M}]+/gu) ?? []).map((word) => [word.toLowerCase(), word]),
  );
  const words = text.replaceAll(/\p{Lu}{2,}/gu, (word, at: number) => {
    const isAmong = shouted.has(word) || (shouted.size > 0 && word.length > 1 && isInRow(text, at, shouted));
    if (!isAmong) return word;
    const lower = word.toLocaleLowerCase(locale);
    return official.get(lower) ?? lower;
  });
  const marks = words
    .replaceAll(/([?？])[!！?？]+/gu, '$1')
    .replaceAll(/[!！]+(?=\s*$|\s+[\p{Lu}\p{Lo}])/gu, '.')
    .replaceAll(/[!！]{2,}/gu, '.')
    .replaceAll(/\.{2,}(?=\s|$)/gu, '.');
  return shouted.size > 0 ? marks.replace(/^\p{Ll}/u, (first) => first.toLocaleUpperCase(locale)) : marks;
}

/** A short word in capitals counts as shouted when the one before or after it is. */
function isInRow(text: string, at: number, shouted: ReadonlySet<string>): boolean {
  const before = /(\p{Lu}+)\W*$/u.exec(text.slice(0, at))?.[1];
  const after = /^\p{Lu}+\W+(\p{Lu}+)/u.exec(text.slice(at))?.[1];
  return (before !== undefined && shouted.has(before)) || (after !== undefined && shouted.has(after));
}

function patternOf(word: string): string {
  return word
    .replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`)
    .replaceAll('’', "['’]")
    .replace('*', String.raw`\p{L}*`);
}

/** Null when the whole sentence may go. */
function withoutSpam(sentence: string, { locale, names }: Tone): string | null {
  const hits = findSpamWords(sentence, locale);
  if (hits.length === 0) return sentence;
  const bare = hits.reduce(
    (rest, { word }) => rest.replaceAll(new RegExp(patternOf(word), 'giu'), ' '),
    sentence,
  );
  const saysSomething =
    numbersOf(bare).length > 0 || linksOf(bare).length > 0 || names.some((name) => bare.includes(name));
  if (!saysSomething && wordsOf(sentence, locale).length <= SLOGAN_WORDS) return null;
  let text = sentence.replace(/\bclick here to\s+/iu, '').replace(/\bklicken sie hier, um\s+/iu, '');
  for (const { word, kind } of hits) {
    const listed = patternOf(word);
    text = text
      .replace(new RegExp(`^${listed}\\s*[,.!:–—-]+\\s*`, 'iu'), '')
      .replace(new RegExp(`\\s*[,–—-]+\\s*${listed}(?=[.!?]*$)`, 'iu'), '');
    if (kind === 'hype' && ADJECTIVE_FIRST.has(languageOf(locale)))
      text = text.replaceAll(
        new RegExp(
          `(?<![\\p{L}])(?:(?:truly|absolutely|simply|really|wirklich|absolut)\\s+)?${listed},?\\s+(?=\\p{L})`,
          'giu',
        ),
        '',
      );
  }
  const fitted = languageOf(locale) === 'en' ? fitArticles(text) : text;
  return fitted === '' ? null : fitted.replace(/^\p{Ll}/u, (first) => first.toLocaleUpperCase(locale));
}

function fitArticles(text: string): string {
  return text.replaceAll(/\b([Aa])n? (?=(\p{L}))/gu, (whole, article: string, next: string) => {
    if (!/^[Aa]n? $/.test(whole)) return whole;
    return /[aeiou]/iu.test(next) ? `${article}n ` : `${article} `;
  });
}
