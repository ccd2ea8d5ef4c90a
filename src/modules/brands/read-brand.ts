import { languageOf, type LocalText } from '#kernel/local-text';
import { defined } from '#platform/structured-text/defined';
import { type FieldTable, foldKey } from '#kernel/fold-key';
import {
  entryPlace,
  keyPlace,
  readFields,
  reportError,
  reportWarning,
  type Place,
  type Reading,
} from '#platform/structured-text/reading';
import {
  canonicalLocale,
  readChoice,
  readLocalText,
  readLocalTexts,
  readText,
  readWords,
  regionName,
} from '#platform/structured-text/read-values';
import { reportSchemaIssues } from '#platform/structured-text/schema-problems';
import { isSlug, slugify } from '#platform/structured-text/slug';
import { brandDocument, type BrandDocument } from './brand-document.ts';
import { readColours, readFonts } from './read-look.ts';

const BRAND_FIELDS = {
  key: ['id', 'slug', 'brand_key', 'brand_id'],
  name: ['brand_name', 'title', 'brand'],
  language: ['lang', 'default_language'],
  colours: ['colors', 'palette', 'brand_colors'],
  fonts: ['font', 'typography', 'typefaces'],
  logo: ['logos'],
  shape: ['shapes', 'corners'],
  voice: ['tone_of_voice', 'brand_voice'],
  imagery: ['images', 'image_style', 'photography'],
  legalLines: ['legal_line', 'legal', 'disclaimers', 'disclaimer'],
} as const satisfies FieldTable;

const LOGO_FIELDS = {
  onLight: ['light', 'light_background', 'for_light', 'default'],
  onDark: ['dark', 'dark_background', 'for_dark', 'inverse'],
} as const satisfies FieldTable;

const IMAGERY_FIELDS = {
  style: ['look', 'mood'],
  noGo: ['no_gos', 'never', 'avoid', 'banned'],
} as const satisfies FieldTable;

const VOICE_FIELDS = {
  formality: ['address', 'form_of_address'],
  tone: ['adjectives'],
  tagline: ['slogan', 'claim'],
  values: ['value'],
  preferredWords: ['preferred', 'words_to_use', 'use'],
  bannedWords: ['banned', 'forbidden_words', 'words_to_avoid', 'avoid'],
  hashtags: ['hashtag'],
} as const satisfies FieldTable;

/** The brand document from a parsed file; what is wrong is reported in the reading. */
export function readBrand(reading: Reading, defaultKey: string): BrandDocument | undefined {
  const { root } = reading;
  if (root.node.kind !== 'map') {
    const message = 'A brand kit is a group of keys with values, but this is not.';
    reportError(reading, root, 'brand.not_a_group', message, 'Start with `name: …` and `colours: …`.');
    return undefined;
  }
  const fields = readFields(reading, root, BRAND_FIELDS);
  if (fields === undefined) return undefined;
  const nameAt = fields.get('name');
  const name = nameAt === undefined ? undefined : readText(reading, nameAt);
  if (nameAt === undefined) {
    reportError(reading, root, 'brand.no_name', 'The brand has no name.', 'Add `name: …`.');
  }
  const language = readLanguage(reading, fields.get('language'));
  const colours = readColours(reading, fields.get('colours'), root);
  if (name === undefined || colours === undefined) return undefined;
  const document: BrandDocument = {
    key: readKey(reading, fields.get('key'), slugify(name) || defaultKey),
    name,
    language,
    colours,
    fonts: readFonts(reading, fields.get('fonts')),
    logo: readLogo(reading, fields.get('logo'), root),
    shape: readShape(reading, fields.get('shape')) ?? 'rounded',
    voice: readVoice(reading, fields.get('voice'), language),
    ...defined({ imagery: readImagery(reading, fields.get('imagery')) }),
    legalLines: readLegalLines(reading, fields.get('legalLines'), language),
    extra: fields.extra,
  };
  // Entries that could not be read are left out, which moves the places of those behind them.
  const hasErrors = reading.problems.some(({ severity }) => severity === 'error');
  if (!hasErrors) reportSchemaIssues(reading, brandDocument, document);
  return document;
}

function readKey(reading: Reading, place: Place | undefined, defaultKey: string): string {
  const key = place === undefined ? undefined : readText(reading, place);
  if (place === undefined || key === undefined || isSlug(key)) return key ?? defaultKey;
  const message = `The key "${key}" may hold lower-case letters, digits, - and _ only.`;
  reportError(reading, place, 'brand.key', message, `Write it like ${slugify(key) || 'nordlicht'}.`);
  return defaultKey;
}

function readLanguage(reading: Reading, place: Place | undefined): string {
  const word = place === undefined ? undefined : readText(reading, place);
  if (place === undefined || word === undefined) return 'en';
  const tag = canonicalLocale(word);
  if (tag !== undefined) return languageOf(tag);
  const message = `"${word}" is not a language.`;
  reportError(reading, place, 'locale.unknown', message, 'Write a code such as en or de.');
  return 'en';
}

function readLogo(reading: Reading, place: Place | undefined, root: Place): BrandDocument['logo'] {
  if (place === undefined) {
    const message = 'The brand has no logo; its name is set in type instead.';
    reportWarning(
      reading,
      root,
      'brand.no_logo',
      message,
      'Add `logo: { on_light: logo.png, on_dark: logo-white.png }`.',
    );
    return {};
  }
  if (place.node.kind === 'scalar') return defined({ onLight: readText(reading, place) });
  const fields = readFields(reading, place, LOGO_FIELDS);
  const onLight = fields?.get('onLight');
  const onDark = fields?.get('onDark');
  return defined({
    onLight: onLight === undefined ? undefined : readText(reading, onLight),
    onDark: onDark === undefined ? undefined : readText(reading, onDark),
  });
}

