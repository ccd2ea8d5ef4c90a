import { AppError, messageOf } from '#kernel/errors';
import { sha256 } from '#kernel/hash';
import { type FileRecord, pictureRecord } from '#platform/files/file-records';
import { checkFont } from '#platform/fonts/check-font';
import { loadPicture } from '#studio/pictures/load-picture';
import { type BrandDocument, LARGEST_KIT_FILE, type KitLink, linksOf } from './brand-document.ts';
import { brandError } from './errors.ts';
import type { StoredBrand } from './store.ts';

/** A file of a kit that was made safe. */
export interface SafeFile {
  readonly bytes: Uint8Array;
  readonly record: FileRecord;
  /** The name that a font says it has; may be empty. */
  readonly family?: string;
}

/** A logo from untrusted bytes as a plain PNG of bounded size. Throws `pictures.*`. */
export async function makeSafeLogo(bytes: Uint8Array): Promise<SafeFile> {
  const picture = await loadPicture(bytes, { isLossless: true });
  return { bytes: picture.bytes, record: pictureRecord(picture) };
}

/** A font from untrusted bytes that the renderer of the house draws with. Throws `brands.font_refused`. */
export async function makeSafeFont(bytes: Uint8Array): Promise<SafeFile> {
  if (bytes.byteLength > LARGEST_KIT_FILE)
    throw brandError('brands.font_refused', { reason: 'The font is larger than 20 MB.' });
  const found = await checkFont(bytes);
  if (!found.ok) throw brandError('brands.font_refused', { reason: found.message });
  const { mediaType, family } = found;
  return { bytes, family, record: { sha256: sha256(bytes), bytes: bytes.byteLength, mediaType } };
}

/** Why a file of a folder cannot be used, and what would be right. Throws what is no refusal. */
export function refusalOf(error: unknown): { reason: string; message: string; hint: string } {
  if (!(error instanceof AppError)) throw error;
  const { code, details } = error;
  if (code === 'brands.font_refused')
    return { reason: 'kind', message: String(details['reason']), hint: FONT_HINT };
  return { reason: code.replace(/^.*\./, ''), message: messageOf(error), hint: LOGO_HINT };
}

const FONT_HINT = 'Use a WOFF2, WOFF, TrueType or OpenType file.';
const LOGO_HINT = 'Use a PNG with a transparent ground.';

/** The addresses of the files that a kit has, by their paths in it. */
export function addressesByPath({
  document,
  files,
}: Pick<StoredBrand, 'document' | 'files'>): Map<string, string> {
  return new Map(
    linksOf(document).flatMap(({ role, link }) => {
      const address = files[role];
      return address === undefined ? [] : [[link, address] as const];
    }),
  );
}

/** The files of a changed document by role, from those that the kit has; and the links to files it has not. */
export function filesOf(
  document: BrandDocument,
  addresses: ReadonlyMap<string, string>,
): { files: Record<string, string>; unknown: readonly KitLink[] } {
  const links = linksOf(document);
  const known = links.flatMap(({ role, link }) => {
    const address = addresses.get(link);
    return address === undefined ? [] : [[role, address] as const];
  });
  return { files: Object.fromEntries(known), unknown: links.filter(({ link }) => !addresses.has(link)) };
}
