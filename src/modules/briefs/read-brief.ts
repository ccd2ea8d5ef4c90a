import { languageOf } from '#kernel/local-text';
import { defined } from '#platform/structured-text/defined';
import { foldKey } from '#kernel/fold-key';
import {
  canonicalLocale,
  readList,
  readLocalText,
  readText,
  readWords,
} from '#platform/structured-text/read-values';
import {
  readFields,
  reportError,
  reportWarning,
  type KnownFields,
  type Place,
  type Reading,
} from '#platform/structured-text/reading';
import { reportSchemaIssues } from '#platform/structured-text/schema-problems';
import { isSlug, MAX_SLUG, slugify } from '#platform/structured-text/slug';
import { plainValue } from '#platform/structured-text/source-node';
import type { Channel, Ratio } from '#studio/model';
import { briefDocument, type BriefDocument, type BriefProduct } from './brief-document.ts';
import { BRAND_FIELDS, BRIEF_FIELDS, SCHEDULE_FIELDS, WRAPPER_KEYS } from './brief-fields.ts';
import { readCurrency, readMoney } from './read-money.ts';
import { readProducts } from './read-product.ts';
import { readChannels, readDay, readLocales, readMarkets, readRatios } from './read-scope.ts';
import { readVariantTargets, type VariantTargets } from './read-variants.ts';

type BriefFields = KnownFields<keyof typeof BRIEF_FIELDS>;

const DEFAULT_LOCALE = 'en-US';
const DEFAULT_CHANNELS: readonly Channel[] = ['instagram'];
const DEFAULT_RATIOS: readonly Ratio[] = ['1:1', '9:16', '16:9'];

