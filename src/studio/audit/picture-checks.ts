import { contrastOfLuminance, deltaE, hexOfRgb, lchOf, luminanceOf, type Lch } from '#studio/colour/colour';
import type { PictureElement } from '#studio/layouts/scene';
import type { Box, Check, Hex } from '#studio/model';
import type { Raster } from '#studio/pictures/picture-shelf';
import { round } from './contrast.ts';
import { excessOf, type Evidence } from './evidence.ts';
import { passed } from './text-checks.ts';

const WANTED_CORRELATION = 0.9;
const WANTED_LOGO_CONTRAST = 2.6;

/** `logo.present` and `logo.contrast`: the logo whole and clear of its ground; a kit without one is warned about. */
export function checkLogo(evidence: Evidence): readonly Check[] {
  const { scene, materials } = evidence;
  if (materials.logos.length === 0) {
    const message =
      "The kit has no logo: the brand's name is set in type. Add a logo for light and one for dark grounds.";
    return [{ rule: 'logo.present', verdict: 'warn', place: 'logo', measured: 0, wanted: 1, message }];
  }
  const element = scene.elements.find(
    (entry): entry is PictureElement => entry.kind === 'picture' && entry.role === 'logo',
  );
  if (element === undefined || evidence.logo === undefined)
    return [absent('The logo is not on the picture.', 0)];
  const canvas = { x: 0, y: 0, width: scene.width, height: scene.height };
  const excess = excessOf(element.box, canvas);
  if (excess > 1) {
    return [absent(`The logo sticks out of the canvas by ${round(excess)} px.`, 0, element.box)];
  }
  const crop = cropOf(evidence, element.box, evidence.logo);
  const likeness = correlationOf(crop, evidence.logo);
  if (likeness < WANTED_CORRELATION) {
    return [
      absent(
        'The logo is covered or changed: what is drawn does not look like it.',
        round(likeness),
        element.box,
      ),
    ];
  }
  const ratios = logoRatios(crop, evidence.logo);
  const contrast = ratios[Math.floor(ratios.length * 0.6)] ?? 1;
  const blended = ratios.filter((ratio) => ratio < 1.2).length / Math.max(1, ratios.length);
  const isClear = contrast >= WANTED_LOGO_CONTRAST;
  return [
    {
      ...passed('logo.present', 'The logo is there, whole.'),
      measured: round(likeness),
      wanted: WANTED_CORRELATION,
    },
    {
      rule: 'logo.contrast',
      verdict: isClear ? 'pass' : 'fail',
      place: 'logo',
      box: element.box,
      measured: round(contrast),
      wanted: WANTED_LOGO_CONTRAST,
      message: isClear
        ? `The logo stands out at ${round(contrast)} to 1.`
        : `The logo stands out at ${round(contrast)} to 1 only; add a logo for this kind of ground.`,
    },
    ...(blended > 0.12 ? [blending(blended, element.box)] : []),
  ];
}

function absent(message: string, measured: number, box?: Box): Check {
  return {
    rule: 'logo.present',
    verdict: 'fail',
    place: 'logo',
    message,
    measured,
    wanted: WANTED_CORRELATION,
    ...(box === undefined ? {} : { box }),
  };
}

/** The drawn pixels under the logo, as large as its raster. */
function cropOf({ drawn, scene }: Evidence, box: Box, logo: Raster): Raster {
  const scale = drawn.width / scene.width;
  const data = new Uint8Array(logo.width * logo.height * 4);
  const left = Math.round(box.x * scale);
  const top = Math.round(box.y * scale);
  for (let y = 0; y < logo.height; y++) {
    const from = ((top + y) * drawn.width + left) * 4;
    data.set(drawn.data.subarray(from, from + logo.width * 4), y * logo.width * 4);
  }
  return { width: logo.width, height: logo.height, data };
}

