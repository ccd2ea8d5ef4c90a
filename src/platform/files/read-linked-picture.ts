import { pictureKind, type PictureKind } from './picture-kind.ts';
import { type LinkRefusal, readLinkedFile } from './read-linked-file.ts';

const MAX_PICTURE_BYTES = 20 * 1024 * 1024;

/** Reads a PNG, JPEG or WebP of at most 20 MB that a document links to, if it lies inside the allowed folder. */
export async function readLinkedPicture(
  root: string,
  link: string,
): Promise<{ readonly ok: true; readonly kind: PictureKind; readonly bytes: Uint8Array } | LinkRefusal> {
  const read = await readLinkedFile(root, link, MAX_PICTURE_BYTES);
  if (!read.ok) return read;
  const kind = pictureKind(read.bytes);
  if (kind !== undefined) return { ok: true, kind, bytes: read.bytes };
  const message = 'The file is not a PNG, JPEG or WebP picture.';
  return { ok: false, reason: 'kind', message, hint: 'Save the picture as PNG, JPEG or WebP.' };
}
