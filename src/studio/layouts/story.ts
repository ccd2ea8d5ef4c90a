import { deltaE } from '#studio/colour/colour';
import { beside, inkOn } from '#studio/colour/palettes';
import type { Box, Hex } from '#studio/model';
import { endingAt, legalAtFoot, openColumn, pageColumn } from './columns.ts';
import { addArt, addRect, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { placeProduct, stageTone } from './product.ts';
import { boxOf } from './scene.ts';
import { placeStack } from './stack.ts';

interface Plan {
  readonly column: Box;
  readonly gate: Box;
  readonly isCentred: boolean;
  readonly max: number;
}

/** Made for the tall screen: everything on one axis, the product in a gate that rises from the lower edge. */
export const story: Layout = {
  name: 'story',
  idea: 'One axis from logo to action, above a gate that rises from the lower edge with the product in it.',
  needs: [],
  async compose(kit) {
    const plan = planFor(kit);
    const ground = kit.palette.ground;
    const tone = stageTone(kit, [kit.palette.accent, kit.palette.surface, kit.palette.light]);
    const outer = beside(ground, 0.07);
    const foot = await legalAtFoot(kit, ground);
    const gate = endingAt(kit, plan.gate, foot);
    addGate(kit, gate, outer, 1.6 * kit.u);
    addGate(kit, gate, tone, 0);
    if (shotOf(kit) === undefined) addInnerGates(kit, gate, tone);
    else {
      const isTall = kit.form === 'tall';
      placeProduct(kit, {
        box: boxOf(
          gate.x - 3 * kit.u,
          gate.y + gate.height * 0.1,
          gate.width + 6 * kit.u,
          gate.height * (isTall ? 0.7 : 0.84),
        ),
        on: tone,
        field: { box: gate, corners: kit.isRounded ? [gate.width / 2, gate.width / 2, 0, 0] : 0 },
      });
    }
    const align = plan.isCentred ? 'center' : 'start';
    const room = await openColumn(kit, plan.column, ground, {
      align,
      gap: plan.isCentred ? 1.8 : 2.2,
      hasLegal: foot === undefined,
    });
    await placeStack(kit, {
      box: room,
      on: ground,
      align,
      headline: { max: plan.max, lines: 4, weight: 700 },
      support: kit.form !== 'square',
      supportMeasure: plan.isCentred ? 0.86 : 1,
      valign: plan.isCentred ? 'top' : 'center',
    });
    return ground;
  },
};

/** An arch, or a gate with a slanted lintel; `rim` draws it larger, as a frame. */
function addGate(kit: Kit, gate: Box, fill: string, rim: number): void {
  const box = boxOf(gate.x - rim, gate.y - rim, gate.width + 2 * rim, gate.height + rim);
  const { width, height } = box;
  if (kit.isRounded) {
    const r = width / 2;
    addRect(kit, box, fill as `#${string}`, { corners: [r, r, 0, 0] });
    return;
  }
  const lean = gate.width * 0.22;
  addArt(kit, box, `<path d="M0 ${lean}L${width} 0V${height}H0Z" fill="${fill}"/>`);
}

/** Gates within gates: the picture when there is no product. */
function addInnerGates(kit: Kit, gate: Box, tone: Hex): void {
  const { primary, accent } = kit.palette;
  const deep = deltaE(primary, tone) > 18 ? primary : accent;
  const tones = [
    beside(tone, 0.08),
    beside(tone, 0.16),
    deltaE(deep, tone) > 18 ? deep : inkOn(kit.palette, tone),
  ];
  for (const [index, fill] of tones.entries()) {
    const rim = (index + 1) * gate.width * 0.13;
    addGate(kit, boxOf(gate.x + rim, gate.y + rim, gate.width - 2 * rim, gate.height - rim), fill, 0);
  }
}

function planFor(kit: Kit): Plan {
  const { width: w, height: h } = kit;
  if (kit.form === 'wide') {
    const gateWidth = Math.min(w * 0.36, h * 0.78);
    return {
      column: pageColumn(kit, 0, 0.54),
      gate: boxOf(w * 0.76 - gateWidth / 2, h * 0.14, gateWidth, h * 0.86),
      isCentred: false,
      max: 106,
    };
  }
  if (kit.form === 'tall') {
    return {
      column: pageColumn(kit, 0, 1, 0.56),
      gate: boxOf(w * 0.13, h * 0.585, w * 0.74, h * 0.415),
      isCentred: true,
      max: 120,
    };
  }
  const top = kit.form === 'square' ? 0.505 : 0.48;
  const gateWidth = kit.form === 'square' ? w * 0.6 : w * 0.64;
  return {
    column: pageColumn(kit, 0, 1, top - 0.025),
    gate: boxOf((w - gateWidth) / 2, h * top, gateWidth, h * (1 - top)),
    isCentred: true,
    max: kit.form === 'square' ? 96 : 108,
  };
}
