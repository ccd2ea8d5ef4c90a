import { z } from 'zod';
import { wordScene } from '#agents/art-director/paint-hero';
import type { FactBook } from '#agents/work/facts';
import type { BriefMaterial, ProductMaterial, VariantMaterial, WorkMaterial } from '#agents/work/material';
import { ratio, statement } from '#agents/work/work-product';
import { eligibleLayouts, findLayout } from '#studio/layouts/registry';
import { safeZoneFor } from '#studio/layouts/safe-zones';
import { ANGLES, type Angle, type Channel, CHANNELS, type Copy, FULL_SIZE, type Ratio } from '#studio/model';
import { HERO_ASPECT, heroShapeOf, type HeroShape } from '#studio/pictures/hero-shape';
import { campaignFacts } from './brief-facts.ts';
import { headFactIds, orderedProduct, studioBrand, writeTexts } from './copy-request.ts';
import type { CreativeRoute } from './creative-routes.ts';
import { mainLocale } from './mail-sequence.ts';
import { type Placement, placementsOf } from './placements.ts';
import { ROUTE_FAMILIES } from './route-families.ts';
import { usableVariants } from './social-posts.ts';

export const pictureShot = z.object({
  id: z.string(),
  product: z.string(),
  productKey: z.string(),
  channel: z.enum(CHANNELS),
  angle: z.enum(ANGLES),
  layout: z.string(),
  idea: z.string(),
  message: statement,
  why: z.string(),
  made: z.enum(['painted scene', 'product picture', 'type and motif']),
  ratios: z.array(z.object({ ratio, place: z.string(), size: z.string(), safe: z.string() })),
  /** Ids of variants that serve it already. */
  variants: z.array(z.string()),
  /** Locales that no variant serves. */
  open: z.array(z.string()),
});
export type PictureShot = z.output<typeof pictureShot>;
export const paintedScene = z.object({
  id: z.string(),
  product: z.string(),
  shape: z.enum(['square', 'wide', 'tall']),
  aspect: z.string(),
  ratios: z.array(ratio),
  shots: z.array(z.string()),
  prompt: z.string(),
});
export type PaintedScene = z.output<typeof paintedScene>;

/** What a channel's place asks of a picture: angles that suit how it is met there, and why. A choice of the house. */
const PLACE_ASKS: Readonly<Record<Channel, { angles: readonly Angle[]; why: string }>> = {
  instagram: {
    angles: ['occasion', 'brand_voice', 'benefit', 'values'],
    why: 'met between pictures of friends: a scene, few words',
  },
  tiktok: {
    angles: ['problem', 'contrast', 'question', 'benefit'],
    why: 'decided in the first second: what people know from their own day',
  },
  facebook: {
    angles: ['benefit', 'question', 'price', 'problem'],
    why: 'read beside family news: what gets better, in one line',
  },
  linkedin: {
    angles: ['proof', 'feature', 'values', 'how_to'],
    why: 'read at work: what can be checked',
  },
  x: {
    angles: ['proof', 'question', 'feature', 'contrast'],
    why: 'read as text: a figure or a question that can be answered',
  },
  bluesky: {
    angles: ['values', 'feature', 'proof', 'question'],
    why: 'little advertising there: what the house stands by',
  },
  mastodon: {
    angles: ['values', 'feature', 'proof', 'how_to'],
    why: 'no advertising there: what can be checked',
  },
  email: {
    angles: ['occasion', 'urgency', 'benefit', 'price'],
    why: 'opened by people who know the brand: the reason why now',
  },
  ads: {
    angles: ['benefit', 'price', 'proof', 'problem'],
    why: 'bought by the view: product and reason at a glance',
  },
};

interface Desk {
  readonly material: WorkMaterial & { readonly brief: BriefMaterial };
  readonly facts: FactBook;
  readonly products: readonly ProductMaterial[];
  readonly channels: readonly Channel[];
  readonly ratios: readonly Ratio[];
  readonly isPainted: boolean;
  readonly route: CreativeRoute | undefined;
}

