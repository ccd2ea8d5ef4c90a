import { languageOf, type LocalText, textFor } from '#kernel/local-text';
import { marketOf } from '#kernel/market';
import { campaignFacts, productFacts } from './brief-facts.ts';
import type { FactBook } from '#agents/work/facts';
import type { BrandMaterial, BriefMaterial, ProductMaterial, WorkMaterial } from '#agents/work/material';
import { stemsOf } from '#studio/copy/stems';
import { writeCopies } from '#studio/copy/write-copies';
import type {
  Brand,
  Channel,
  Copy,
  CopyRequest,
  CopyResult,
  Gap,
  Picture,
  ProductFacts,
} from '#studio/model';

/** One order for the studio's writer. */
export interface CopyOrder {
  readonly product: ProductMaterial;
  readonly locale: string;
  readonly channel: Channel;
  readonly count: number;
  /** The address to print instead of the product's own, such as a tracked one; null for none. */
  readonly url?: string | null;
}

type Briefed = Pick<WorkMaterial, 'brand'> & { readonly brief: BriefMaterial };

/** The studio's request for an order: brief and kit in the studio's form, equal for equal material. */
export function copyRequest({ brief, brand }: Briefed, order: CopyOrder): CopyRequest {
  const { product, locale, channel, count } = order;
  return {
    brand: studioBrand(brand, { locale, name: brief.name }),
    campaign: campaignFacts(brief, locale),
    product: orderedProduct(brief, order),
    locale,
    channel,
    count,
    seed: `${brief.campaignId}:${product.key}:${locale}:${channel}`,
  };
}

/**
 * Texts of the studio's writer in the language that was asked for. What it could only write in another language is left
 * out and named as a gap, because a post never mixes languages.
 */
export function writeTexts(material: Briefed, order: CopyOrder): CopyResult {
  const { copies, gaps } = writeCopies(copyRequest(material, order));
  const language = languageOf(order.locale);
  return { copies: copies.filter((copy) => languageOf(copy.locale) === language), gaps };
}

/** A kit as the studio takes it; without one a neutral look under a name. */
export function studioBrand(
  brand: BrandMaterial | null,
  { locale, name }: { locale: string; name: string },
): Brand {
  const voice = brand?.voice;
  const formality = voice?.formality[languageOf(locale)] ?? voice?.formality['*'] ?? 'informal';
  return {
    key: brand?.key ?? 'neutral',
    look: {
      name: brand?.name ?? name,
      colours: brand?.colours ?? { primary: '#26323f' },
      fonts: { display: { family: 'Inter' }, text: { family: 'Inter' } },
      logo: {},
      shape: brand?.shape ?? 'rounded',
    },
    voice: {
      formality,
      tone: voice?.tone ?? [],
      ...(voice?.tagline === undefined ? {} : { tagline: voice.tagline }),
      values: voice?.values ?? [],
      preferredWords: voice?.preferredWords ?? {},
      bannedWords: voice?.bannedWords ?? {},
      hashtags: voice?.hashtags ?? {},
    },
    ...(brand?.imagery === undefined ? {} : { imagery: brand.imagery }),
    legalLines: brand?.legalLines ?? {},
  };
}

/** The product's name in a locale. */
export function nameIn(product: ProductMaterial, locale: string): string {
  return textFor(product.nameIn, locale) ?? product.name;
}

/** The product of an order. Its picture is only told to be there: no executor draws one. */
export function orderedProduct(
  brief: BriefMaterial,
  { product, locale, url }: Pick<CopyOrder, 'product' | 'locale' | 'url'>,
): ProductFacts {
  const picture = product.image === undefined ? undefined : PRESENT;
  const { url: own, ...facts } = productFacts(product, { brief, locale, picture });
  const printed = url === undefined ? own : (url ?? undefined);
  return printed === undefined ? facts : { ...facts, url: printed };
}

const PRESENT: Picture = { bytes: new Uint8Array(), sha256: '', width: 0, height: 0, hasAlpha: true };

