import { beside } from '#studio/colour/palettes';
import type { Box } from '#studio/model';
import { placeLegal } from './blocks.ts';
import { openColumn } from './columns.ts';
import { addRect, radiusOf, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { placeLogo } from './logo.ts';
import { addMotif, pickMotif } from './motifs.ts';
import { isPhoto, placeProduct, stageTone } from './product.ts';
import { boxOf, inset } from './scene.ts';
import { placeStack } from './stack.ts';

interface Plan {
  readonly card: Box;
  readonly product: Box;
  /** The logo stands on the card or above it. */
  readonly logoOnCard: boolean;
  readonly headline: number;
}

/** A sheet on a field: the text on the sheet, the product before it or standing on its edge. */
export const card: Layout = {
  name: 'card',
  idea: 'A plain sheet on a field of colour; the product breaks out of it.',
  needs: [],
  async compose(kit) {
    const plan = planFor(kit);
    const sheet = kit.palette.ground;
    const field = stageTone(kit, [kit.palette.surface, beside(sheet, 0.12), kit.palette.accent]);
    const hasShot = shotOf(kit) !== undefined;
    const canvas = boxOf(0, 0, kit.width, kit.height);
    // A photo lies under the whole sheet; the sheet then carries the logo, which needs a calm ground.
    if (isPhoto(kit)) placeProduct(kit, { box: canvas, on: field });
    if (!hasShot) {
      addMotif(kit, pickMotif(kit, ['bars', 'raster', 'tiles']), { box: canvas, on: field });
    }
    addRect(kit, plan.card, sheet, { corners: radiusOf(kit, 1.6) });
    if (hasShot && !isPhoto(kit)) placeProduct(kit, { box: plan.product, on: field });
    const logoOnCard = plan.logoOnCard || !hasShot || isPhoto(kit);
    if (!logoOnCard) await placeLogo(kit, { x: kit.page.x, y: kit.page.y, on: field });
    const inner = inset(plan.card, 2 * kit.u);
    const room = logoOnCard
      ? await openColumn(kit, inner, sheet, { gap: 1.6 })
      : { ...inner, height: (await placeLegal(kit, inner, sheet)) - inner.y };
    await placeStack(kit, {
      box: room,
      on: sheet,
      headline: { max: plan.headline, lines: 4 },
      valign: logoOnCard ? 'bottom' : 'center',
    });
    return field;
  },
};

function planFor(kit: Kit): Plan {
  const { width: w, height: h, page, u, safe } = kit;
  const m = kit.form === 'tall' ? page.x : 2.2 * u;
  if (kit.form === 'wide') {
    return {
      card: boxOf(m, m, w * 0.53, h - 2 * m),
      product: boxOf(w * 0.53, h * 0.1, w * 0.45 - m * 0.4, h * 0.8),
      logoOnCard: true,
      headline: 98,
    };
  }
  if (kit.form === 'tall') {
    const top = Math.max(safe.y - 1.5 * u, 3 * u);
    return {
      card: boxOf(page.x - u, top, page.width + 2 * u, h * 0.605 - top),
      product: boxOf(w * 0.12, h * 0.605 - 1.2 * u, w * 0.76, h * 0.34),
      logoOnCard: true,
      headline: 116,
    };
  }
  const hasShot = shotOf(kit) !== undefined;
  const top = h * (!hasShot ? 0.27 : kit.form === 'square' ? 0.47 : 0.5);
  return {
    card: boxOf(m, top, w - 2 * m, h - m - top),
    product: boxOf(w * 0.3, m, w * 0.7 - page.x, top - m + 1.1 * u),
    logoOnCard: false,
    headline: kit.form === 'square' ? 84 : 96,
  };
}
