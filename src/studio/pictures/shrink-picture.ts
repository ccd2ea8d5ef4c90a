import sharp from 'sharp';

/** Widths in pixels that a list shows, and a tile of a gallery, both on screens of high density. */
export const SMALL_WIDTHS = [160, 640] as const;

/** A JPEG `width` pixels wide, with the labels of the whole one; what is narrower already keeps its size. */
export function shrinkPicture(bytes: Uint8Array, width: (typeof SMALL_WIDTHS)[number]): Promise<Buffer> {
  return sharp(bytes)
    .resize({ width, withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .keepExif()
    .keepXmp()
    .toBuffer();
}
