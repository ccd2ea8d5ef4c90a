import { defineErrors } from '#kernel/errors';
import type { PreparedType } from '#platform/fonts/type-renderer';
import { createKit, sceneOf, type Adjustments, type Materials } from '#studio/layouts/kit';
import { findLayout, listLayouts } from '#studio/layouts/registry';
import { mirrored, type Scene } from '#studio/layouts/scene';
import type { LineMemo } from '#studio/type/fit';
import type { CreativeSpec } from '#studio/model';
import type { Palette } from '#studio/colour/palettes';

const buildError = defineErrors({
  'studio.layout_unknown': {
    status: 422,
    retryable: false,
    message: 'There is no layout {layout}. There are: {known}.',
  },
});

export interface BuiltScene {
  readonly scene: Scene;
  readonly palette: Palette;
  /** What the layout left out for want of room. */
  readonly notes: readonly string[];
  /** Type unit of the canvas. */
  readonly t: number;
}

/** Lets a layout compose, and mirrors the result where the locale reads from right to left. */
export async function buildScene(input: {
  readonly spec: CreativeSpec;
  readonly type: PreparedType;
  readonly memo: LineMemo;
  readonly materials: Materials;
  readonly adjust: Adjustments;
}): Promise<BuiltScene> {
  const layout = findLayout(input.spec.layout);
  if (layout === undefined) {
    const known = listLayouts()
      .map((entry) => entry.name)
      .join(', ');
    throw buildError('studio.layout_unknown', { layout: input.spec.layout, known });
  }
  const kit = createKit(input);
  const ground = await layout.compose(kit);
  const scene = sceneOf(kit, ground);
  return {
    scene: scene.direction === 'rtl' ? mirrored(scene) : scene,
    palette: kit.palette,
    notes: kit.notes,
    t: kit.t,
  };
}
