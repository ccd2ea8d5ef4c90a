import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawHeadphones } from '#studio/fixtures/pictures';
import { createByteLru } from './byte-lru.ts';
import { loadPicture } from './load-picture.ts';
import { createPictureShelf } from './picture-shelf.ts';

const square = (alpha: number): ReturnType<typeof sharp> =>
  sharp({ create: { width: 40, height: 30, channels: 4, background: { r: 200, g: 40, b: 40, alpha } } });

describe('CRE-1 pictures from outside', () => {
  it('re-encodes: PNG with alpha stays PNG, opaque becomes JPEG, metadata is gone', async () => {
    const cutout = await loadPicture(await square(0.5).png().toBuffer());
    expect(cutout).toMatchObject({ width: 40, height: 30, hasAlpha: true });
    expect((await sharp(cutout.bytes).metadata()).format).toBe('png');
    const photo = await loadPicture(
      await square(1)
        .withExif({ IFD0: { Copyright: 'someone' } })
        .webp()
        .toBuffer(),
    );
    const meta = await sharp(photo.bytes).metadata();
    expect(photo.hasAlpha).toBe(false);
    expect(meta.format).toBe('jpeg');
    expect(meta.exif).toBeUndefined();
  });

  it('turns a picture upright', async () => {
    const sideways = await square(1).removeAlpha().jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await loadPicture(sideways)).toMatchObject({ width: 30, height: 40 });
  });

  it.each([
    ['an empty file', new Uint8Array(), 'pictures.not_a_picture', 'the file is empty'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'pictures.not_a_picture', 'SVG'],
    ['a web page', Buffer.from('<!doctype html><p>404'), 'pictures.not_a_picture', 'web page'],
    ['a PDF', Buffer.from('%PDF-1.7 ...'), 'pictures.not_a_picture', 'PDF'],
    ['noise', Buffer.from([1, 2, 3, 4, 5]), 'pictures.not_a_picture', '01020304'],
    ['a PNG header only', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'pictures.damaged', 'Export it again'],
  ])('refuses %s and says what to do', async (_name, bytes, code, words) => {
    await expect(loadPicture(bytes)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words) as string,
    });
  });

  it('refuses a truncated JPEG, a fully transparent PNG and too many pixels', async () => {
    const whole = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#678' } })
      .composite([{ input: await square(0.7).png().toBuffer(), left: 90, top: 200 }])
      .jpeg()
      .toBuffer();
    await expect(loadPicture(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'pictures.damaged',
    });
    await expect(loadPicture(await square(0).png().toBuffer())).rejects.toMatchObject({
      code: 'pictures.empty',
    });
    const bomb = await sharp({ create: { width: 8000, height: 6000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await expect(loadPicture(bomb)).rejects.toMatchObject({ code: 'pictures.too_large' });
  });
});

describe('CRE-2 pictures on the shelf', () => {
  it('finds the outline, the feet and the tone of a cut-out', async () => {
    const picture = await drawHeadphones('#2c2f36', '#3a3d45', '#8d939f');
    const shape = await createPictureShelf().inspect(picture);
    expect(shape.isCutout).toBe(true);
    expect(shape.trim.x).toBeGreaterThan(150);
    expect(shape.trim.width).toBeLessThan(900);
    expect(shape.feet).toHaveLength(2);
  });

  it('makes a size once while there is room, and makes the same bytes anew when there is none', async () => {
    const picture = await drawHeadphones('#2c2f36', '#3a3d45', '#8d939f');
    const request = { picture, width: 120, height: 120, fit: 'exact' } as const;
    const roomy = createPictureShelf();
    const [first, second] = await Promise.all([roomy.png(request), roomy.png({ ...request, width: 120.2 })]);
    expect(second).toBe(first);
    expect(await roomy.raster(request)).toBe(await roomy.raster(request));
    const full = createPictureShelf(60_000);
    const made = await full.png(request);
    expect(await full.png(request)).not.toBe(made);
    expect((await full.png(request)).bytes).toEqual(first.bytes);
  });

  it('keeps to its budget of bytes', () => {
    const lru = createByteLru<string>(100);
    for (let i = 0; i < 50; i++) lru.set(`k${i}`, 'v', 30);
    expect(lru.weight()).toBeLessThanOrEqual(100);
    expect(lru.get('k49')).toBe('v');
    expect(lru.get('k1')).toBeUndefined();
    lru.set('huge', 'v', 101);
    expect(lru.get('huge')).toBeUndefined();
  });
});
