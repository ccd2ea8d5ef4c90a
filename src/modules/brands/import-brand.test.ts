import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#kernel/errors';
import type { Database } from '#platform/db/database';
import { historyOf } from '#platform/events/outbox';
import { type FileStore, openFileStore } from '#platform/files/file-store';
import { pictureKind } from '#platform/files/picture-kind';
import { createTestDatabase, testContext } from '#test/database';
import { copyFont, drawPicture } from '#test/pictures';
import { importBrand } from './import-brand.ts';

let base = '';
let folder = '';
let db: Database;
let files: FileStore;
beforeAll(async () => {
  db = await createTestDatabase();
  base = mkdtempSync(join(tmpdir(), 'aicmo-brand-'));
  files = openFileStore(join(base, 'files'));
});
beforeEach(async () => {
  folder = mkdtempSync(join(base, 'kit-'));
  writeFileSync(join(folder, 'logo.png'), await drawPicture('png'));
  copyFont(join(folder, 'text.woff2'));
  writeFileSync(join(folder, 'fake.woff2'), 'not a font');
});
afterAll(async () => {
  await db.close();
  rmSync(base, { recursive: true, force: true });
});

function importKit(rest: string): ReturnType<typeof importBrand> {
  writeFileSync(join(folder, 'brand.yaml'), `name: K\ncolours: {primary: "#123"}\n${rest}`);
  return importBrand({ ...testContext(db), files }, { folder });
}

/** The lines a person sees when a kit is refused, without the folder. */
async function said(rest: string): Promise<string[]> {
  try {
    await importKit(rest);
  } catch (error) {
    if (error instanceof AppError) return error.message.replaceAll(`${folder}/`, '').split('\n');
    throw error;
  }
  return ['accepted'];
}

const FONTS = 'fonts: {display: Sora, text: {family: T, files: [{path: text.woff2}]}}\n';

describe('the files of a brand kit', () => {
  it('CRE-3: logo and fonts beside the kit are found and kept', async () => {
    const { brand } = await importKit(`logo: {on_light: logo.png}\n${FONTS}`);
    expect(Object.keys(brand.files).toSorted()).toEqual(['fonts.text.0', 'logo.onLight']);
    const font = await files.read(brand.files['fonts.text.0'] ?? '');
    expect(font.equals(readFileSync(join(folder, 'text.woff2')))).toBe(true);
  });

  it('CRE-3: one family for headline and text is two roles of one file', async () => {
    const { brand } = await importKit('fonts: {family: T, files: [{path: text.woff2}]}\n');
    expect(Object.keys(brand.files).toSorted()).toEqual(['fonts.display.0', 'fonts.text.0']);
    expect(brand.files['fonts.text.0']).toBe(brand.files['fonts.display.0']);
  });

  it('CRE-3: every logo is kept as PNG, which loses nothing, and its record says so', async () => {
    writeFileSync(join(folder, 'logo.jpg'), await drawPicture('jpeg'));
    const { brand } = await importKit('logo: {on_light: logo.png, on_dark: logo.jpg}\n');
    const kinds = await db.pool.query<{ sha256: string; media_type: string }>(
      'select sha256, media_type from file where sha256 = any($1)',
      [Object.values(brand.files)],
    );
    const kindOf = Object.fromEntries(kinds.rows.map((row) => [row.sha256, row.media_type]));
    expect(kindOf[brand.files['logo.onLight'] ?? '']).toBe('image/png');
    expect(kindOf[brand.files['logo.onDark'] ?? '']).toBe('image/png');
    const kept = await files.read(brand.files['logo.onDark'] ?? '');
    expect(pictureKind(kept)).toBe('png');
  });

  it('BRF-5: missing, foreign and false files are refused at their lines, all at once', async () => {
    const lines = await said(
      'logo:\n  on_light: ../logo.png\n  on_dark: lgo.png\nfonts: {text: {family: T, files: [{path: fake.woff2}]}}\n',
    );
    expect(lines.filter((line) => line.startsWith('brand.yaml'))).toEqual([
      'brand.yaml:4:13: error: The path leads out of the folder.',
      'brand.yaml:5:12: error: The file lgo.png does not exist.',
      'brand.yaml:6:42: error: The file is not a font.',
    ]);
    expect(lines.filter((line) => line.startsWith('  hint'))).toEqual([
      '  hint: Put the file beside the document and write its relative path, such as images/product.png.',
      '  hint: Did you mean logo.png?',
      '  hint: Use a WOFF2, WOFF, TrueType or OpenType file.',
    ]);
  });

  it('BRF-5: a font file is refused once, with the nearest name, though two roles use it', async () => {
    const lines = await said('fonts: {family: T, files: [{path: txt.woff2}]}\n');
    expect(lines).toEqual([
      'The brand kit brand.yaml cannot be used:',
      'brand.yaml:3:35: error: The file txt.woff2 does not exist.',
      '  3 | fonts: {family: T, files: [{path: txt.woff2}]}',
      '    |                                   ^^^^^^^^^',
      '  field: fonts.files[0].path',
      '  hint: Did you mean text.woff2?',
    ]);
  });

  it('BRF-5: a folder without a kit is named, and nothing of a refused kit is kept', async () => {
    await expect(importBrand({ ...testContext(db), files }, { folder: base })).rejects.toThrow(
      `There is no brand kit in ${base}: a folder with a brand.yaml is wanted. The file does not exist.`,
    );
    const red = await drawPicture('png', '#ff0000');
    writeFileSync(join(folder, 'red.png'), red);
    const before = await db.pool.query('select 1 from file');
    await said('logo: {on_light: red.png, on_dark: none.png}\n');
    expect((await db.pool.query('select 1 from file')).rowCount).toBe(before.rowCount);
  });
});

describe('revisions of a brand kit', () => {
  it('CRE-3 BRF-4: new, unchanged, changed words and a changed logo under its old name', async () => {
    const kit = 'key: four\nlogo: {on_light: logo.png}\n';
    const seen: [number, boolean][] = [];
    const take = async (rest: string): Promise<string> => {
      const { brand, hasChanged } = await importKit(rest);
      seen.push([brand.revision, hasChanged]);
      return brand.id;
    };
    const id = await take(kit);
    await take(`# a comment\n${kit}`);
    await take(`${kit}shape: angular\n`);
    writeFileSync(join(folder, 'logo.png'), await drawPicture('png', '#00aa00'));
    expect(await take(`${kit}shape: angular\n`)).toBe(id);
    expect(seen).toEqual([
      [1, true],
      [1, false],
      [2, true],
      [3, true],
    ]);
    const ctx = testContext(db);
    const events = await historyOf(db, { workspaceId: ctx.workspaceId, type: 'brand', id, limit: 10 });
    expect(events.map(({ type, payload }) => [type, payload['revision']])).toEqual([
      ['brand.imported', 1],
      ['brand.imported', 2],
      ['brand.imported', 3],
    ]);
  });
});
