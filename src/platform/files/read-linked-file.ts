import { readdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { nearestName } from '#kernel/fold-key';
import { readBoundedFile } from './read-bounded-file.ts';
import { resolveInside } from './resolve-inside.ts';

/** Why a linked file cannot be used: an expected outcome, in words for the person who wrote the link. */
export interface LinkRefusal {
  readonly ok: false;
  readonly reason: string;
  readonly message: string;
  readonly hint: string;
}

/** Reads a file of at most `maxBytes` that a document links to, if it lies inside the allowed folder. */
export async function readLinkedFile(
  root: string,
  link: string,
  maxBytes: number,
): Promise<{ readonly ok: true; readonly bytes: Uint8Array } | LinkRefusal> {
  const resolved = await resolveInside(root, link);
  if (resolved.ok) return readBoundedFile(resolved.path, maxBytes);
  if (resolved.reason !== 'missing') return resolved;
  const near = await nearestFile(root, link);
  const message = `The file ${link} does not exist.`;
  return { ...resolved, message, hint: near === undefined ? resolved.hint : `Did you mean ${near}?` };
}

async function nearestFile(root: string, link: string): Promise<string | undefined> {
  const folder = resolve(root, dirname(link));
  const names = await readdir(folder).catch(() => []);
  const near = nearestName(basename(link), names.slice(0, 1_000));
  return near === undefined ? undefined : link.slice(0, link.length - basename(link).length) + near;
}
