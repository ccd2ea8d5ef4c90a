import { seededRandom } from '#kernel/random';
import { beside, inkOn } from '#studio/colour/palettes';
import type { Box, Hex } from '#studio/model';
import { addArt, fontOf, type Kit } from './kit.ts';

/**
 * Shapes made from the brand where there is no picture: rounded brands get arcs and discs, angular ones wedges and
 * bars. They fill their box to the edge, so that a creative without a picture looks meant.
 */
export type Motif = 'tiles' | 'arcs' | 'bars' | 'raster' | 'initial';

export const MOTIFS: readonly Motif[] = ['tiles', 'arcs', 'bars', 'raster', 'initial'];

export interface MotifPlace {
  readonly box: Box;
  readonly on: Hex;
  /** The strong tone; the accent unless told. */
  readonly strong?: Hex;
}

/** Draws a motif into a box, clipped to it. */
export function addMotif(kit: Kit, motif: Motif, place: MotifPlace): void {
  const random = seededRandom(`${kit.spec.seed}/${kit.spec.layout}/${motif}`);
  const near = beside(place.on, 0.075);
  const far = beside(place.on, 0.16);
  const ink = { near, far, strong: place.strong ?? kit.palette.accent, deep: inkOn(kit.palette, place.on) };
  if (motif === 'initial') {
    addInitial(kit, place, far);
    return;
  }
  const draw = { tiles, arcs, bars, raster }[motif];
  const { width, height } = place.box;
  const svg = `<defs><clipPath id="m"><rect width="${width}" height="${height}"/></clipPath></defs><g clip-path="url(#m)">${draw({ width, height, ink, isRounded: kit.isRounded, random, u: kit.u })}</g>`;
  addArt(kit, place.box, svg);
}

interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly ink: { readonly near: Hex; readonly far: Hex; readonly strong: Hex; readonly deep: Hex };
  readonly isRounded: boolean;
  readonly random: () => number;
  readonly u: number;
}

/** Quarter discs or half squares on a grid; one tile in about nine carries the accent. */
function tiles({ width, height, ink, isRounded, random }: Drawing): string {
  const cell = Math.max(width, height) / Math.max(3, Math.round(Math.max(width, height) / 230));
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil(height / cell);
  const accents = new Set<number>();
  while (accents.size < Math.max(1, Math.round((columns * rows) / 9))) {
    accents.add(Math.floor(random() * columns * rows));
  }
  let svg = '';
  for (let index = 0; index < columns * rows; index++) {
    const x = (index % columns) * cell;
    const y = Math.floor(index / columns) * cell;
    const turn = Math.floor(random() * 4) * 90;
    const dice = random();
    const fill = accents.has(index) ? ink.strong : dice < 0.42 ? ink.far : ink.near;
    const back =
      dice > 0.8 && !accents.has(index) ? `<rect width="${cell}" height="${cell}" fill="${ink.near}"/>` : '';
    const over = dice > 0.8 && !accents.has(index) ? ink.far : fill;
    const shape = isRounded
      ? dice < 0.16
        ? `<circle cx="${cell / 2}" cy="${cell / 2}" r="${cell * 0.5}" fill="${over}"/>`
        : `<path d="M0 0H${cell}A${cell} ${cell} 0 0 1 0 ${cell}Z" fill="${over}"/>`
      : dice < 0.16
        ? `<rect width="${cell / 2}" height="${cell}" fill="${over}"/>`
        : `<path d="M0 0H${cell}L0 ${cell}Z" fill="${over}"/>`;
    svg += `<g transform="translate(${x} ${y}) rotate(${turn} ${cell / 2} ${cell / 2})">${back}${shape}</g>`;
  }
  return svg;
}

/** Rings out of the lower far corner, or nested square corners. */
function arcs({ width, height, ink, isRounded }: Drawing): string {
  const reach = Math.min(Math.hypot(width, height) * 0.86, Math.max(width, height) * 1.04);
  const steps = [1, 0.8, 0.6, 0.4, 0.2];
  const fills = [ink.near, ink.far, ink.near, ink.strong, ink.deep];
  return steps
    .map((share, index) => {
      const r = reach * share;
      const fill = fills[index] ?? ink.near;
      return isRounded
        ? `<circle cx="${width}" cy="${height}" r="${r}" fill="${fill}"/>`
        : `<path d="M${width} ${height}V${height - r}L${width - r} ${height}Z" fill="${fill}"/>`;
    })
    .join('');
}

/** Leaning bars of several lengths: capsules, or hard parallelograms. */
function bars({ width, height, ink, isRounded, random }: Drawing): string {
  const thick = Math.min(width, height) / 6.2;
  const pitch = thick * 1.32;
  const count = Math.ceil((width + height) / pitch) + 2;
  const reach = Math.hypot(width, height);
  const accent = Math.floor(count * (0.38 + random() * 0.24));
  let svg = '';
  for (let index = 0; index < count; index++) {
    const y = index * pitch - reach * 0.25;
    const from = width * (0.02 + random() * 0.62);
    const fill = index === accent ? ink.strong : index % 3 === 1 ? ink.far : ink.near;
    const length = index === accent ? reach * 0.6 : reach * 1.4;
    svg += `<rect x="${from}" y="${y}" width="${length}" height="${thick}" rx="${isRounded ? thick / 2 : 0}" fill="${fill}"/>`;
  }
  return `<g transform="rotate(-32 ${width / 2} ${height / 2})">${svg}</g>`;
}

/** A raster of dots or diamonds that swells towards the far lower corner. */
function raster({ width, height, ink, isRounded, u }: Drawing): string {
  const pitch = 2.7 * u;
  let svg = '';
  let row = 0;
  for (let y = pitch / 2; y < height + pitch; y += pitch * 0.87, row++) {
    for (let x = (row % 2) * (pitch / 2); x < width + pitch; x += pitch) {
      const t = (x / width) * 0.55 + (y / height) * 0.45;
      const r = Math.max(0, t - 0.18) * pitch * 0.62;
      if (r < 1.2) continue;
      const fill = t > 0.8 ? ink.strong : ink.far;
      svg += isRounded
        ? `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="${fill}"/>`
        : `<path d="M${x.toFixed(1)} ${(y - r * 1.2).toFixed(1)}l${(r * 1.2).toFixed(1)} ${(r * 1.2).toFixed(1)}l${(-r * 1.2).toFixed(1)} ${(r * 1.2).toFixed(1)}l${(-r * 1.2).toFixed(1)} ${(-r * 1.2).toFixed(1)}z" fill="${fill}"/>`;
    }
  }
  return svg;
}

/** The brand's initial, far larger than its box. */
function addInitial(kit: Kit, place: MotifPlace, fill: Hex): void {
  const { box } = place;
  const letter = /^\P{M}\p{M}*/u.exec(kit.spec.brand.name.trim())?.[0] ?? '';
  const size = Math.max(box.width, box.height) * 1.12;
  kit.elements.push({
    kind: 'text',
    slot: 'decor',
    box: {
      x: box.x + box.width * 0.06,
      y: box.y + box.height / 2 - size * 0.56,
      width: size * 1.2,
      height: size,
    },
    source: letter,
    text: letter,
    font: 'display',
    size,
    weight: fontOf(kit, 'display').files === undefined ? 800 : 700,
    lineHeight: 1,
    tracking: 0,
    align: 'start',
    ink: fill,
    isOneLine: true,
    clip: box,
  });
}

/** A motif chosen by the seed from those that suit. */
export function pickMotif(kit: Kit, among: readonly Motif[]): Motif {
  return among[Math.floor(kit.random() * among.length)] ?? 'tiles';
}