/** One picture for each product and channel, in all ratios that the channel shows: thought by place, layout used least. */
export function orderShots(desk: Desk): PictureShot[] {
  const uses = new Map<string, number>();
  const pairs = desk.products.flatMap((product) => desk.channels.map((channel) => ({ product, channel })));
  return pairs.flatMap(({ product, channel }, index) => {
    const places = placementsOf([channel], desk.ratios).filter(({ isStill }) => isStill);
    const copy = copyFor({ product, channel, uses }, desk);
    if (places.length === 0 || copy === undefined) return [];
    uses.set(`${product.key} ${copy.angle}`, (uses.get(`${product.key} ${copy.angle}`) ?? 0) + 1);
    const layout = layoutFor(copy, { uses, desk });
    uses.set(layout, (uses.get(layout) ?? 0) + 1);
    return toShot({ id: `S${String(index + 1).padStart(2, '0')}`, product, copy, layout, places }, desk);
  });
}

/** A text for the place: the angle of the chosen route, of a variant that is there, or of the place itself, used least so far. */
function copyFor(
  {
    product,
    channel,
    uses,
  }: { product: ProductMaterial; channel: Channel; uses: ReadonlyMap<string, number> },
  { material, facts, route }: Desk,
): Copy | undefined {
  const { brief, brand, variants } = material;
  const { copies } = writeTexts(material, {
    product,
    locale: mainLocale(brief),
    channel,
    count: 24,
    url: null,
  });
  const asked = PLACE_ASKS[channel].angles;
  const there = usableVariants(variants).filter(
    (one) => one.productKey === product.key && one.channel === channel,
  );
  const wished = [
    ...asked.filter((angle) => route?.angles.includes(angle) === true),
    ...there.map(({ angle }) => angle),
    ...asked,
    ...ANGLES,
  ];
  const isThin = ({ support: _support, ...headline }: Copy): boolean =>
    headFactIds(headline, { facts, brief, brand, product }).every(
      (id) => id.endsWith('.name') || THIN.has(id) || id.includes('.price.'),
    );
  const known = (angle: Angle): number => uses.get(`${product.key} ${angle}`) ?? 0;
  const ranked = [...new Set(wished)].flatMap((angle) => {
    const own = copies.filter((copy) => copy.angle === angle);
    return own.toSorted((a, b) => Number(isThin(a)) - Number(isThin(b)))[0] ?? [];
  });
  return ranked.toSorted((a, b) => known(a.angle) - known(b.angle))[0];
}

/** Facts that alone make no message. */
const THIN: ReadonlySet<string> = new Set(['brief.start', 'brief.end']);

/** Of the angle's family the layout that the text allows and that was used least. */
function layoutFor(copy: Copy, { uses, desk }: { uses: ReadonlyMap<string, number>; desk: Desk }): string {
  const products = desk.material.brief.products.map(({ name }) => ({ name }));
  const allowed = new Set(eligibleLayouts(copy, products).map(({ name }) => name));
  const family = ROUTE_FAMILIES.find(({ angles }) => angles.includes(copy.angle));
  const fitting = (family?.layouts ?? []).filter((name) => allowed.has(name));
  return fitting.toSorted((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0))[0] ?? 'minimal';
}

