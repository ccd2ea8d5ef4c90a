import { directionOf } from '#kernel/local-text';
import { seededRandom } from '#kernel/random';
import type { FontSource, PreparedType } from '#platform/fonts/type-renderer';
import { inkOn, paletteFor, softInkOn, type Palette } from '#studio/colour/palettes';
import { FULL_SIZE, type Box, type CreativeSpec, type Hex, type Picture } from '#studio/model';
import type { PictureShape } from '#studio/pictures/picture-shelf';
import type { LineMemo } from '#studio/type/fit';
import { scriptRulesFor, type ScriptRules } from '#studio/type/script-rules';
import { safeBoxFor } from './safe-zones.ts';
import {
  boxOf,
  type ArtElement,
  type RectElement,
  type Scene,
  type SceneElement,
  type TextSlot,
} from './scene.ts';

/** How a canvas reads: `wide` from side to side, the others from top to bottom. */
export type Form = 'square' | 'portrait' | 'tall' | 'wide';

/** What repair asks of the next build. */
export interface Adjustments {
  readonly inks: ReadonlyMap<TextSlot, Hex>;
  /** Plates behind a text, or behind the logo, by colour. */
  readonly plates: ReadonlyMap<TextSlot | 'logo', Hex>;
  /** Steps down from the size that was chosen; `all` counts for every text. */
  readonly steps: ReadonlyMap<TextSlot, number>;
}

export const NO_ADJUSTMENTS: Adjustments = { inks: new Map(), plates: new Map(), steps: new Map() };

export interface ShapedPicture {
  readonly picture: Picture;
  readonly shape: PictureShape;
}

/** Pictures looked at before composing, so that layouts can place them by their true outline. */
export interface Materials {
  readonly products: readonly { readonly name: string; readonly shot?: ShapedPicture }[];
  readonly hero?: ShapedPicture;
  readonly logos: readonly ShapedPicture[];
}

/** Everything a layout composes with. Coordinates are full-size pixels, left to right; RTL is mirrored afterwards. */
export interface Kit {
  readonly spec: CreativeSpec;
  readonly materials: Materials;
  readonly palette: Palette;
  readonly rules: ScriptRules;
  readonly type: PreparedType;
  readonly memo: LineMemo;
  readonly adjust: Adjustments;
  readonly width: number;
  readonly height: number;
  readonly short: number;
  readonly form: Form;
  /** Spacing unit: short side / 45. */
  readonly u: number;
  /** Type unit: 1 on a 1080 px canvas. */
  readonly t: number;
  /** Network's safe box. */
  readonly safe: Box;
  /** The safe box within the design's own margins: everything that is read keeps to it. */
  readonly page: Box;
  readonly isRounded: boolean;
  readonly random: () => number;
  /** What the layout could not keep, in a sentence each. */
  readonly notes: string[];
  readonly elements: SceneElement[];
}

const FORMS: Readonly<Record<CreativeSpec['ratio'], Form>> = {
  '1:1': 'square',
  '4:5': 'portrait',
  '9:16': 'tall',
  '16:9': 'wide',
  '1.91:1': 'wide',
};

/** Sizes of type against 1080 px; a 1200 x 628 picture is shown as wide as a square one, so its type stays near. */
const TYPE_UNITS: Readonly<Record<CreativeSpec['ratio'], number>> = {
  '1:1': 1,
  '4:5': 1.03,
  '9:16': 1.06,
  '16:9': 1.1,
  '1.91:1': 0.74,
};

/** Sets the table for one build of a layout. */
export function createKit(input: {
  readonly spec: CreativeSpec;
  readonly type: PreparedType;
  readonly memo: LineMemo;
  readonly materials: Materials;
  readonly adjust: Adjustments;
}): Kit {
  const { spec } = input;
  const { width, height } = FULL_SIZE[spec.ratio];
  const short = Math.min(width, height);
  const u = short / 45;
  const safe = safeBoxFor(spec.copy.channel, spec.ratio, { width, height });
  return {
    ...input,
    palette: paletteFor(spec.brand, spec.palette, spec.theme),
    rules: scriptRulesFor(spec.copy.locale),
    width,
    height,
    short,
    form: FORMS[spec.ratio],
    u,
    t: TYPE_UNITS[spec.ratio],
    safe,
    page: pageOf({ width, height }, safe, u),
    isRounded: spec.brand.shape === 'rounded',
    random: seededRandom(`${spec.seed}/${spec.layout}`),
    notes: [],
    elements: [],
  };
}

function pageOf(size: { width: number; height: number }, safe: Box, u: number): Box {
  const margin = 3.25 * u;
  const x = Math.max(safe.x, margin);
  const y = Math.max(safe.y, margin);
  const endX = Math.min(safe.x + safe.width, size.width - margin);
  const endY = Math.min(safe.y + safe.height, size.height - margin);
  return boxOf(x, y, endX - x, endY - y);
}

/** The finished scene of a kit whose layout has composed, on its ground colour. */
export function sceneOf(kit: Kit, ground: Hex = kit.palette.ground): Scene {
  return {
    width: kit.width,
    height: kit.height,
    ground,
    direction: directionOf(kit.spec.copy.locale),
    safe: kit.safe,
    elements: kit.elements,
  };
}

/** The brand's font for headlines or for text. */
export function fontOf(kit: Kit, role: 'display' | 'text'): FontSource {
  return kit.spec.brand.fonts[role];
}

/** The ink of a text on a ground: what repair asked for, else the palette's. */
export function inkFor(kit: Kit, slot: TextSlot, on: Hex, wish: 'plain' | 'brand' | 'soft' = 'plain'): Hex {
  const asked = kit.adjust.inks.get(slot);
  if (asked !== undefined) return asked;
  const ground = kit.adjust.plates.get(slot) ?? on;
  return wish === 'soft' ? softInkOn(kit.palette, ground) : inkOn(kit.palette, ground, wish);
}

export function addRect(
  kit: Kit,
  box: Box,
  fill: Hex,
  more: Pick<RectElement, 'corners' | 'opacity' | 'holds'> = {},
): void {
  kit.elements.push({ kind: 'rect', box, fill, ...more });
}

export function addArt(
  kit: Kit,
  box: Box,
  svg: string,
  more: Pick<ArtElement, 'isScrim' | 'keepsDirection'> = {},
): void {
  kit.elements.push({ kind: 'art', box, svg, ...more });
}

/** The product shown at an index, when there is a picture of it. */
export function shotOf(kit: Kit, index = 0): ShapedPicture | undefined {
  return kit.materials.products[index]?.shot;
}

/** Corner radius of panels and cards. */
export function radiusOf(kit: Kit, units = 1.5): number {
  return kit.isRounded ? units * kit.u : 0;
}