/** The brief document from a parsed file; what is wrong is reported in the reading. */
export function readBrief(reading: Reading, defaultId: string): BriefDocument | undefined {
  const root = unwrap(reading);
  if (root.node.kind !== 'map') {
    const kind = root.node.kind === 'list' ? 'a list' : 'a single text';
    const message = `A brief is a group of keys with values, but this is ${kind}.`;
    const hint = 'Start with `name: …` and `products: …`; after each colon stands a space.';
    reportError(reading, root, 'brief.not_a_group', message, hint);
    return undefined;
  }
  const fields = readFields(reading, root, BRIEF_FIELDS);
  if (fields === undefined) return undefined;
  const scope = readScope(reading, fields, root);
  const currency = readCurrency(reading, fields.get('currency'));
  const targets = readVariantTargets(reading, fields.get('targetVariants'));
  const { language } = scope;
  const defaults = { language, currency, targetVariants: targets.each };
  const products = readProducts(reading, fields.get('products'), defaults);
  if (fields.get('products') === undefined) {
    const key = fields.named('products');
    reportError(reading, root, 'brief.no_products', 'The brief names no products.', `Add \`${key}: [ … ]\`.`);
  }
  const campaignId = readCampaignId(reading, fields, defaultId);
  const budget = fields.get('budget');
  const document: BriefDocument = {
    campaignId,
    name: optional(reading, fields.get('name'), readText) ?? nameOf(campaignId),
    ...scope,
    products: applyTargets(reading, products, targets),
    targetVariants: targets.each,
    hashtags: readWords(reading, fields.get('hashtags')).map(({ word }) => word.replace(/^#+/, '')),
    kpis: readList(reading, fields.get('kpis')).map(({ node }) => plainValue(node)),
    requirements: readList(reading, fields.get('requirements')).map(({ node }) => plainValue(node)),
    extra: fields.extra,
    ...defined({
      brand: readBrand(reading, fields, root),
      schedule: readSchedule(reading, fields),
      budget: budget === undefined ? undefined : readMoney(reading, budget, currency),
    }),
    ...readCampaignTexts(reading, fields, language),
  };
  // Entries that could not be read are left out, which moves the places of those behind them.
  if (!hasErrors(reading)) reportSchemaIssues(reading, briefDocument, document);
  return document;
}

function unwrap(reading: Reading): Place {
  const { root } = reading;
  if (root.node.kind !== 'map' || root.node.entries.length !== 1) return root;
  const only = root.node.entries[0];
  if (only === undefined || only.value.kind !== 'map' || !WRAPPER_KEYS.has(foldKey(only.key))) return root;
  return { path: '', field: only.key, node: only.value };
}

function readScope(reading: Reading, fields: BriefFields, root: Place) {
  const given = fields.get('language');
  const named = given === undefined ? undefined : readLocales(reading, given)[0];
  const { markets, region } = readMarkets(reading, [fields.get('markets'), fields.get('region')]);
  const locales = readLocales(reading, fields.get('locales'));
  const channels = readChannels(reading, fields.get('channels'));
  const aspectRatios = readRatios(reading, fields.get('aspectRatios'));
  const fallback = localeFor(named, markets);
  const missing = [
    ...(fields.get('locales') === undefined ? [`${fields.named('locales')} (${fallback})`] : []),
    ...(fields.get('channels') === undefined
      ? [`${fields.named('channels')} (${DEFAULT_CHANNELS.join(', ')})`]
      : []),
    ...(fields.get('aspectRatios') === undefined
      ? [`${fields.named('aspectRatios')} (${DEFAULT_RATIOS.join(', ')})`]
      : []),
  ];
  if (missing.length > 0) {
    const message = `The brief does not say everything; these defaults are used: ${missing.join('; ')}.`;
    reportWarning(reading, root, 'brief.defaults', message, 'Add these keys if you want something else.');
  }
  const used = locales.length > 0 ? locales : [fallback];
  return {
    language: languageOf(named ?? used[0] ?? DEFAULT_LOCALE),
    locales: used,
    markets,
    ...defined({ region }),
    channels: channels.length > 0 ? channels : [...DEFAULT_CHANNELS],
    aspectRatios: aspectRatios.length > 0 ? aspectRatios : [...DEFAULT_RATIOS],
  };
}

/** The locale where the brief gives none: its language in the market where that is spoken, else en-US. */
function localeFor(language: string | undefined, markets: readonly string[]): string {
  if (language === undefined) return DEFAULT_LOCALE;
  const market = markets.find((code) => new Intl.Locale(`und-${code}`).maximize().language === language);
  return market === undefined ? language : (canonicalLocale(`${language}-${market}`) ?? language);
}

function readCampaignId(reading: Reading, fields: BriefFields, defaultId: string): string {
  const place = fields.get('campaignId');
  const text = place === undefined ? undefined : readText(reading, place);
  if (place === undefined || text === undefined) return defaultId;
  if (isSlug(text)) return text;
  const better = slugify(text);
  const message =
    text.length > MAX_SLUG
      ? `The campaign id has ${text.length} characters; at most ${MAX_SLUG} are allowed.`
      : `The campaign id "${text}" may hold lower-case letters, digits, - and _ only.`;
  const hint = better === '' ? 'Write it like holiday-tech-2026.' : `Write it like ${better}.`;
  reportError(reading, place, 'brief.campaign_id', message, hint);
  return defaultId;
}

function nameOf(campaignId: string): string {
  const words = campaignId.replaceAll(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function readBrand(reading: Reading, fields: BriefFields, root: Place): string | undefined {
  const place = fields.get('brand');
  if (place === undefined) {
    const message = 'The brief names no brand.';
    const hint = `Add \`${fields.named('brand')}: …\` with the key or name of a brand kit.`;
    reportWarning(reading, root, 'brief.no_brand', message, hint);
    return undefined;
  }
  if (place.node.kind !== 'map') return readText(reading, place);
  const group = readFields(reading, place, BRAND_FIELDS);
  const at = group?.get('key') ?? group?.get('name');
  return at === undefined ? undefined : readText(reading, at);
}

function readSchedule(reading: Reading, fields: BriefFields): BriefDocument['schedule'] {
  const place = fields.get('schedule');
  const group = place === undefined ? undefined : readFields(reading, place, SCHEDULE_FIELDS);
  const startAt = group?.get('start') ?? fields.get('startsOn');
  const endAt = group?.get('end') ?? fields.get('endsOn');
  const start = readDay(reading, startAt);
  const end = readDay(reading, endAt);
  if (start !== undefined && end !== undefined && endAt !== undefined && end < start) {
    const message = `The campaign ends on ${end}, before it starts on ${start}.`;
    reportError(reading, endAt, 'schedule.end_before_start', message, `Write a day from ${start} on.`);
  }
  return start === undefined && end === undefined ? undefined : defined({ start, end });
}

function readCampaignTexts(reading: Reading, fields: BriefFields, language: string) {
  const read = (name: keyof typeof BRIEF_FIELDS) => {
    const place = fields.get(name);
    return place === undefined ? undefined : readLocalText(reading, place, language);
  };
  return defined({
    audience: read('audience'),
    message: read('message'),
    occasion: read('occasion'),
    callToAction: read('callToAction'),
  });
}

function applyTargets(reading: Reading, products: BriefProduct[], targets: VariantTargets): BriefProduct[] {
  const keys = new Set(products.flatMap(({ key, name }) => [foldKey(key), foldKey(slugify(name))]));
  for (const [key, { place }] of targets.own) {
    if (keys.has(key)) continue;
    const message = `There is no product "${place.field.split('.').at(-1) ?? key}" in this brief.`;
    const hint = `Write per_product, total, or a product key: ${products
      .map((product) => product.key)
      .slice(0, 8)
      .join(', ')}.`;
    reportError(reading, place, 'variants.unknown_product', message, hint);
  }
  const share =
    targets.total === undefined ? undefined : Math.ceil(targets.total / Math.max(1, products.length));
  return products.map((product, index) => {
    const own = targets.own.get(foldKey(product.key)) ?? targets.own.get(foldKey(slugify(product.name)));
    if (own !== undefined) return { ...product, targetVariants: own.count };
    const isSaid = reading.places.has(`products[${index}].targetVariants`);
    return share !== undefined && !isSaid ? { ...product, targetVariants: share } : product;
  });
}

function hasErrors(reading: Reading): boolean {
  return reading.problems.some((problem) => problem.severity === 'error');
}

function optional<T>(
  reading: Reading,
  place: Place | undefined,
  read: (reading: Reading, place: Place) => T | undefined,
): T | undefined {
  return place === undefined ? undefined : read(reading, place);
}