const SHAPES = new Map<string, 'rounded' | 'angular'>([
  ['rounded', 'rounded'],
  ['round', 'rounded'],
  ['soft', 'rounded'],
  ['angular', 'angular'],
  ['sharp', 'angular'],
  ['square', 'angular'],
]);

function readShape(reading: Reading, place: Place | undefined): BrandDocument['shape'] | undefined {
  const word = place === undefined ? undefined : readText(reading, place);
  if (place === undefined || word === undefined) return undefined;
  const choices = { what: 'shape', names: ['rounded', 'angular'] as const, byFoldedName: SHAPES };
  return readChoice(reading, { word, place }, choices, foldKey);
}

function readVoice(reading: Reading, place: Place | undefined, language: string): BrandDocument['voice'] {
  const fields = place === undefined ? undefined : readFields(reading, place, VOICE_FIELDS);
  const tagline = fields?.get('tagline');
  return {
    formality: readFormality(reading, fields?.get('formality')),
    tone: readWords(reading, fields?.get('tone')).map(({ word }) => word),
    values: readLocalTexts(reading, fields?.get('values'), language),
    preferredWords: readWordLists(reading, fields?.get('preferredWords'), language),
    bannedWords: readWordLists(reading, fields?.get('bannedWords'), language),
    hashtags: stripHashes(readWordLists(reading, fields?.get('hashtags'), language)),
    ...defined({ tagline: tagline === undefined ? undefined : readLocalText(reading, tagline, language) }),
  };
}

function readImagery(reading: Reading, place: Place | undefined): BrandDocument['imagery'] {
  const fields = place === undefined ? undefined : readFields(reading, place, IMAGERY_FIELDS);
  if (fields === undefined) return undefined;
  const words = (name: 'style' | 'noGo'): string[] =>
    readWords(reading, fields.get(name)).map(({ word }) => word);
  return { style: words('style'), noGo: words('noGo') };
}

const FORMALITIES = new Map<string, 'formal' | 'informal'>([
  ['formal', 'formal'],
  ['sie', 'formal'],
  ['vous', 'formal'],
  ['usted', 'formal'],
  ['informal', 'informal'],
  ['casual', 'informal'],
  ['du', 'informal'],
  ['tu', 'informal'],
]);

function readFormality(reading: Reading, place: Place | undefined): BrandDocument['voice']['formality'] {
  if (place === undefined) return {};
  const choices = {
    what: 'form of address',
    names: ['formal', 'informal'] as const,
    byFoldedName: FORMALITIES,
  };
  const readOne = (at: Place) => {
    const word = readText(reading, at);
    return word === undefined ? undefined : readChoice(reading, { word, place: at }, choices, foldKey);
  };
  if (place.node.kind !== 'map') return defined({ '*': readOne(place) });
  const found = place.node.entries.map((entry) => {
    const language = languageKey(reading, place, entry.key, keyPlace(place, entry));
    return language === undefined
      ? undefined
      : [language, readOne(entryPlace(reading, place, entry, language))];
  });
  return defined(Object.fromEntries(found.filter((pair) => pair !== undefined)) as Record<string, 'formal'>);
}

function languageKey(reading: Reading, map: Place, key: string, at: Place): string | undefined {
  const isEvery = key === '*' || foldKey(key) === 'default';
  const tag = isEvery ? '*' : canonicalLocale(key);
  if (tag !== undefined) return isEvery ? '*' : languageOf(tag);
  const message = `"${key}" is not a language.`;
  reportError(
    reading,
    { ...at, path: map.path },
    'locale.unknown',
    message,
    'Write language codes as keys, such as en and de, or * for all.',
  );
  return undefined;
}

/** Words as a list (in the kit's language), or language to list. */
function readWordLists(
  reading: Reading,
  place: Place | undefined,
  language: string,
): Record<string, string[]> {
  if (place === undefined) return {};
  if (place.node.kind !== 'map') {
    return { [language]: readWords(reading, place).map(({ word }) => word) };
  }
  const lists: Record<string, string[]> = {};
  for (const entry of place.node.entries) {
    const key = languageKey(reading, place, entry.key, keyPlace(place, entry));
    if (key === undefined) continue;
    const at = entryPlace(reading, place, entry, key);
    lists[key] = [...(lists[key] ?? []), ...readWords(reading, at).map(({ word }) => word)];
  }
  return lists;
}

function stripHashes(lists: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(lists).map(([language, tags]) => [language, tags.map((tag) => tag.replace(/^#+/, ''))]),
  );
}

function readLegalLines(
  reading: Reading,
  place: Place | undefined,
  language: string,
): Record<string, LocalText> {
  if (place === undefined) return {};
  const { node } = place;
  const isByMarket = node.kind === 'map' && node.entries.some((entry) => marketKey(entry.key) !== undefined);
  if (node.kind !== 'map' || !isByMarket) {
    const line = readLocalText(reading, place, language);
    return line === undefined ? {} : { '*': line };
  }
  const lines: Record<string, LocalText> = {};
  for (const entry of node.entries) {
    const market = marketKey(entry.key);
    if (market === undefined) {
      const message = `"${entry.key}" is not a country.`;
      reportError(
        reading,
        keyPlace(place, entry),
        'market.unknown',
        message,
        "Write country codes such as DE, or '*' for all.",
      );
      continue;
    }
    const line = readLocalText(reading, entryPlace(reading, place, entry, market), language);
    if (line !== undefined) lines[market] = line;
  }
  return lines;
}

/** `DE` or `*`. Small letters are languages (`de`), so only capitals count as a country. */
function marketKey(key: string): string | undefined {
  if (key === '*' || foldKey(key) === 'default') return '*';
  return regionName(key) === undefined ? undefined : key;
}
