import type { LocalText } from '#kernel/local-text';
import { textFor } from '#kernel/local-text';
import { readList, readLocalText, readLocalTexts, readText } from '#platform/structured-text/read-values';
import {
  listedEntryPlace,
  readFields,
  reportError,
  type KnownFields,
  type Place,
  type Reading,
} from '#platform/structured-text/reading';
import { defined } from '#platform/structured-text/defined';
import { slugify } from '#platform/structured-text/slug';
import type { BriefProduct } from './brief-document.ts';
import { PRODUCT_FIELDS, PROOF_FIELDS, QUOTE_FIELDS } from './brief-fields.ts';
import { readCurrency, readPrices } from './read-money.ts';
import { readVariantCount } from './read-variants.ts';

export interface ProductDefaults {
  readonly language: string;
  readonly currency: string | undefined;
  readonly targetVariants: number;
}

/** The products of a brief: plain names, groups, or a group of product key to product. */
export function readProducts(
  reading: Reading,
  place: Place | undefined,
  defaults: ProductDefaults,
): BriefProduct[] {
  if (place === undefined) return [];
  const { node } = place;
  const isKeyed =
    node.kind === 'map' &&
    node.entries.length > 0 &&
    node.entries.every((entry) => entry.value.kind === 'map');
  const items = isKeyed
    ? node.entries.map((entry, index) => ({
        at: listedEntryPlace(reading, place, entry, index),
        key: entry.key,
      }))
    : readList(reading, place).map((at) => ({ at, key: undefined }));
  return items.flatMap(({ at, key }, index) => {
    const product = readProduct(reading, at, { ...defaults, key, index });
    return product === undefined ? [] : [product];
  });
}

type OneProduct = ProductDefaults & { readonly key: string | undefined; readonly index: number };

function readProduct(reading: Reading, place: Place, one: OneProduct): BriefProduct | undefined {
  if (place.node.kind === 'scalar') {
    const name = readText(reading, place);
    return name === undefined ? undefined : plainProduct(name, one);
  }
  const fields = readFields(reading, place, PRODUCT_FIELDS);
  if (fields === undefined) return undefined;
  const naming = readNaming(reading, fields, place, one);
  if (naming === undefined) return undefined;
  const currency = readCurrency(reading, fields.get('currency')) ?? one.currency;
  const count = readVariantCount(reading, fields.get('targetVariants'));
  return {
    ...plainProduct(naming.name, one),
    ...naming,
    ...readTexts(reading, fields, one.language),
    ...defined({
      quote: readQuote(reading, fields.get('quote'), one.language),
      price: readPrices(reading, fields.get('price'), currency),
      previousPrice: readPrices(reading, fields.get('previousPrice'), currency),
      url: optionalText(reading, fields.get('url')),
      image: optionalText(reading, fields.get('image')),
      targetVariants: count,
    }),
    proofs: readProofs(reading, fields.get('proofs'), one.language),
    extra: fields.extra,
  };
}

function plainProduct(name: string, one: OneProduct): BriefProduct {
  return {
    key: slugify(one.key ?? name) || `product-${one.index + 1}`,
    name,
    benefits: [],
    features: [],
    problems: [],
    proofs: [],
    targetVariants: one.targetVariants,
    extra: {},
  };
}

type ProductFields = KnownFields<keyof typeof PRODUCT_FIELDS>;

function readNaming(
  reading: Reading,
  fields: ProductFields,
  place: Place,
  one: OneProduct,
): { key: string; name: string; nameIn?: LocalText } | undefined {
  const given = fields.get('name');
  const ownKey = optionalText(reading, fields.get('key')) ?? one.key;
  const names = given?.node.kind === 'map' ? readLocalText(reading, given, one.language) : undefined;
  const plain = given === undefined || given.node.kind === 'map' ? undefined : readText(reading, given);
  const name = plain ?? textFor(names, one.language) ?? Object.values(names ?? {})[0] ?? ownKey;
  if (name === undefined) {
    if (given === undefined) {
      const message = 'The product has no name.';
      reportError(reading, place, 'product.no_name', message, `Add \`${fields.named('name')}: …\` to it.`);
    }
    return undefined;
  }
  const nameIn = names ?? optionalLocal(reading, fields.get('nameIn'), one.language);
  const key = slugify(ownKey ?? name) || `product-${one.index + 1}`;
  return { key, name, ...defined({ nameIn }) };
}

function readTexts(reading: Reading, fields: ProductFields, language: string) {
  return {
    ...defined({
      category: optionalLocal(reading, fields.get('category'), language),
      description: optionalLocal(reading, fields.get('description'), language),
      limit: optionalLocal(reading, fields.get('limit'), language),
    }),
    benefits: readLocalTexts(reading, fields.get('benefits'), language),
    features: readLocalTexts(reading, fields.get('features'), language),
    problems: readLocalTexts(reading, fields.get('problems'), language),
  };
}

function readProofs(reading: Reading, place: Place | undefined, language: string): BriefProduct['proofs'] {
  return readList(reading, place).flatMap((item) => {
    const isGroup = item.node.kind === 'map' && item.node.entries.some((entry) => entry.key.length > 3);
    const fields = isGroup ? readFields(reading, item, PROOF_FIELDS) : undefined;
    const at = isGroup ? fields?.get('text') : item;
    if (at === undefined) {
      reportError(
        reading,
        item,
        'proof.no_text',
        'The proof has no text.',
        'Write { text: "…", source: "…" }.',
      );
      return [];
    }
    const text = readLocalText(reading, at, language);
    const source = optionalLocal(reading, fields?.get('source'), language);
    return text === undefined ? [] : [{ text, ...defined({ source }) }];
  });
}

function readQuote(reading: Reading, place: Place | undefined, language: string): BriefProduct['quote'] {
  if (place === undefined) return undefined;
  const fields = place.node.kind === 'map' ? readFields(reading, place, QUOTE_FIELDS) : undefined;
  const text = optionalLocal(reading, fields?.get('text'), language);
  const by = optionalText(reading, fields?.get('by'));
  if (text !== undefined && by !== undefined) return { text, by };
  const message = 'A quote needs its words and who said them.';
  reportError(reading, place, 'quote.incomplete', message, 'Write { text: "…", by: "Name, role" }.');
  return undefined;
}

function optionalText(reading: Reading, place: Place | undefined): string | undefined {
  return place === undefined ? undefined : readText(reading, place);
}

function optionalLocal(reading: Reading, place: Place | undefined, language: string): LocalText | undefined {
  return place === undefined ? undefined : readLocalText(reading, place, language);
}
