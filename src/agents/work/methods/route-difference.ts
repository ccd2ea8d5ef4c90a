import { paletteFor, type PaletteName } from '#studio/colour/palettes';
import { colourSimilarity, combineAxes, effectiveOfMatrix, textSimilarity } from '#studio/diversity/kernel';
import { labHistogram } from '#studio/diversity/lab-histogram';
import { indexTexts, normaliseText } from '#studio/diversity/text-grams';
import type { BrandLook, Hex } from '#studio/model';

/** What of a route can be compared before anything is drawn. */
export interface RouteTraits {
  readonly layouts: readonly string[];
  readonly palette: PaletteName;
  readonly theme: 'light' | 'dark';
  /** Sample lines in one language. */
  readonly text: string;
}

export interface RoutePair {
  readonly a: number;
  readonly b: number;
  readonly similarity: number;
  readonly layouts: number;
  readonly colour: number;
  readonly text: number;
}

/** How different routes are: the effective number of routes and each pair, most alike first. */
export interface RouteDifference {
  readonly effective: number;
  readonly pairs: readonly RoutePair[];
}

/**
 * The studio's diversity measure (order-2 Vendi score over K = 0.40 structure + 0.25 colour + 0.35 text) on routes that are
 * not drawn yet: structure is the share of layouts in common, colour the overlap of the palettes in parts of 60, 30 and 10,
 * text the cosine of the sample lines. The pictures are measured by themselves when the campaign runs.
 */
export function measureRoutes(routes: readonly RouteTraits[], look: BrandLook): RouteDifference {
  const texts = indexTexts(routes.map(({ text }) => normaliseText(text)));
  const colours = routes.map(({ palette, theme }) => rootsOf(look, palette, theme));
  const compare = (a: number, b: number): RoutePair => {
    const layouts = jaccard(routes[a]?.layouts ?? [], routes[b]?.layouts ?? []);
    const colour = colourSimilarity(overlap(colours[a] ?? [], colours[b] ?? []));
    const text = textSimilarity(texts.cosine(texts.textOf[a] ?? 0, texts.textOf[b] ?? 0));
    return { a, b, similarity: combineAxes(layouts, colour, text), layouts, colour, text };
  };
  const matrix = routes.map((_one, a) =>
    routes.map((_other, b) => (a === b ? 1 : compare(Math.min(a, b), Math.max(a, b)).similarity)),
  );
  const pairs = routes.flatMap((_one, a) => routes.slice(a + 1).map((_other, at) => compare(a, a + 1 + at)));
  return {
    effective: effectiveOfMatrix(matrix),
    pairs: pairs.toSorted((x, y) => y.similarity - x.similarity),
  };
}

function jaccard(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b]);
  return all.size === 0 ? 1 : a.filter((name) => b.includes(name)).length / all.size;
}

/** Square roots of the palette's shares per bin of colour, so that a palette with itself gives 1. */
function rootsOf(look: BrandLook, name: PaletteName, theme: 'light' | 'dark'): number[] {
  const { ground, surface, accent } = paletteFor(look, name, theme);
  const pixels = (
    [
      [ground, 6],
      [surface, 3],
      [accent, 1],
    ] as const
  ).flatMap(([colour, parts]) => Array.from({ length: parts }, () => rgbOf(colour)).flat());
  const histogram = labHistogram(Uint8Array.from(pixels));
  const total = histogram.reduce((sum, share) => sum + share, 0) || 1;
  return Array.from(histogram, (share) => Math.sqrt(share / total));
}

function rgbOf(hex: Hex): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

function overlap(a: readonly number[], b: readonly number[]): number {
  return Math.min(
    1,
    a.reduce((sum, root, index) => sum + root * (b[index] ?? 0), 0),
  );
}
