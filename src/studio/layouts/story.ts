import type { Box } from '#studio/model';
import { beside } from '#studio/colour/palettes';
import { openColumn, pageColumn } from './columns.ts';
import { addArt, addRect, shotOf, type Kit } from './kit.ts';
import type { Layout } from './layout.ts';
import { addMotif, pickMotif } from './motifs.ts';
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
    addGate(kit, plan.gate, outer, 1.6 * kit.u);
    addGate(kit, plan.gate, tone, 0);
    const { gate } = plan;
    if (shotOf(kit) === undefined) {
      const box = boxOf(
        gate.x,
        gate.y + gate.width * 0.5,
        gate.width,
        Math.max(1, gate.height - gate.width * 0.5),
      );
      addMotif(kit, pickMotif(kit, ['arcs', 'raster', 'tiles']), {
        box,
        on: tone,
        strong: kit.palette.primary,
      });
    } else {
      const isTall = kit.form === 'tall';
      placeProduct(kit, {
        box: boxOf(
          gate.x - kit.u,
          gate.y + gate.height * 0.12,
          gate.width + 2 * kit.u,
          gate.height * (isTall ? 0.6 : 0.8),
        ),
        on: tone,
        corners: kit.isRounded ? 1.4 * kit.u : 0,
      });
    }
    const align = plan.isCentred ? 'center' : 'start';
    const room = await openColumn(kit, plan.column, ground, { align, gap: plan.isCentred ? 1.8 : 2.2 });
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
      column: pageColumn(kit, 0, 1, 0.53),
      gate: boxOf(w * 0.14, h * 0.56, w * 0.72, h * 0.44),
      isCentred: true,
      max: 112,
    };
  }
  const top = kit.form === 'square' ? 0.47 : 0.46;
  const gateWidth = kit.form === 'square' ? w * 0.56 : w * 0.62;
  return {
    column: pageColumn(kit, 0, 1, top - 0.025),
    gate: boxOf((w - gateWidth) / 2, h * top, gateWidth, h * (1 - top)),
    isCentred: true,
    max: kit.form === 'square' ? 88 : 96,
  };
}
