import { lstat } from 'node:fs/promises';
import type { FileSignature } from './read-bounded-file.ts';

/** What one look at a name found; undefined when nothing is there. */
export type Look = (FileSignature & { readonly ctimeMs: number; readonly dev: number }) | undefined;

/** The state of a name without following links. The change time is part of it: new rights make a file new. */
export async function lookAt(path: string): Promise<Look> {
  try {
    const { size, mtimeMs, ctimeMs, ino, dev } = await lstat(path);
    return { size, mtimeMs, ctimeMs, ino, dev };
  } catch {
    return undefined;
  }
}

export function sameLook(a: Look, b: Look): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.size === b.size &&
    a.mtimeMs === b.mtimeMs &&
    a.ctimeMs === b.ctimeMs &&
    a.ino === b.ino &&
    a.dev === b.dev
  );
}

/** Dot files and names under which editors, browsers and copy tools keep half-made files. */
export function isTemporaryName(name: string): boolean {
  return /^[.~#]|[~#]$|\.(?:swp|swo|swx|part|partial|tmp|temp|crdownload|download|bak|filepart)$/i.test(name);
}
