import type { TreeImageData } from '#platform/fonts/type-renderer';
import { sourcesOf, type TreeNode } from '#platform/fonts/tree';
import { unionOf, type TextEvidence } from '#studio/audit/evidence';
import { inset, overlapOf, type Scene, type SceneElement } from '#studio/layouts/scene';
import type { Box } from '#studio/model';
import type { EmittedTree } from './emit.ts';

/** Scaling down blends a pixel with its neighbours: a picture this near to a text, in pixels of the scene, is drawn. */
const REACH = 10;

/**
 * The tree without the texts that are read and without the pictures that touch none of them: what contrast is measured
 * on. Ornaments made of type stay. Nothing in a scene moves when a neighbour is left out, so the rest is as drawn.
 */
export function groundOf(
  tree: EmittedTree,
  scene: Scene,
  texts: readonly TextEvidence[],
): { readonly root: TreeNode; readonly images: readonly TreeImageData[] } {
  const read = texts.flatMap(({ lines }) => unionOf(lines.map((line) => line.box)) ?? []);
  const root = {
    ...tree.root,
    children: (tree.root.children ?? []).filter((_, index) => isGround(scene.elements[index], read)),
  };
  const used = new Set(sourcesOf(root));
  return { root, images: tree.images.filter((image) => used.has(image.src)) };
}

function isGround(element: SceneElement | undefined, read: readonly Box[]): boolean {
  if (element?.kind === 'text') return element.slot === 'decor';
  if (element?.kind !== 'picture') return true;
  const reach = inset(element.box, -REACH);
  return read.some((box) => overlapOf(box, reach) > 0);
}
