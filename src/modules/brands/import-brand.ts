import { join } from 'node:path';
import type { AppError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { type FileRecord, recordFiles } from '#platform/files/file-records';
import { type LinkRefusal, readLinkedFile } from '#platform/files/read-linked-file';
import { readLinkedPicture } from '#platform/files/read-linked-picture';
import { readBoundedFile } from '#platform/files/read-bounded-file';
import type { Problem } from '#kernel/text-problem';
import { renderProblems } from '#platform/structured-text/render-problem';
import { LARGEST_KIT_FILE, linksOf } from './brand-document.ts';
import { brandError } from './errors.ts';
import { kitHash, noteKit } from './keep-kit.ts';
import { makeSafeFont, makeSafeLogo, refusalOf, type SafeFile } from './kit-files.ts';
import { parseBrand, type ParsedBrand } from './parse-brand.ts';
import type { FileContext } from './service.ts';
import { findBrand, insertBrand, reviseBrand, settleOrigin, type StoredBrand } from './store.ts';

/** What an import did to a brand. */
interface Imported {
  readonly brand: StoredBrand;
  readonly hasChanged: boolean;
}

/**
 * Imports the brand kit of a folder (`brand.yaml` with logos and fonts beside it): a new brand, a new revision,
 * or nothing when it is unchanged. Throws `brands.kit_missing`, `brands.kit_invalid` with every problem, or
 * `brands.edited` where it would undo what people edited, unless it `replaces` that.
 */
export async function importBrand(
  ctx: FileContext,
  input: { folder: string; replaces?: boolean },
): Promise<Imported & { warnings: readonly Problem[] }> {
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
  const records = kept.files.map(({ record }) => record);
  const imported = await withTransaction(ctx.db, async (tx) => {
    await recordFiles(tx, ctx.workspaceId, records);
    return keepImport(tx, ctx, { kit: { document, files }, replaces: input.replaces === true });
  });
  return { ...imported, warnings: parsed.warnings };
}

async function keepImport(
  tx: Tx,
  ctx: Context,
  { kit, replaces }: { kit: Pick<StoredBrand, 'document' | 'files'>; replaces: boolean },
): Promise<Imported> {
  const at = ctx.clock.now();
  const { key, name } = kit.document;
  const fresh = { ...kit, contentHash: kitHash(kit), origin: 'folder', at } as const;
  const made = await insertBrand(tx, ctx.workspaceId, {
    ...fresh,
    id: newId('brd', at.getTime()),
    key,
    name,
  });
  if (made !== undefined) {
    await noteKit(tx, ctx, { type: 'brand.imported', before: undefined, after: made });
    return { brand: made, hasChanged: true };
  }
  const before = await findBrand(tx, ctx.workspaceId, key, { lock: true });
  if (before === undefined) throw new Error('the brand was neither written nor found');
  const { id } = before;
  if (before.contentHash === fresh.contentHash) {
    // The folder holds what was edited: from here on it leads again.
    await settleOrigin(tx, ctx.workspaceId, id);
    return { brand: { ...before, origin: 'folder' }, hasChanged: false };
  }
  if (before.origin === 'edited' && !replaces)
    throw brandError('brands.edited', { key, revision: before.revision });
  const after = await reviseBrand(tx, ctx.workspaceId, { ...fresh, id });
  await noteKit(tx, ctx, { type: 'brand.imported', before, after });
  return { brand: after, hasChanged: true };
}

interface KitFile {
  readonly role: string;
  readonly bytes: Uint8Array;
  readonly record: FileRecord;
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

type ReadFile = ({ readonly ok: true } & SafeFile) | LinkRefusal;

async function readFont(folder: string, link: string): Promise<ReadFile> {
  const read = await readLinkedFile(folder, link, LARGEST_KIT_FILE);
  return read.ok ? madeSafe(makeSafeFont(read.bytes)) : read;
}

async function readLogo(folder: string, link: string): Promise<ReadFile> {
  const read = await readLinkedPicture(folder, link);
  return read.ok ? madeSafe(makeSafeLogo(read.bytes)) : read;
}

async function madeSafe(making: Promise<SafeFile>): Promise<ReadFile> {
  try {
    return { ok: true, ...(await making) };
  } catch (error) {
    return { ok: false, ...refusalOf(error) };
  }
}

function invalid(file: string, problems: readonly Problem[]): AppError {
  return brandError('brands.kit_invalid', {
    file,
    problems: renderProblems(problems, { fileName: file }),
    list: problems,
  });
}
