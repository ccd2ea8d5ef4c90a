import { seededRandom, shuffled } from '#kernel/random';
import type { BrandLook, Copy, Picture } from '#studio/model';
import { eligibleLayouts, palettesFor } from '#studio/render/index';

/** One candidate before it is drawn. */
export interface CandidatePlan {
  readonly copy: Copy;
  readonly layout: string;
  readonly palette: string;
  readonly theme: 'light' | 'dark';
  readonly products: readonly { readonly name: string; readonly picture?: Picture }[];
}

export interface PlanInput {
  readonly copies: readonly Copy[];
  readonly count: number;
  readonly look: BrandLook;
  readonly products: CandidatePlan['products'];
  readonly seed: string;
  /** What the cell has already: its layouts come last, and no text is set in the same layout again. */
  readonly present: readonly { readonly layout: string; readonly headline: string }[];
  /** The layout to take wherever a text bears it. */
  readonly wanted?: string | undefined;
}

/**
 * Spreads candidates over thoughts, layouts and palettes: each copy in turn takes the layout that was used least,
 * then the palette that was used least, so that no axis stands still. Never the same combination twice.
 */
export function planCandidates(input: PlanInput): CandidatePlan[] {
  const random = seededRandom(`${input.seed}:candidates`);
  const palettes = shuffled(palettesFor(input.look), random);
  const layoutUse = new Map<string, number>();
  const paletteUse = new Map<string, number>();
  for (const { layout } of input.present) layoutUse.set(layout, (layoutUse.get(layout) ?? 0) + 1);
  const present = new Set(input.present.map(({ headline, layout }) => `${headline}|${layout}`));
  const seen = new Set<string>();
  const plans: CandidatePlan[] = [];
  const most = input.count * 3;
  for (let turn = 0; plans.length < input.count && turn < most && input.copies.length > 0; turn++) {
    const copy = input.copies[turn % input.copies.length] as Copy;
    const layouts = shuffled(eligibleLayouts(copy, input.products), random);
    const layout =
      layouts.find(({ name }) => name === input.wanted && !present.has(`${copy.headline}|${name}`)) ??
      leastUsed(layouts, (info) => layoutUse.get(info.name) ?? 0);
    const palette = leastUsed(palettes, (found) => paletteUse.get(`${found.name}:${found.theme}`) ?? 0);
    if (layout === undefined || palette === undefined) break;
    layoutUse.set(layout.name, (layoutUse.get(layout.name) ?? 0) + 1);
    const paletteKey = `${palette.name}:${palette.theme}`;
    paletteUse.set(paletteKey, (paletteUse.get(paletteKey) ?? 0) + 1);
    const key = `${copy.headline}|${layout.name}|${paletteKey}`;
    if (seen.has(key) || present.has(`${copy.headline}|${layout.name}`)) continue;
    seen.add(key);
    plans.push({
      copy,
      layout: layout.name,
      palette: palette.name,
      theme: palette.theme,
      products: input.products,
    });
  }
  return plans;
}

function leastUsed<Item>(items: readonly Item[], useOf: (item: Item) => number): Item | undefined {
  let best: Item | undefined;
  for (const item of items) if (best === undefined || useOf(item) < useOf(best)) best = item;
  return best;
}
