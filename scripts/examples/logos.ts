import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Renderer } from '@takumi-rs/core';
import sharp from 'sharp';
import { symbolSvg, type BrandKey } from './symbols.ts';

const require = createRequire(import.meta.url);

interface LogoPlan {
  readonly key: BrandKey;
  readonly word: string;
  /** Family of the house and the file of its Latin letters. */
  readonly font: string;
  readonly weight: number;
  /** Spacing of the letters as a share of their size. */
  readonly spacing: number;
  /** Colour of the mark and of the word, on light and on dark ground. */
  readonly onLight: readonly [mark: string, word: string];
  readonly onDark: readonly [mark: string, word: string];
}

export const LOGOS: readonly LogoPlan[] = [
  { key: 'northlight', word: 'Northlight', font: 'sora', weight: 600, spacing: -0.025, onLight: ['#0f2a47', '#0f2a47'], onDark: ['#7fd1c7', '#ffffff'] },
  { key: 'hayl', word: 'Hayl', font: 'fraunces', weight: 600, spacing: -0.01, onLight: ['#2f4a34', '#1f2a20'], onDark: ['#d8b27a', '#f6efe3'] },
  { key: 'amemori', word: 'amemori', font: 'manrope', weight: 500, spacing: 0.02, onLight: ['#3f6a70', '#22302f'], onDark: ['#e9d8cf', '#f7f4ef'] },
  { key: 'rovento', word: 'ROVENTO', font: 'archivo', weight: 800, spacing: 0.01, onLight: ['#e4421b', '#14201f'], onDark: ['#ff6a3d', '#f3f1ea'] },
  { key: 'tallywell', word: 'Tallywell', font: 'bricolage-grotesque', weight: 700, spacing: -0.02, onLight: ['#5b2a73', '#2b1238'], onDark: ['#d7f26b', '#f7f3f8'] },
];

const SIZE = 200;

/** The word as vector outlines, so that no font of the machine is needed, with its ink box. */
async function outlineWord(plan: LogoPlan): Promise<string> {
  const folder = `@fontsource-variable/${plan.font}`;
  const file = require.resolve(`${folder}/files/${plan.font}-latin-wght-normal.woff2`);
  const renderer = new Renderer();
  await renderer.registerFont({ name: 'Logo', data: await readFile(file) });
  return renderer.renderSvg(
    {
      type: 'container',
      style: { width: 2400, height: 400, alignItems: 'center', display: 'flex', paddingLeft: 40 },
      children: [
        {
          type: 'text',
          text: plan.word,
          style: { fontFamily: 'Logo', fontSize: SIZE, fontWeight: plan.weight, letterSpacing: SIZE * plan.spacing, color: '#000000' },
        },
      ],
    },
    { width: 2400, height: 400 },
  );
}

/** Mark and word in one line, trimmed, as PNG with alpha: `[onLight, onDark]`. */
export async function drawLogo(plan: LogoPlan): Promise<readonly [Buffer, Buffer]> {
  const word = await sharp(Buffer.from(await outlineWord(plan))).trim({ background: '#00000000', threshold: 0 }).png().toBuffer({ resolveWithObject: true });
  const ink = await sharp(word.data).extractChannel('alpha').toBuffer();
  const mark = 190;
  const gap = 48;
  const height = Math.max(mark, word.info.height);
  const width = mark + gap + word.info.width;
  const inColours = async ([markColour, wordColour]: readonly [string, string]): Promise<Buffer> => {
    const symbol = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${mark}" height="${mark}" viewBox="0 0 100 100">${symbolSvg(plan.key, markColour)}</svg>`,
    );
    const coloured = await sharp({ create: { width: word.info.width, height: word.info.height, channels: 3, background: wordColour } })
      .joinChannel(ink)
      .png()
      .toBuffer();
    const drop = plan.word === 'Hayl' ? 18 : 0;
    const logo = await sharp({ create: { width, height: height + drop, channels: 4, background: '#00000000' } })
      .composite([
        { input: symbol, left: 0, top: Math.round((height - mark) / 2) },
        { input: coloured, left: mark + gap, top: Math.round((height - word.info.height) / 2) + drop },
      ])
      .png()
      .toBuffer();
    return sharp(logo).trim({ background: '#00000000', threshold: 0 }).png({ compressionLevel: 9 }).toBuffer();
  };
  return [await inColours(plan.onLight), await inColours(plan.onDark)];
}
