import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeJpeg } from './encode.ts';

const pixels = new Uint8Array(64 * 48 * 4).fill(180);
const label = { writer: 'offline', campaign: 'Herbst & "Winter" <2026>', variant: 'v-1 (second)' } as const;

describe('CRE-2 files say where their words come from', () => {
  it('labels offline output in EXIF and XMP', async () => {
    const bytes = await encodeJpeg({ pixels, width: 64, height: 48 }, { label });
    const meta = await sharp(bytes).metadata();
    expect(meta).toMatchObject({ format: 'jpeg', width: 64, height: 48 });
    const xmp = meta.xmp?.toString('utf8') ?? '';
    expect(xmp).toContain('aicmo:writer="offline"');
    expect(xmp).toContain('Herbst &#38; &#34;Winter&#34; &#60;2026&#62;');
    const exif = meta.exif?.toString('latin1') ?? '';
    expect(exif).toContain('AICMO, offline writer');
    expect(exif).toContain('variant v-1 [second], writer offline');
  });

  it('gives equal bytes for equal input, and smaller ones at lower quality', async () => {
    const first = await encodeJpeg({ pixels, width: 64, height: 48 }, { label });
    expect(await encodeJpeg({ pixels, width: 64, height: 48 }, { label })).toEqual(first);
    const noisy = pixels.map((_, index) => (index * 7919) % 251);
    const fine = await encodeJpeg({ pixels: noisy, width: 64, height: 48 }, { label, quality: 95 });
    const coarse = await encodeJpeg({ pixels: noisy, width: 64, height: 48 }, { label, quality: 40 });
    expect(coarse.length).toBeLessThan(fine.length);
  });
});
