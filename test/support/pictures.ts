import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** A real picture in one colour, large enough to be shown: a disc, on a clear ground but for JPEG. */
export async function drawPicture(format: 'png' | 'jpeg' | 'webp', colour = '#3355aa'): Promise<Buffer> {
  const ground = format === 'jpeg' ? '<rect width="10" height="10" fill="#fff"/>' : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="700" height="700" viewBox="0 0 10 10">${ground}<circle cx="5" cy="5" r="4" fill="${colour}"/></svg>`;
  return sharp(Buffer.from(svg)).toFormat(format).toBuffer();
}

/** Copies a real WOFF2 of the house to a path. */
export function copyFont(target: string): void {
  const inter = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/inter/package.json'));
  copyFileSync(join(inter, 'files', 'inter-latin-wght-normal.woff2'), target);
}