/** Pearson correlation of the crop with the logo laid over the crop's own mean ground. */
function correlationOf(crop: Raster, logo: Raster): number {
  const ground = meanGround(crop, logo);
  const sums = new Float64Array(5);
  for (let channel = 0; channel < 3; channel++) {
    addChannel(sums, { own: logo.data, drawn: crop.data, channel, ground: ground[channel] ?? 0 });
  }
  const [sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0] = sums;
  const n = (logo.data.length / 4) * 3;
  const vx = sxx - (sx * sx) / n;
  const vy = syy - (sy * sy) / n;
  // A logo of one flat colour that fills its box has no variance: then only equal means can tell.
  if (vx < n * 4) return Math.abs(sx - sy) / n < 6 ? 1 : 0;
  if (vy < n) return 0;
  return (sxy - (sx * sy) / n) / Math.sqrt(vx * vy);
}

/** Adds one channel of the logo (x, over its ground) and of what is drawn (y) to Σx, Σy, Σx², Σy², Σxy. */
function addChannel(
  sums: Float64Array,
  { own, drawn, channel, ground }: { own: Uint8Array; drawn: Uint8Array; channel: number; ground: number },
): void {
  let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0];
  for (let at = 0; at < own.length; at += 4) {
    const alpha = (own[at + 3] ?? 0) / 255;
    const x = (own[at + channel] ?? 0) * alpha + ground * (1 - alpha);
    const y = drawn[at + channel] ?? 0;
    sx += x;
    sy += y;
    sxx += x * x;
    syy += y * y;
    sxy += x * y;
  }
  for (const [index, sum] of [sx, sy, sxx, syy, sxy].entries()) sums[index] = (sums[index] ?? 0) + sum;
}

function meanGround(crop: Raster, logo: Raster): readonly number[] {
  let [r, g, b, count] = [0, 0, 0, 0];
  for (let at = 0; at < logo.data.length; at += 4) {
    if ((logo.data[at + 3] ?? 0) > 12) continue;
    r += crop.data[at] ?? 0;
    g += crop.data[at + 1] ?? 0;
    b += crop.data[at + 2] ?? 0;
    count++;
  }
  return [r, g, b].map((value) => (count === 0 ? 255 : value / count));
}

function blending(share: number, box: Box): Check {
  const message = `${Math.round(share * 100)} % of the logo has the colour of its ground and is lost; add a one-tone logo.`;
  return {
    rule: 'logo.contrast',
    verdict: 'warn',
    place: 'logo',
    box,
    measured: round(share),
    wanted: 0.12,
    message,
  };
}

/** Contrast of each opaque logo pixel with the mean ground around the logo, in rising order. */
function logoRatios(crop: Raster, logo: Raster): Float64Array {
  const [r = 0, g = 0, b = 0] = meanGround(crop, logo);
  const ground = luminanceOf(Math.round(r), Math.round(g), Math.round(b));
  const { data } = logo;
  const ratios = new Float64Array(Math.ceil(data.length / 8));
  let count = 0;
  for (let at = 0; at < data.length; at += 8) {
    if ((data[at + 3] ?? 0) < 230) continue;
    const own = luminanceOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    ratios[count++] = contrastOfLuminance(own, ground);
  }
  return ratios.subarray(0, count).sort();
}

const WANTED_SHARE = 0.85;

