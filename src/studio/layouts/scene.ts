import type { Box, Hex, Picture } from '#studio/model';

/** The named texts of a creative. `decor` is type used as a shape: it is not read and not audited for contrast. */
export type TextSlot =
  | 'headline'
  | 'support'
  | 'cta'
  | 'badge'
  | 'quote'
  | 'quote_by'
  | 'price'
  | 'price_before'
  | 'price_minor'
  | 'legal'
  | 'label'
  | 'brand'
  | 'decor';

export type Corner = readonly [number, number, number, number];

/** A flat rectangle; corners from top left, clockwise. */
export interface RectElement {
  readonly kind: 'rect';
  readonly box: Box;
  readonly fill: Hex;
  readonly opacity?: number;
  /** The text this is the button, tag or plate of. */
  readonly holds?: TextSlot;
  readonly corners?: number | Corner;
}

/** Drawn shapes: SVG markup without text, in the coordinates of its box (0 0 width height). */
export interface ArtElement {
  readonly kind: 'art';
  readonly box: Box;
  readonly svg: string;
  /** Lies over a picture on purpose (scrim), so its colours are no ground of the palette. */
  readonly isScrim?: boolean;
  /** Drawn as it is in right-to-left too, such as a tick. */
  readonly keepsDirection?: boolean;
}

export interface PictureElement {
  readonly kind: 'picture';
  readonly role: 'product' | 'hero' | 'logo';
  readonly box: Box;
  readonly picture: Picture;
  readonly fit: 'exact' | 'cover';
  readonly corners?: number | Corner;
}

/** Text laid out at a known size; `box` is its measured block. */
export interface TextElement {
  readonly kind: 'text';
  readonly slot: TextSlot;
  readonly box: Box;
  /** As written. */
  readonly source: string;
  /** With break opportunities of the script. */
  readonly text: string;
  readonly font: 'display' | 'text';
  readonly size: number;
  readonly weight: number;
  readonly lineHeight: number;
  readonly tracking: number;
  readonly align: 'start' | 'center' | 'end';
  readonly ink: Hex;
  readonly isStruck?: boolean;
  readonly isOneLine?: boolean;
  /** Nothing is drawn outside it; for decor only. */
  readonly clip?: Box;
}

export type SceneElement = RectElement | ArtElement | PictureElement | TextElement;

/** A finished composition before drawing: elements in paint order, in pixels of the full size. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly ground: Hex;
  readonly direction: 'ltr' | 'rtl';
  /** Where text and logo must stay. */
  readonly safe: Box;
  readonly elements: readonly SceneElement[];
}

/** The same scene as seen from right to left: every place changes sides, pictures and text do not turn. */
export function mirrored(scene: Scene): Scene {
  const flip = (box: Box): Box => ({ ...box, x: scene.width - box.x - box.width });
  return {
    ...scene,
    direction: 'rtl',
    safe: flip(scene.safe),
    elements: scene.elements.map((element) => {
      const box = flip(element.box);
      if (element.kind === 'art') {
        if (element.keepsDirection === true) return { ...element, box };
        const svg = `<g transform="translate(${element.box.width} 0) scale(-1 1)">${element.svg}</g>`;
        return { ...element, box, svg };
      }
      if (element.kind === 'text') {
        return element.clip === undefined
          ? { ...element, box }
          : { ...element, box, clip: flip(element.clip) };
      }
      return element.corners === undefined
        ? { ...element, box }
        : { ...element, box, corners: flipCorners(element.corners) };
    }),
  };
}

function flipCorners(corners: number | Corner): number | Corner {
  if (typeof corners === 'number') return corners;
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  return [topRight, topLeft, bottomLeft, bottomRight];
}

export function right(box: Box): number {
  return box.x + box.width;
}

export function bottom(box: Box): number {
  return box.y + box.height;
}

/** The box made smaller by an inset on every side. */
export function inset(box: Box, by: number): Box {
  return { x: box.x + by, y: box.y + by, width: box.width - 2 * by, height: box.height - 2 * by };
}

export function boxOf(x: number, y: number, width: number, height: number): Box {
  return { x, y, width, height };
}

/** How much of two boxes lies over each other, in square pixels. */
export function overlapOf(a: Box, b: Box): number {
  const width = Math.min(right(a), right(b)) - Math.max(a.x, b.x);
  const height = Math.min(bottom(a), bottom(b)) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}