function toShot(
  {
    id,
    product,
    copy,
    layout,
    places,
  }: { id: string; product: ProductMaterial; copy: Copy; layout: string; places: readonly Placement[] },
  { material, facts, isPainted }: Desk,
): PictureShot {
  const { brief, brand, variants } = material;
  const serving = usableVariants(variants).filter((variant) =>
    serves(variant, { product, channel: copy.channel, angle: copy.angle }),
  );
  const shown = serving.find(({ locale }) => locale === mainLocale(brief));
  const look = shown?.layout ?? layout;
  const scene = look === 'hero_picture' && isPainted;
  return {
    id,
    product: product.name,
    productKey: product.key,
    channel: copy.channel,
    angle: copy.angle,
    layout: look,
    idea: findLayout(look)?.idea ?? '',
    message: {
      text: shown?.headline ?? copy.headline,
      basis: 'derived',
      facts: headFactIds(copy, { facts, brief, brand, product }),
    },
    why: PLACE_ASKS[copy.channel].why,
    made: scene ? 'painted scene' : product.image === undefined ? 'type and motif' : 'product picture',
    ratios: places.map(({ ratio: shape, place, channel }) => ({
      ratio: shape,
      place,
      size: `${FULL_SIZE[shape].width} x ${FULL_SIZE[shape].height}`,
      safe: safeWords(channel, shape),
    })),
    variants: serving.map((variant) => variant.id),
    open: brief.locales.filter((locale) => !serving.some((variant) => variant.locale === locale)),
  };
}

/** A variant serves a place when it says the same thing there. */
function serves(
  { productKey, channel, angle }: VariantMaterial,
  wanted: { product: ProductMaterial; channel: Channel; angle: Angle },
): boolean {
  return productKey === wanted.product.key && channel === wanted.channel && angle === wanted.angle;
}

function safeWords(channel: Channel, shape: Ratio): string {
  const zone = safeZoneFor(channel, shape);
  return zone === undefined
    ? ''
    : `top ${zone.top} %, bottom ${zone.bottom} %, left ${zone.left} %, right ${zone.right} %`;
}

/** One scene for each product and shape that a shot with a painted scene needs, worded as the studio words it. */
export function orderScenes(
  shots: readonly PictureShot[],
  { material }: Pick<Desk, 'material'>,
): PaintedScene[] {
  const { brief } = material;
  const locale = mainLocale(brief);
  const base = studioBrand(material.brand, { locale, name: brief.name });
  const imagery = {
    style: base.imagery?.style ?? [],
    noGo: [...new Set([...(base.imagery?.noGo ?? []), ...forbiddenIn(brief)])],
  };
  const brand = {
    ...base,
    imagery: imagery.style.length === 0 ? { ...imagery, style: base.voice.tone } : imagery,
  };
  const wanted = new Map<
    string,
    { productKey: string; shape: HeroShape; ratios: Set<Ratio>; shots: Set<string> }
  >();
  for (const shot of shots.filter(({ made }) => made === 'painted scene'))
    for (const { ratio: one } of shot.ratios) {
      const shape = heroShapeOf(one);
      const key = `${shot.productKey} ${shape}`;
      const scene = wanted.get(key) ?? {
        productKey: shot.productKey,
        shape,
        ratios: new Set(),
        shots: new Set(),
      };
      scene.ratios.add(one);
      scene.shots.add(shot.id);
      wanted.set(key, scene);
    }
  return [...wanted.values()].flatMap(({ productKey, shape, ratios, shots: ids }, index) => {
    const product = brief.products.find(({ key }) => key === productKey);
    if (product === undefined) return [];
    const prompt = wordScene({
      brand,
      campaign: campaignFacts(brief, locale),
      product: orderedProduct(brief, { product, locale }),
      shape,
      language: brief.language,
    });
    return {
      id: `P${index + 1}`,
      product: product.name,
      shape,
      aspect: HERO_ASPECT[shape],
      ratios: [...ratios],
      shots: [...ids],
      prompt,
    };
  });
}

/** What a brief says must not be seen: "No snow, no Santa" gives snow and Santa. */
export function forbiddenIn({ requirements }: Pick<BriefMaterial, 'requirements'>): string[] {
  return requirements
    .filter((wish) => typeof wish === 'string')
    .filter((wish) => /^(?:no|without)\s/iu.test(wish))
    .flatMap((wish) => wish.split(/,|;|\band\b/iu))
    .map((part) =>
      part
        .trim()
        .replace(/^(?:no|without)\s+/iu, '')
        .replace(/\.$/u, ''),
    )
    .filter((part) => part !== '');
}