/** `palette.share`: how much of what is not picture lies within ΔE2000 5 of the kit's colours, their tints and shades. */
export function checkPalette(evidence: Evidence): readonly Check[] {
  const { ground, scene } = evidence;
  const scale = ground.width / scene.width;
  const covered = scene.elements.filter(
    (e) => e.kind === 'picture' || (e.kind === 'art' && e.isScrim === true),
  );
  const boxes = covered.map((element) => element.box);
  const counts = new Map<number, number>();
  let seen = 0;
  const step = Math.max(1, Math.round(ground.width / 64));
  for (let y = step >> 1; y < ground.height; y += step) {
    for (let x = step >> 1; x < ground.width; x += step) {
      if (isCovered(boxes, x / scale, y / scale)) continue;
      const at = (y * ground.width + x) * 4;
      const key =
        (((ground.data[at] ?? 0) >> 2) << 12) |
        (((ground.data[at + 1] ?? 0) >> 2) << 6) |
        ((ground.data[at + 2] ?? 0) >> 2);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      seen++;
    }
  }
  if (seen < 30)
    return [passed('palette.share', 'The picture fills the canvas; there is no ground to judge.')];
  const anchors = anchorsOf(evidence).map((hex) => ({ hex, lch: lchOf(hex) }));
  let own = 0;
  for (const [key, count] of counts) {
    const colour = hexOfRgb(((key >> 12) & 63) * 4 + 2, ((key >> 6) & 63) * 4 + 2, (key & 63) * 4 + 2);
    if (isOfBrand(colour, anchors)) own += count;
  }
  const share = own / seen;
  const isEnough = share >= WANTED_SHARE;
  const percent = Math.round(share * 100);
  return [
    {
      rule: 'palette.share',
      verdict: isEnough ? 'pass' : 'fail',
      measured: round(share),
      wanted: WANTED_SHARE,
      message: isEnough
        ? `${percent} % of the ground is in the brand's colours.`
        : `Only ${percent} % of the ground is in the brand's colours, their tints and shades.`,
    },
  ];
}

function anchorsOf({ palette }: Evidence): readonly Hex[] {
  return [...palette.kit, palette.ground, palette.surface, palette.accent, palette.dark, palette.light];
}

interface Anchor {
  readonly hex: Hex;
  readonly lch: Lch;
}

/** A tint or shade of an anchor (its hue, no more chroma, or no colour at all), or within ΔE2000 5 of one. */
function isOfBrand(colour: Hex, anchors: readonly Anchor[]): boolean {
  const own = lchOf(colour);
  const isToneOf = ({ lch }: Anchor): boolean => {
    if (own.c < 0.022) return lch.c < 0.022 || own.l > 0.9 || own.l < 0.3;
    const turn = Math.abs(((own.h - lch.h + 540) % 360) - 180);
    return turn <= 14 && own.c <= lch.c + 0.025;
  };
  return anchors.some(isToneOf) || anchors.some(({ hex }) => deltaE(colour, hex) <= 5);
}

function isCovered(boxes: readonly Box[], x: number, y: number): boolean {
  for (const box of boxes) {
    if (x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height) return true;
  }
  return false;
}

const SOFT_UPSCALE = 1.25;
const HARD_UPSCALE = 2.5;

/** `picture.resolution`: how far pictures are blown up at full size. */
export function checkResolution({ scene, materials }: Evidence): readonly Check[] {
  const shaped = [
    ...materials.products.flatMap((product) => (product.shot === undefined ? [] : [product.shot])),
    ...materials.logos,
    ...(materials.hero === undefined ? [] : [materials.hero]),
  ];
  const findings = scene.elements.flatMap((element): Check[] => {
    if (element.kind !== 'picture') return [];
    const shot = shaped.find((entry) => entry.picture.sha256 === element.picture.sha256);
    if (shot === undefined) return [];
    const ratios = [element.box.width / shot.shape.trim.width, element.box.height / shot.shape.trim.height];
    const measured = Math.max(...ratios);
    if (measured <= SOFT_UPSCALE) return [];
    const wanted = Math.ceil(Math.max(element.box.width, element.box.height));
    const message = `The ${element.role} picture is blown up ${round(measured)} times and will look soft; send one with ${wanted} px on its longer side.`;
    const verdict = measured > HARD_UPSCALE ? 'fail' : 'warn';
    return [
      {
        rule: 'picture.resolution',
        verdict,
        place: element.role,
        box: element.box,
        measured: round(measured),
        wanted: SOFT_UPSCALE,
        message,
      },
    ];
  });
  return findings.length > 0 ? findings : [passed('picture.resolution', 'Every picture has enough pixels.')];
}
