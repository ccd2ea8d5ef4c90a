import { cutPage, type Page } from '#kernel/page';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import type { BrandDetail, BrandSummary } from './contract.ts';
import { brandError } from './errors.ts';
import { findBrand, listBrands as findBrands, type StoredBrand } from './store.ts';

/** Brands by key. */
export async function listBrands(
  ctx: Context,
  input: { limit: number; after?: string | undefined },
): Promise<Page<BrandSummary>> {
  authorise(ctx, 'brands.read');
  const found = await findBrands(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  const page = cutPage(found, input.limit, (brand) => brand.key);
  return { ...page, items: page.items.map(summaryOf) };
}

/** One brand with its kit. Throws `brands.unknown`. */
export async function getBrand(ctx: Context, input: { id: string }): Promise<BrandDetail> {
  authorise(ctx, 'brands.read');
  const brand = await findBrand(ctx.db, ctx.workspaceId, input.id);
  if (brand === undefined) throw brandError('brands.unknown', input);
  return { ...summaryOf(brand), document: { ...brand.document }, files: { ...brand.files } };
}

function summaryOf({ id, key, name, revision, updatedAt }: StoredBrand): BrandSummary {
  return { id, key, name, revision, updatedAt };
}
