import { sql } from 'kysely';
import { firstRow, rows, type Db, type Tx } from '#platform/db/database';
import type { BrandDocument } from './brand-document.ts';

/** A brand with its kit and the addresses of the kit's files by role, such as `logo.onLight`. */
export interface StoredBrand {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly revision: number;
  readonly contentHash: string;
  readonly document: BrandDocument;
  readonly files: Readonly<Record<string, string>>;
  readonly updatedAt: Date;
}

const COLUMNS = sql.raw(
  `id, key, name, revision, content_hash as "contentHash", document, files, updated_at as "updatedAt"`,
);

/** A brand by id, key or name (whatever its case). */
export function findBrand(db: Db, workspaceId: string, ref: string): Promise<StoredBrand | undefined> {
  return firstRow(
    db,
    sql<StoredBrand>`select ${COLUMNS} from brand where workspace_id = ${workspaceId}
      and (id = ${ref} or key = ${ref} or lower(name) = lower(${ref})) order by (key = ${ref}) desc limit 1`,
  );
}

/** Brands by key, one more than `limit`. */
export function listBrands(
  db: Db,
  filter: { workspaceId: string; limit: number; after?: string | undefined },
): Promise<StoredBrand[]> {
  const after = filter.after === undefined ? sql`` : sql`and key > ${filter.after}`;
  return rows(
    db,
    sql<StoredBrand>`select ${COLUMNS} from brand where workspace_id = ${filter.workspaceId} ${after} order by key limit ${filter.limit + 1}`,
  );
}

export type NewBrand = Omit<StoredBrand, 'revision' | 'updatedAt'> & { readonly at: Date };

/**
 * Writes a kit: a new brand, a new revision, or nothing when the content is the same. Returns the brand, whether it
 * changed, and how it was before.
 */
export async function upsertBrand(
  tx: Tx,
  workspaceId: string,
  brand: NewBrand,
): Promise<{ brand: StoredBrand; hasChanged: boolean; before: StoredBrand | undefined }> {
  const before = await firstRow(
    tx,
    sql<StoredBrand>`select ${COLUMNS} from brand where workspace_id = ${workspaceId} and key = ${brand.key} for update`,
  );
  const row = await firstRow(
    tx,
    sql<StoredBrand>`insert into brand (workspace_id, id, key, name, revision, content_hash, document, files, created_at, updated_at)
      values (${workspaceId}, ${brand.id}, ${brand.key}, ${brand.name}, 1, ${brand.contentHash}, ${JSON.stringify(brand.document)},
        ${JSON.stringify(brand.files)}, ${brand.at}, ${brand.at})
      on conflict (workspace_id, key) do update set name = excluded.name, revision = brand.revision + 1,
        content_hash = excluded.content_hash, document = excluded.document, files = excluded.files, updated_at = excluded.updated_at
        where brand.content_hash <> excluded.content_hash
      returning ${COLUMNS}`,
  );
  if (row !== undefined) return { brand: row, hasChanged: true, before };
  const present = await findBrand(tx, workspaceId, brand.key);
  if (present === undefined) throw new Error('the brand was neither written nor found');
  return { brand: present, hasChanged: false, before: present };
}
