import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sha256 } from '#kernel/hash';
import { coverageOf } from './coverage.ts';
import { fallbackFamilies, HOUSE_FAMILIES } from './families.ts';
import { characterSetOf, subsetFilesOf } from './font-files.ts';
import type { TreeNode } from './tree.ts';
import { createTypeRenderer, type FontSource, type PreparedType } from './type-renderer.ts';

const renderer = createTypeRenderer();
const SORA: FontSource = { family: 'Sora' };

function line(prepared: PreparedType, font: FontSource, text: string, weight = 400): TreeNode {
  return {
    type: 'container',
    style: { position: 'relative', width: 600, height: 90, backgroundColor: '#ffffff' },
    children: [
      {
        type: 'text',
        text,
        style: {
          position: 'absolute',
          left: 0,
          top: 0,
          fontFamily: prepared.stackFor(font),
          fontSize: 60,
          fontWeight: weight,
          color: '#000000',
        },
      },
    ],
  };
}

async function inkOf(
  prepared: PreparedType,
  font: FontSource,
  text: string,
  weight?: number,
): Promise<number> {
  const pixels = await prepared.draw(line(prepared, font, text, weight), { width: 600, height: 90 });
  let dark = 0;
  for (let at = 0; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 128) dark++;
  return dark;
}

describe('CRE-2 CRE-4 fonts of the house', () => {
  it('has the files of every family it names', () => {
    for (const { family } of HOUSE_FAMILIES) {
      const files = subsetFilesOf(family);
      expect(files.length).toBeGreaterThan(1);
      for (const file of files.slice(0, 2))
        expect(characterSetOf(readFileSync(file.path)).size).toBeGreaterThan(4);
    }
  });

  it('honours variable weights', async () => {
    const prepared = await renderer.prepare({ fonts: [SORA], locale: 'en', text: 'Weight' });
    expect(await inkOf(prepared, SORA, 'Weight', 800)).toBeGreaterThan(
      (await inkOf(prepared, SORA, 'Weight', 300)) * 1.4,
    );
  });

  it('adds the fonts that a locale and its characters need, and no others', async () => {
    const latin = await renderer.prepare({ fonts: [SORA], locale: 'de', text: 'Größe' });
    expect(latin.stackFor(SORA)).toBe("'Sora'");
    const arabic = await renderer.prepare({ fonts: [SORA], locale: 'ar', text: 'صوت AeroBuds' });
    expect(arabic.stackFor(SORA)).toBe("'Sora', 'Noto Sans Arabic'");
    const russian = await renderer.prepare({ fonts: [SORA], locale: 'ru', text: 'Тишина' });
    expect(russian.stackFor(SORA)).toBe("'Sora', 'Noto Sans'");
    expect(fallbackFamilies('ja', '漢字')[0]).toBe('Noto Sans JP');
    expect(fallbackFamilies('en', 'go 🎧').at(-1)).toBe('Twemoji');
  });

  it('tells characters that are borrowed from those that nobody has', async () => {
    const text = 'Über 静か \u{12000}';
    const prepared = await renderer.prepare({ fonts: [SORA], locale: 'ja', text });
    const found = prepared.coverage(SORA, text);
    expect(found.missing).toEqual(['\u{12000}']);
    expect(found.borrowed).toEqual(['静', 'か']);
    expect(found.lenders).toEqual(['Noto Sans JP']);
  });

  it('does not ask for glyphs of what is never drawn', () => {
    const found = coverageOf('a\u200b\u00ad\u200f\ufe0f\n ', [{ family: 'X', glyphs: new Set([97]) }]);
    expect(found).toEqual({ missing: [], borrowed: [], lenders: [] });
  });

  it('draws emoji in colour', async () => {
    const prepared = await renderer.prepare({ fonts: [SORA], locale: 'en', text: '🎧' });
    const pixels = await prepared.draw(line(prepared, SORA, '🎧'), { width: 600, height: 90 });
    const hues = new Set<string>();
    for (let at = 0; at < pixels.length; at += 4)
      hues.add(`${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`);
    expect(hues.size).toBeGreaterThan(20);
  });

  it("keeps two brands' files of one name apart, and says when a name is unknown", async () => {
    const file = (family: string): Uint8Array => {
      const found = subsetFilesOf(family).find((entry) => entry.key.endsWith('/latin'));
      if (found === undefined) throw new Error(family);
      return readFileSync(found.path);
    };
    const one: FontSource = { family: 'Corporate', files: [{ bytes: file('Fraunces'), weight: 400 }] };
    const two: FontSource = { family: 'Corporate', files: [{ bytes: file('Archivo'), weight: 400 }] };
    const first = await renderer.prepare({ fonts: [one], locale: 'en', text: 'Same' });
    const second = await renderer.prepare({ fonts: [two], locale: 'en', text: 'Same' });
    expect(first.stackFor(one)).not.toBe(second.stackFor(two));
    const print = async (p: PreparedType, f: FontSource): Promise<string> =>
      sha256(await p.draw(line(p, f, 'Same'), { width: 600, height: 90 }));
    expect(await print(first, one)).not.toBe(await print(second, two));
    const unknown: FontSource = { family: 'Helvetica Now' };
    const third = await renderer.prepare({ fonts: [unknown], locale: 'en', text: 'Same' });
    expect(third.substituteFor(unknown)).toBe('Inter');
  });

  it('refuses a font file that is none, and a picture source that was not handed over', async () => {
    const broken: FontSource = {
      family: 'Broken',
      files: [{ bytes: new Uint8Array([1, 2, 3, 4]), weight: 400 }],
    };
    await expect(renderer.prepare({ fonts: [broken], locale: 'en', text: 'a' })).rejects.toMatchObject({
      code: 'fonts.unreadable',
    });
    const prepared = await renderer.prepare({ fonts: [SORA], locale: 'en', text: 'a' });
    const tree: TreeNode = {
      type: 'container',
      style: {},
      children: [{ type: 'image', src: 'nowhere', style: { width: 5, height: 5 } }],
    };
    await expect(prepared.draw(tree, { width: 10, height: 10 })).rejects.toMatchObject({
      code: 'fonts.image_unregistered',
    });
  });

  it('drops its fonts when they outgrow the budget, and draws the same afterwards', async () => {
    const small = createTypeRenderer({ maxFontBytes: 60_000 });
    const before = await small.prepare({ fonts: [SORA], locale: 'en', text: 'Hello' });
    const first = sha256(await before.draw(line(before, SORA, 'Hello'), { width: 600, height: 90 }));
    await small.prepare({ fonts: [{ family: 'Noto Sans' }], locale: 'ru', text: 'Привет' });
    const after = await small.prepare({ fonts: [SORA], locale: 'en', text: 'Hello' });
    expect(sha256(await after.draw(line(after, SORA, 'Hello'), { width: 600, height: 90 }))).toBe(first);
  });
});
