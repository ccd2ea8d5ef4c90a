import sharp from 'sharp';
import { compareFeatures } from '#studio/diversity/likeness';
import { extractFeatures, type Features } from '#studio/diversity/features';
import { NEAR_LIMITS } from '#studio/diversity/near-duplicates';
import { type Check, FULL_SIZE, type Picture, RATIOS } from '#studio/model';
import { type HeroShape, heroShapeOf } from './hero-shape.ts';

/** A scene may be blown up so far to fill a ratio before it looks soft. */
const MOST_UPSCALE = 1.6;

/** What two scenes are compared by. */
export async function heroFeatures(picture: Picture): Promise<Features> {
  const { data, info } = await sharp(picture.bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return extractFeatures({ pixels: new Uint8Array(data), width: info.width, height: info.height, text: '' });
}

/** Whether a painted scene has enough pixels for its ratios and is unlike the scenes of other products. Rules: hero.size, hero.likeness. */
export function judgeHero(
  hero: { picture: Picture; features: Features; shape: HeroShape },
  others: readonly { label: string; features: Features }[],
): Check[] {
  return [checkSize(hero.picture, hero.shape), checkLikeness(hero.features, others)];
}

function checkSize(picture: Picture, shape: HeroShape): Check {
  const sizes = RATIOS.filter((ratio) => heroShapeOf(ratio) === shape).map((ratio) => FULL_SIZE[ratio]);
  const upscale = Math.max(
    ...sizes.map(({ width, height }) => Math.max(width / picture.width, height / picture.height)),
  );
  const measured = Math.round(upscale * 100) / 100;
  const isEnough = upscale <= MOST_UPSCALE;
  const message = isEnough
    ? `${picture.width} x ${picture.height} px fill every ratio of its shape.`
    : `${picture.width} x ${picture.height} px would be blown up ${measured} times.`;
  return {
    rule: 'hero.size',
    verdict: isEnough ? 'pass' : 'fail',
    place: 'hero',
    measured,
    wanted: MOST_UPSCALE,
    message,
  };
}

function checkLikeness(features: Features, others: readonly { label: string; features: Features }[]): Check {
  const rule = 'hero.likeness';
  const near = others
    .map((other) => ({ label: other.label, ...compareFeatures(features, other.features) }))
    .toSorted((a, b) => a.dHashBits - b.dHashBits)[0];
  if (near === undefined)
    return { rule, verdict: 'pass', place: 'hero', message: 'There is no other scene to be like.' };
  const { dHashBits, pHashBits, colourOverlap } = near;
  const isAlike =
    dHashBits <= NEAR_LIMITS.dHashBits &&
    pHashBits <= NEAR_LIMITS.pHashBits &&
    colourOverlap >= NEAR_LIMITS.colourOverlap;
  const words = isAlike ? 'It looks like' : 'It differs from';
  const message = `${words} the scene of ${near.label}: ${dHashBits} of 256 bits differ.`;
  const measure = { measured: dHashBits, wanted: NEAR_LIMITS.dHashBits };
  return { rule, verdict: isAlike ? 'fail' : 'pass', place: 'hero', ...measure, message };
}
