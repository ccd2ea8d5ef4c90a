import { contrastOf } from '#studio/colour/colour';
import type { Box, Hex } from '#studio/model';
import { textBlock, type Align } from './blocks.ts';
import { addRect, type Kit, type ShapedPicture } from './kit.ts';
import { boxOf, inset } from './scene.ts';

export interface LogoPlace {
  /** The corner or edge it hangs from. */
  readonly x: number;
  readonly y: number;
  readonly on: Hex;
  readonly align?: Align;
  /** `y` is its top, middle or lower edge. */
  readonly from?: 'top' | 'middle' | 'bottom';
  readonly scale?: number;
}

/** Size of the logo by area, so that a long wordmark and a square mark weigh the same. */
export function logoSize(kit: Kit, scale = 1): { width: number; height: number } {
  const [logo] = kit.materials.logos;
  const aspect = logo?.shape.aspect ?? 4;
  const boost = kit.form === 'wide' && kit.t < 1 ? 1.22 : 1;
  const area = 0.0125 * (kit.short * boost * scale) ** 2;
  const height = Math.min(Math.sqrt(area / aspect), kit.short * 0.1 * boost * scale);
  return { width: height * aspect, height };
}

/** Puts the logo whose tone reads best on the ground; without any, the brand's name in its display type. */
export async function placeLogo(kit: Kit, place: LogoPlace): Promise<Box> {
  const plate = kit.adjust.plates.get('logo');
  const ground = plate ?? place.on;
  const logo = logoFor(kit, ground);
  if (logo === undefined) return placeName(kit, place);
  const size = logoSize(kit, place.scale);
  const box = anchored(place, size);
  if (plate !== undefined) {
    addRect(kit, inset(box, -0.7 * kit.u), plate, { corners: kit.isRounded ? 0.6 * kit.u : 0 });
  }
  kit.elements.push({ kind: 'picture', role: 'logo', box, picture: logo.picture, fit: 'exact' });
  return box;
}

function logoFor(kit: Kit, ground: Hex): ShapedPicture | undefined {
  return kit.materials.logos.toSorted(
    (a, b) => contrastOf(b.shape.tone, ground) - contrastOf(a.shape.tone, ground),
  )[0];
}

async function placeName(kit: Kit, place: LogoPlace): Promise<Box> {
  const width = kit.short * 0.5;
  const block = await textBlock(kit, {
    slot: 'brand',
    text: kit.spec.brand.name,
    width,
    max: 46 * kit.t,
    min: 30 * kit.t,
    maxLines: 1,
    font: 'display',
    weight: 800,
    on: place.on,
    wish: 'brand',
    align: place.align ?? 'start',
    leading: 0.9,
  });
  const box = anchored(place, { width, height: block.height });
  return block.place(box.x, box.y);
}

function anchored(place: LogoPlace, size: { width: number; height: number }): Box {
  const align = place.align ?? 'start';
  const from = place.from ?? 'top';
  const x =
    align === 'start' ? place.x : align === 'center' ? place.x - size.width / 2 : place.x - size.width;
  const y = from === 'top' ? place.y : from === 'middle' ? place.y - size.height / 2 : place.y - size.height;
  return boxOf(x, y, size.width, size.height);
}
