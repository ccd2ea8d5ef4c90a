import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listLayouts } from '#studio/layouts/registry';
import { PALETTE_NAMES } from '#studio/colour/palettes';
import { RATIOS } from '#studio/model';
import type { Database } from '#platform/db/database';
import { historyOf } from '#platform/events/outbox';
import { openFileStore } from '#platform/files/file-store';
import { createTestDatabase, testContext } from '#test/database';
import { copyFont, drawPicture } from '#test/pictures';
import { addBrandFile, removeBrandFile } from './brand-files.ts';
import { checkDocument } from './check-document.ts';
import type { BrandDetail } from './contract.ts';
import { PREVIEW_LAYOUTS, PREVIEW_PALETTES, PREVIEW_RATIOS } from './contract.ts';
import { createBrand, updateBrand } from './edit-brand.ts';
import { exportBrand } from './export-brand.ts';
import { importBrand } from './import-brand.ts';
import { writeKitText } from './kit-text.ts';
import { parseBrand } from './parse-brand.ts';
import { getBrand, type FileContext, listBrands } from './service.ts';

let base = '';
let db: Database;
let ctx: FileContext;
let font: Buffer;
beforeAll(async () => {
  db = await createTestDatabase();
  base = mkdtempSync(join(tmpdir(), 'aicmo-edit-'));
  ctx = { ...testContext(db), files: openFileStore(join(base, 'files')) };
  copyFont(join(base, 'font.woff2'));
  font = readFileSync(join(base, 'font.woff2'));
});
afterAll(async () => {
  await db.close();
  rmSync(base, { recursive: true, force: true });
});

type Document = BrandDetail['document'];

function change(brand: BrandDetail, part: Partial<Document>): Promise<BrandDetail> {
  const { id, revision, document } = brand;
  return updateBrand(ctx, { id, revision, document: { ...document, ...part } });
}

/** A kit with everything that a kit can have, and with words that other formats would trip over. */
const EVERYTHING: Partial<Document> = {
  name: 'Ødegård & Söhne: "Nr. 1"',
  language: 'no',
  colours: { primary: '#0f2a47', secondary: '#7fd1c7', accent: '#ffb454', dark: '#081726', light: '#f2f6f8' },
  shape: 'angular',
  voice: {
    formality: { '*': 'formal', de: 'informal', no: 'formal' },
    tone: ['calm, yet warm', 'yes', '#1', '- dash'],
    tagline: { no: 'Stille: # kveld', en: 'null', 'de-AT': "It's 'quiet'" },
    values: [{ en: 'One\nline and another', no: '1.50' }, { de: '*stern* & anchor' }],
    preferredWords: { en: ['true', '007', 'a: b'], no: [] },
    bannedWords: { de: ['~', '{x}', '[y]'] },
    hashtags: { en: ['QuietEvenings', '2026'] },
  },
  imagery: { style: ['soft light'], noGo: [] },
  legalLines: {
    '*': { en: 'Line.' },
    DE: { de: 'Preis inkl. MwSt.', en: 'VAT incl.' },
    NO: { no: 'Inkl. mva.' },
  },
  extra: { mascot: { name: 'Fjell', ages: [1, 2.5, null, true] }, 'house rules': 'none' },
};

async function makeEverything(name: string): Promise<BrandDetail> {
  const made = await createBrand(ctx, { name });
  const named = { ...EVERYTHING, name: `${EVERYTHING.name ?? ''} ${name}` };
  let brand = await change(made, named);
  const add = async (
    input: Pick<Parameters<typeof addBrandFile>[1], 'place' | 'weight' | 'bytes'>,
  ): Promise<void> => {
    brand = await addBrandFile(ctx, {
      id: brand.id,
      revision: brand.revision,
      family: 'Own "Sans"',
      ...input,
    });
  };
  await add({ place: 'logo.onLight', weight: 400, bytes: await drawPicture('png', '#204060') });
  // Opaque, so that a lossy copy would differ at each round.
  await add({ place: 'logo.onDark', weight: 400, bytes: await drawPicture('jpeg', '#ffffff') });
  for (const weight of [700, 400]) await add({ place: 'fonts.display', weight, bytes: font });
  await add({ place: 'fonts.text', weight: 400, bytes: font });
  return brand;
}

