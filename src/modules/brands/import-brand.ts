import { join } from 'node:path';
import { AppError, messageOf } from '#kernel/errors';
import { canonicalJson, sha256 } from '#kernel/hash';
import { newId } from '#kernel/ids';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { type FileRecord, recordFiles } from '#platform/files/file-records';
import type { FileStore } from '#platform/files/file-store';
import { readLinkedPicture } from '#platform/files/read-linked-picture';
import { readBoundedFile } from '#platform/files/read-bounded-file';
import { resolveInside } from '#platform/files/resolve-inside';
import type { Problem } from '#platform/structured-text/problem';
import { renderProblems } from '#platform/structured-text/render-problem';
import { loadPicture } from '#studio/pictures/load-picture';
import type { BrandDocument } from './brand-document.ts';
import { brandError } from './errors.ts';
import { parseBrand, type ParsedBrand } from './parse-brand.ts';
import { type StoredBrand, upsertBrand } from './store.ts';

/** A context of verbs that keep files. */
export type FileContext = Context & { readonly files: FileStore };

const LARGEST_FONT = 10_000_000;

/**
 * Imports the brand kit of a folder (`brand.yaml` with logos and fonts beside it): a new brand, a new revision,
 * or nothing when it is unchanged. Throws `brands.kit_missing` or `brands.kit_invalid` with every problem.
 */
export async function importBrand(
  ctx: FileContext,
  input: { folder: string },
): Promise<{ brand: StoredBrand; hasChanged: boolean; warnings: readonly Problem[] }> {
  authorise(ctx, 'brands.write');
  const file = join(input.folder, 'brand.yaml');
  const read = await readBoundedFile(file);
  if (!read.ok) throw brandError('brands.kit_missing', { folder: input.folder, reason: read.message });
  const parsed = await parseBrand({ fileName: 'brand.yaml', content: read.bytes });
  if (!parsed.ok) throw invalid(file, parsed.problems);
  const kept = await keepFiles(ctx.files, input.folder, parsed);
  if (kept.problems.length > 0) throw invalid(file, kept.problems);
  const { document } = parsed;
  const files = Object.fromEntries(kept.files.map(({ role, record }) => [role, record.sha256]));
  const result = await withTransaction(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    await recordFiles(
      tx,
      ctx.workspaceId,
      kept.files.map(({ record }) => record),
    );
    const contentHash = sha256(canonicalJson({ document, files }));
    const id = newId('brd', at.getTime());
    const written = await upsertBrand(tx, ctx.workspaceId, {
      id,
      key: document.key,
      name: document.name,
      contentHash,
      document,
      files,
      at,
    });
    if (written.hasChanged) {
      const { brand } = written;
      const payload = { key: brand.key, revision: brand.revision, contentHash };
      await appendEvent(tx, ctx, {
        type: 'brand.imported',
        subject: { type: 'brand', id: brand.id },
        payload,
      });
    }
    return written;
  });
  return { ...result, warnings: parsed.warnings };
}

interface KeptFile {
  readonly role: string;
  readonly record: FileRecord;
}

/** The files that a kit refers to: role in the kit, path of the field, link. */
function linksOf(
  document: BrandDocument,
): { role: string; field: string; link: string; kind: 'picture' | 'font' }[] {
  const logos = (['onLight', 'onDark'] as const).flatMap((side) => {
    const link = document.logo[side];
    return link === undefined
      ? []
      : [{ role: `logo.${side}`, field: `logo.${side}`, link, kind: 'picture' as const }];
  });
  const fonts = (['display', 'text'] as const).flatMap((use) =>
    (document.fonts[use].files ?? []).map((file, index) => ({
      role: `fonts.${use}.${index}`,
      field: `fonts.${use}.files[${index}].path`,
      link: file.path,
      kind: 'font' as const,
    })),
  );
  return [...logos, ...fonts];
}

async function keepFiles(
  store: FileStore,
  folder: string,
  parsed: ParsedBrand,
): Promise<{ files: KeptFile[]; problems: Problem[] }> {
  const files: KeptFile[] = [];
  const problems: Problem[] = [];
  for (const { role, field, link, kind } of linksOf(parsed.document)) {
    const outcome = await keepFile(store, folder, { link, kind });
    if ('record' in outcome) files.push({ role, record: outcome.record });
    else problems.push(parsed.problemFor(field, { severity: 'error', rule: 'file', ...outcome }));
  }
  return { files, problems };
}

function keepFile(
  store: FileStore,
  folder: string,
  file: { link: string; kind: 'picture' | 'font' },
): Promise<Kept> {
  return file.kind === 'font' ? keepFont(store, folder, file.link) : keepLogo(store, folder, file.link);
}

type Kept = { record: FileRecord } | { message: string; hint: string };

async function keepFont(store: FileStore, folder: string, link: string): Promise<Kept> {
  const place = await resolveInside(folder, link);
  if (!place.ok) return { message: place.message, hint: place.hint };
  const read = await readBoundedFile(place.path, LARGEST_FONT);
  if (!read.ok) return { message: read.message, hint: read.hint };
  const kind = fontKind(read.bytes);
  if (kind === undefined) return { message: 'The file is not a font.', hint: 'Use WOFF2, WOFF, TTF or OTF.' };
  return { record: { sha256: await store.put(read.bytes), bytes: read.bytes.byteLength, mediaType: kind } };
}

const FONT_MARKS: Readonly<Record<string, string>> = {
  '774f4632': 'font/woff2',
  '774f4646': 'font/woff',
  '00010000': 'font/ttf',
  '4f54544f': 'font/otf',
};

/** The media type that the first four bytes of a font tell. */
function fontKind(bytes: Uint8Array): string | undefined {
  return FONT_MARKS[Buffer.from(bytes.subarray(0, 4)).toString('hex')];
}

async function keepLogo(store: FileStore, folder: string, link: string): Promise<Kept> {
  const linked = await readLinkedPicture(folder, link);
  if (!linked.ok) return { message: linked.message, hint: linked.hint };
  try {
    const picture = await loadPicture(linked.bytes);
    const size = { width: picture.width, height: picture.height };
    const address = await store.put(picture.bytes);
    return { record: { sha256: address, bytes: picture.bytes.byteLength, mediaType: 'image/png', ...size } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { message: messageOf(error), hint: 'Use a PNG with a transparent ground.' };
  }
}

function invalid(file: string, problems: readonly Problem[]): AppError {
  return brandError('brands.kit_invalid', {
    file,
    problems: renderProblems(problems, { fileName: file }),
    list: problems,
  });
}
