import { foldKey } from '#kernel/fold-key';
import { readNumber } from '#platform/structured-text/read-values';
import { entryPlace, reportError, type Place, type Reading } from '#platform/structured-text/reading';
import { slugify } from '#platform/structured-text/slug';
import { DEFAULT_VARIANTS, MAX_VARIANTS } from './brief-document.ts';

/** How many variants are wanted, before the products are known. */
export interface VariantTargets {
  /** Per product. */
  readonly each: number;
  /** Product key (folded) to its own number and where it stands. */
  readonly own: ReadonlyMap<string, { readonly count: number; readonly place: Place }>;
  /** To be shared among the products, where the brief gives a total. */
  readonly total: number | undefined;
}

const EACH_NAMES: ReadonlySet<string> = new Set([
  'perproduct',
  'each',
  'default',
  'product',
  'minimum',
  'min',
]);

/** The number of variants: a number per product, or `{ per_product, total, <product key> }`. */
export function readVariantTargets(reading: Reading, place: Place | undefined): VariantTargets {
  const own = new Map<string, { count: number; place: Place }>();
  if (place === undefined) return { each: DEFAULT_VARIANTS, own, total: undefined };
  if (place.node.kind !== 'map') {
    return { each: readVariantCount(reading, place) ?? DEFAULT_VARIANTS, own, total: undefined };
  }
  let each = DEFAULT_VARIANTS;
  let total: number | undefined;
  for (const entry of place.node.entries) {
    const at = entryPlace(reading, place, entry);
    const name = foldKey(entry.key);
    const count = name === 'total' ? readTotal(reading, at) : readVariantCount(reading, at);
    if (count === undefined) continue;
    if (name === 'total') total = count;
    else if (EACH_NAMES.has(name)) each = count;
    else own.set(foldKey(slugify(entry.key)), { count, place: at });
  }
  return { each, own, total };
}

/** A whole number of variants from 1 to 1,000. */
export function readVariantCount(reading: Reading, place: Place | undefined): number | undefined {
  return place === undefined ? undefined : readBounded(reading, place, MAX_VARIANTS);
}

function readTotal(reading: Reading, place: Place): number | undefined {
  return readBounded(reading, place, MAX_VARIANTS * 500);
}

function readBounded(reading: Reading, place: Place, limit: number): number | undefined {
  const count = readNumber(reading, place);
  if (count === undefined) return undefined;
  if (Number.isInteger(count) && count >= 1 && count <= limit) return count;
  const message = `${count} is not a possible number of variants.`;
  const hint = `Write a whole number from 1 to ${limit.toLocaleString('en')}.`;
  reportError(reading, place, 'variants.out_of_range', message, hint);
  return undefined;
}
