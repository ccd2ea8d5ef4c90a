import type { Coverage } from '#platform/fonts/coverage';
import type { MeasuredTree } from '#platform/fonts/type-renderer';
import type { Palette } from '#studio/colour/palettes';
import type { Materials } from '#studio/layouts/kit';
import type { Scene, TextElement } from '#studio/layouts/scene';
import type { Box, CreativeSpec } from '#studio/model';
import type { Raster } from '#studio/pictures/picture-shelf';

/** A stretch of text in one line, where its ink is, in pixels of the scene. */
export interface Line {
  readonly text: string;
  readonly box: Box;
}

export interface TextEvidence {
  readonly element: TextElement;
  readonly lines: readonly Line[];
  /** Box of the lines, or of the button, tag or plate that holds them. */
  readonly extent: Box;
  /** Whether a button, tag or plate holds it. */
  readonly isHeld: boolean;
}

/** What the audit looks at: the plan, the measured text, and the pixels with and without ink. */
export interface Evidence {
  readonly spec: CreativeSpec;
  readonly scene: Scene;
  readonly palette: Palette;
  readonly materials: Materials;
  /** Type unit of the canvas. */
  readonly t: number;
  /** Texts that are read: ornaments are left out. */
  readonly texts: readonly TextEvidence[];
  readonly drawn: Raster;
  /** The same without the texts that are read, smaller; pictures that touch no text are left out of it. */
  readonly ground: Raster;
  /** The logo as it should look at its drawn size. */
  readonly logo: Raster | undefined;
  readonly coverage: (element: TextElement) => Coverage;
  readonly substitutes: readonly { readonly wanted: string; readonly used: string }[];
}

/** Pairs the scene's texts with where the renderer measured them. */
export function textEvidence(scene: Scene, measured: MeasuredTree): readonly TextEvidence[] {
  const found: TextEvidence[] = [];
  for (const [index, element] of scene.elements.entries()) {
    if (element.kind !== 'text' || element.slot === 'decor') continue;
    const node = measured.children[index];
    if (node === undefined) continue;
    const lines = linesOf(element, node);
    const holder = scene.elements.find((other) => other.kind === 'rect' && other.holds === element.slot);
    const extent = holder?.box ?? unionOf(lines.map((line) => line.box)) ?? element.box;
    found.push({ element, lines, extent, isHeld: holder !== undefined });
  }
  return found;
}

function linesOf(element: TextElement, node: MeasuredTree): readonly Line[] {
  const [, , , , left, top] = node.transform;
  return node.runs
    .filter((run) => run.text.replaceAll(/[\s\u200b]/g, '') !== '')
    .map((run) => {
      // Boxes of runs carry the font's own ascent; ink keeps to about one em around the middle.
      const middle = top + run.y + run.height / 2;
      const height = Math.min(run.height, element.size * 1.04);
      const trailing = run.text.endsWith(' ') ? element.size * 0.22 : 0;
      return {
        text: run.text,
        box: { x: left + run.x, y: middle - height / 2, width: Math.max(1, run.width - trailing), height },
      };
    });
}

/** The smallest box around boxes; undefined for none. */
export function unionOf(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

/** How far a box sticks out of another, in pixels; 0 when it is inside. */
export function excessOf(box: Box, frame: Box): number {
  return Math.max(
    0,
    frame.x - box.x,
    frame.y - box.y,
    box.x + box.width - (frame.x + frame.width),
    box.y + box.height - (frame.y + frame.height),
  );
}
