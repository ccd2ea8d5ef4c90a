import { newId } from '#kernel/ids';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { slugify } from '#platform/structured-text/slug';
import type { BrandDocument } from './brand-document.ts';
import { checkDocument } from './check-document.ts';
import type { BrandDetail } from './contract.ts';
import { brandError } from './errors.ts';
import { keepEdit, kitHash, noteKit } from './keep-kit.ts';
import { brandDetailOf, needBrand } from './service.ts';
import { findNamesake, insertBrand, type StoredBrand } from './store.ts';
import { neutralMaterial } from './studio-brand.ts';

/** Makes a brand with a neutral look. Throws `brands.key_taken`, `brands.name_taken` or `brands.key_missing`. */
export async function createBrand(
  ctx: Context,
  input: { name: string; key?: string | undefined },
): Promise<BrandDetail> {
  authorise(ctx, 'brands.write');
  const { name } = input;
  const key = input.key ?? slugify(name);
  if (key === '') throw brandError('brands.key_missing', { name });
  const kit = { document: neutralDocument(key, name), files: {} };
  return withTransaction(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    const namesake = await findNamesake(tx, ctx.workspaceId, { name, key });
    if (namesake !== undefined) throw brandError('brands.name_taken', { name, key: namesake.key });
    const after = await insertBrand(tx, ctx.workspaceId, {
      ...kit,
      id: newId('brd', at.getTime()),
      key,
      name,
      contentHash: kitHash(kit),
      origin: 'edited',
      at,
    });
    if (after === undefined) throw brandError('brands.key_taken', { key });
    await noteKit(tx, ctx, { type: 'brand.created', before: undefined, after });
    return brandDetailOf(after);
  });
}

function neutralDocument(key: string, name: string): BrandDocument {
  const { colours, fonts, shape } = neutralMaterial(name).look;
  return {
    key,
    name,
    language: 'en',
    colours,
    fonts: { display: { family: fonts.display.family }, text: { family: fonts.text.family } },
    logo: {},
    shape,
    voice: { formality: {}, tone: [], values: [], preferredWords: {}, bannedWords: {}, hashtags: {} },
    legalLines: {},
    extra: {},
  };
}

/**
 * Changes a kit as it was seen at a revision: the next revision, or nothing when it is the same. Throws
 * `brands.changed` where it is at another one by now, and `brands.document_invalid` with each problem at its field.
 */
export async function updateBrand(
  ctx: Context,
  input: { id: string; revision: number; document: BrandDocument },
): Promise<BrandDetail> {
  authorise(ctx, 'brands.write');
  const seen = await needBrand(ctx.db, ctx.workspaceId, input.id);
  demandRevision(seen, input.revision);
  const kit = await checkDocument(input.document, seen);
  return withTransaction(ctx.db, async (tx) => {
    const before = await lockRevision(tx, ctx, input);
    return brandDetailOf(await keepEdit(tx, ctx, { before, kit }));
  });
}

/** The brand, locked, if it is at the revision that was seen. Throws `brands.changed` or `brands.unknown`. */
export async function lockRevision(
  tx: Tx,
  ctx: Context,
  { id, revision }: { id: string; revision: number },
): Promise<StoredBrand> {
  const before = await needBrand(tx, ctx.workspaceId, id, { lock: true });
  demandRevision(before, revision);
  return before;
}

/** Throws `brands.changed` where a brand is not at the revision that was seen. */
export function demandRevision({ revision }: StoredBrand, seen: number): void {
  if (revision !== seen) throw brandError('brands.changed', { revision, seen });
}
