import { z } from 'zod';
import { PALETTE_NAMES, palettesFor } from '#studio/colour/palettes';
import { findLayout } from '#studio/layouts/registry';
import { MOTIFS } from '#studio/layouts/motifs';
import { ANGLES, type Copy } from '#studio/model';
import type { FactBook } from '#agents/work/facts';
import type { BriefMaterial, ProductMaterial, WorkMaterial } from '#agents/work/material';
import { type Statement, statement } from '#agents/work/work-product';
import { headFactIds, nameIn, studioBrand, writeTexts } from './copy-request.ts';
import { mainLocale } from './mail-sequence.ts';
import { measureRoutes, type RouteDifference } from './route-difference.ts';
import { ROUTE_FAMILIES, type RouteFamily } from './route-families.ts';

const sample = statement.extend({
  locale: z.string(),
  product: z.string(),
  angle: z.enum(ANGLES),
  support: z.string().nullable(),
});
/** A route as work products and their readers know it. */
export const creativeRoute = z.object({
  key: z.string(),
  name: z.string(),
  idea: statement,
  look: z.object({
    layouts: z.array(z.object({ name: z.string(), idea: z.string() })),
    palette: z.enum(PALETTE_NAMES),
    theme: z.enum(['light', 'dark']),
    motif: z.enum(MOTIFS),
    why: z.string(),
  }),
  angles: z.array(z.enum(ANGLES)),
  samples: z.array(sample),
  risk: statement,
  /** Facts with a source that it stands on. */
  backed: z.number(),
});
export type CreativeRoute = z.output<typeof creativeRoute>;

interface Desk {
  readonly material: WorkMaterial & { readonly brief: BriefMaterial };
  readonly facts: FactBook;
  readonly product: ProductMaterial;
  readonly locales: readonly string[];
}

/** Texts of the lead product in each locale, and of the others in the first one. */
type Shelf = readonly {
  readonly locale: string;
  readonly product: ProductMaterial;
  readonly copies: readonly Copy[];
}[];

/**
 * The two or three routes that differ most by the studio's measure, among those that the facts and the writer carry; of sets
 * that differ alike, the one with more facts behind it.
 */
export function chooseRoutes(
  desk: Desk,
  count: number,
): { routes: CreativeRoute[]; difference: RouteDifference; carried: string[] } {
  const shelf = fillShelf(desk);
  const all = ROUTE_FAMILIES.flatMap((family) => routeOf(family, desk, shelf) ?? []);
  const routes = wholeOnes(all, count);
  const { look } = studioBrand(desk.material.brand, {
    locale: mainLocale(desk.material.brief),
    name: desk.material.brief.name,
  });
  const sets = subsetsOf(routes, Math.min(count, routes.length)).map((set) => {
    const difference = measureRoutes(set.map(traitsOf), look);
    return {
      set,
      difference,
      worth:
        difference.effective +
        WEIGHT_OF_FACTS * set.reduce((sum, { backed }) => sum + Math.min(3, backed), 0),
    };
  });
  const best = sets.toSorted((a, b) => b.worth - a.worth)[0];
  const ordered = (best?.set ?? []).toSorted((a, b) => b.backed - a.backed);
  return {
    routes: ordered,
    difference: measureRoutes(ordered.map(traitsOf), look),
    carried: all.map(({ name }) => name),
  };
}

/** Routes that can be said in every language in which any can; the others only where there are too few of those. */
function wholeOnes(routes: readonly CreativeRoute[], count: number): CreativeRoute[] {
  const localesOf = (route: CreativeRoute): number => new Set(route.samples.map(({ locale }) => locale)).size;
  const most = Math.max(0, ...routes.map(localesOf));
  const whole = routes.filter((route) => localesOf(route) === most);
  return whole.length >= count
    ? whole
    : routes.toSorted((a, b) => localesOf(b) - localesOf(a)).slice(0, Math.max(count, whole.length));
}

/** A fact with a source counts as a twentieth of a route: it decides between sets that differ about as much. */
const WEIGHT_OF_FACTS = 0.05;

