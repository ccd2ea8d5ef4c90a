import { beside } from '#studio/colour/palettes';
import { lchOf } from '#studio/colour/colour';
import type { Box, Hex } from '#studio/model';
import { textBlock } from './blocks.ts';
import { endingAt, legalAtFoot, openColumn, pageColumn } from './columns.ts';
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
    const { column, window: full } = planFor(kit);
    const foot = await legalAtFoot(kit, ground);
    const window = endingAt(kit, full, foot);
    // On the tall screen the names must stand above the part the network covers: one row, three at most.
    const count = Math.min(kit.form === 'tall' ? 3 : 4, kit.spec.products.length);
    const cells = cellsOf(kit, window, count);
    for (const [index, cell] of cells.entries()) await placeTile(kit, cell, index);
    const room = await openColumn(kit, column, ground, { gap: 1.8, hasLegal: foot === undefined });
    await placeStack(kit, {
      box: room,
      on: ground,
      headline: {
        max: kit.form === 'wide' ? 92 : kit.form === 'tall' ? 116 : 88,
        lines: kit.form === 'wide' ? 5 : 3,
      },
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
  const pad = 0.95 * kit.u;
  // In a flat tile the name stands beside the product, else below it; on the tall screen above it.
  const isFlat = cell.width > cell.height * 1.25 && cell.height < 12 * kit.u;
  const label = await textBlock(kit, {
    slot: 'label',
    text: kit.spec.products[index]?.name ?? '',
    width: isFlat ? cell.width * 0.4 : cell.width - 2 * pad,
    max: 29 * kit.t,
    min: 26 * kit.t,
    maxLines: 3,
    weight: 620,
    on: tone,
    leading: 0.88,
  });
  const isAbove = kit.form === 'tall';
  const strip = isFlat ? 0 : label.height + 0.7 * pad;
  const left = isFlat ? cell.width * 0.46 : pad;
  const box = boxOf(
    cell.x + left,
    cell.y + pad + (isAbove ? strip : 0),
    cell.width - left - pad,
    cell.height - strip - pad * 2,
  );
  if (shotOf(kit, index) === undefined) {
    const motif = MOTIFS[(index * 2 + 1) % 4] ?? 'tiles';
    addMotif(kit, motif, { box, on: tone, strong: strongOn(kit, tone) });
  } else placeProduct(kit, { box, index, on: tone, corners: radiusOf(kit, 0.6) });
  label.place(cell.x + pad, isAbove ? cell.y + pad * 0.8 : cell.y + cell.height - pad * 0.8 - label.height);
}

function strongOn(kit: Kit, tone: Hex): Hex {
  const { accent, primary, light } = kit.palette;
  return [accent, primary, light].find((colour) => Math.abs(lchOf(colour).l - lchOf(tone).l) > 0.15) ?? light;
}

function cellsOf(kit: Kit, window: Box, count: number): readonly Box[] {
  const gap = 0.75 * kit.u;
  const { x, y, width: w, height: h } = window;
  const columns = (n: number): readonly Box[] => {
    const each = (w - gap * (n - 1)) / n;
    return Array.from({ length: n }, (_, i) => boxOf(x + i * (each + gap), y, each, h));
  };
  // Slim things such as bottles stand side by side; wide ones get wide tiles.
  if (kit.form === 'tall') return columns(count);
  if (count > 2 && isSlim(kit) && w > h * 0.34 * count) return columns(count);
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

function isSlim(kit: Kit): boolean {
  const aspects = kit.materials.products.flatMap(({ shot }) =>
    shot?.shape.isCutout === true ? [shot.shape.aspect] : [],
  );
  return aspects.length > 0 && aspects.reduce((sum, aspect) => sum + aspect, 0) / aspects.length < 0.72;
}

function planFor(kit: Kit): { column: Box; window: Box } {
  const { width: w, height: h, page, u } = kit;
  const m = 2.2 * u;
  if (kit.form === 'wide') {
    return { column: pageColumn(kit, 0, 0.38), window: boxOf(w * 0.42, m, w * 0.58 - m, h - 2 * m) };
  }
  if (kit.form === 'tall') {
    return {
      column: pageColumn(kit, 0, 1, 0.53),
      window: boxOf(page.x, h * 0.555, page.width, h * 0.33),
    };
  }
  const edge = kit.form === 'square' ? 0.45 : 0.45;
  return {
    column: pageColumn(kit, 0, 1, edge - 0.02),
    window: boxOf(m, h * edge, w - 2 * m, h * (1 - edge) - m),
  };
}
