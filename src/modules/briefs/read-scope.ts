import {
  canonicalLocale,
  readChoice,
  readText,
  readWords,
  regionName,
} from '#platform/structured-text/read-values';
import { reportError, reportWarning, type Place, type Reading } from '#platform/structured-text/reading';
import { nearestName } from '#kernel/fold-key';
import { CHANNELS, FULL_SIZE, RATIOS, type Channel, type Ratio } from '#studio/model';

const CHANNEL_ALIASES: Readonly<Record<Channel, readonly string[]>> = {
  instagram: [
    'ig',
    'insta',
    'instagram_feed',
    'instagram_post',
    'instagram_story',
    'instagram_stories',
    'instagram_reel',
    'instagram_reels',
    'instagram_ads',
  ],
  facebook: ['fb', 'facebook_feed', 'facebook_post', 'facebook_story', 'facebook_stories', 'facebook_ads'],
  linkedin: ['linkedin_feed', 'linkedin_post', 'linkedin_ads'],
  x: ['twitter', 'x_twitter', 'twitter_x', 'tweet'],
  bluesky: ['bsky'],
  mastodon: ['fediverse'],
  tiktok: ['tiktok_video', 'tiktok_ads'],
  email: ['mail', 'newsletter', 'e_mail'],
  ads: ['ad', 'google_ads', 'google', 'display', 'display_ads', 'banner', 'banners', 'web_banner'],
};

const RATIO_ALIASES: Readonly<Record<Ratio, readonly string[]>> = {
  '1:1': ['square', 'quadratic'],
  '4:5': ['portrait'],
  '9:16': ['story', 'stories', 'reel', 'reels', 'vertical'],
  '16:9': ['landscape', 'wide', 'widescreen'],
  '1.91:1': ['link', 'link_preview', 'open_graph', 'og', '1.91'],
};

const MARKET_GROUPS: Readonly<Record<string, readonly string[]>> = {
  usa: ['US'],
  uk: ['GB'],
  dach: ['DE', 'AT', 'CH'],
  benelux: ['BE', 'NL', 'LU'],
  nordics: ['DK', 'FI', 'IS', 'NO', 'SE'],
};

/** Channels by name or alias (`twitter`, `instagram_story`). */
export function readChannels(reading: Reading, place: Place | undefined): Channel[] {
  return unique(reading, place, (at) => {
    const choices = { what: 'channel', names: CHANNELS, byFoldedName: CHANNELS_BY_NAME };
    return readChoice(reading, at, choices, foldName);
  });
}

/** Aspect ratios by figures (`4:5`, `4x5`), name (`square`) or pixels (`1080x1350`). */
export function readRatios(reading: Reading, place: Place | undefined): Ratio[] {
  return unique(reading, place, (at) => {
    const known = ratioOfFigures(at.word);
    if (known !== undefined) return known;
    const choices = { what: 'aspect ratio', names: RATIOS, byFoldedName: RATIOS_BY_NAME };
    return readChoice(reading, at, choices, foldName);
  });
}

/** Locales as canonical BCP 47 tags. */
export function readLocales(reading: Reading, place: Place | undefined): string[] {
  return unique(reading, place, (at) => {
    const tag = canonicalLocale(at.word) ?? LOCALE_BY_NAME.get(at.word.toLowerCase());
    if (tag !== undefined) return tag;
    const near = nearestName(at.word, [...LOCALE_BY_NAME.keys()]);
    const other = near === undefined ? undefined : LOCALE_BY_NAME.get(near);
    const hint = `Write a BCP 47 tag, such as ${other ?? 'en-US, de-DE or pt-BR'}.`;
    reportError(reading, at.place, 'locale.unknown', `"${at.word}" is not a locale.`, hint);
    return undefined;
  });
}

/** Countries by code or English name, groups such as DACH, and the words that are neither. */
export function readMarkets(
  reading: Reading,
  places: readonly (Place | undefined)[],
): { markets: string[]; region: string | undefined } {
  const markets: string[] = [];
  const words: string[] = [];
  for (const at of places.flatMap((place) => readWords(reading, place))) {
    const codes = countriesOf(at.word);
    if (codes === undefined) {
      words.push(at.word);
      const message = `"${at.word}" is not a country; it is kept as the name of the region.`;
      reportWarning(
        reading,
        at.place,
        'market.unknown',
        message,
        'For prices and legal lines add country codes: markets: [US, DE].',
      );
    } else markets.push(...codes);
  }
  return { markets: [...new Set(markets)], region: words.length === 0 ? undefined : words.join(', ') };
}

