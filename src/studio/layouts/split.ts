import { beside } from '#studio/colour/palettes';
import type { Box } from '#studio/model';
import { endingAt, legalAtFoot, openColumn } from './columns.ts';
import { addRect, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { addMotif, pickMotif } from './motifs.ts';
import { placeProduct, stageTone } from './product.ts';
import { bottom, boxOf, right } from './scene.ts';
import { placeStack } from './stack.ts';

interface Plan {
  readonly panel: Box;
  readonly column: Box;
  readonly isUpright: boolean;
  readonly headline: number;
}

/** Two fields with one hard edge: reading on one, the product on the other, stepping over the edge. */
export const split: Layout = {
  name: 'split',
  idea: 'Two fields of colour with one hard edge; the product stands on its own field.',
  needs: [],
  async compose(kit) {
    const plan = planFor(kit);
    const ground = kit.palette.ground;
    const field = stageTone(kit, [
      kit.palette.surface,
      kit.palette.accent,
      beside(ground, 0.14),
      kit.palette.light,
    ]);
    const hasShot = shotOf(kit) !== undefined;
    if (hasShot) addRect(kit, plan.panel, field);
    const foot = plan.isUpright ? undefined : await legalAtFoot(kit, hasShot ? field : ground);
    const panel = hasShot ? plan.panel : endingAt(kit, plan.panel, foot);
    if (!hasShot) addRect(kit, panel, field);
    if (!hasShot) {
      addMotif(kit, pickMotif(kit, ['arcs', 'tiles', 'raster', 'bars']), { box: panel, on: field });
    } else {
      if (plan.isUpright) {
        const floor = boxOf(panel.x, panel.y + panel.height * 0.8, panel.width, panel.height * 0.2);
        addRect(kit, floor, beside(field, 0.06));
      }
      const box = productBox(kit, plan);
      const end = Math.min(foot ?? kit.height, box.y + box.height);
      placeProduct(kit, { box: { ...box, height: end - box.y }, on: field });
    }
    const room = await openColumn(kit, plan.column, ground, { hasLegal: foot === undefined });
    await placeStack(kit, {
      box: room,
      on: ground,
      headline: { max: plan.headline, lines: kit.form === 'square' ? 5 : 4 },
      valign: plan.isUpright ? 'bottom' : 'top',
      supportMeasure: plan.isUpright ? 1 : 0.88,
    });
    return ground;
  },
};

function productBox(kit: Kit, { panel, isUpright }: Plan): Box {
  const shot = shotOf(kit);
  if (shot !== undefined && !shot.shape.isCutout) return panel;
  const pad = 1.6 * kit.u;
  if (isUpright) {
    // It steps over the edge towards the text by one unit and a half.
    return boxOf(panel.x - kit.u, panel.height * 0.14, panel.width - pad + kit.u, panel.height * 0.75);
  }
  const foot = kit.form === 'tall' ? panel.height * 0.86 : panel.height * 0.92;
  const top = panel.y - 1.4 * kit.u;
  return boxOf(panel.x + pad, top, panel.width - 2 * pad, foot + 1.4 * kit.u);
}

function planFor(kit: Kit): Plan {
  const { width: w, height: h, page, u } = kit;
  if (kit.form === 'wide') {
    const edge = w * (kit.random() < 0.5 ? 0.5 : 0.56);
    return {
      panel: boxOf(edge, 0, w - edge, h),
      column: boxOf(page.x, page.y, edge - page.x - 3 * u, page.height),
      isUpright: true,
      headline: 108,
    };
  }
  if (kit.form === 'square' && hasShortWords(kit)) {
    const edge = w * 0.55;
    return {
      panel: boxOf(edge, 0, w - edge, h),
      column: boxOf(page.x, page.y, edge - page.x - 2.8 * u, page.height),
      isUpright: true,
      headline: 92,
    };
  }
  const edge = h * (kit.form === 'tall' ? 0.585 : 0.53);
  return {
    panel: boxOf(0, edge, w, h - edge),
    column: boxOf(page.x, page.y, right(page) - page.x, Math.min(edge - 2 * u, bottom(page)) - page.y),
    isUpright: false,
    headline: kit.form === 'tall' ? 124 : 104,
  };
}

/** Half a square is too narrow for long compounds: they get the field across the foot instead. */
function hasShortWords(kit: Kit): boolean {
  const words = kit.spec.copy.headline.split(/[\s-]+/);
  return words.every((word) => word.length <= 11);
}