describe('making a brand', () => {
  it('CRE-3 it begins with a neutral look, is on the record, and its key is made of its name', async () => {
    const made = await createBrand(ctx, { name: 'Käse & Söhne' });
    expect(made).toMatchObject({ key: 'kase-sohne', revision: 1, origin: 'edited', files: {} });
    expect(made.document).toMatchObject({ shape: 'rounded', fonts: { text: { family: 'Inter' } } });
    const subject = { workspaceId: ctx.workspaceId, type: 'brand', id: made.id, limit: 9 };
    expect((await historyOf(db, subject)).map(({ type }) => type)).toEqual(['brand.created']);
    expect((await checkDocument(made.document, made)).document).toEqual(made.document);
  });

  it('CRE-3 a key or name that is in use is refused, and a name without letters needs a key', async () => {
    await createBrand(ctx, { name: 'Taken', key: 'taken' });
    const refused = (input: { name: string; key?: string }): Promise<unknown> =>
      createBrand(ctx, input).then(
        () => 'made',
        (error: { code?: string; message: string }) => [error.code, error.message],
      );
    expect(await refused({ name: 'Other', key: 'taken' })).toEqual([
      'brands.key_taken',
      'There is a brand with the key taken already. Choose another key.',
    ]);
    expect(await refused({ name: 'TAKEN', key: 'other' })).toEqual([
      'brands.name_taken',
      'There is a brand named TAKEN already: its key is taken. Choose another name.',
    ]);
    expect(await refused({ name: '雪月' })).toMatchObject(['brands.key_missing', expect.any(String)]);
    expect(await refused({ name: '雪月', key: 'yuki' })).toBe('made');
  });

  it('CRE-3 they are found by a part of key or name', async () => {
    await createBrand(ctx, { name: 'Needle 100%', key: 'haystack' });
    const found = async (text: string): Promise<string[]> =>
      (await listBrands(ctx, { limit: 9, text })).items.map(({ key }) => key);
    expect(await found('NEEDLE')).toEqual(['haystack']);
    expect(await found('ystac')).toEqual(['haystack']);
    expect(await found('0%')).toEqual(['haystack']);
    expect(await found('%%')).toEqual([]);
  });
});

