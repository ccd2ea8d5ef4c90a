import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';

export type OutsideReason =
  | 'url'
  | 'nul'
  | 'absolute'
  | 'backslash'
  | 'parent'
  | 'empty'
  | 'link_out'
  | 'missing'
  | 'failed';

export type ResolveOutcome =
  | { readonly ok: true; /** Real path, without links. */ readonly path: string }
  | { readonly ok: false; readonly reason: OutsideReason; readonly message: string; readonly hint: string };

/** Resolves a relative link that stands in a document to a real path inside a folder; refuses every way out. */
export async function resolveInside(root: string, link: string): Promise<ResolveOutcome> {
  const refusal = refuseByLook(link);
  if (refusal !== undefined) return refusal;
  const target = resolve(root, link);
  if (!isWithin(resolve(root), target)) return refuse('parent');
  try {
    const realRoot = await realpath(root);
    const path = await realpath(resolve(realRoot, link));
    return isWithin(realRoot, path) ? { ok: true, path } : refuse('link_out');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    return refuse(code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'failed');
  }
}

function refuseByLook(link: string): ResolveOutcome | undefined {
  if (link.trim() === '') return refuse('empty');
  if (link.includes('\0')) return refuse('nul');
  if (/^[a-z]:[\\/]/i.test(link) || isAbsolute(link) || link.startsWith('~/')) return refuse('absolute');
  if (/^[a-z][a-z0-9+.-]*:/i.test(link) || link.startsWith('//')) return refuse('url');
  if (link.includes('\\')) return refuse('backslash');
  return undefined;
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function refuse(reason: OutsideReason): ResolveOutcome {
  const [message, hint] = SENTENCES[reason];
  return { ok: false, reason, message, hint };
}

const BESIDE = 'Put the file beside the document and write its relative path, such as images/product.png.';

const SENTENCES: Readonly<Record<OutsideReason, readonly [string, string]>> = {
  url: ['Addresses are not loaded; a file is expected.', BESIDE],
  nul: ['A NUL character stands in the path.', 'Remove it.'],
  absolute: ['Absolute paths are not allowed.', BESIDE],
  backslash: ['The path is written with backslashes.', 'Write it with slashes, such as images/product.png.'],
  parent: ['The path leads out of the folder.', BESIDE],
  empty: ['The path is empty.', BESIDE],
  link_out: ['The path leads out of the folder through a symbolic link.', BESIDE],
  missing: ['The file does not exist.', 'Check the spelling, upper and lower case included.'],
  failed: ['The path cannot be followed.', 'Check the rights of its folders, and links that go in a circle.'],
};
