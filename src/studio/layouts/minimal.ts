import type { Box, Hex } from '#studio/model';
import { actionBlock, placeLegal, textBlock } from './blocks.ts';
import { addArt, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { placeLogo } from './logo.ts';
import { placeProduct, stageTone } from './product.ts';
import { bottom, boxOf, right } from './scene.ts';
import { placeStack } from './stack.ts';

interface Plan {
  readonly product: Box;
  readonly text: Box;
  readonly figure: Box;
  readonly actionRight: boolean;
}

/** As little as will do: the product, one sentence, air. At least a third of the canvas is empty. */
export const minimal: Layout = {
  name: 'minimal',
  idea: 'The product, one sentence, and air.',
  needs: [],
  async compose(kit) {
    const ground =
      shotOf(kit) === undefined
        ? kit.palette.ground
        : stageTone(kit, [kit.palette.ground, kit.palette.surface, kit.palette.light]);
    const plan = planFor(kit);
    if (shotOf(kit) === undefined) addFigure(kit, plan.figure);
    else placeProduct(kit, { box: plan.product, on: ground, corners: kit.isRounded ? 1.4 * kit.u : 0 });
    await placeLogo(kit, { x: kit.page.x, y: kit.page.y, on: ground });
    const foot = await placeLegal(kit, plan.text, ground);
    await placeText(kit, plan, foot, ground);
    return ground;
  },
};

async function placeText(kit: Kit, plan: Plan, foot: number, on: Hex): Promise<void> {
  const { text } = plan;
  if (!plan.actionRight || !(await placeBeside(kit, plan, foot, on))) {
    await placeStack(kit, {
      box: { ...text, height: foot - text.y },
      on,
      headline: { max: kit.form === 'tall' ? 100 : 84, lines: 4, weight: 600, leading: 1.04 },
      support: false,
      badge: false,
      valign: kit.form === 'tall' ? 'top' : 'bottom',
    });
  }
}

/** Sentence left, action right on one line; false, with nothing placed, where the sentence needs the whole width. */
async function placeBeside(kit: Kit, plan: Plan, foot: number, on: Hex): Promise<boolean> {
  const { text } = plan;
  const action = await actionBlock(kit, { width: text.width * 0.5, on });
  const width = text.width - action.width - 2.5 * kit.u;
  const headline = await textBlock(kit, {
    slot: 'headline',
    text: kit.spec.copy.headline,
    width,
    maxHeight: foot - text.y,
    maxLines: 3,
    max: 82 * kit.t,
    min: 58 * kit.t,
    weight: 600,
    on,
    wish: 'brand',
    leading: 1.04,
  });
  if (!headline.fits) return false;
  headline.place(text.x, foot - headline.height);
  const base = kit.spec.hasButton ? foot - action.height : foot - action.height - headline.size * 0.12;
  action.place(right(text) - action.width, base);
  return true;
}

/** One plain figure in the accent, placed off the middle: the whole picture when there is no product. */
function addFigure(kit: Kit, box: Box): void {
  const { width, height } = box;
  const fill = kit.palette.accent;
  const r = Math.min(width, height) / 2;
  const kind = Math.floor(kit.random() * 3);
  const rounded = [
    `<circle cx="${r}" cy="${r}" r="${r}" fill="${fill}"/>`,
    `<path d="M0 ${r}A${r} ${r} 0 0 1 ${2 * r} ${r}Z" fill="${fill}"/><path d="M0 ${r * 1.06}H${2 * r}A${r} ${r} 0 0 1 0 ${r * 1.06}Z" fill="${kit.palette.surface}"/>`,
    `<path d="M0 0A${2 * r} ${2 * r} 0 0 1 ${2 * r} ${2 * r}H0Z" fill="${fill}"/>`,
  ];
  const angular = [
    `<rect width="${2 * r}" height="${2 * r}" fill="${fill}"/>`,
    `<path d="M0 ${2 * r}L${2 * r} 0V${2 * r}Z" fill="${fill}"/>`,
    `<path d="M0 0H${r * 0.92}V${2 * r}H0Z" fill="${fill}"/><path d="M${r * 1.08} ${r}H${2 * r}V${2 * r}H${r * 1.08}Z" fill="${kit.palette.surface}"/>`,
  ];
  addArt(kit, box, (kit.isRounded ? rounded : angular)[kind] ?? '');
}

function planFor(kit: Kit): Plan {
  const { width: w, height: h, page, short, u } = kit;
  if (kit.form === 'wide') {
    return {
      product: boxOf(w * 0.5, h * 0.17, w * 0.4, h * 0.66),
      figure: boxOf(w * 0.58, h * 0.2, h * 0.6, h * 0.6),
      text: boxOf(page.x, h * 0.36, w * 0.38, bottom(page) - h * 0.36),
      actionRight: false,
    };
  }
  if (kit.form === 'tall') {
    return {
      product: boxOf(w * 0.14, h * 0.55, w * 0.72, h * 0.34),
      figure: boxOf(w * 0.2, h * 0.54, w * 0.6, w * 0.6),
      text: boxOf(page.x, page.y + 6.5 * u, page.width * 0.86, h * 0.48 - page.y - 6.5 * u),
      actionRight: false,
    };
  }
  const side = short * (kit.form === 'square' ? 0.5 : 0.58);
  return {
    product: boxOf(w * 0.5 - side * 0.42, h * 0.16, side, h * (kit.form === 'square' ? 0.48 : 0.46)),
    figure: boxOf(w * 0.56 - side * 0.36, h * 0.19, side * 0.86, side * 0.86),
    text: boxOf(page.x, h * 0.68, page.width, bottom(page) - h * 0.68),
    actionRight: true,
  };
}
