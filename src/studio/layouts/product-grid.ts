import { beside } from '#studio/colour/palettes';
import { lchOf } from '#studio/colour/colour';
import type { Box, Hex } from '#studio/model';
import { textBlock } from './blocks.ts';
import { openColumn, pageColumn } from './columns.ts';
import { addRect, radiusOf, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { addMotif, MOTIFS } from './motifs.ts';
import { placeProduct, stageTone } from './product.ts';
import { boxOf } from './scene.ts';
import { placeStack } from './stack.ts';

/** The range in a window of tiles, each on its own tone, the first one largest where three are shown. */
export const productGrid: Layout = {
  name: 'product_grid',
  idea: 'The range in tiles, each product on its own tone.',
  needs: ['several_products'],
  async compose(kit) {
    const ground = kit.palette.ground;
    const { column, window } = planFor(kit);
    const count = Math.min(4, kit.spec.products.length);
    const cells = cellsOf(kit, window, count);
    for (const [index, cell] of cells.entries()) await placeTile(kit, cell, index);
    const room = await openColumn(kit, column, ground, { gap: 1.8 });
    await placeStack(kit, {
      box: room,
      on: ground,
      headline: { max: kit.form === 'wide' ? 92 : 88, lines: kit.form === 'wide' ? 5 : 3 },
      valign: kit.form === 'wide' ? 'bottom' : 'top',
      support: kit.form !== 'square',
    });
    return ground;
  },
};

async function placeTile(kit: Kit, cell: Box, index: number): Promise<void> {
  const { ground, surface, accent, light } = kit.palette;
  const turns = [surface, accent, beside(ground, 0.1), surface];
  const wish = turns[index % turns.length] ?? surface;
  const tone = stageTone(kit, [wish, surface, light, beside(ground, 0.2)], index);
  const corners = radiusOf(kit, 1.2);
  addRect(kit, cell, tone, { corners });
  const name = kit.spec.products[index]?.name ?? '';
  const pad = 1.1 * kit.u;
  const label = await textBlock(kit, {
    slot: 'label',
    text: name,
    width: cell.width - 2 * pad,
    max: 29 * kit.t,
    min: 26 * kit.t,
    maxLines: 2,
    weight: 620,
    on: tone,
    leading: 0.9,
  });
  if (shotOf(kit, index) === undefined) {
    const motif = MOTIFS[(index * 2 + 1) % 4] ?? 'tiles';
    const foot = label.height + 2 * pad;
    addMotif(kit, motif, {
      box: boxOf(cell.x + pad, cell.y + pad, cell.width - 2 * pad, cell.height - pad - foot),
      on: tone,
      strong: strongOn(kit, tone),
    });
  } else {
    const foot = label.height + 1.5 * pad;
    placeProduct(kit, {
      box: boxOf(
        cell.x + pad * 1.4,
        cell.y + pad * 1.2,
        cell.width - pad * 2.8,
        cell.height - foot - pad * 1.9,
      ),
      index,
      on: tone,
      corners: radiusOf(kit, 0.7),
    });
  }
  label.place(cell.x + pad, cell.y + cell.height - pad * 0.85 - label.height);
}

function strongOn(kit: Kit, tone: Hex): Hex {
  const { accent, primary, light } = kit.palette;
  return [accent, primary, light].find((colour) => Math.abs(lchOf(colour).l - lchOf(tone).l) > 0.15) ?? light;
}

function cellsOf(kit: Kit, window: Box, count: number): readonly Box[] {
  const gap = 0.75 * kit.u;
  const { x, y, width: w, height: h } = window;
  const halfW = (w - gap) / 2;
  const halfH = (h - gap) / 2;
  if (count <= 2) {
    return w > h * 0.9
      ? [boxOf(x, y, halfW, h), boxOf(x + halfW + gap, y, halfW, h)].slice(0, Math.max(1, count))
      : [boxOf(x, y, w, halfH), boxOf(x, y + halfH + gap, w, halfH)];
  }
  if (count === 3) {
    if (w < h * 0.9) {
      return [
        boxOf(x, y, w, halfH),
        boxOf(x, y + halfH + gap, halfW, halfH),
        boxOf(x + halfW + gap, y + halfH + gap, halfW, halfH),
      ];
    }
    const big = w * 0.56;
    const small = w - big - gap;
    return [
      boxOf(x, y, big, h),
      boxOf(x + big + gap, y, small, halfH),
      boxOf(x + big + gap, y + halfH + gap, small, halfH),
    ];
  }
  return [0, 1, 2, 3].map((i) =>
    boxOf(x + (i % 2) * (halfW + gap), y + Math.floor(i / 2) * (halfH + gap), halfW, halfH),
  );
}

function planFor(kit: Kit): { column: Box; window: Box } {
  const { width: w, height: h, page, u } = kit;
  const m = 2.2 * u;
  if (kit.form === 'wide') {
    return { column: pageColumn(kit, 0, 0.38), window: boxOf(w * 0.42, m, w * 0.58 - m, h - 2 * m) };
  }
  if (kit.form === 'tall') {
    return {
      column: pageColumn(kit, 0, 1, 0.46),
      window: boxOf(page.x, h * 0.485, page.width, h * 0.36),
    };
  }
  const edge = kit.form === 'square' ? 0.46 : 0.45;
  return {
    column: pageColumn(kit, 0, 1, edge - 0.02),
    window: boxOf(m, h * edge, w - 2 * m, h * (1 - edge) - m),
  };
}
