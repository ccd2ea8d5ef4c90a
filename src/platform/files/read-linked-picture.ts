import { readdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { sha256 } from '#kernel/hash';
import { nearestName } from '#platform/structured-text/fold-key';
import { pictureKind, type PictureKind } from './picture-kind.ts';
import { readBoundedFile } from './read-bounded-file.ts';
import { resolveInside } from './resolve-inside.ts';

export const MAX_PICTURE_BYTES = 20 * 1024 * 1024;

export interface LinkedPicture {
  readonly ok: true;
  /** Real path, inside the allowed folder. */
  readonly path: string;
  readonly kind: PictureKind;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

export type LinkedPictureOutcome =
  | LinkedPicture
  | { readonly ok: false; readonly reason: string; readonly message: string; readonly hint: string };

/** Reads a PNG, JPEG or WebP of at most 20 MB that a document links to, if it lies inside the allowed folder. */
export async function readLinkedPicture(root: string, link: string): Promise<LinkedPictureOutcome> {
  const resolved = await resolveInside(root, link);
  if (!resolved.ok) {
    if (resolved.reason !== 'missing') return resolved;
    const near = await nearestFile(root, link);
    const message = `The file ${link} does not exist.`;
    return { ...resolved, message, hint: near === undefined ? resolved.hint : `Did you mean ${near}?` };
  }
  const read = await readBoundedFile(resolved.path, MAX_PICTURE_BYTES);
  if (!read.ok) return read;
  const kind = pictureKind(read.bytes);
  if (kind === undefined) {
    const message = 'The file is not a PNG, JPEG or WebP picture.';
    return { ok: false, reason: 'kind', message, hint: 'Save the picture as PNG, JPEG or WebP.' };
  }
  return { ok: true, path: resolved.path, kind, sha256: sha256(read.bytes), bytes: read.bytes };
}

async function nearestFile(root: string, link: string): Promise<string | undefined> {
  const folder = resolve(root, dirname(link));
  const names = await readdir(folder).catch(() => []);
  const near = nearestName(basename(link), names.slice(0, 1_000));
  return near === undefined ? undefined : link.slice(0, link.length - basename(link).length) + near;
}