/** An ISO date that exists, from `2026-12-01` or a date with time. */
export function readDay(reading: Reading, place: Place | undefined): string | undefined {
  const text = place === undefined ? undefined : readText(reading, place);
  if (place === undefined || text === undefined) return undefined;
  const day = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(text)?.[1];
  const date = day === undefined ? undefined : new Date(`${day}T00:00:00Z`);
  const exists =
    date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day ?? '');
  if (day !== undefined && exists) return day;
  const message = day === undefined ? `"${text}" is not a date.` : `The day ${day} does not exist.`;
  reportError(reading, place, 'date.unreadable', message, 'Write year-month-day, such as 2026-12-01.');
  return undefined;
}

function countriesOf(word: string): readonly string[] | undefined {
  const group = MARKET_GROUPS[word.toLowerCase()];
  if (group !== undefined) return group;
  const code = word.toUpperCase();
  if (regionName(code) !== undefined) return [code];
  const named = COUNTRY_BY_NAME.get(word.toLowerCase());
  return named === undefined ? undefined : [named];
}

/** Reads each word and drops repetitions; the same word written twice is warned about. */
function unique<T>(
  reading: Reading,
  place: Place | undefined,
  read: (at: { readonly word: string; readonly place: Place }) => T | undefined,
): T[] {
  const found = new Set<T>();
  const seen = new Set<string>();
  for (const at of readWords(reading, place)) {
    const value = read(at);
    if (value === undefined) continue;
    const isTwice = seen.has(foldName(at.word)) || (found.has(value) && at.word === value);
    if (isTwice) {
      const message = `"${at.word}" stands twice.`;
      reportWarning(reading, at.place, 'field.repeated', message, 'Keep it once.');
    }
    seen.add(foldName(at.word));
    // Repetitions are left out, so the value's index may differ from the word's.
    if (!found.has(value)) reading.places.set(`${place?.path ?? ''}[${found.size}]`, at.place);
    found.add(value);
  }
  return [...found];
}

function foldName(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_/-]+/g, '');
}

function ratioOfFigures(word: string): Ratio | undefined {
  const parts = /^(\d+(?:\.\d+)?)\s*[:x×/_-]\s*(\d+(?:\.\d+)?)$/i.exec(word);
  if (parts === null) return undefined;
  const wanted = Number(parts[1]) / Number(parts[2]);
  return RATIOS.find((ratio) => {
    const { width, height } = FULL_SIZE[ratio];
    return Math.abs(wanted / (width / height) - 1) < 0.005;
  });
}

function byFoldedName<Name extends string>(
  aliases: Readonly<Record<Name, readonly string[]>>,
): Map<string, Name> {
  const rows = Object.entries(aliases) as [Name, readonly string[]][];
  return new Map(
    rows.flatMap(([name, others]) => [name, ...others].map((word) => [foldName(word), name] as const)),
  );
}

function localeNames(): Map<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const codes = [
    'en',
    'de',
    'fr',
    'es',
    'pt',
    'it',
    'nl',
    'ar',
    'he',
    'ja',
    'zh',
    'ko',
    'hi',
    'th',
    'pl',
    'sv',
    'da',
    'fi',
    'tr',
    'ru',
    'uk',
    'cs',
  ];
  return new Map(codes.map((code) => [(names.of(code) ?? code).toLowerCase(), code]));
}

function countryNames(): Map<string, string> {
  const names = new Map<string, string>();
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = regionName(code);
    // Old codes such as DD share a name with today's; the first, canonical one stays.
    if (name !== undefined && new Intl.Locale(`und-${code}`).region === code)
      names.set(name.toLowerCase(), code);
  }
  return names;
}

const CHANNELS_BY_NAME = byFoldedName(CHANNEL_ALIASES);
const RATIOS_BY_NAME = byFoldedName(RATIO_ALIASES);
const LOCALE_BY_NAME = localeNames();
const COUNTRY_BY_NAME = countryNames();
