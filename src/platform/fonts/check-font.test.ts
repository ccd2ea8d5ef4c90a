import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFont, LARGEST_UNPACKED } from './check-font.ts';

const require = createRequire(import.meta.url);
const inter = dirname(require.resolve('@fontsource-variable/inter/package.json'));
const WOFF2 = readFileSync(join(inter, 'files/inter-latin-wght-normal.woff2'));

/** A TrueType file of signs that are no letters: the one of the viewer that comes with Playwright. */
function iconFont(): Buffer {
  const folder = join(dirname(require.resolve('playwright-core/package.json')), 'lib/vite/traceViewer');
  return readFileSync(join(folder, readdirSync(folder).find((name) => name.endsWith('.ttf')) ?? ''));
}

function changed(at: number, value: number): Buffer {
  const bytes = Buffer.from(WOFF2);
  bytes.writeUInt32BE(value, at);
  return bytes;
}

/** A TrueType file whose only table maps as many characters as there can be. */
function endlessFont(): Buffer {
  const table = Buffer.alloc(40);
  table.writeUInt16BE(1, 2);
  table.writeUInt16BE(3, 4);
  table.writeUInt16BE(10, 6);
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(28, 16);
  table.writeUInt32BE(1, 24);
  table.writeUInt32BE(0xffff_fff0, 32);
  const head = Buffer.alloc(28);
  head.writeUInt32BE(0x0001_0000);
  head.writeUInt16BE(1, 4);
  head.write('cmap', 12, 'latin1');
  head.writeUInt32BE(28, 20);
  head.writeUInt32BE(40, 24);
  return Buffer.concat([head, table]);
}

const NO_FONT = 'The file is not a font that can be read: it is damaged, or only looks like one.';
const HOSTILE: readonly (readonly [string, () => Buffer, string])[] = [
  ['a text', () => Buffer.from('not a font'), 'The file is not a font.'],
  ['nothing', () => Buffer.alloc(0), 'The file is not a font.'],
  ['a text that begins like TrueType', () => Buffer.from('true and what follows'), NO_FONT],
  ['a text that begins like OpenType', () => Buffer.from(`OTTO${'x'.repeat(4_000)}`), NO_FONT],
  [
    'a text that begins like WOFF2',
    () => Buffer.from(`wOF2${'x'.repeat(400)}`),
    'The font is broken, or larger than 64 MB when unpacked.',
  ],
  ['half a font', () => WOFF2.subarray(0, WOFF2.byteLength / 2), NO_FONT],
  [
    'a font that says it is huge',
    () => changed(16, LARGEST_UNPACKED + 1),
    'The font is broken, or larger than 64 MB when unpacked.',
  ],
  ['a font without letters', iconFont, 'The font has no letters.'],
  [
    'a font of old Macintosh tools, whose signs are no letters either',
    () => Buffer.concat([Buffer.from('true'), iconFont().subarray(4)]),
    'The font has no letters.',
  ],
  [
    'a font that maps four thousand million characters',
    endlessFont,
    'The font cannot be read within the limits of memory.',
  ],
];

describe('CRE-3 SEC-4 fonts from outside', () => {
  it('a real font is known by its kind and the name it gives itself', async () => {
    expect(await checkFont(WOFF2)).toEqual({ ok: true, family: 'Inter', mediaType: 'font/woff2' });
  });

  it.each(HOSTILE)(
    '%s is refused in a sentence',
    async (_name, make, message) => {
      expect(await checkFont(make())).toEqual({ ok: false, message });
    },
    30_000,
  );
});
