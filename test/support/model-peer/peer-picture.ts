import sharp from 'sharp';
import type { PlannedPicture } from './answer-plan.ts';
import type { AskedPictures } from './wire-form.ts';

const COLOUR = '#3355aa';
const STRIPES = Array.from({ length: 8 }, (_, stripe) => `<rect x="${stripe * 4}" width="2" height="32"/>`);
const PATTERNS = {
  plain: '',
  stripes: `<g fill="#ffffff" fill-opacity="0.5">${STRIPES.join('')}</g>`,
  disc: '<circle cx="16" cy="16" r="10" fill="#ffffff"/>',
};

/** Draws the planned picture in the size the plan or else the call asks for; PNG in base64. */
export async function drawPicture(planned: PlannedPicture, asked: AskedPictures): Promise<string> {
  const { width = asked.width, height = asked.height, colour = COLOUR, pattern = 'stripes' } = planned;
  const ground = `<rect width="32" height="32" fill="${colour}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 32 32" preserveAspectRatio="xMidYMid slice">${ground}${PATTERNS[pattern]}</svg>`;
  const png = await sharp(Buffer.from(svg)).png().toBuffer();
  return png.toString('base64');
}