describe('changing a kit', () => {
  it('CRE-3 BRF-4 a change is a revision with before and after, and the same content is none', async () => {
    const made = await createBrand(ctx, { name: 'Changing' });
    const second = await change(made, { shape: 'angular' });
    expect([second.revision, second.document.shape, second.origin]).toEqual([2, 'angular', 'edited']);
    expect((await change(second, {})).revision).toBe(2);
    const subject = { workspaceId: ctx.workspaceId, type: 'brand', id: made.id, limit: 9 };
    expect((await historyOf(db, subject)).map(({ type }) => type)).toEqual(['brand.created', 'brand.edited']);
  });

  it('CRE-3 of two who began at the same revision the second hears of the first', async () => {
    const made = await createBrand(ctx, { name: 'Contested' });
    const outcomes = await Promise.allSettled([
      change(made, { shape: 'angular' }),
      change(made, { name: 'Contested too' }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(change(made, { name: 'Late' })).rejects.toMatchObject({
      code: 'brands.changed',
      status: 409,
      details: { revision: 2, seen: 1 },
    });
    expect((await getBrand(ctx, { id: made.id })).revision).toBe(2);
  });

  it.each<[string, Partial<Document>, string, RegExp]>([
    ['another key', { key: 'other' }, 'key', /never changes/],
    [
      'a family nobody ships',
      { fonts: { display: { family: 'Comic' }, text: { family: 'Inter' } } },
      'fonts.display',
      /does not ship/,
    ],
    ['a logo that is not there', { logo: { onDark: 'none.png' } }, 'logo.onDark', /Upload it first/],
    ['a language that is none', { language: 'qqq' }, 'language', /is not a language/],
    [
      'a market that is none',
      { legalLines: { DE: { de: 'x' }, ZZ: { en: 'x' } } },
      'legalLines.ZZ',
      /is not a country/,
    ],
    [
      'a blank word',
      { voice: { ...NO_VOICE(), bannedWords: { en: [' '] } } },
      'voice.bannedWords.en[0]',
      /blank/,
    ],
  ])('CRE-3 %s is refused at its field', async (name, part, field, message) => {
    const made = await createBrand(ctx, { name: `Refusing ${name}` });
    const error = await change(made, part).catch((found: unknown) => found);
    expect(error).toMatchObject({ code: 'brands.document_invalid', status: 422 });
    const { issues } = (error as { details: { issues: { field: string; message: string }[] } }).details;
    expect(issues).toEqual([{ field, message: expect.stringMatching(message) as string }]);
  });

  it('CRE-3 the name of another brand is refused', async () => {
    const made = await createBrand(ctx, { name: 'First of two' });
    await createBrand(ctx, { name: 'Second of two' });
    await expect(change(made, { name: 'SECOND of two' })).rejects.toMatchObject({
      code: 'brands.name_taken',
    });
  });
});

function NO_VOICE(): Document['voice'] {
  return { formality: {}, tone: [], values: [], preferredWords: {}, bannedWords: {}, hashtags: {} };
}

describe('files of a kit', () => {
  it('CRE-3 a logo and fonts come in, replace each other and go, each as a revision', async () => {
    const made = await createBrand(ctx, { name: 'With files' });
    const at = (brand: BrandDetail): { id: string; revision: number } => ({
      id: brand.id,
      revision: brand.revision,
    });
    const bytes = await drawPicture('png');
    const logo = await addBrandFile(ctx, { ...at(made), place: 'logo.onLight', weight: 400, bytes });
    expect(logo.document.logo).toEqual({ onLight: 'logo-on-light.png' });
    const again = await drawPicture('png', '#aa0000');
    const other = await addBrandFile(ctx, { ...at(logo), place: 'logo.onLight', weight: 400, bytes: again });
    expect(other.files['logo.onLight']).not.toBe(logo.files['logo.onLight']);
    const fonts = await addBrandFile(ctx, { ...at(other), place: 'fonts.display', weight: 700, bytes: font });
    expect(fonts.document.fonts.display).toEqual({
      family: 'Inter',
      files: [{ path: 'fonts/display-700.woff2', weight: 700 }],
    });
    const shared = { display: fonts.document.fonts.display, text: fonts.document.fonts.display };
    const both = await change(fonts, { fonts: shared });
    expect(both.files['fonts.text.0']).toBe(both.files['fonts.display.0']);
    const less = await removeBrandFile(ctx, { ...at(both), place: 'fonts.display', weight: 700 });
    expect(less.document.fonts.display).toEqual({ family: 'Inter' });
    expect(Object.keys(less.files).toSorted()).toEqual(['fonts.text.0', 'logo.onLight']);
    const none = await removeBrandFile(ctx, { ...at(less), place: 'logo.onLight', weight: 400 });
    expect([none.document.logo, none.revision]).toEqual([{}, 7]);
    await expect(
      removeBrandFile(ctx, { ...at(none), place: 'logo.onLight', weight: 400 }),
    ).rejects.toMatchObject({ code: 'brands.file_unknown' });
    await expect(
      addBrandFile(ctx, { ...at(made), place: 'logo.onDark', weight: 400, bytes }),
    ).rejects.toMatchObject({ code: 'brands.changed' });
  });
});

describe('a kit and its folder', () => {
  const folderOf = (name: string): string => join(base, name);

  it('CRE-3 a kit with everything comes back from its folder as the same content', async () => {
    const brand = await makeEverything('everything');
    const folder = folderOf('everything');
    const { files } = await exportBrand(ctx, { id: brand.key, folder });
    expect(files.toSorted()).toEqual([
      'brand.yaml',
      'fonts/display-400.woff2',
      'fonts/display-700.woff2',
      'fonts/text-400.woff2',
      'logo-on-dark.png',
      'logo-on-light.png',
    ]);
    const again = await importBrand(ctx, { folder });
    expect([again.hasChanged, again.brand.revision, again.brand.origin]).toEqual([
      false,
      brand.revision,
      'folder',
    ]);
    expect(again.warnings.map(({ rule, field }) => [rule, field])).toEqual([
      ['field.unknown', 'mascot'],
      ['field.unknown', 'house rules'],
    ]);
    const fresh = await createTestDatabase();
    const elsewhere = { ...testContext(fresh), files: openFileStore(join(base, 'other-files')) };
    const { brand: copy } = await importBrand(elsewhere, { folder });
    await fresh.close();
    expect(copy.contentHash).toBe(again.brand.contentHash);
    expect(copy.document).toEqual(brand.document);
  }, 30_000);

  it('CRE-3 any words of a kit are read from its text as they were written', async () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((text) => text.replaceAll(/\p{C}/gu, '').trim())
      .filter((text) => text !== '');
    const made = await createBrand(ctx, { name: 'Any words' });
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 5 }), word, async (words, text) => {
        const voice = { ...NO_VOICE(), tone: words, values: [{ en: text }], bannedWords: { en: words } };
        const document = { ...made.document, voice, legalLines: { '*': { de: text } } };
        const kit = await checkDocument(document, made);
        const read = await parseBrand({ fileName: 'brand.yaml', content: writeKitText(kit.document) });
        expect(read.ok ? read.document : read.problems).toEqual(kit.document);
      }),
      { numRuns: 60 },
    );
  });

  it('CRE-3 a folder does not undo what was edited, until it is up to date or told to', async () => {
    const folder = folderOf('kept');
    mkdirSync(folder);
    const write = (rest: string): void =>
      writeFileSync(
        join(folder, 'brand.yaml'),
        `key: kept\nname: Kept\ncolours: {primary: "#112233"}\n${rest}`,
      );
    write('');
    await importBrand(ctx, { folder });
    const edited = await change(await getBrand(ctx, { id: 'kept' }), { shape: 'angular' });
    write('language: de\n');
    const refused = { code: 'brands.edited', status: 409, details: { key: 'kept', revision: 2 } };
    await expect(importBrand(ctx, { folder })).rejects.toMatchObject(refused);
    await expect(importBrand(ctx, { folder })).rejects.toThrow('aicmo brand export kept FOLDER');
    expect((await getBrand(ctx, { id: 'kept' })).document).toEqual(edited.document);

    await exportBrand(ctx, { id: 'kept', folder });
    expect((await importBrand(ctx, { folder })).hasChanged).toBe(false);
    expect((await getBrand(ctx, { id: 'kept' })).origin).toBe('folder');
    write('shape: angular\nlanguage: de\n');
    expect((await importBrand(ctx, { folder })).brand).toMatchObject({ revision: 3, origin: 'folder' });

    await change(await getBrand(ctx, { id: 'kept' }), { name: 'Kept again' });
    write('');
    await expect(importBrand(ctx, { folder })).rejects.toMatchObject({ code: 'brands.edited' });
    expect((await importBrand(ctx, { folder, replaces: true })).brand).toMatchObject({
      revision: 5,
      name: 'Kept',
      origin: 'folder',
    });
  });
});

it('CRE-3 a kit is previewed in the layouts that need nothing but words, and in every ratio and palette', () => {
  const plain = listLayouts().filter(({ needs }) => needs.length === 0);
  expect(plain.map(({ name }) => name)).toEqual([...PREVIEW_LAYOUTS]);
  expect([...PREVIEW_RATIOS]).toEqual([...RATIOS]);
  expect([...PREVIEW_PALETTES]).toEqual([...PALETTE_NAMES]);
});
