import type { LanguagePack } from './language-pack.ts';

/** Bidi controls, zero-width space and BOM; the joiners ZWJ and ZWNJ stay, emoji and Indic words need them. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/gu;
const CONTROL = /\p{Cc}/gu;
const TERMINAL = '.!?…。！？؟।';
const FULL_STOP_AT_END = /[.。।．]+$/u;

/** One line of clean text: no control or bidi characters, single spaces, composed letters. */
export function cleanText(raw: string): string {
  return raw
    .normalize('NFC')
    .replaceAll(CONTROL, ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** A fact ready to be set into a pattern: clean, without its full stop, with the language's quotation marks. */
export function cleanFact(raw: string, pack: LanguagePack, locale: string): string {
  const text = cleanText(raw);
  const isAbbreviation = /\.\p{L}\.$/u.test(text) || text.endsWith('...');
  const open = isAbbreviation ? text : text.replace(FULL_STOP_AT_END, '').trimEnd();
  return setMarks(open, pack, locale);
}

/** The quotation marks of a locale. */
export function quotesOf(pack: LanguagePack, locale: string): readonly [string, string] {
  return pack.typography.quotesIn?.[locale] ?? pack.typography.quotes;
}

function setMarks(text: string, pack: LanguagePack, locale: string): string {
  const [open, close] = quotesOf(pack, locale);
  let result = text
    .replaceAll(/(?<=[\u0590-\u05ff])"(?=[\u0590-\u05ff])/gu, '\u05f4')
    .replaceAll(/(?<=\d)\s?"(?!\p{L})/gu, '\u2033');
  const count = result.split('"').length - 1;
  if (count % 2 === 0) {
    let isOpen = false;
    result = result.replaceAll('"', () => {
      isOpen = !isOpen;
      return isOpen ? open : close;
    });
  }
  if (pack.typography.apostrophe === null) return result;
  return result.replaceAll(/(?<=\p{L})'(?=\p{L}|$|\s)/gu, pack.typography.apostrophe);
}

/** Whether a text ends like a sentence, looking through closing marks and direction marks. */
export function endsSentence(text: string): boolean {
  const bare = text.replaceAll(/[\s\p{Cf}"'”’»“」』)]+$/gu, '');
  return bare.length > 0 && TERMINAL.includes(Array.from(bare).at(-1) ?? ' ');
}

/** Appends a literal piece of a pattern and drops its leading mark when the text already ends with one. */
export function joinPiece(text: string, piece: string, pack: LanguagePack): string {
  const tail = pack.typography.quoteEndsSentence === true ? /[\s\p{Cf}”’»]+$/gu : /[\s\p{Cf}]+$/gu;
  const bare = text.replaceAll(tail, '');
  const last = Array.from(bare).at(-1);
  if (last === undefined || !`${TERMINAL},;:，、：；`.includes(last)) return text + piece;
  return text + piece.replace(/^\s*[.!?…。！？؟।,;:，、：；]+/u, '');
}

/** The text as it stands inside other quotation marks of the language. */
export function nestQuotes(text: string, pack: LanguagePack, locale: string): string {
  const [open, close] = quotesOf(pack, locale);
  const [innerOpen, innerClose] = pack.typography.innerQuotes;
  if (open !== close) return text.replaceAll(open, innerOpen).replaceAll(close, innerClose);
  return text.replaceAll(open, innerOpen);
}

/** First letter as a sentence begins; words such as `iPhone` keep theirs. */
export function upperFirst(text: string, locale: string): string {
  const first = Array.from(text)[0];
  if (first === undefined || !/\p{Ll}/u.test(first)) return text;
  const word = text.split(/\s/u)[0] ?? '';
  if (/\p{Lu}/u.test(word.slice(first.length))) return text;
  return first.toLocaleUpperCase(locale) + text.slice(first.length);
}

/**
 * Lower-cases the first letter when the first word is one of the language's small words, or known to be no name.
 * Words with a second capital or a digit (`USB`, `HiFi`, `4K`) stay.
 */
export function lowerFirst(
  text: string,
  {
    pack,
    locale,
    isCommon,
  }: { readonly pack: LanguagePack; readonly locale: string; readonly isCommon: boolean },
): string {
  const first = Array.from(text)[0];
  if (first === undefined || !/\p{Lu}/u.test(first)) return text;
  const lowered = first.toLocaleLowerCase(locale) + text.slice(first.length);
  const word = lowered.split(/[\s’',.:;!?]/u)[0] ?? '';
  if (pack.lowerWords === '' || /[\p{Lu}\d]/u.test(word)) return text;
  return isCommon || pack.lowerWords.split(' ').includes(word) ? lowered : text;
}

/** Spaces as the language sets them, within one line. U+202F becomes U+00A0: the house fonts lack the former. */
export function tidyLine(text: string, pack: LanguagePack, locale: string): string {
  const line = text.replaceAll('\u202f', '\u00a0').replaceAll(/ {2,}/gu, ' ').trim();
  switch (pack.typography.spacing) {
    case 'plain':
      return line;
    case 'full_width':
      return spaceAfterMarks(line.replaceAll(/ ?([，。、：；！？「」『』（）“”]) ?/gu, '$1'), pack);
    case 'french':
      return setFrenchSpaces(line, locale);
  }
}

function spaceAfterMarks(line: string, pack: LanguagePack): string {
  const gap = pack.typography.gapAfterMark;
  return gap === undefined ? line : line.replaceAll(/([？！])(?=[\p{L}\p{N}「『])/gu, `$1${gap}`);
}

/** Marks inside an address (`https://`, `?a=1`) or a time (12:30) are followed by a character and stay. */
function setFrenchSpaces(line: string, locale: string): string {
  const spaced = line
    .replaceAll(/[ \u00a0]*:(?=\s|$)/gu, '\u00a0:')
    .replaceAll(/(?<=^|[\s«(])([Dd]|[Qq]u)e (?=[AEIOUÀÂÉÈÊËÎÏÔÛ])(?!Onze|Oui)/gu, '$1’')
    .replaceAll(/«\s*/gu, '«\u00a0')
    .replaceAll(/\s*»/gu, '\u00a0»');
  const isTight = locale === 'fr-CA' || locale === 'fr-CH';
  return spaced.replaceAll(/(\S)[ \u00a0]*([!?;]+)(?=[\s»]|$)/gu, isTight ? '$1$2' : '$1\u00a0$2');
}
