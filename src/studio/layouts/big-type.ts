import type { Box } from '#studio/model';
import { openColumn, pageColumn } from './columns.ts';
import { addArt, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { addMotif } from './motifs.ts';
import { placeProduct, stageTone } from './product.ts';
import { boxOf } from './scene.ts';
import { placeStack } from './stack.ts';

/** The headline is the picture: as large as the canvas bears, with the product leaning on a disc or a wedge. */
export const bigType: Layout = {
  name: 'big_type',
  idea: 'The headline as large as the canvas bears; the product leans in at the foot.',
  needs: [],
  async compose(kit) {
    const ground = kit.palette.ground;
    const plan = planFor(kit);
    const tone = stageTone(kit, [kit.palette.accent, kit.palette.surface, kit.palette.light]);
    if (shotOf(kit) === undefined) addMotif(kit, 'arcs', { box: plan.shape, on: ground });
    else {
      addShape(kit, plan.shape, tone);
      placeProduct(kit, { box: plan.product, on: tone, corners: kit.isRounded ? 1.4 * kit.u : 0 });
    }
    const isStacked = kit.form === 'square' || kit.form === 'portrait';
    const room = await openColumn(kit, plan.column, ground, { legalMeasure: isStacked ? 0.42 : 1 });
    await placeStack(kit, {
      box: room,
      on: ground,
      headline: {
        max: plan.max,
        lines: kit.form === 'wide' ? 4 : 5,
        weight: 800,
        leading: 0.95,
        foot: plan.foot,
      },
      support: false,
      actionAtFoot: kit.form !== 'tall',
      actionMeasure: isStacked ? 0.46 : 1,
      ...(kit.form === 'wide' ? { valign: 'top' as const } : {}),
    });
    return ground;
  },
};

function addShape(kit: Kit, box: Box, fill: string): void {
  const { width, height } = box;
  addArt(
    kit,
    box,
    kit.isRounded
      ? `<circle cx="${width / 2}" cy="${height / 2}" r="${Math.min(width, height) / 2}" fill="${fill}"/>`
      : `<path d="M${width} 0V${height}H0Z" fill="${fill}"/>`,
  );
}

interface Plan {
  readonly column: Box;
  readonly product: Box;
  readonly shape: Box;
  readonly max: number;
  readonly foot: number;
}

function planFor(kit: Kit): Plan {
  const { width: w, height: h, short } = kit;
  if (kit.form === 'wide') {
    const d = h * 0.9;
    return {
      column: pageColumn(kit, 0, 0.6),
      product: boxOf(Math.max(w * 0.64, w - d * 0.84), h * 0.26, Math.min(w * 0.33, d * 0.74), h * 0.68),
      shape: boxOf(Math.max(w * 0.62, w - d * 0.86), h - d * 0.8, d, d),
      max: 176,
      foot: h,
    };
  }
  if (kit.form === 'tall') {
    const d = w * 1.06;
    return {
      column: pageColumn(kit, 0, 1, 0.6),
      product: boxOf(w * 0.2, h * 0.605, w * 0.74, h * 0.3),
      shape: boxOf(w * 0.1, h * 0.62, d, d),
      max: 190,
      foot: h,
    };
  }
  const d = short * 0.7;
  return {
    column: pageColumn(kit, 0, 1),
    product: boxOf(w * 0.5, h - short * 0.45, w * 0.47, short * 0.41),
    shape: boxOf(w - d * 0.74, h - d * 0.72, d, d),
    max: kit.form === 'square' ? 168 : 186,
    foot: shotOf(kit) === undefined ? h - short * 0.3 : h - short * 0.47,
  };
}
