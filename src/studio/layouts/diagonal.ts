import type { Box, Hex } from '#studio/model';
import { openColumn, pageColumn } from './columns.ts';
import { addArt, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { placeProduct, stageTone } from './product.ts';
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
    if (hasShot) placeProduct(kit, { box: plan.product, on: tone, corners: kit.isRounded ? 1.4 * kit.u : 0 });
    const room = await openColumn(kit, plan.column, ground);
    await placeStack(kit, {
      box: room,
      on: ground,
      headline: { max: plan.headline, lines: 4, foot: plan.foot },
      supportMeasure: kit.form === 'wide' ? 0.94 : 0.8,
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
  const { width: w, height: h, short } = kit;
  if (kit.form === 'wide') {
    return `<circle cx="${w * 0.82}" cy="${h * 0.56}" r="${h * 0.68 * share}" fill="${fill}"/>`;
  }
  const cy = kit.form === 'tall' ? h * 0.86 : h * 0.93;
  const r = kit.form === 'tall' ? short * 0.78 : short * 0.66;
  return `<circle cx="${w * 0.72}" cy="${cy}" r="${r * share}" fill="${fill}"/>`;
}

function slant(kit: Kit, share: number, fill: Hex): string {
  const { width: w, height: h } = kit;
  if (kit.form === 'wide') {
    const top = w * (1 - 0.36 * share);
    const foot = w * (1 - 0.54 * share);
    return `<path d="M${top} 0H${w}V${h}H${foot}Z" fill="${fill}"/>`;
  }
  const start = h * (1 - (kit.form === 'tall' ? 0.34 : 0.36) * share);
  const end = h * (1 - (kit.form === 'tall' ? 0.48 : 0.6) * share);
  return `<path d="M0 ${start}L${w} ${end}V${h}H0Z" fill="${fill}"/>`;
}

function planFor(kit: Kit): Plan {
  const { width: w, height: h } = kit;
  if (kit.form === 'wide') {
    return {
      column: pageColumn(kit, 0, 0.5),
      product: boxOf(w * 0.57, h * 0.12, w * 0.4, h * 0.78),
      headline: 112,
      foot: h,
    };
  }
  if (kit.form === 'tall') {
    return {
      column: pageColumn(kit, 0, 1, kit.isRounded ? 0.5 : 0.5),
      product: boxOf(w * 0.24, h * 0.54, w * 0.72, h * 0.33),
      headline: 124,
      foot: h,
    };
  }
  const top = kit.form === 'square' ? 0.43 : 0.46;
  return {
    column: pageColumn(kit, 0, 1, top - 0.01),
    product: boxOf(w * 0.4, h * (top - 0.01), w * 0.56, h * (0.95 - top)),
    headline: kit.form === 'square' ? 92 : 108,
    foot: h * top,
  };
}
