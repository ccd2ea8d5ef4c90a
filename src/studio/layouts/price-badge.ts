import { inkOn } from '#studio/colour/palettes';
import type { Box, Hex } from '#studio/model';
import { standsOn, textBlock, type Block } from './blocks.ts';
import { endingAt, legalAtFoot, openColumn, pageColumn } from './columns.ts';
import { addArt, addRect, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { addMotif, pickMotif } from './motifs.ts';
import { priceBlock } from './price.ts';
import { placeProduct, stageTone } from './product.ts';
import { boxOf } from './scene.ts';
import { placeStack } from './stack.ts';

interface Plan {
  readonly column: Box;
  readonly stage: Box;
  readonly product: Box;
  /** Centre and half width of the price seal. */
  readonly seal: { readonly x: number; readonly y: number; readonly r: number };
  readonly headline: number;
  readonly foot: number;
}

/** The price as a seal that touches the product: the offer is the idea. */
export const priceBadge: Layout = {
  name: 'price_badge',
  idea: 'The price as a large seal that touches the product.',
  needs: ['price'],
  async compose(kit) {
    const plan = planFor(kit);
    const ground = kit.palette.ground;
    const tone = stageTone(kit, [kit.palette.surface, kit.palette.light, kit.palette.accent]);
    const hasShot = shotOf(kit) !== undefined;
    if (hasShot) addRect(kit, plan.stage, tone);
    const foot = await legalAtFoot(kit, hasShot ? tone : ground);
    const stage = hasShot ? plan.stage : endingAt(kit, plan.stage, foot);
    if (!hasShot) addRect(kit, stage, tone);
    if (!hasShot) {
      addMotif(kit, pickMotif(kit, ['bars', 'tiles', 'raster']), {
        box: stage,
        on: tone,
        strong: kit.palette.primary,
      });
    }
    const end = Math.min(foot ?? kit.height, plan.product.y + plan.product.height);
    placeProduct(kit, {
      box: { ...plan.product, height: end - plan.product.y },
      on: tone,
      field: { box: endingAt(kit, plan.stage, foot) },
    });
    await placeSeal(kit, plan, tone);
    const room = await openColumn(kit, plan.column, ground, { hasLegal: foot === undefined });
    await placeStack(kit, {
      box: room,
      on: ground,
      headline: { max: plan.headline, lines: 4, foot: plan.foot },
      valign: kit.form === 'wide' ? 'bottom' : 'top',
      // On the tall screen the price is the second message; a third would crowd it out of the safe area.
      support: kit.form !== 'tall',
    });
    return ground;
  },
};

async function placeSeal(kit: Kit, plan: Plan, tone: Hex): Promise<void> {
  const { price } = kit.spec.copy;
  if (price === undefined) return;
  const { accent } = kit.palette;
  const fill = standsOn(kit.palette.accent, tone) ? accent : inkOn(kit.palette, tone);
  const priceAt = (r: number): Promise<Block> =>
    priceBlock(kit, { text: price.now, width: r * 1.56, max: r * 0.66, on: fill });
  // A long price makes a larger seal rather than a small price.
  const asPlanned = await priceAt(plan.seal.r);
  const r = asPlanned.fits ? plan.seal.r : plan.seal.r * 1.28;
  const now = asPlanned.fits ? asPlanned : await priceAt(r);
  // It grows away from the legal line and the edge.
  const x = plan.seal.x + (r - plan.seal.r);
  const y = plan.seal.y - (r - plan.seal.r) * 0.8;
  const inner = r * 1.56;
  const before = price.before === undefined ? undefined : await previousPrice(kit, price.before, inner, fill);
  addSeal(kit, { x, y, r }, fill);
  const height = now.height + (before === undefined ? 0 : before.height * 0.95);
  let top = y - height / 2 - (before === undefined ? 0 : before.height * 0.12);
  if (before !== undefined) {
    before.place(x - inner / 2, top);
    top += before.height * 0.95;
  }
  now.place(x - inner / 2, top);
}

function previousPrice(kit: Kit, text: string, width: number, fill: Hex): Promise<Block> {
  return textBlock(kit, {
    slot: 'price_before',
    text,
    width: width * 0.8,
    max: 40 * kit.t,
    min: 28 * kit.t,
    maxLines: 1,
    weight: 520,
    on: fill,
    align: 'center',
    isStruck: true,
    leading: 0.9,
  }).then((block) => ({ ...block, place: (x, y) => block.place(x + width * 0.1, y) }));
}

/** A disc for rounded brands, a leaning tag with cut corners for angular ones. */
function addSeal(kit: Kit, seal: Plan['seal'], fill: Hex): void {
  const { x, y, r } = seal;
  const size = r * 2;
  const box = boxOf(x - r, y - r, size, size);
  addArt(
    kit,
    box,
    kit.isRounded
      ? `<circle cx="${r}" cy="${r}" r="${r}" fill="${fill}"/>`
      : `<path d="M${r * 0.16} ${r * 0.3}H${size}L${size - r * 0.16} ${size - r * 0.3}H0Z" fill="${fill}"/>`,
  );
}

function planFor(kit: Kit): Plan {
  const { width: w, height: h, short, u } = kit;
  if (kit.form === 'wide') {
    const r = short * 0.22;
    return {
      column: pageColumn(kit, 0, 0.44),
      stage: boxOf(w * 0.47, 0, w * 0.53, h),
      product: boxOf(w * 0.54, h * 0.12, w * 0.43, h * 0.76),
      seal: { x: w * 0.47 + r * 0.86, y: h * 0.26, r },
      headline: 92,
      foot: h,
    };
  }
  if (kit.form === 'tall') {
    const r = short * 0.185;
    return {
      column: pageColumn(kit, 0, 1, 0.475),
      stage: boxOf(0, h * 0.495, w, h * 0.505),
      product: boxOf(w * 0.25, h * 0.52, w * 0.72, h * 0.37),
      seal: { x: kit.page.x + r, y: h * 0.495 + r * 0.95, r },
      headline: 116,
      foot: h,
    };
  }
  const r = short * 0.178;
  const edge = h * (kit.form === 'square' ? 0.46 : 0.45);
  return {
    column: pageColumn(kit, 0, 1, kit.form === 'square' ? 0.43 : 0.42),
    stage: boxOf(0, edge, w, h - edge),
    product: boxOf(w * 0.3, edge - 2 * u, w * 0.66, h - edge - u),
    seal: { x: kit.page.x + r, y: edge + (h - edge) * 0.42, r },
    headline: 96,
    foot: edge,
  };
}
