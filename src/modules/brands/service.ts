import { cutPage, type Page } from '#kernel/page';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import type { Db } from '#platform/db/database';
import type { FileStore } from '#platform/files/file-store';
import type { BrandDetail, BrandSummary } from './contract.ts';
import { brandError } from './errors.ts';
import { findBrand, listBrands as findBrands, type StoredBrand } from './store.ts';

/** A context of verbs that read or keep files. */
export type FileContext = Context & { readonly files: FileStore };

/** Brands by key. */
export async function listBrands(
  ctx: Context,
  input: { limit: number; after?: string | undefined; text?: string | undefined },
): Promise<Page<BrandSummary>> {
  authorise(ctx, 'brands.read');
  const found = await findBrands(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  const page = cutPage(found, input.limit, (brand) => brand.key);
  return { ...page, items: page.items.map(summaryOf) };
}

/** One brand with its kit. Throws `brands.unknown`. */
export async function getBrand(ctx: Context, input: { id: string }): Promise<BrandDetail> {
  authorise(ctx, 'brands.read');
  return brandDetailOf(await needBrand(ctx.db, ctx.workspaceId, input.id));
}

/** The logo of a brand for a ground, with its address. Throws `brands.unknown` or `brands.file_unknown`. */
export async function readBrandLogo(
  ctx: FileContext,
  input: { id: string; side: string },
): Promise<{ address: string; read: () => Promise<Buffer> }> {
  authorise(ctx, 'brands.read');
  const { key, files } = await needBrand(ctx.db, ctx.workspaceId, input.id);
  const address = files[`logo.${input.side}`];
  if (address === undefined) throw brandError('brands.file_unknown', { key });
  return { address, read: () => ctx.files.read(address) };
}

/** A brand by id, key or name. Throws `brands.unknown`. */
export async function needBrand(
  db: Db,
  workspaceId: string,
  id: string,
  options: { lock?: boolean } = {},
): Promise<StoredBrand> {
  const brand = await findBrand(db, workspaceId, id, options);
  if (brand === undefined) throw brandError('brands.unknown', { id });
  return brand;
}

/** A brand as the API shows it. */
export function brandDetailOf(brand: StoredBrand): BrandDetail {
  return { ...summaryOf(brand), document: brand.document, files: { ...brand.files } };
}

function summaryOf({ id, key, name, revision, updatedAt, origin, document }: StoredBrand): BrandSummary {
  return { id, key, name, revision, updatedAt, origin, colours: document.colours };
}
