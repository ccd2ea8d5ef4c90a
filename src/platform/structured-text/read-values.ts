import { languageOf, type LocalText } from '#kernel/local-text';
import { nearestName } from '#kernel/fold-key';
import { clip } from './parse-budget.ts';
import {
  commentAfter,
  entryPlace,
  itemPlace,
  keyPlace,
  reportError,
  type Place,
  type Reading,
} from './reading.ts';
import { describeKind, type SourceNode } from './source-node.ts';

/** A text; numbers and yes/no words are taken as they are written (`007` stays `007`). */
export function readText(reading: Reading, place: Place): string | undefined {
  const { node } = place;
  if (node.kind !== 'scalar' || node.value === null) {
    const message = `A text is expected here, but this is ${describeKind(node)}.`;
    reportError(
      reading,
      place,
      'field.kind',
      message,
      'Write one text, in quotation marks if it holds a colon.',
    );
    return undefined;
  }
  const text = node.written.trim();
  if (text !== '') return text;
  reportError(reading, place, 'field.blank', 'The text is blank.', 'Write a text, or remove the line.');
  return undefined;
}

/** A number; a text such as "3" is a number too. */
export function readNumber(reading: Reading, place: Place): number | undefined {
  const { node } = place;
  const value = node.kind === 'scalar' ? node.value : undefined;
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value)) return Number(value);
  const shown = typeof value === 'string' ? `the text "${clip(value)}"` : describeKind(node);
  const message = `A number is expected here, but this is ${shown}.`;
  reportError(reading, place, 'field.kind', message, 'Write digits only, such as 3.');
  return undefined;
}

/** The entries of a list; a single value counts as a list of one. */
export function readList(reading: Reading, place: Place | undefined): Place[] {
  if (place === undefined) return [];
  if (place.node.kind !== 'list') return [place];
  return place.node.items
    .map((item, index) => itemPlace(reading, place, index, item))
    .filter((item) => !isEmpty(reading, item));
}

/** Short words: a list, or one text with commas between them. Each comes with the place it was read from. */
export function readWords(
  reading: Reading,
  place: Place | undefined,
): { readonly word: string; readonly place: Place }[] {
  return readList(reading, place).flatMap((item) => {
    const text = readText(reading, item);
    if (text === undefined) return [];
    if (place?.node.kind === 'list') return [{ word: text, place: item }];
    const words = text.split(',').map((word) => word.trim());
    return words.filter((word) => word !== '').map((word) => ({ word, place: item }));
  });
}

/** One of the known names, by any casing or alias; an error with the nearest name otherwise. */
export function readChoice<Name extends string>(
  reading: Reading,
  at: { readonly word: string; readonly place: Place },
  choices: {
    readonly what: string;
    readonly names: readonly Name[];
    readonly byFoldedName: ReadonlyMap<string, Name>;
  },
  fold: (word: string) => string,
): Name | undefined {
  const found = choices.byFoldedName.get(fold(at.word));
  if (found !== undefined) return found;
  const near = nearestName(at.word, choices.names);
  const all = `Known: ${choices.names.join(', ')}.`;
  const hint = near === undefined ? all : `Did you mean "${near}"? ${all}`;
  reportError(reading, at.place, 'field.choice', `"${clip(at.word)}" is not a known ${choices.what}.`, hint);
  return undefined;
}

/** The canonical BCP 47 tag of a locale (`de_at` gives `de-AT`), or undefined when no such language is known. */
export function canonicalLocale(word: string): string | undefined {
  if (!/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$/.test(word)) return undefined;
  try {
    const tag = Intl.getCanonicalLocales(word.replaceAll('_', '-'))[0];
    if (tag === undefined) return undefined;
    const locale = new Intl.Locale(tag);
    if (languageNames.of(locale.language) === undefined) return undefined;
    const { region } = locale;
    return region !== undefined && regionNames.of(region) === undefined ? undefined : tag;
  } catch {
    return undefined;
  }
}

