import { contrastOf, deltaE, lchOf, mixed, toned } from '#studio/colour/colour';
import { inkOn } from '#studio/colour/palettes';
import type { Box, Hex } from '#studio/model';
import { addArt, shotOf, type Kit, type ShapedPicture } from './kit.ts';
import { bottom, boxOf, type Corner } from './scene.ts';

export interface ProductPlace {
  readonly box: Box;
  readonly index?: number;
  /** `stand`: on the lower edge of the box with a contact shadow. `float`: in the middle, with a soft shadow. */
  readonly pose?: 'stand' | 'float';
  /** What it stands on, for the tint of the shadow. */
  readonly on: Hex;
  readonly corners?: number | Corner;
  /** The field a photo without alpha fills instead of the box. */
  readonly field?: { readonly box: Box; readonly corners?: number | Corner };
}

/** Puts a product into a box: cut-outs whole and standing, photos cropped to fill it. Returns where it is, if it is. */
export function placeProduct(kit: Kit, place: ProductPlace): Box | undefined {
  const shot = shotOf(kit, place.index);
  if (shot === undefined) return undefined;
  const { picture, shape } = shot;
  if (!shape.isCutout) {
    const { box, corners } = place.field ?? place;
    kit.elements.push({
      kind: 'picture',
      role: 'product',
      box,
      picture,
      fit: 'cover',
      ...(corners === undefined ? {} : { corners }),
    });
    return box;
  }
  const box = contain(place.box, shape.aspect, place.pose ?? 'stand');
  addShadow(kit, { shot, box, on: place.on, pose: place.pose ?? 'stand' });
  kit.elements.push({ kind: 'picture', role: 'product', box, picture, fit: 'exact' });
  return box;
}

/** Whether the product is a photo that fills a field rather than a cut-out that stands. */
export function isPhoto(kit: Kit, index = 0): boolean {
  return shotOf(kit, index)?.shape.isCutout === false;
}

/** The largest box of an aspect inside another, on its floor or in its middle. */
export function contain(box: Box, aspect: number, pose: 'stand' | 'float'): Box {
  const width = Math.min(box.width, box.height * aspect);
  const height = width / aspect;
  const x = box.x + (box.width - width) / 2;
  const y = pose === 'stand' ? bottom(box) - height : box.y + (box.height - height) / 2;
  return boxOf(x, y, width, height);
}

function addShadow(
  kit: Kit,
  { shot, box, on, pose }: { shot: ShapedPicture; box: Box; on: Hex; pose: 'stand' | 'float' },
): void {
  const { feet } = shot.shape;
  const shade = toned(mixed(on, '#000000', 0.5), Math.max(0.05, lchOf(on).l * 0.28), 0.06);
  const isLight = lchOf(on).l > 0.55;
  if (pose === 'float') {
    const width = box.width * 0.62;
    const height = box.width * 0.075;
    const y = bottom(box) + box.height * 0.06 - height / 2;
    const art = boxOf(box.x + (box.width - width) / 2, y, width, height);
    addArt(kit, art, ellipse(art, shade, isLight ? 0.34 : 0.6));
    return;
  }
  const first = feet[0]?.from ?? 0;
  const last = feet.at(-1)?.to ?? 1;
  const reach = Math.max(box.width * (last - first), box.width * 0.3) * 1.2 + 2 * kit.u;
  const centre = box.x + (box.width * (first + last)) / 2;
  const soft = boxOf(centre - reach / 2, bottom(box) - reach * 0.05, reach, reach * 0.1);
  addArt(kit, soft, ellipse(soft, shade, (isLight ? 0.4 : 0.6) / Math.sqrt(feet.length)));
  for (const foot of feet) {
    const width = Math.max(box.width * (foot.to - foot.from), box.width * 0.08);
    const middle = box.x + (box.width * (foot.from + foot.to)) / 2;
    const height = Math.min(width * 0.16, reach * 0.045);
    const tight = boxOf(middle - width * 0.56, bottom(box) - height * 0.56, width * 1.12, height);
    addArt(kit, tight, ellipse(tight, shade, isLight ? 0.66 : 0.82));
  }
}

/** A soft ellipse that fills its box; eased stops, since a straight ramp shows a rim. */
function ellipse(box: Box, colour: Hex, strength: number): string {
  const stops = [
    [0, 1],
    [0.35, 0.78],
    [0.6, 0.4],
    [0.8, 0.13],
    [1, 0],
  ]
    .map(
      ([at = 0, share = 0]) =>
        `<stop offset="${at}" stop-color="${colour}" stop-opacity="${(strength * share).toFixed(3)}"/>`,
    )
    .join('');
  return `<defs><radialGradient id="s">${stops}</radialGradient></defs><ellipse cx="${box.width / 2}" cy="${box.height / 2}" rx="${box.width / 2}" ry="${box.height / 2}" fill="url(#s)"/>`;
}

/** The first tone on which the product stands out, else the one it differs from most. */
export function stageTone(kit: Kit, wishes: readonly Hex[], index = 0): Hex {
  const [first = kit.palette.surface] = wishes;
  const shot = shotOf(kit, index);
  if (shot === undefined || !shot.shape.isCutout) return first;
  const { tone } = shot.shape;
  const readable = wishes.filter((wish) => contrastOf(inkOn(kit.palette, wish), wish) >= 4.8);
  const choices = readable.length > 0 ? readable : wishes;
  const apart = (colour: Hex): number =>
    Math.abs(lchOf(colour).l - lchOf(tone).l) + deltaE(colour, tone) / 160;
  return (
    choices.find((wish) => apart(wish) >= 0.42) ?? choices.toSorted((a, b) => apart(b) - apart(a))[0] ?? first
  );
}
