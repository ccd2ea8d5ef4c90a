import { mkdir } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { authorise } from '#platform/auth/permissions';
import { writeAtomically } from '#platform/files/write-atomically';
import { brandError } from './errors.ts';
import { addressesByPath } from './kit-files.ts';
import { writeKitText } from './kit-text.ts';
import { type FileContext, needBrand } from './service.ts';
import type { StoredBrand } from './store.ts';

/**
 * Writes a kit into a folder: `brand.yaml` with logos and fonts beside it, in the place of what is there under these
 * names. Importing the folder gives the same kit. Returns the paths of the files. Throws `brands.unknown` or `files.*`.
 */
export async function exportBrand(
  ctx: FileContext,
  input: { id: string; folder: string },
): Promise<{ brand: StoredBrand; files: readonly string[] }> {
  authorise(ctx, 'brands.read');
  const brand = await needBrand(ctx.db, ctx.workspaceId, input.id);
  const folder = resolve(input.folder);
  const files = [...addressesByPath(brand)].map(([link, address]) => ({
    link,
    address,
    path: resolve(folder, link),
  }));
  const outside = files.find(({ path }) => !path.startsWith(folder + sep));
  // The reader of folders lets no such path in; it would have come another way.
  if (outside !== undefined) throw brandError('brands.file_unknown', { key: brand.key });
  await mkdir(folder, { recursive: true });
  for (const { path, address } of files) await writeAtomically(path, await ctx.files.read(address));
  // Last, so that a kit is never there without its files.
  await writeAtomically(resolve(folder, 'brand.yaml'), writeKitText(brand.document));
  return { brand, files: ['brand.yaml', ...files.map(({ link }) => link)] };
}
