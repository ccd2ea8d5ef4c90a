import sharp from 'sharp';
import { mapBounded } from '#kernel/map-bounded';
import { releaseBytes } from '#kernel/release-bytes';
import { fixtureCopy } from '#studio/fixtures/copies';
import { haldenBrand, kobaltBrand } from '#studio/fixtures/brands';
import { NO_ADJUSTMENTS } from '#studio/layouts/kit';
import { FULL_SIZE, type CreativeSpec, type Ratio } from '#studio/model';
import { buildScene } from '#studio/render/build-scene';
import { emitScene } from '#studio/render/emit';
import {
  composeCreative,
  createStudioRenderer,
  eligibleLayouts,
  encodeJpeg,
  palettesFor,
  type StudioRenderer,
} from '#studio/render/index';
import { inspectMaterials, prepareType } from '#studio/render/studio-renderer';
import { scriptRulesFor } from '#studio/type/script-rules';
import { type BenchFigures, cpuMilliseconds, printFigures } from './figures.ts';

const LANES = 2;
const ROUNDS = 5;
const SHOWN_RATIOS: readonly Ratio[] = ['1:1', '4:5', '9:16'];

/** Whole path (layout, type fitting, drawing, audit, repair, JPEG) against the bare renderer on the same trees and JPEG. */
export async function benchRender(): Promise<BenchFigures> {
  const renderer = createStudioRenderer();
  const specs = await listSpecs();
  const bare = await mapBounded(specs, LANES, (spec) => prepareBare(renderer, spec));
  const whole = async (spec: CreativeSpec): Promise<void> => {
    const composed = await composeCreative(renderer, spec);
    await encodeJpeg(composed, { label: { writer: 'offline', campaign: 'bench', variant: 'bench' } });
    releaseBytes(composed.pixels);
  };
  for (const spec of specs) await whole(spec);
  for (const draw of bare) await draw();
  const seconds = { whole: 0, bare: 0 };
  const cpu = { whole: 0, bare: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    cpu.whole += await cpuMilliseconds(() => mapBounded(specs, LANES, whole));
    const middle = performance.now();
    cpu.bare += await cpuMilliseconds(() => mapBounded(bare, LANES, (draw) => draw()));
    seconds.whole += (middle - start) / 1000;
    seconds.bare += (performance.now() - middle) / 1000;
  }
  const pictures = specs.length * ROUNDS;
  return {
    name: 'render',
    figures: {
      'whole path, pictures per second': round(pictures / seconds.whole),
      'bare renderer and JPEG, pictures per second': round(pictures / seconds.bare),
      'whole path / bare renderer': round(seconds.bare / seconds.whole),
      'the same by CPU time': round(cpu.bare / cpu.whole),
      'whole path, CPU ms a picture': round(cpu.whole / pictures),
      'bare renderer and JPEG, CPU ms a picture': round(cpu.bare / pictures),
    },
  };
}

async function listSpecs(): Promise<CreativeSpec[]> {
  const specs: CreativeSpec[] = [];
  for (const brand of [await haldenBrand(), await kobaltBrand()]) {
    const copy = fixtureCopy('en');
    const [palette] = palettesFor(brand.look);
    const { products } = brand;
    for (const layout of eligibleLayouts(copy, products)) {
      for (const ratio of SHOWN_RATIOS) {
        if (palette === undefined) continue;
        const look = { layout: layout.name, palette: palette.name, theme: palette.theme, ratio, scale: 1 };
        specs.push({ ...look, copy, brand: brand.look, products, hasButton: true, seed: 'bench' });
      }
    }
  }
  return specs;
}

/** Everything but drawing and encoding is done beforehand. */
async function prepareBare(renderer: StudioRenderer, spec: CreativeSpec): Promise<() => Promise<void>> {
  const type = await prepareType(renderer, spec);
  const materials = await inspectMaterials(renderer.shelf, spec);
  const { scene } = await buildScene({ spec, type, materials, adjust: NO_ADJUSTMENTS, memo: renderer.memo });
  const { locale } = spec.copy;
  const tree = await emitScene(scene, {
    type,
    shelf: renderer.shelf,
    look: spec.brand,
    locale,
    rules: scriptRulesFor(locale),
    scale: 1,
  });
  const size = FULL_SIZE[spec.ratio];
  return async () => {
    const data = await type.draw(tree.root, { ...size, pixelRatio: 1, images: tree.images, lang: locale });
    await sharp(data, { raw: { ...size, channels: 4 } })
      .removeAlpha()
      .jpeg({ quality: 85 })
      .toBuffer();
    releaseBytes(data);
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

if (import.meta.main) printFigures(await benchRender());