/** The name of a known region code such as `DE`, in English. */
export function regionName(code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? regionNames.of(code) : undefined;
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** A text in the document's language, or a group of locale to text. */
export function readLocalText(reading: Reading, place: Place, language: string): LocalText | undefined {
  const { node } = place;
  if (node.kind === 'list') {
    const message = 'One text is expected here, but this is a list.';
    const hint = `Write one text, or one per language: { ${languageOf(language)}: "…" }.`;
    reportError(reading, place, 'field.kind', message, hint);
    return undefined;
  }
  if (node.kind === 'scalar') {
    const text = readText(reading, place);
    return text === undefined ? undefined : { [languageOf(language)]: text };
  }
  if (node.entries.length === 0) {
    const hint = `Write one text, or one per language: { ${languageOf(language)}: "…" }.`;
    reportError(reading, place, 'field.blank', 'The group is empty.', hint);
  }
  const texts: [string, string][] = [];
  for (const entry of node.entries) {
    const locale = canonicalLocale(entry.key);
    if (locale === undefined) {
      reportUnknownLanguage(reading, place, entry.key, entry);
      continue;
    }
    const at = entryPlace(reading, place, entry, locale);
    if (isEmpty(reading, at)) continue;
    const text = readText(reading, at);
    if (text === undefined) continue;
    if (texts.some(([other]) => other === locale)) {
      const message = `The language ${locale} stands twice.`;
      reportError(reading, keyPlace(place, entry), 'locale.twice', message, 'Keep one of the two texts.');
      continue;
    }
    texts.push([locale, text]);
  }
  return texts.length === 0 ? undefined : Object.fromEntries(texts);
}

/** Texts of a list; a group of locale to text counts as one text. */
export function readLocalTexts(reading: Reading, place: Place | undefined, language: string): LocalText[] {
  if (place !== undefined && place.node.kind === 'map') {
    const lists = readTextsByLanguage(reading, place);
    if (lists !== undefined) return lists;
  }
  return readList(reading, place)
    .map((item) => readLocalText(reading, item, language))
    .filter((text) => text !== undefined);
}

/** `{ en: [a, b], de: [c, d] }`: the n-th texts of all languages belong together. */
function readTextsByLanguage(reading: Reading, place: Place): LocalText[] | undefined {
  const { node } = place;
  if (node.kind !== 'map' || !node.entries.some((entry) => entry.value.kind === 'list')) return undefined;
  const texts: Record<string, string>[] = [];
  for (const entry of node.entries) {
    const locale = canonicalLocale(entry.key);
    if (locale === undefined) {
      reportUnknownLanguage(reading, place, entry.key, entry);
      continue;
    }
    readList(reading, entryPlace(reading, place, entry, locale)).forEach((item, index) => {
      const text = readText(reading, item);
      if (text === undefined) return;
      texts[index] = { ...texts[index], [locale]: text };
      reading.places.set(`${place.path}[${index}].${locale}`, item);
    });
  }
  return texts.filter((text) => text !== undefined);
}

function reportUnknownLanguage(
  reading: Reading,
  place: Place,
  key: string,
  entry: Parameters<typeof keyPlace>[1],
): void {
  const message = `"${clip(key)}" is not a language.`;
  const hint = 'Write language codes as keys, such as en, de or pt-BR, and one text under each.';
  reportError(reading, keyPlace(place, entry), 'locale.unknown', message, hint);
}

function isEmpty(reading: Reading, place: Place): boolean {
  const node: SourceNode = place.node;
  if (node.kind !== 'scalar' || node.value !== null) return false;
  const hidden = commentAfter(reading.source, node.start);
  const message = hidden === undefined ? 'An entry is empty.' : `An entry is empty: ${hidden} is a comment.`;
  const hint =
    hidden === undefined
      ? 'Write a value, or remove the entry.'
      : `Put it in quotation marks: - "${hidden}".`;
  reportError(reading, place, 'field.blank', message, hint);
  return true;
}
