import { sql } from 'kysely';
import { firstRow, rows, type Db, type Tx } from '#platform/db/database';
import type { BrandDocument, KitOrigin } from './brand-document.ts';
import type { KitRevision, KitRevisionDetail } from './contract.ts';

/** A brand with its kit and the addresses of the kit's files by role, such as `logo.onLight`. */
export interface StoredBrand {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly revision: number;
  readonly contentHash: string;
  readonly document: BrandDocument;
  readonly files: Readonly<Record<string, string>>;
  /** Where the present revision came from. */
  readonly origin: KitOrigin;
  readonly updatedAt: Date;
}

const COLUMNS = sql.raw(
  `id, key, name, revision, content_hash as "contentHash", document, files, origin, updated_at as "updatedAt"`,
);

/** A brand by id, key or name (whatever its case). `lock` keeps others from changing it until the commit. */
export function findBrand(
  db: Db,
  workspaceId: string,
  ref: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<StoredBrand | undefined> {
  return firstRow(
    db,
    sql<StoredBrand>`select ${COLUMNS} from brand where workspace_id = ${workspaceId}
      and (id = ${ref} or key = ${ref} or lower(name) = lower(${ref})) order by (id = ${ref}) desc, (key = ${ref}) desc limit 1
      ${lock ? sql`for update` : sql``}`,
  );
}

/** Brands by their ids, in no order; those that are not there are left out. */
export function findBrands(db: Db, workspaceId: string, ids: readonly string[]): Promise<StoredBrand[]> {
  return rows(
    db,
    sql<StoredBrand>`select ${COLUMNS} from brand where workspace_id = ${workspaceId} and id = any(${[...ids]})`,
  );
}

/** Brands by key, one more than `limit`; of those with a text in key or name where one is given. */
export function listBrands(
  db: Db,
  filter: { workspaceId: string; limit: number; after?: string | undefined; text?: string | undefined },
): Promise<StoredBrand[]> {
  const after = filter.after === undefined ? sql`` : sql`and key > ${filter.after}`;
  const text =
    filter.text === undefined
      ? sql``
      : sql`and (strpos(key, lower(${filter.text})) > 0 or strpos(lower(name), lower(${filter.text})) > 0)`;
  return rows(
    db,
    sql<StoredBrand>`select ${COLUMNS} from brand where workspace_id = ${filter.workspaceId} ${after} ${text} order by key limit ${filter.limit + 1}`,
  );
}

/** Another brand of a name, whatever its case. */
export function findNamesake(
  db: Db,
  workspaceId: string,
  { name, key }: { name: string; key: string },
): Promise<{ key: string } | undefined> {
  return firstRow(
    db,
    sql<{
      key: string;
    }>`select key from brand where workspace_id = ${workspaceId} and lower(name) = lower(${name}) and key <> ${key} limit 1`,
  );
}

export type NewBrand = Omit<StoredBrand, 'revision' | 'updatedAt'> & { readonly at: Date };

/** Writes a new brand with its first revision; undefined where its key is taken. */
export async function insertBrand(
  tx: Tx,
  workspaceId: string,
  brand: NewBrand,
): Promise<StoredBrand | undefined> {
  const row = await firstRow(
    tx,
    sql<StoredBrand>`insert into brand (workspace_id, id, key, name, revision, content_hash, document, files, origin, created_at, updated_at)
      values (${workspaceId}, ${brand.id}, ${brand.key}, ${brand.name}, 1, ${brand.contentHash}, ${JSON.stringify(brand.document)},
        ${JSON.stringify(brand.files)}, ${brand.origin}, ${brand.at}, ${brand.at})
      on conflict (workspace_id, key) do nothing returning ${COLUMNS}`,
  );
  if (row !== undefined) await insertRevision(tx, workspaceId, row);
  return row;
}

/** Writes the next revision of a brand that the transaction has locked. */
export async function reviseBrand(
  tx: Tx,
  workspaceId: string,
  kit: Pick<StoredBrand, 'id' | 'contentHash' | 'document' | 'files' | 'origin'> & {
    readonly at: Date;
    readonly restoredFrom?: number | undefined;
  },
): Promise<StoredBrand> {
  const row = await firstRow(
    tx,
    sql<StoredBrand>`update brand set name = ${kit.document.name}, revision = revision + 1, content_hash = ${kit.contentHash},
        document = ${JSON.stringify(kit.document)}, files = ${JSON.stringify(kit.files)}, origin = ${kit.origin}, updated_at = ${kit.at}
      where workspace_id = ${workspaceId} and id = ${kit.id} returning ${COLUMNS}`,
  );
  if (row === undefined) throw new Error(`the brand ${kit.id} was locked and is not there`);
  await insertRevision(tx, workspaceId, row, kit.restoredFrom);
  return row;
}

async function insertRevision(
  tx: Tx,
  workspaceId: string,
  kit: StoredBrand,
  restoredFrom?: number,
): Promise<void> {
  await rows(
    tx,
    sql`insert into brand_revision (workspace_id, brand_id, revision, content_hash, document, files, origin, restored_from, created_at)
      values (${workspaceId}, ${kit.id}, ${kit.revision}, ${kit.contentHash}, ${JSON.stringify(kit.document)},
        ${JSON.stringify(kit.files)}, ${kit.origin}, ${restoredFrom ?? null}, ${kit.updatedAt})`,
  );
}

const REVISION = sql.raw(`revision, origin, restored_from as "restoredFrom", created_at as "createdAt"`);

/** Revisions of a kit, newest first, one more than `limit`; those before the revision `after` where one is given. */
export function listKitRevisions(
  db: Db,
  filter: { workspaceId: string; brandId: string; limit: number; after?: number | undefined },
): Promise<KitRevision[]> {
  const after = filter.after === undefined ? sql`` : sql`and revision < ${filter.after}`;
  return rows(
    db,
    sql<KitRevision>`select ${REVISION} from brand_revision where workspace_id = ${filter.workspaceId}
      and brand_id = ${filter.brandId} ${after} order by revision desc limit ${filter.limit + 1}`,
  );
}

/** One revision of a kit as it was; undefined where it was not kept. */
export function findKitRevision(
  db: Db,
  workspaceId: string,
  ref: { brandId: string; revision: number },
): Promise<KitRevisionDetail | undefined> {
  return firstRow(
    db,
    sql<KitRevisionDetail>`select ${REVISION}, document, files from brand_revision
      where workspace_id = ${workspaceId} and brand_id = ${ref.brandId} and revision = ${ref.revision}`,
  );
}

/** Notes that a folder holds what a brand is now. */
export async function settleOrigin(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await rows(
    tx,
    sql`update brand set origin = 'folder' where workspace_id = ${workspaceId} and id = ${id} and origin <> 'folder'`,
  );
}
