import { mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#platform/db/database';
import { openFileStore } from '#platform/files/file-store';
import { sweepOrphans } from '#platform/files/sweep-orphans';
import { createTestDatabase, testContext } from '#test/database';
import { copyFont, drawPicture } from '#test/pictures';
import { addBrandFile, removeBrandFile } from './brand-files.ts';
import type { BrandDetail } from './contract.ts';
import { createBrand, updateBrand } from './edit-brand.ts';
import { exportBrand } from './export-brand.ts';
import { importBrand } from './import-brand.ts';
import { getKitRevision, listBrandRevisions, restoreBrand } from './restore-brand.ts';
import { type FileContext, getBrand } from './service.ts';

let base = '';
let db: Database;
let ctx: FileContext;
let font: Buffer;
beforeAll(async () => {
  db = await createTestDatabase();
  base = mkdtempSync(join(tmpdir(), 'aicmo-restore-'));
  ctx = { ...testContext(db), files: openFileStore(join(base, 'files')) };
  copyFont(join(base, 'font.woff2'));
  font = readFileSync(join(base, 'font.woff2'));
});
afterAll(async () => {
  await db.close();
  rmSync(base, { recursive: true, force: true });
});

const at = ({ id, revision }: BrandDetail): { id: string; revision: number } => ({ id, revision });

function change(brand: BrandDetail, part: Partial<BrandDetail['document']>): Promise<BrandDetail> {
  return updateBrand(ctx, { ...at(brand), document: { ...brand.document, ...part } });
}

/** A kit with a logo and a font at revision 3, which revision 4 to 6 change and take out. */
async function makeChanged(name: string): Promise<{ former: BrandDetail; newest: BrandDetail }> {
  let brand = await createBrand(ctx, { name });
  const logo = await drawPicture('png', '#204060');
  brand = await addBrandFile(ctx, { ...at(brand), place: 'logo.onLight', weight: 400, bytes: logo });
  const former = await addBrandFile(ctx, {
    ...at(brand),
    place: 'fonts.text',
    weight: 400,
    bytes: font,
  });
  brand = await change(former, { shape: 'angular', name: `${name} now` });
  brand = await removeBrandFile(ctx, { ...at(brand), place: 'logo.onLight', weight: 400 });
  return {
    former,
    newest: await removeBrandFile(ctx, { ...at(brand), place: 'fonts.text', weight: 400 }),
  };
}

async function entriesOf(id: string): Promise<{ before: unknown; after: unknown; action: string }[]> {
  const { rows } = await db.pool.query<{ record: string }>(
    `select record from audit_entry where subject_id = $1 order by sequence`,
    [id],
  );
  return rows.map(
    ({ record }) =>
      (JSON.parse(record) as { entry: { before: unknown; after: unknown; action: string } }).entry,
  );
}

describe('revisions of a kit', () => {
  it('CRE-3 each is kept as it was, newest first, with where it came from', async () => {
    const { former, newest } = await makeChanged('Listed');
    const { items } = await listBrandRevisions(ctx, { id: newest.key, limit: 50 });
    expect(items.map(({ revision }) => revision)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(items.every(({ origin, restoredFrom }) => origin === 'edited' && restoredFrom === null)).toBe(
      true,
    );
    const page = await listBrandRevisions(ctx, { id: newest.key, limit: 2 });
    expect(page.next).toBe('5');
    expect(
      (await listBrandRevisions(ctx, { id: newest.key, limit: 2, after: 5 })).items.map(
        ({ revision }) => revision,
      ),
    ).toEqual([4, 3]);
    const { document, files } = await getKitRevision(ctx, { id: newest.id, revision: 3 });
    expect({ document, files }).toEqual({ document: former.document, files: former.files });
    await expect(getKitRevision(ctx, { id: newest.id, revision: 7 })).rejects.toMatchObject({
      code: 'brands.revision_unknown',
      status: 404,
    });
  });

  it('CRE-3 an import keeps revisions too', async () => {
    const { newest } = await makeChanged('Imported');
    const folder = join(base, 'imported');
    await exportBrand(ctx, { id: newest.key, folder });
    await importBrand(ctx, { folder });
    const { items } = await listBrandRevisions(ctx, { id: newest.key, limit: 1 });
    expect(items).toMatchObject([{ revision: 6 }]);
    const fresh = await createTestDatabase();
    const there = { ...testContext(fresh), files: openFileStore(join(base, 'elsewhere')) };
    await importBrand(there, { folder });
    expect((await listBrandRevisions(there, { id: newest.key, limit: 9 })).items).toMatchObject([
      { revision: 1, origin: 'folder' },
    ]);
    await fresh.close();
  });
});

describe('restoring a former revision of a kit', () => {
  it('CRE-3 SEC-2 makes the next revision with the former kit and its files, and is on the record', async () => {
    const { former, newest } = await makeChanged('Restored');
    for (const address of Object.values(former.files)) utimesSync(ctx.files.pathOf(address), 0, 0);
    await sweepOrphans(db, ctx.files);
    const made = await restoreBrand(ctx, { id: newest.key, revision: 3, newest: 6 });
    expect(made).toMatchObject({ revision: 7, origin: 'edited', name: 'Restored' });
    expect({ document: made.document, files: made.files }).toEqual({
      document: former.document,
      files: former.files,
    });
    expect(Object.keys(made.files).toSorted()).toEqual(['fonts.text.0', 'logo.onLight']);
    for (const address of Object.values(made.files)) await ctx.files.read(address);
    const { items } = await listBrandRevisions(ctx, { id: newest.key, limit: 50 });
    expect(items).toHaveLength(7);
    expect(items[0]).toMatchObject({ revision: 7, restoredFrom: 3 });
    const { document } = await getKitRevision(ctx, { id: newest.id, revision: 6 });
    expect(document).toEqual(newest.document);
    expect((await entriesOf(newest.id)).at(-1)).toMatchObject({
      action: 'brand.edited',
      before: { revision: 6, shape: 'angular', name: 'Restored now', restoredFrom: null },
      after: { revision: 7, shape: 'rounded', name: 'Restored', restoredFrom: 3 },
    });
    // What is edited after it is no restoration.
    await change(made, { shape: 'angular' });
    expect(JSON.stringify((await entriesOf(newest.id)).at(-1))).not.toContain('restoredFrom');
  });

  it('CRE-3 restoring what the present kit says already changes nothing', async () => {
    const { newest } = await makeChanged('Same');
    const made = await restoreBrand(ctx, { id: newest.id, revision: 3, newest: 6 });
    for (const revision of [7, 3])
      expect(await restoreBrand(ctx, { id: newest.id, revision, newest: 7 })).toMatchObject({
        revision: 7,
        updatedAt: made.updatedAt,
      });
    expect((await listBrandRevisions(ctx, { id: newest.id, limit: 50 })).items).toHaveLength(7);
  });

  it('CRE-3 names the newest revision that was seen: where there is a newer one, nothing is lost', async () => {
    const { newest } = await makeChanged('Late');
    const later = await change(newest, { name: 'Late, but later' });
    await expect(restoreBrand(ctx, { id: newest.id, revision: 3, newest: 6 })).rejects.toMatchObject({
      code: 'brands.changed',
      status: 409,
      details: { revision: 7, seen: 6 },
    });
    expect(await getBrand(ctx, { id: newest.id })).toEqual(later);
    const both = await Promise.allSettled(
      [1, 3].map((revision) => restoreBrand(ctx, { id: newest.id, revision, newest: 7 })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await getBrand(ctx, { id: newest.id })).revision).toBe(8);
  });

  it('CRE-3 tells at its field what does not pass the checks of today', async () => {
    const { newest } = await makeChanged('Stale');
    // As a kit that an earlier version took.
    await db.pool.query(
      `update brand_revision set document = jsonb_set(jsonb_set(document, '{language}', '"qqq"'), '{fonts,display}', '{"family": "Comic"}')
        where brand_id = $1 and revision = 3`,
      [newest.id],
    );
    const refused = await restoreBrand(ctx, { id: newest.id, revision: 3, newest: 6 }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ code: 'brands.document_invalid', status: 422 });
    const { issues } = (refused as { details: { issues: { field: string }[] } }).details;
    expect(issues.map(({ field }) => field).toSorted()).toEqual(['fonts.display', 'language']);
    expect((await getBrand(ctx, { id: newest.id })).revision).toBe(6);
  });

  it('CRE-3 tells which of its files are gone from the file store', async () => {
    const { former, newest } = await makeChanged('Gone');
    const address = former.files['logo.onLight'] ?? '';
    const logo = await ctx.files.read(address);
    rmSync(ctx.files.pathOf(address));
    await expect(restoreBrand(ctx, { id: newest.id, revision: 3, newest: 6 })).rejects.toMatchObject({
      code: 'brands.document_invalid',
      details: {
        issues: [
          {
            field: 'logo.onLight',
            message: expect.stringContaining('logo-on-light.png of revision 3 is not in the file store'),
          },
        ],
      },
    });
    await ctx.files.put(logo);
    expect((await restoreBrand(ctx, { id: newest.id, revision: 3, newest: 6 })).revision).toBe(7);
  });

  it('CRE-3 a name that another brand has by now is refused', async () => {
    const { newest } = await makeChanged('Wanted');
    await createBrand(ctx, { name: 'Wanted', key: 'wanted-by-other' });
    await expect(restoreBrand(ctx, { id: newest.id, revision: 3, newest: 6 })).rejects.toMatchObject({
      code: 'brands.name_taken',
    });
  });

  it('CRE-3 a folder does not undo what was restored', async () => {
    const { newest } = await makeChanged('From folder');
    const folder = join(base, 'from-folder');
    await exportBrand(ctx, { id: newest.key, folder });
    await importBrand(ctx, { folder });
    await restoreBrand(ctx, { id: newest.id, revision: 3, newest: 6 });
    await expect(importBrand(ctx, { folder })).rejects.toMatchObject({ code: 'brands.edited' });
  });
});
