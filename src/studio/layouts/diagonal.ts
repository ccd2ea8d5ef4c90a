import type { Box, Hex } from '#studio/model';
import { legalAtFoot, openColumn, pageColumn } from './columns.ts';
import { addArt, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { isPhoto, placeProduct, stageTone } from './product.ts';
import { beside } from '#studio/colour/palettes';
import { boxOf } from './scene.ts';
import { placeStack } from './stack.ts';

interface Plan {
  readonly column: Box;
  readonly product: Box;
  readonly headline: number;
  readonly foot: number;
}

/** One great sweep through the canvas, an arc or a slant, that carries the product and points at it. */
export const diagonal: Layout = {
  name: 'diagonal',
  idea: 'One great sweep through the canvas that carries the product.',
  needs: [],
  async compose(kit) {
    const plan = planFor(kit);
    const ground = kit.palette.ground;
    const tone = stageTone(kit, [kit.palette.accent, kit.palette.surface, kit.palette.light]);
    const hasShot = shotOf(kit) !== undefined;
    addSweep(kit, tone, hasShot);
    const foot = hasShot ? await legalAtFoot(kit, tone) : undefined;
    const end = Math.min(foot ?? kit.height, plan.product.y + plan.product.height);
    const stand = { ...plan.product, height: end - plan.product.y };
    if (hasShot) placeProduct(kit, { box: stand, on: tone, corners: kit.isRounded ? 1.4 * kit.u : 0 });
    const room = await openColumn(kit, plan.column, ground, { hasLegal: foot === undefined });
    await placeStack(kit, {
      box: room,
      on: ground,
      headline: { max: plan.headline, lines: 4, foot: plan.foot },
      supportMeasure: kit.form === 'wide' ? 0.94 : kit.form === 'tall' ? 0.8 : 0.56,
      valign: kit.form === 'wide' ? 'bottom' : 'top',
    });
    return ground;
  },
};

/** Three nested edges in one direction: the outermost quiet, the middle carrying, the inner one only without product. */
function addSweep(kit: Kit, tone: Hex, hasShot: boolean): void {
  const { width: w, height: h } = kit;
  const layers: readonly (readonly [number, Hex])[] = hasShot
    ? [
        [1.16, beside(kit.palette.ground, 0.06)],
        [1, tone],
      ]
    : [
        [1.16, beside(kit.palette.ground, 0.06)],
        [1, tone],
        [0.66, beside(tone, 0.1)],
        [0.34, kit.palette.primary],
      ];
  const svg = layers
    .map(([share, fill]) => (kit.isRounded ? arc(kit, share, fill) : slant(kit, share, fill)))
    .join('');
  addArt(kit, boxOf(0, 0, w, h), svg);
}

function arc(kit: Kit, share: number, fill: Hex): string {
  const { width: w, height: h } = kit;
  if (kit.form === 'wide') {
    return `<circle cx="${w * 0.87}" cy="${h * 0.56}" r="${h * (0.62 + (share - 1) * 0.5)}" fill="${fill}"/>`;
  }
  // A hill that climbs from the reading side: its whole foot is one tone, so the legal line can lie on it.
  const top = h * (kit.form === 'tall' ? 0.56 : shotOf(kit) === undefined ? 0.58 : 0.45);
  const r = w * 1.1;
  const reach = share > 1 ? r + w * 0.09 : r - w * (1 - share) * 0.62;
  return `<circle cx="${w * 0.8}" cy="${top + r}" r="${reach}" fill="${fill}"/>`;
}

function slant(kit: Kit, share: number, fill: Hex): string {
  const { width: w, height: h } = kit;
  if (kit.form === 'wide') {
    const top = w * (1 - 0.36 * share);
    const foot = w * (1 - 0.54 * share);
    return `<path d="M${top} 0H${w}V${h}H${foot}Z" fill="${fill}"/>`;
  }
  const [low, high] = slopeOf(kit);
  const start = h * (1 - low * share);
  const end = h * (1 - high * share);
  return `<path d="M0 ${start}L${w} ${end}V${h}H0Z" fill="${fill}"/>`;
}

/** Heights of the slant at its two ends, as shares; lower without a product, since the legal line stands above it then. */
function slopeOf(kit: Kit): readonly [number, number] {
  if (kit.form === 'tall') return [0.31, 0.42];
  return shotOf(kit) === undefined ? [0.24, 0.4] : [0.34, 0.55];
}

function planFor(kit: Kit): Plan {
  const { width: w, height: h } = kit;
  if (kit.form === 'wide') {
    return {
      column: pageColumn(kit, 0, 0.48),
      product: boxOf(w * 0.58, h * 0.12, w * 0.39, h * 0.78),
      headline: 112,
      foot: h,
    };
  }
  if (kit.form === 'tall') {
    return {
      column: pageColumn(kit, 0, 1, 0.575),
      product: boxOf(w * 0.22, h * 0.585, w * 0.74, h * 0.33),
      headline: 132,
      foot: h,
    };
  }
  const top = kit.form === 'square' ? 0.43 : 0.44;
  return {
    column: pageColumn(kit, 0, 1, shotOf(kit) === undefined ? 0.54 : top + 0.09),
    product: boxOf(w * 0.4, h * (isPhoto(kit) ? top + 0.06 : top - 0.01), w * 0.56, h * (0.95 - top)),
    headline: kit.form === 'square' ? 98 : 112,
    foot: shotOf(kit) === undefined ? h : h * top,
  };
}
