import type { LocalText } from '#kernel/local-text';
import type { WorkMaterial } from '#agents/work/material';

/** A text of brief or kit in all its languages, by the id of its fact; undefined for what is written once. */
export function localFact({ brief, brand }: WorkMaterial, id: string): LocalText | undefined {
  const [room, ...path] = id.split('.');
  if (room === 'brand')
    return path[0] === 'tagline' ? brand?.voice.tagline : brand?.voice.values[Number(path[1])];
  if (room !== 'brief' || brief === null) return undefined;
  const [field = '', key, kind = '', index] = path;
  if (field === 'message' || field === 'audience' || field === 'occasion' || field === 'callToAction')
    return brief[field];
  const product = field === 'products' ? brief.products.find((one) => one.key === key) : undefined;
  if (product === undefined) return undefined;
  if (kind === 'proofs') return product.proofs[Number(index)]?.text;
  if (kind === 'quote') return product.quote?.text;
  if (kind === 'benefits' || kind === 'features' || kind === 'problems') return product[kind][Number(index)];
  return kind === 'category' || kind === 'description' || kind === 'limit' ? product[kind] : undefined;
}
