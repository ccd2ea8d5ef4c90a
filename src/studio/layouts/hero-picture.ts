import { beside } from '#studio/colour/palettes';
import { mixed } from '#studio/colour/colour';
import type { Box, Hex } from '#studio/model';
import { placeLegal } from './blocks.ts';
import { openColumn, pageColumn } from './columns.ts';
import { addArt, addRect, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { addMotif, pickMotif } from './motifs.ts';
import { placeProduct, stageTone } from './product.ts';
import { boxOf } from './scene.ts';
import { placeStack } from './stack.ts';

interface Plan {
  readonly column: Box;
  readonly product: Box;
  /** Where the wall meets the floor, as a share of the height. */
  readonly horizon: number;
  readonly headline: number;
  readonly lines: number;
  readonly actionAtFoot: boolean;
  readonly valign: 'top' | 'center';
  readonly motif: Box;
}

/** The product in the open, on a floor under a wall of the brand's colour, or in a scene that fills the canvas. */
export const heroPicture: Layout = {
  name: 'hero_picture',
  idea: 'One product in the open, standing on a floor, with the headline over the wall behind it.',
  needs: [],
  async compose(kit) {
    const plan = planFor(kit);
    const { hero } = kit.materials;
    const hasShot = shotOf(kit) !== undefined;
    const wall = hasShot
      ? stageTone(kit, [kit.palette.ground, kit.palette.surface, kit.palette.light])
      : kit.palette.ground;
    if (hero !== undefined) {
      const canvas = boxOf(0, 0, kit.width, kit.height);
      kit.elements.push({ kind: 'picture', role: 'hero', box: canvas, picture: hero.picture, fit: 'cover' });
      addScrim(kit, wall);
    } else if (hasShot) {
      const y = kit.height * plan.horizon;
      addRect(kit, boxOf(0, y, kit.width, kit.height - y), beside(wall, 0.075));
    } else {
      addMotif(kit, pickMotif(kit, ['tiles', 'arcs', 'bars']), { box: plan.motif, on: wall });
    }
    const floor = hasShot && hero === undefined ? beside(wall, 0.075) : wall;
    const isStacked = kit.form === 'square' || kit.form === 'portrait';
    const foot = isStacked && hasShot ? await placeLegal(kit, kit.page, floor) : kit.height;
    const room = await openColumn(
      kit,
      { ...plan.column, height: Math.min(plan.column.height, foot - plan.column.y) },
      wall,
      { hasLegal: !(isStacked && hasShot), ...(kit.form === 'wide' ? { legalOn: floor } : {}) },
    );
    const stand = {
      ...plan.product,
      height: Math.min(plan.product.height, foot - 0.4 * kit.u - plan.product.y),
    };
    if (hasShot) placeProduct(kit, { box: stand, on: wall, corners: kit.isRounded ? 1.6 * kit.u : 0 });
    await placeStack(kit, {
      box: room,
      on: wall,
      headline: {
        max: plan.headline,
        lines: plan.lines,
        foot: kit.form === 'wide' ? kit.height : plan.product.y - 0.6 * kit.u,
      },
      supportMeasure: kit.form === 'wide' ? 1 : plan.actionAtFoot && hasShot ? 0.405 : 0.86,
      actionAtFoot: plan.actionAtFoot,
      actionMeasure: plan.actionAtFoot ? 0.38 : 1,
      valign: plan.valign,
    });
    return wall;
  },
};

function planFor(kit: Kit): Plan {
  const { width: w, height: h, u } = kit;
  const hasShot = shotOf(kit) !== undefined;
  switch (kit.form) {
    case 'wide':
      return {
        column: pageColumn(kit, 0, hasShot ? 0.48 : 0.56),
        product: boxOf(w * 0.52, h * 0.1, w * 0.43, h * 0.79),
        horizon: 0.72,
        headline: 118,
        lines: 4,
        actionAtFoot: false,
        valign: 'center',
        motif: boxOf(w * 0.62, 0, w * 0.38, h),
      };
    case 'tall':
      return {
        column: pageColumn(kit, 0, 1, 0.575),
        product: boxOf(w * 0.1, h * 0.585, w * 0.8, h * 0.36),
        horizon: 0.85,
        headline: 132,
        lines: 4,
        actionAtFoot: false,
        valign: 'top',
        motif: boxOf(0, h * 0.6, w, h * 0.4),
      };
    case 'square':
    case 'portrait': {
      const split = kit.form === 'square' ? 0.4 : 0.37;
      return {
        column: pageColumn(kit, 0, 1, hasShot ? 1 : 0.67),
        product: boxOf(w * 0.44, h * split, w * 0.56 - 1.4 * u, h * (0.945 - split)),
        horizon: 0.74,
        headline: hasShot ? 112 : 132,
        lines: 3,
        actionAtFoot: hasShot,
        valign: 'top',
        motif: boxOf(0, h * 0.7, w, h * 0.3),
      };
    }
  }
}

/** A veil of the wall's own colour, from the side where the text stands: no grey over a picture. */
function addScrim(kit: Kit, wall: Hex): void {
  const { width, height } = kit;
  const direction = kit.form === 'wide' ? 'x1="0" y1="0" x2="1" y2="0"' : 'x1="0" y1="0" x2="0" y2="1"';
  const veil = mixed(wall, kit.palette.dark, 0.08);
  addArt(
    kit,
    boxOf(0, 0, width, height),
    `<defs><linearGradient id="v" ${direction}><stop offset="0" stop-color="${veil}" stop-opacity=".96"/><stop offset=".42" stop-color="${veil}" stop-opacity=".82"/><stop offset=".72" stop-color="${veil}" stop-opacity="0"/></linearGradient></defs><rect width="${width}" height="${height}" fill="url(#v)"/>`,
    { isScrim: true },
  );
}
