import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { recordFiles } from '#platform/files/file-records';
import { type BrandDocument, type FilePlace, linksOf } from './brand-document.ts';
import type { BrandDetail } from './contract.ts';
import { demandRevision, lockRevision } from './edit-brand.ts';
import { brandError } from './errors.ts';
import { keepEdit } from './keep-kit.ts';
import { addressesByPath, filesOf, makeSafeFont, makeSafeLogo, type SafeFile } from './kit-files.ts';
import { brandDetailOf, type FileContext, needBrand } from './service.ts';

type LogoSide = 'onLight' | 'onDark';
type FontUse = 'display' | 'text';

/** What stands in where the last file of an own family is removed. */
const PLAIN_FAMILY = 'Inter';
const MOST_FONT_FILES = 18;
const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'font/woff2': 'woff2',
  'font/woff': 'woff',
  'font/ttf': 'ttf',
  'font/otf': 'otf',
};

/**
 * Puts a logo or a font file into a kit, made safe, in the place of the one that is there. Throws `brands.changed`,
 * `pictures.*` for a logo and `brands.font_refused` for a font that cannot be used.
 */
export async function addBrandFile(
  ctx: FileContext,
  input: {
    id: string;
    revision: number;
    place: FilePlace;
    weight: number;
    family?: string | undefined;
    bytes: Uint8Array;
  },
): Promise<BrandDetail> {
  authorise(ctx, 'brands.write');
  // Before the work on the file, which costs more.
  demandRevision(await needBrand(ctx.db, ctx.workspaceId, input.id), input.revision);
  const { place, bytes } = input;
  const file = isLogo(place) ? await makeSafeLogo(bytes) : await makeSafeFont(bytes);
  await ctx.files.put(file.bytes);
  return withTransaction(ctx.db, async (tx) => {
    const before = await lockRevision(tx, ctx, input);
    await recordFiles(tx, ctx.workspaceId, [file.record]);
    const without = takeOut(before.document, place, input.weight);
    const path = freePath(without, place, { weight: input.weight, file });
    const document = putIn(before.document, without, { ...input, path, file });
    const { files } = filesOf(document, addressesByPath(before).set(path, file.record.sha256));
    return brandDetailOf(await keepEdit(tx, ctx, { before, kit: { document, files } }));
  });
}

/** Takes a logo or a font file out of a kit. Throws `brands.file_unknown` where there is none, and `brands.changed`. */
export async function removeBrandFile(
  ctx: Context,
  input: { id: string; revision: number; place: FilePlace; weight: number },
): Promise<BrandDetail> {
  authorise(ctx, 'brands.write');
  return withTransaction(ctx.db, async (tx) => {
    const before = await lockRevision(tx, ctx, input);
    const document = takeOut(before.document, input.place, input.weight);
    if (document === before.document) throw brandError('brands.file_unknown', { key: before.key });
    const { files } = filesOf(document, addressesByPath(before));
    return brandDetailOf(await keepEdit(tx, ctx, { before, kit: { document, files } }));
  });
}

function isLogo(place: FilePlace): place is `logo.${LogoSide}` {
  return place.startsWith('logo.');
}

/** The document without the file of a place; the same one where there is none. */
function takeOut(document: BrandDocument, place: FilePlace, weight: number): BrandDocument {
  if (isLogo(place)) {
    const side = place.slice('logo.'.length) as LogoSide;
    if (document.logo[side] === undefined) return document;
    const { [side]: _, ...logo } = document.logo;
    return { ...document, logo };
  }
  const use = place.slice('fonts.'.length) as FontUse;
  const { family, files = [] } = document.fonts[use];
  const left = files.filter((file) => file.weight !== weight);
  if (left.length === files.length) return document;
  const font = left.length === 0 ? { family: PLAIN_FAMILY } : { family, files: left };
  return { ...document, fonts: { ...document.fonts, [use]: font } };
}

/** The document with a file; `without` is the same without the one that was there. */
function putIn(
  document: BrandDocument,
  without: BrandDocument,
  given: { place: FilePlace; weight: number; family?: string | undefined; path: string; file: SafeFile },
): BrandDocument {
  const { place, weight, path, file } = given;
  if (isLogo(place)) {
    return { ...without, logo: { ...without.logo, [place.slice('logo.'.length) as LogoSide]: path } };
  }
  const use = place.slice('fonts.'.length) as FontUse;
  const present = document.fonts[use];
  const others = without.fonts[use].files ?? [];
  if (others.length >= MOST_FONT_FILES) throw brandError('brands.fonts_full', { most: MOST_FONT_FILES });
  const named = present.files === undefined ? file.family : present.family;
  const family = given.family ?? (named === undefined || named === '' ? 'Own font' : named);
  const files = [...others, { path, weight }].toSorted((a, b) => a.weight - b.weight);
  return { ...without, fonts: { ...without.fonts, [use]: { family, files } } };
}

/** A path in the kit that no other file of it has. */
function freePath(
  document: BrandDocument,
  place: FilePlace,
  { weight, file }: { weight: number; file: SafeFile },
): string {
  const taken = new Set(linksOf(document).map(({ link }) => link));
  const stem =
    place === 'logo.onLight'
      ? 'logo-on-light'
      : place === 'logo.onDark'
        ? 'logo-on-dark'
        : `${place.replace('.', '/')}-${weight}`;
  const ending = ENDINGS[file.record.mediaType] ?? '';
  for (let n = 1; ; n++) {
    const path = `${stem}${n === 1 ? '' : `-${n}`}.${ending}`;
    if (!taken.has(path)) return path;
  }
}
