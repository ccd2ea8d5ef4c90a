import type { Box } from '#studio/model';
import { mixed } from '#studio/colour/colour';
import { inkOn } from '#studio/colour/palettes';
import { actionBlock, placeLegal, textBlock } from './blocks.ts';
import { addRect, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { placeLogo } from './logo.ts';
import { addMotif } from './motifs.ts';
import { placeProduct, stageTone } from './product.ts';
import { bottom, boxOf, right } from './scene.ts';
import { placeStack } from './stack.ts';

interface Plan {
  readonly headline: Box;
  readonly foot: Box;
  readonly panel: Box;
  readonly corners: readonly [number, number, number, number];
  readonly max: number;
}

/** A magazine page: rules, a calm large headline, a picture column that bleeds off the sheet. */
export const editorial: Layout = {
  name: 'editorial',
  idea: 'A magazine page with hairlines, a calm headline and a picture that bleeds off the sheet.',
  needs: [],
  async compose(kit) {
    const ground = kit.palette.ground;
    const rule = mixed(ground, inkOn(kit.palette, ground), 0.24);
    const headEnd = await placeHead(kit, rule);
    const plan = planFor(kit, headEnd);
    const tint = stageTone(kit, [kit.palette.surface, kit.palette.accent, kit.palette.light]);
    addRect(kit, plan.panel, tint, { corners: plan.corners });
    if (shotOf(kit) === undefined) {
      addMotif(kit, kit.random() < 0.5 ? 'initial' : 'arcs', { box: plan.panel, on: tint });
    } else {
      const { panel } = plan;
      const isTall = kit.form === 'tall';
      placeProduct(kit, {
        box: boxOf(
          panel.x + panel.width * 0.09,
          panel.y + panel.height * 0.08,
          panel.width * 0.82,
          panel.height * (isTall ? 0.74 : 0.82),
        ),
        on: tint,
        field: { box: panel, corners: plan.corners },
      });
    }
    const foot = await placeFoot(kit, plan, rule);
    await placeStack(kit, {
      box: { ...plan.headline, height: Math.min(plan.headline.height, foot - plan.headline.y - 1.6 * kit.u) },
      on: ground,
      headline: { max: plan.max, lines: 5, weight: 560 },
      support: false,
      action: false,
    });
    return ground;
  },
};

/** Logo left, product's name right, a rule under both; returns where the page begins. */
async function placeHead(kit: Kit, rule: ReturnType<typeof mixed>): Promise<number> {
  const { page, u } = kit;
  const end = kit.form === 'wide' ? kit.width * 0.61 : right(page);
  const logo = await placeLogo(kit, { x: page.x, y: page.y, on: kit.palette.ground });
  const name = kit.spec.products[0]?.name ?? '';
  const free = end - right(logo) - 2 * u;
  if (name !== '' && free > 6 * u) {
    const label = await textBlock(kit, {
      slot: 'label',
      text: name,
      width: free,
      max: 29 * kit.t,
      min: 26 * kit.t,
      maxLines: 1,
      weight: 520,
      on: kit.palette.ground,
      align: 'end',
      leading: 0.95,
    });
    if (label.fits) label.place(end - free, logo.y + logo.height / 2 - label.height / 2);
  }
  const y = bottom(logo) + 1.1 * u;
  addRect(kit, boxOf(page.x, y, end - page.x, Math.max(2, u / 12)), rule);
  return y + 1.7 * u;
}

/** Support and action under a rule at the foot of their column; returns the rule's height on the page. */
async function placeFoot(kit: Kit, plan: Plan, rule: ReturnType<typeof mixed>): Promise<number> {
  const { foot } = plan;
  const { u } = kit;
  const on = kit.palette.ground;
  let y = await placeLegal(kit, foot, on);
  const action = await actionBlock(kit, { width: foot.width, on });
  y -= action.height;
  action.place(foot.x, y);
  const text = kit.spec.copy.support;
  if (text !== undefined && text !== '') {
    const support = await textBlock(kit, {
      slot: 'support',
      text,
      width: foot.width,
      max: 36 * kit.t,
      min: 29 * kit.t,
      maxLines: 5,
      maxHeight: Math.max(1, y - foot.y),
      weight: 430,
      on,
      wish: 'soft',
    });
    if (support.fits) {
      y -= support.height + 1.3 * u;
      support.place(foot.x, y);
    } else kit.notes.push('support left out: no room for it at a readable size');
  }
  y -= 1.3 * u;
  addRect(kit, boxOf(foot.x, y, foot.width, Math.max(2, u / 12)), rule);
  return y;
}

function planFor(kit: Kit, top: number): Plan {
  const { width: w, height: h, page, u } = kit;
  const r = kit.isRounded ? 1 : 0;
  if (kit.form === 'wide') {
    const x = w * 0.655;
    const end = w * 0.61;
    return {
      headline: boxOf(page.x, top, end - page.x, bottom(page) - top),
      foot: boxOf(
        page.x,
        top + (bottom(page) - top) * 0.5,
        (end - page.x) * 0.86,
        (bottom(page) - top) * 0.5,
      ),
      panel: boxOf(x, 0, w - x, h),
      corners: [0, 0, 0, 0],
      max: 104,
    };
  }
  if (kit.form === 'tall') {
    return {
      headline: boxOf(page.x, top, page.width, h * 0.6 - top),
      foot: boxOf(page.x, top + h * 0.12, page.width * 0.84, h * 0.595 - top - h * 0.12),
      panel: boxOf(w * 0.2, h * 0.625, w * 0.8, h * 0.375),
      corners: [r * w * 0.4, 0, 0, 0],
      max: 116,
    };
  }
  const panelTop = h * (kit.form === 'square' ? 0.47 : 0.44);
  const x = w * 0.5;
  return {
    headline: boxOf(page.x, top, page.width, panelTop - top - 1.2 * u),
    foot: boxOf(page.x, panelTop, x - page.x - 1.8 * u, bottom(page) - panelTop),
    panel: boxOf(x, panelTop, w - x, h - panelTop),
    corners: [r * (w - x) * 0.5, 0, 0, 0],
    max: 116,
  };
}
