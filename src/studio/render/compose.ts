import { NO_ADJUSTMENTS } from '#studio/layouts/kit';
import type { Composition, CreativeSpec } from '#studio/model';
import { scriptRulesFor } from '#studio/type/script-rules';
import { buildScene } from './build-scene.ts';
import { emitScene } from './emit.ts';
import { inspectMaterials, prepareType, type StudioRenderer } from './studio-renderer.ts';

export async function composeCreative(renderer: StudioRenderer, spec: CreativeSpec): Promise<Composition> {
  const type = await prepareType(renderer, spec);
  const materials = await inspectMaterials(renderer.shelf, spec);
  const { scene } = await buildScene({ spec, type, materials, adjust: NO_ADJUSTMENTS });
  const tree = await emitScene(scene, {
    type,
    shelf: renderer.shelf,
    look: spec.brand,
    locale: spec.copy.locale,
    rules: scriptRulesFor(spec.copy.locale),
    scale: spec.scale,
  });
  const width = Math.round(scene.width * spec.scale);
  const height = Math.round(scene.height * spec.scale);
  const pixels = await type.draw(tree.root, {
    width,
    height,
    pixelRatio: spec.scale,
    images: tree.images,
    lang: spec.copy.locale,
  });
  return { width, height, pixels, checks: [], repairs: [], verdict: 'passed' };
}