function traitsOf({ look, samples }: CreativeRoute) {
  const first = samples[0]?.locale;
  const lines = samples
    .filter(({ locale }) => locale === first)
    .map(({ text, support }) => `${text} ${support ?? ''}`);
  return {
    layouts: look.layouts.map(({ name }) => name),
    palette: look.palette,
    theme: look.theme,
    text: lines.join(' '),
  };
}

function fillShelf({ material, product, locales }: Desk): Shelf {
  const others = material.brief.products.filter((other) => other !== product).slice(0, 3);
  const wanted = [
    ...locales.map((locale) => ({ locale, product })),
    ...others.map((other) => ({ locale: locales[0] ?? '', product: other })),
  ];
  return wanted
    .filter(({ locale }) => locale !== '')
    .map((one) => ({
      ...one,
      copies: writeTexts(material, { ...one, channel: 'instagram', count: 24, url: null }).copies,
    }));
}

function routeOf(family: RouteFamily, desk: Desk, shelf: Shelf): CreativeRoute | undefined {
  const { material, facts, product } = desk;
  const idea = family.idea(product, facts);
  if (idea === undefined) return undefined;
  const samples = shelf.flatMap(({ locale, product: own, copies }) => {
    const copy = sampleOf(copies, { family, idea, desk, product: own });
    if (copy === undefined) return [];
    const { brief, brand } = material;
    return {
      text: copy.headline,
      basis: 'derived' as const,
      facts: headFactIds(copy, { facts, brief, brand, product: own }),
      locale,
      product: nameIn(own, locale),
      angle: copy.angle,
      support: copy.support ?? null,
    };
  });
  if (samples.length === 0) return undefined;
  const { look } = studioBrand(material.brand, {
    locale: samples[0]?.locale ?? '',
    name: material.brief.name,
  });
  const there = palettesFor(look);
  const [palette, theme] = family.palettes.find(([name, tone]) =>
    there.some((one) => one.name === name && one.theme === tone),
  ) ?? ['paper', 'light'];
  const layouts = layoutsFor(family, { product, brief: material.brief });
  return {
    key: family.key,
    name: family.name,
    idea,
    look: {
      layouts,
      palette,
      theme,
      motif: family.motifs[material.brand?.shape ?? 'rounded'],
      why: family.why,
    },
    angles: [...family.angles],
    samples,
    risk: family.risk(product, facts),
    backed: [...new Set([...idea.facts, ...samples.flatMap((one) => one.facts)])].filter(
      (id) => facts.get(id)?.backing !== undefined,
    ).length,
  };
}

/** The text of the family's angles whose headline says most of the idea; earlier angles before later ones. */
function sampleOf(
  copies: readonly Copy[],
  {
    family,
    idea,
    desk,
    product,
  }: { family: RouteFamily; idea: Statement; desk: Desk; product: ProductMaterial },
): Copy | undefined {
  const { facts, material } = desk;
  const inIdea = ({ support: _support, ...headline }: Copy): number =>
    headFactIds(headline, { facts, brief: material.brief, brand: material.brand, product }).filter(
      (id) => idea.facts.includes(id) && !id.endsWith('.name'),
    ).length;
  const own = family.angles.flatMap((angle) => copies.filter((copy) => copy.angle === angle));
  return own.toSorted((a, b) => inIdea(b) - inIdea(a))[0];
}

/** The layouts of a family that the product's facts let the studio use. */
function layoutsFor(
  family: RouteFamily,
  { product, brief }: { product: ProductMaterial; brief: BriefMaterial },
): { name: string; idea: string }[] {
  const has = {
    picture: product.image !== undefined,
    price: product.price !== undefined,
    quote: product.quote !== undefined,
    several_products: brief.products.length > 1,
  };
  return family.layouts
    .flatMap((name) => findLayout(name) ?? [])
    .filter(({ needs }) => needs.every((need) => has[need]))
    .map(({ name, idea }) => ({ name, idea }));
}

function subsetsOf<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    subsetsOf(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

/** The first route of the campaign's approved or finished creative directions, where there are any of the right shape. */
export function chosenRoute(earlier: WorkMaterial['earlier']): CreativeRoute | undefined {
  const found = earlier.find(({ type }) => type === 'creative_directions');
  const parsed = z.object({ routes: z.array(creativeRoute) }).safeParse(found?.content);
  return parsed.success ? parsed.data.routes[0] : undefined;
}