/**
 * The paths of a text's facts in the house's own book: `products.lamp.benefits[0]` is `brief.products.lamp.benefits.0`.
 * Never empty: a text with nothing but names rests on the product's name.
 */
export function factIdsOf(
  copy: Pick<Copy, 'facts' | 'locale'>,
  from: { facts: FactBook; brief: BriefMaterial; productKey: string },
): string[] {
  const market = marketOf(from.brief, copy.locale);
  const ids = copy.facts.flatMap((path) => {
    const id = toFactId(path);
    return [id, `${id}.${market ?? '*'}`, `${id}.*`].find((known) => from.facts.has(known)) ?? [];
  });
  const name = `brief.products.${from.productKey}.name`;
  return ids.length === 0 ? [name] : [...new Set(ids)].slice(0, 20);
}

/** The facts that show in a text's headline and support; those of its body are left out. */
export function headFactIds(
  copy: Copy,
  from: { facts: FactBook; brief: BriefMaterial; brand: BrandMaterial | null; product: ProductMaterial },
): string[] {
  const { brief, brand, product } = from;
  const head = `${copy.headline} ${copy.support ?? ''}`;
  const there = new Set(stemsOf(head, copy.locale));
  const root = { products: { [product.key]: product }, campaign: brief, brand: { voice: brand?.voice } };
  const shown = copy.facts.filter((path) => {
    const text = localWordsAt(root, path, copy.locale);
    if (text === undefined)
      return ['price', 'urgency', 'occasion'].includes(copy.angle) && !path.endsWith('.name');
    const stems = stemsOf(text, copy.locale);
    return stems.length > 0 && stems.filter((stem) => there.has(stem)).length * 2 > stems.length;
  });
  return factIdsOf(
    { facts: shown, locale: copy.locale },
    { facts: from.facts, brief, productKey: product.key },
  );
}

/** The words at a path such as `products.lamp.proofs[0]` in a locale; undefined for what is no text. */
function localWordsAt(root: unknown, path: string, locale: string): string | undefined {
  const value = path
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
      root,
    );
  if (typeof value !== 'object' || value === null) return undefined;
  const text: unknown = Reflect.get(value, 'text') ?? value;
  return Object.values(text as object).every((words) => typeof words === 'string')
    ? textFor(text as LocalText, locale)
    : undefined;
}

const RENAMED: Readonly<Record<string, string>> = {
  'campaign.startsOn': 'brief.start',
  'campaign.endsOn': 'brief.end',
  'brand.look.name': 'brand.name',
};

function toFactId(path: string): string {
  const dotted = (RENAMED[path] ?? path).replaceAll(/\[(\d+)\]/g, '.$1').replace(/\.nameIn$/, '.name');
  return dotted
    .replace(/^products\./, 'brief.products.')
    .replace(/^campaign\./, 'brief.')
    .replace(/^brand\.voice\./, 'brand.');
}

/** What the writer lacked, once for each place, as a work product names it. */
export function gapsAsMissing(gaps: readonly Gap[]): { what: string; where: string; gain: string }[] {
  const byPlace = Map.groupBy(gaps, ({ field, kind }) => `${kind} ${field}`);
  return [...byPlace.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const locales = [...new Set([first, ...more].flatMap(({ locale }) => locale ?? []))];
    const where = toFactId(first.field);
    const isLocal = first.kind === 'text_missing_in_locale' && locales.length > 0;
    return {
      what: isLocal ? `${where} has no text in ${locales.join(', ')}.` : first.message.slice(0, 300),
      where: where.slice(0, 200),
      gain: `More to say${locales.length === 0 ? '' : ` in ${locales.join(', ')}`}.`,
    };
  });
}

/** A fact's text in a locale without its stop; undefined where the language has none. */
export function saidIn(text: LocalText | undefined, locale: string): string | undefined {
  return textFor(text, locale)
    ?.trim()
    .replace(/[.。]$/u, '');
}
