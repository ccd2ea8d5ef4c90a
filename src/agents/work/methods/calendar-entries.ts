import { z } from 'zod';
import { formatDay } from '#studio/copy/fact-book';
import { ANGLES, type Angle, CHANNELS, type Copy } from '#studio/model';
import type { FactBook } from '#agents/work/facts';
import type { BriefMaterial, ProductMaterial, VariantMaterial, WorkMaterial } from '#agents/work/material';
import { statement } from '#agents/work/work-product';
import { headFactIds, writeTexts } from './copy-request.ts';
import { mainLocale } from './mail-sequence.ts';
import type { Slot } from './post-slots.ts';
import { usableVariants } from './social-posts.ts';

export const PURPOSES = ['reach', 'proof', 'offer', 'service'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const calendarEntry = statement.extend({
  date: z.string(),
  time: z.string(),
  isTimeKnown: z.boolean(),
  channel: z.enum(CHANNELS),
  product: z.string(),
  purpose: z.enum(PURPOSES),
  angle: z.enum(ANGLES),
  variantId: z.string().nullable(),
  isApproved: z.boolean(),
  why: z.string(),
});
export type CalendarEntry = z.output<typeof calendarEntry>;

/** Share of each purpose in the first, second and last third: first be known, then be believed, then ask. A rule of the house. */
export const MIX: readonly Readonly<Record<Purpose, number>>[] = [
  { reach: 0.5, proof: 0.3, offer: 0, service: 0.2 },
  { reach: 0.25, proof: 0.4, offer: 0.1, service: 0.25 },
  { reach: 0.15, proof: 0.25, offer: 0.45, service: 0.15 },
];
const ANGLES_FOR: Readonly<Record<Purpose, readonly Angle[]>> = {
  reach: ['benefit', 'problem', 'occasion', 'brand_voice', 'question'],
  proof: ['proof', 'feature', 'contrast'],
  offer: ['urgency', 'price'],
  service: ['how_to', 'values', 'feature'],
};

interface Desk {
  readonly material: WorkMaterial & { readonly brief: BriefMaterial };
  readonly facts: FactBook;
  readonly products: readonly ProductMaterial[];
}

/** A text for each slot: the purpose by its place in the campaign, products by turns, a variant where there is one. */
export function fillSlots(slots: readonly Slot[], desk: Desk): CalendarEntry[] {
  const shelf = newShelf(desk);
  const given = new Map<string, number>();
  const channels = [...new Set(slots.map(({ channel }) => channel))];
  return slots.flatMap((slot, index) => {
    const third = Math.min(2, Math.floor((index * 3) / slots.length));
    const turn = turnOf(given, slot.channel);
    // Shifted by one each round and channel: no product owns a weekday, and no week belongs to one product.
    const shift = Math.floor(turn / desk.products.length) + channels.indexOf(slot.channel);
    const product = desk.products[(turn + shift) % desk.products.length];
    if (product === undefined) return [];
    const wanted: Purpose | undefined =
      slot.pin === 'first day' ? 'reach' : slot.pin === 'last day' ? 'offer' : undefined;
    for (const purpose of wanted === undefined ? order(given, third) : [wanted, ...order(given, third)]) {
      const found = shelf.take(product, slot, purpose);
      if (found === undefined) continue;
      given.set(`${third} ${purpose}`, (given.get(`${third} ${purpose}`) ?? 0) + 1);
      const { pin: _pin, why, ...at } = slot;
      return { ...found, ...at, product: product.name, purpose, why: `${PURPOSE_WORDS[purpose]}; ${why}` };
    }
    return [];
  });
}

const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  reach: 'to be known',
  proof: 'to be believed',
  offer: 'to be bought',
  service: 'to be of use',
};

function turnOf(given: Map<string, number>, channel: string): number {
  const key = `turn ${channel}`;
  const turn = given.get(key) ?? 0;
  given.set(key, turn + 1);
  return turn;
}

/** Purposes of a third by how far each is behind its share. */
function order(given: ReadonlyMap<string, number>, third: number): Purpose[] {
  const count = (purpose: Purpose): number => given.get(`${third} ${purpose}`) ?? 0;
  const all = PURPOSES.reduce((sum, purpose) => sum + count(purpose), 0) + 1;
  const behind = (purpose: Purpose): number => (MIX[third]?.[purpose] ?? 0) * all - count(purpose);
  return PURPOSES.filter((purpose) => (MIX[third]?.[purpose] ?? 0) > 0).toSorted(
    (a, b) => behind(b) - behind(a),
  );
}

type Found = Pick<CalendarEntry, 'text' | 'basis' | 'facts' | 'angle' | 'variantId' | 'isApproved'>;

/** Variants and texts, each handed out before any a second time. */
function newShelf({ material, facts }: Desk): {
  take: (product: ProductMaterial, slot: Slot, purpose: Purpose) => Found | undefined;
} {
  const { brief, brand } = material;
  const locale = mainLocale(brief);
  const used = new Map<string, number>();
  const written = new Map<string, readonly Copy[]>();
  const copiesOf = (product: ProductMaterial, slot: Slot): readonly Copy[] => {
    const key = `${product.key} ${slot.channel}`;
    const known =
      written.get(key) ??
      writeTexts(material, { product, locale, channel: slot.channel, count: 24, url: null }).copies;
    written.set(key, known);
    return known;
  };
  const start = brief.schedule?.start ?? '';
  const startWords = formatDay(start, locale);
  /** "From 3 December" says nothing on the fourth. */
  const isTimely = ({ headline }: Copy, { date }: Slot): boolean =>
    startWords === undefined || date <= start || !headline.includes(startWords);
  const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  /** What a variant's headline rests on: what the same words of the writer rest on, else the product alone. */
  const factsOf = (product: ProductMaterial, slot: Slot, headline: string): string[] => {
    const same = copiesOf(product, slot).find((copy) => bare(copy.headline) === bare(headline));
    return same === undefined
      ? [`brief.products.${product.key}.name`]
      : headFactIds(same, { facts, brief, brand, product });
  };
  const usesOf = (text: string): number => used.get(text) ?? 0;
  return {
    take(product, slot, purpose) {
      const angles = ANGLES_FOR[purpose];
      const variants = usableVariants(material.variants).filter(
        (one) => one.productKey === product.key && one.channel === slot.channel && angles.includes(one.angle),
      );
      const texts = angles.flatMap((angle) =>
        copiesOf(product, slot).filter((copy) => copy.angle === angle && isTimely(copy, slot)),
      );
      const variant = variants.toSorted((a, b) => usesOf(a.headline) - usesOf(b.headline))[0];
      const copy = texts.toSorted((a, b) => usesOf(a.headline) - usesOf(b.headline))[0];
      const isVariant =
        variant !== undefined && (copy === undefined || usesOf(variant.headline) <= usesOf(copy.headline));
      const headline = isVariant ? variant.headline : copy?.headline;
      if (headline === undefined) return undefined;
      used.set(headline, usesOf(headline) + 1);
      if (isVariant) return fromVariant(variant, factsOf(product, slot, variant.headline));
      return copy === undefined
        ? undefined
        : {
            text: copy.headline,
            basis: 'derived',
            facts: headFactIds(copy, { facts, brief, brand, product }),
            angle: copy.angle,
            variantId: null,
            isApproved: false,
          };
    },
  };
}

function fromVariant({ id, headline, angle, state }: VariantMaterial, facts: string[]): Found {
  return { text: headline, basis: 'derived', facts, angle, variantId: id, isApproved: state === 'approved' };
}
