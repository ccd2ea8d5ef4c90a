import { cutPage, type Page } from '#kernel/page';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { type FileStore, isWhole } from '#platform/files/file-store';
import { linksOf } from './brand-document.ts';
import { checkDocument, documentError, type Issue } from './check-document.ts';
import type { BrandDetail, KitRevision, KitRevisionDetail } from './contract.ts';
import { demandRevision, lockRevision } from './edit-brand.ts';
import { brandError } from './errors.ts';
import { keepEdit } from './keep-kit.ts';
import { brandDetailOf, type FileContext, needBrand } from './service.ts';
import { findKitRevision, listKitRevisions, type StoredBrand } from './store.ts';

/** Revisions of a kit, newest first. Throws `brands.unknown`. */
export async function listBrandRevisions(
  ctx: Context,
  input: { id: string; limit: number; after?: number | undefined },
): Promise<Page<KitRevision>> {
  authorise(ctx, 'brands.read');
  const { workspaceId } = ctx;
  const { id: brandId } = await needBrand(ctx.db, workspaceId, input.id);
  const found = await listKitRevisions(ctx.db, { ...input, workspaceId, brandId });
  return cutPage(found, input.limit, ({ revision }) => String(revision));
}

/** A kit as it was at a revision. Throws `brands.unknown` or `brands.revision_unknown`. */
export async function getKitRevision(
  ctx: Context,
  input: { id: string; revision: number },
): Promise<KitRevisionDetail> {
  authorise(ctx, 'brands.read');
  return needRevision(ctx, await needBrand(ctx.db, ctx.workspaceId, input.id), input.revision);
}

/**
 * Brings a former revision of a kit back as a new one, with its files; nothing where the present one says the same.
 * Throws `brands.changed` where `newest` is not the newest any more, `brands.revision_unknown`, and
 * `brands.document_invalid` with each problem at its field where today's checks do not let the kit pass.
 */
export async function restoreBrand(
  ctx: FileContext,
  input: { id: string; revision: number; newest: number },
): Promise<BrandDetail> {
  authorise(ctx, 'brands.write');
  const { id, newest, revision } = input;
  const brand = await needBrand(ctx.db, ctx.workspaceId, id);
  // Before the work on the files, which costs more.
  demandRevision(brand, newest);
  const former = await needRevision(ctx, brand, revision);
  const kit = await checkDocument(former.document, { ...former, key: brand.key });
  await demandFiles(ctx.files, kit, revision);
  return withTransaction(ctx.db, async (tx) => {
    const before = await lockRevision(tx, ctx, { id: brand.id, revision: newest });
    return brandDetailOf(await keepEdit(tx, ctx, { before, kit, restoredFrom: revision }));
  });
}

async function needRevision(
  { db, workspaceId }: Context,
  { id, key }: StoredBrand,
  revision: number,
): Promise<KitRevisionDetail> {
  const found = await findKitRevision(db, workspaceId, { brandId: id, revision });
  if (found === undefined) throw brandError('brands.revision_unknown', { key, revision });
  return found;
}

/** Throws `brands.document_invalid` where files of a kit are not in the store any more, or not as they were kept. */
async function demandFiles(
  store: FileStore,
  { document, files }: Pick<StoredBrand, 'document' | 'files'>,
  revision: number,
): Promise<void> {
  const lost: Issue[] = [];
  for (const { role, field, link } of linksOf(document)) {
    const address = files[role];
    if (address === undefined || (await isWhole(store, address))) continue;
    const message = `The file ${link} of revision ${revision} is not in the file store as it was kept. Put the file store back from its backup, or upload the file to the present kit.`;
    lost.push({ field, message });
  }
  if (lost.length > 0) throw documentError(lost);
}
