import { languageOf } from '#kernel/local-text';
import { beside, inkOn } from '#studio/colour/palettes';
import type { Box, Hex } from '#studio/model';
import { actionBlock, standsOn, textBlock } from './blocks.ts';
import { openColumn, pageColumn } from './columns.ts';
import { addArt, addRect, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { addMotif } from './motifs.ts';
import { placeProduct, stageTone } from './product.ts';
import { bottom, boxOf, right } from './scene.ts';

interface Plan {
  readonly column: Box;
  readonly quoteFoot: number;
  readonly stage: Box;
  readonly product: Box;
  readonly max: number;
}

/** A person's sentence set large, with the locale's own quotation mark as the one ornament. */
export const testimonial: Layout = {
  name: 'testimonial',
  idea: "A customer's sentence set large under an oversized quotation mark.",
  needs: ['quote'],
  async compose(kit) {
    const { quote } = kit.spec.copy;
    const ground = kit.palette.ground;
    const plan = planFor(kit);
    const tone = stageTone(kit, [kit.palette.surface, beside(ground, 0.12), kit.palette.light]);
    addStage(kit, plan, tone);
    const isStacked = kit.form === 'square' || kit.form === 'portrait';
    const room = await openColumn(kit, plan.column, ground, { gap: 2.3, legalMeasure: isStacked ? 0.42 : 1 });
    const action = await actionBlock(kit, { width: room.width * (isStacked ? 0.48 : 0.6), on: ground });
    action.place(room.x, bottom(room) - action.height);
    const mark = await placeMark(kit, room, ground);
    const foot = Math.min(plan.quoteFoot, bottom(room) - action.height - 5.4 * kit.u);
    const block = await textBlock(kit, {
      slot: 'quote',
      text: quote?.text ?? kit.spec.copy.headline,
      width: room.width,
      maxHeight: foot - mark,
      maxLines: 6,
      max: plan.max * kit.t,
      min: 44 * kit.t,
      weight: 620,
      on: ground,
      wish: 'brand',
      leading: 1.08,
    });
    block.place(room.x, mark);
    await placeSpeaker(
      kit,
      boxOf(room.x, mark + block.height + 1.3 * kit.u, room.width * 0.62, 4 * kit.u),
      ground,
    );
    return ground;
  },
};

/** Who said it, after a short rule. */
async function placeSpeaker(kit: Kit, box: Box, on: Hex): Promise<void> {
  const by = kit.spec.copy.quote?.by ?? '';
  if (by === '') return;
  const rule = 2.2 * kit.u;
  const block = await textBlock(kit, {
    slot: 'quote_by',
    text: by,
    width: box.width - rule - 0.8 * kit.u,
    max: 32 * kit.t,
    min: 26 * kit.t,
    maxLines: 2,
    weight: 520,
    on,
    wish: 'soft',
    leading: 0.95,
  });
  const line = Math.max(2, kit.u / 8);
  addRect(
    kit,
    boxOf(box.x, box.y + (block.height / block.lines) * 0.5 - line / 2, rule, line),
    markTone(kit, on),
  );
  block.place(box.x + rule + 0.8 * kit.u, box.y);
}

const OPENING: Readonly<Record<string, string>> = {
  de: '„',
  ja: '「',
  fr: '«',
  pt: '“',
  it: '«',
  es: '«',
  ru: '«',
  ar: '”',
  he: '”',
  fa: '«',
};

/** The opening mark, drawn as type; returns where the quote begins. */
async function placeMark(kit: Kit, room: Box, on: Hex): Promise<number> {
  const glyph = OPENING[languageOf(kit.spec.copy.locale)] ?? '“';
  const size = Math.round((kit.form === 'wide' && kit.t < 1 ? 150 : 210) * kit.t);
  const isLow = glyph === '„';
  const isCorner = glyph === '「';
  const isFull = isCorner || glyph === '«';
  // Where the ink of the mark lies in its em, from the top: high, low, or over the whole height.
  const lift = isLow ? 0.78 : isCorner ? 0.02 : isFull ? 0.3 : 0.14;
  const ink = isCorner ? 0.66 : isFull ? 0.5 : 0.36;
  kit.elements.push({
    kind: 'text',
    slot: 'decor',
    box: { x: room.x - size * (isCorner ? 0.5 : 0.03), y: room.y - size * lift, width: size, height: size },
    source: glyph,
    text: glyph,
    font: 'display',
    size,
    weight: 800,
    lineHeight: 1,
    tracking: 0,
    align: 'start',
    ink: markTone(kit, on),
    isOneLine: true,
  });
  return room.y + size * ink + 0.6 * kit.u;
}

function markTone(kit: Kit, on: Hex): Hex {
  return standsOn(kit.palette.accent, on) ? kit.palette.accent : inkOn(kit.palette, on);
}

function addStage(kit: Kit, plan: Plan, tone: Hex): void {
  const { stage } = plan;
  if (shotOf(kit) === undefined) {
    const side = Math.min(kit.width, kit.height) * 0.42;
    const corner = boxOf(kit.width - side, kit.height - side, side, side);
    addMotif(kit, 'arcs', { box: kit.form === 'wide' ? stage : corner, on: kit.palette.ground });
    return;
  }
  if (kit.form === 'wide') addRect(kit, stage, tone);
  else {
    addArt(
      kit,
      stage,
      kit.isRounded
        ? `<circle cx="${stage.width / 2}" cy="${stage.height / 2}" r="${stage.width / 2}" fill="${tone}"/>`
        : `<path d="M${stage.width * 0.34} 0H${stage.width}V${stage.height}H0Z" fill="${tone}"/>`,
    );
  }
  placeProduct(kit, {
    box: plan.product,
    on: tone,
    corners: kit.isRounded ? 1.4 * kit.u : 0,
    ...(kit.form === 'wide' ? { field: { box: stage } } : {}),
  });
}

function planFor(kit: Kit): Plan {
  const { width: w, height: h, short, page } = kit;
  const hasShot = shotOf(kit) !== undefined;
  if (kit.form === 'wide') {
    const edge = hasShot ? 0.64 : 0.72;
    return {
      column: pageColumn(kit, 0, edge - 0.04),
      quoteFoot: h,
      stage: boxOf(w * edge, 0, w * (1 - edge), h),
      product: boxOf(w * 0.66, h * 0.16, w * 0.31, h * 0.68),
      max: 76,
    };
  }
  if (kit.form === 'tall') {
    const d = w * 1.1;
    return {
      column: pageColumn(kit, 0, 1, 0.59),
      quoteFoot: h * 0.5,
      stage: boxOf(w * 0.16, h * 0.63, d, d),
      product: boxOf(w * 0.2, h * 0.605, w * 0.76, h * 0.3),
      max: 100,
    };
  }
  const d = short * 0.7;
  const top = h - short * 0.43;
  return {
    column: boxOf(page.x, page.y, right(page) - page.x, page.height),
    quoteFoot: hasShot ? top - 3.4 * kit.u : h - short * 0.4,
    stage: boxOf(w - d * 0.76, h - d * 0.66, d, d),
    product: boxOf(w * 0.51, top, w * 0.46, short * 0.395),
    max: kit.form === 'square' ? 78 : 88,
  };
}
