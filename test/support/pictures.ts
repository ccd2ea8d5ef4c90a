import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** A small real picture in one colour: a disc on a clear ground for PNG and WebP, a full one for JPEG. */
export async function drawPicture(format: 'png' | 'jpeg' | 'webp', colour = '#3355aa'): Promise<Buffer> {
  const ground = format === 'jpeg' ? '<rect width="96" height="96" fill="#fff"/>' : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96">${ground}<circle cx="48" cy="48" r="40" fill="${colour}"/></svg>`;
  return sharp(Buffer.from(svg)).toFormat(format).toBuffer();
}

/** Copies a real WOFF2 of the house to a path. */
export function copyFont(target: string): void {
  const inter = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/inter/package.json'));
  copyFileSync(join(inter, 'files', 'inter-latin-wght-normal.woff2'), target);
}
