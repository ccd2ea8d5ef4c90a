import { join } from 'node:path';
import { AppError, messageOf } from '#kernel/errors';
import { canonicalJson, sha256 } from '#kernel/hash';
import { newId } from '#kernel/ids';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { type FileRecord, pictureRecord, recordFiles } from '#platform/files/file-records';
import type { FileStore } from '#platform/files/file-store';
import { type LinkRefusal, readLinkedFile } from '#platform/files/read-linked-file';
import { readLinkedPicture } from '#platform/files/read-linked-picture';
import { readBoundedFile } from '#platform/files/read-bounded-file';
import type { Problem } from '#kernel/text-problem';
import { renderProblems } from '#platform/structured-text/render-problem';
import { loadPicture } from '#studio/pictures/load-picture';
import type { BrandDocument } from './brand-document.ts';
import { brandError } from './errors.ts';
import { parseBrand, type ParsedBrand } from './parse-brand.ts';
import { type StoredBrand, upsertBrand } from './store.ts';

/** A context of verbs that keep files. */
export type FileContext = Context & { readonly files: FileStore };

/** A whole CJK family in one weight stays below. */
const LARGEST_FONT = 20 * 1024 * 1024;

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
  const kept = await readFiles(input.folder, parsed);
  if (kept.problems.length > 0) throw invalid(file, kept.problems);
  const { document } = parsed;
  // Kept only now that the whole kit is known to be good.
  for (const found of kept.files) await ctx.files.put(found.bytes);
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
      const { brand, before } = written;
      const payload = { key: brand.key, revision: brand.revision, contentHash };
      await appendEvent(tx, ctx, {
        type: 'brand.imported',
        subject: { type: 'brand', id: brand.id },
        payload,
        before: before === undefined ? null : auditedFields(before),
        after: auditedFields(brand),
      });
    }
    return written;
  });
  return { brand: result.brand, hasChanged: result.hasChanged, warnings: parsed.warnings };
}

function auditedFields({ revision, contentHash, document, files }: StoredBrand): Record<string, unknown> {
  return { revision, contentHash, ...document, files };
}

interface KitFile {
  readonly role: string;
  readonly bytes: Uint8Array;
  readonly record: FileRecord;
}

/** The files that a kit refers to: role in the kit, path of the field, link. */
function linksOf(
  document: BrandDocument,
): { role: string; field: string; link: string; kind: 'logo' | 'font' }[] {
  const logos = (['onLight', 'onDark'] as const).flatMap((side) => {
    const link = document.logo[side];
    return link === undefined
      ? []
      : [{ role: `logo.${side}`, field: `logo.${side}`, link, kind: 'logo' as const }];
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

/** Reads what a kit links to; a file that is used twice is read, and complained of, once. */
async function readFiles(
  folder: string,
  parsed: ParsedBrand,
): Promise<{ files: KitFile[]; problems: Problem[] }> {
  const files: KitFile[] = [];
  const problems: Problem[] = [];
  const known = new Map<string, ReadFile>();
  for (const { role, field, link, kind } of linksOf(parsed.document)) {
    const seen = known.get(`${kind}:${link}`);
    const read = seen ?? (kind === 'font' ? await readFont(folder, link) : await readLogo(folder, link));
    known.set(`${kind}:${link}`, read);
    if (read.ok) files.push({ role, bytes: read.bytes, record: read.record });
    else if (seen === undefined) {
      const { reason, message, hint } = read;
      problems.push(
        parsed.problemFor(field, { severity: 'error', rule: `${kind}.${reason}`, message, hint }),
      );
    }
  }
  return { files, problems };
}

type ReadFile = { readonly ok: true; readonly record: FileRecord; readonly bytes: Uint8Array } | LinkRefusal;

async function readFont(folder: string, link: string): Promise<ReadFile> {
  const read = await readLinkedFile(folder, link, LARGEST_FONT);
  if (!read.ok) return read;
  const { bytes } = read;
  const mediaType = fontKind(bytes);
  if (mediaType !== undefined)
    return { ok: true, bytes, record: { sha256: sha256(bytes), bytes: bytes.byteLength, mediaType } };
  const message = 'The file is not a font.';
  return { ok: false, reason: 'kind', message, hint: 'Use a WOFF2, WOFF, TrueType or OpenType file.' };
}

const FONT_MARKS: Readonly<Record<string, string>> = {
  '774f4632': 'font/woff2',
  '774f4646': 'font/woff',
  '00010000': 'font/ttf',
  // `true`: TrueType as old Macintosh tools write it.
  '74727565': 'font/ttf',
  '4f54544f': 'font/otf',
};

/** The media type that the first four bytes of a font tell. */
function fontKind(bytes: Uint8Array): string | undefined {
  return FONT_MARKS[Buffer.from(bytes.subarray(0, 4)).toString('hex')];
}

async function readLogo(folder: string, link: string): Promise<ReadFile> {
  const linked = await readLinkedPicture(folder, link);
  if (!linked.ok) return linked;
  try {
    const picture = await loadPicture(linked.bytes);
    return { ok: true, bytes: picture.bytes, record: pictureRecord(picture) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const hint = 'Use a PNG with a transparent ground.';
    return { ok: false, reason: error.code.replace(/^.*\./, ''), message: messageOf(error), hint };
  }
}

function invalid(file: string, problems: readonly Problem[]): AppError {
  return brandError('brands.kit_invalid', {
    file,
    problems: renderProblems(problems, { fileName: file }),
    list: problems,
  });
}
