import { parentPort, workerData } from 'node:worker_threads';
import { create } from 'fontkit';
import { LARGEST_UNPACKED, type ThreadAnswer } from './check-font.ts';
import { createTypeRenderer } from './type-renderer.ts';

/** Enough to see that the renderer draws with the font; a whole character set would take seconds. */
const TRIED = 24;
const SIZE = 48;
const NO_SIGN = /[\s\p{Default_Ignorable_Code_Point}\p{C}]/u;

parentPort?.postMessage(await answer(workerData as Uint8Array));

async function answer(bytes: Uint8Array): Promise<ThreadAnswer> {
  try {
    return await tryFont(bytes);
  } catch {
    return { message: 'The file is not a font that can be read: it is damaged, or only looks like one.' };
  }
}

async function tryFont(bytes: Uint8Array): Promise<ThreadAnswer> {
  const font = create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if ('fonts' in font) return { message: 'The file is a collection of fonts. Send one font a file.' };
  const tables = Object.values(font.directory.tables);
  const unpacked = tables.reduce(
    (sum, { length, transformLength }) => sum + Math.max(length, transformLength ?? 0),
    0,
  );
  if (unpacked > LARGEST_UNPACKED) return { message: 'The font is larger than 64 MB when unpacked.' };
  const signs = font.characterSet
    .map((code) => String.fromCodePoint(code))
    .filter((sign) => !NO_SIGN.test(sign));
  const tried = ['A', 'g', '0', ...signs].filter((sign) => signs.includes(sign)).slice(0, TRIED);
  if (tried.length === 0) return { message: 'The font has no letters.' };
  return (await drawsSomething(bytes, tried.join('')))
    ? { family: plainName(font.familyName) }
    : { message: 'Nothing is seen of text in this font.' };
}

/** Whether the renderer of the house puts ink down for a text in the font. */
async function drawsSomething(bytes: Uint8Array, text: string): Promise<boolean> {
  const source = { family: 'Own', files: [{ bytes, weight: 400 }] };
  const type = await createTypeRenderer().prepare({ fonts: [source], locale: 'en', text });
  const style = { color: '#000000', fontSize: SIZE, fontFamily: type.stackFor(source) };
  const pixels = await type.draw(
    { type: 'container', style: { width: 1200, height: 96 }, children: [{ type: 'text', text, style }] },
    { width: 1200, height: 96 },
  );
  return pixels.some((value, index) => index % 4 === 3 && value > 0);
}

/** The name that a font says it has, which anybody may have written. */
function plainName(name: unknown): string {
  return typeof name === 'string'
    ? name
        .replaceAll(/[\p{Cc}\p{Cf}'"\\]/gu, ' ')
        .trim()
        .slice(0, 80)
    : '';
}
