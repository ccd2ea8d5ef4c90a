import { beside } from '#studio/colour/palettes';
import type { Box, Hex } from '#studio/model';
import { endingAt, legalAtFoot, openColumn, pageColumn } from './columns.ts';
import { addRect, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { isPhoto, placeProduct, stageTone } from './product.ts';
import { boxOf } from './scene.ts';
import { placeStack } from './stack.ts';

interface Plan {
  readonly wall: Box;
  readonly product: Box;
  readonly column: Box;
  readonly rows: number;
  readonly headline: number;
}

/** The product's name as wallpaper, running off both sides, and the product in front of it. */
export const echo: Layout = {
  name: 'echo',
  idea: "The product's name runs over the wall in rows; the product stands before it.",
  needs: [],
  async compose(kit) {
    const plan = planFor(kit);
    const ground = kit.palette.ground;
    const wall = stageTone(kit, [
      kit.palette.surface,
      beside(ground, 0.12),
      kit.palette.accent,
      kit.palette.light,
    ]);
    const foot = await legalAtFoot(kit, ground);
    const area = endingAt(kit, plan.wall, foot);
    const end = area.y + area.height;
    addRect(kit, area, wall);
    addRows(kit, { ...plan, wall: area }, wall);
    if (shotOf(kit) !== undefined) {
      const stand = {
        ...plan.product,
        height: Math.min(plan.product.height, end - 0.7 * kit.u - plan.product.y),
      };
      placeProduct(kit, { box: stand, on: wall, corners: kit.isRounded ? 1.4 * kit.u : 0 });
    }
    const room = await openColumn(kit, plan.column, ground, { gap: 1.6, hasLegal: foot === undefined });
    await placeStack(kit, {
      box: room,
      on: ground,
      headline: { max: plan.headline, lines: kit.form === 'wide' ? 4 : 3 },
      valign: kit.form === 'wide' ? 'center' : 'top',
      support: kit.form !== 'square',
    });
    return ground;
  },
};

/** Each row starts a little further on, so that the name reads as cloth; one row carries the accent. */
function addRows(kit: Kit, plan: Plan, wall: Hex): void {
  const { wall: box, rows } = plan;
  const name = (kit.spec.products[0]?.name ?? kit.spec.brand.name).trim();
  const pitch = box.height / rows;
  const size = pitch * 0.98;
  const repeats = Math.max(3, Math.ceil((box.width * 2.4) / (size * 0.56 * (name.length + 1))));
  const line = Array.from({ length: repeats }, () => name).join('  ');
  const loud = shotOf(kit) === undefined ? Math.floor(rows / 2) : -1;
  for (let row = 0; row < rows; row++) {
    const shift = ((row * 0.37) % 1) * size * name.length * 0.5;
    kit.elements.push({
      kind: 'text',
      slot: 'decor',
      box: boxOf(box.x - shift - size * 0.2, box.y + row * pitch - pitch * 0.02, box.width * 3, size),
      source: line,
      text: line,
      font: 'display',
      size,
      weight: 800,
      lineHeight: 1,
      tracking: -0.03,
      align: 'start',
      ink: row === loud ? kit.palette.accent : beside(wall, row % 2 === 0 ? 0.055 : 0.085),
      isOneLine: true,
      clip: box,
    });
  }
}

function planFor(kit: Kit): Plan {
  const { width: w, height: h } = kit;
  if (kit.form === 'wide') {
    const edge = 0.46;
    return {
      wall: boxOf(w * edge, 0, w * (1 - edge), h),
      product: boxOf(w * 0.52, h * 0.12, w * 0.43, h * 0.79),
      column: pageColumn(kit, 0, edge - 0.04),
      rows: 5,
      headline: 96,
    };
  }
  if (kit.form === 'tall') {
    return {
      wall: boxOf(0, h * 0.555, w, h * 0.445),
      product: boxOf(w * 0.1, h * 0.575, w * 0.8, h * 0.34),
      column: pageColumn(kit, 0, 1, 0.535),
      rows: 5,
      headline: 124,
    };
  }
  const edge = kit.form === 'square' ? 0.45 : 0.46;
  return {
    wall: boxOf(0, h * edge, w, h * (1 - edge)),
    product: boxOf(w * 0.2, h * (isPhoto(kit) ? edge + 0.03 : edge - 0.04), w * 0.6, h * (0.99 - edge)),
    column: pageColumn(kit, 0, 1, edge - 0.025),
    rows: 4,
    headline: 92,
  };
}
