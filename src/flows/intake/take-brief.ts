import { basename } from 'node:path';
import { AppError, messageOf } from '#kernel/errors';
import { findBrand } from '#modules/brands/index';
import {
  type BriefSource,
  checkBrief,
  contentHash,
  parseBrief,
  type ParsedBrief,
  type Submission,
  submitBrief,
} from '#modules/briefs/index';
import type { RunContext } from '#modules/campaigns/index';
import type { Tx } from '#platform/db/database';
import { type FileRecord, recordFiles } from '#platform/files/file-records';
import type { FileStore } from '#platform/files/file-store';
import { readLinkedPicture } from '#platform/files/read-linked-picture';
import type { Problem } from '#platform/structured-text/problem';
import { PACKS } from '#studio/copy/packs';
import { loadPicture } from '#studio/pictures/load-picture';

const WRITTEN_LANGUAGES: ReadonlySet<string> = new Set(Object.keys(PACKS));

/** A brief as it was handed in, by whichever way. */
export interface HandedIn {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Folder in which the pictures that the brief links to may lie. */
  readonly assetRoot: string;
  readonly source: BriefSource;
}

export type Taken =
  | { readonly ok: true; readonly submission: Submission }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type Inspected =
  | {
      readonly ok: true;
      readonly parsed: ParsedBrief;
      readonly files: readonly BriefFile[];
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

interface BriefFile {
  readonly link: string;
  readonly record: FileRecord;
}

type IntakeContext = RunContext & { readonly files: FileStore };

/** The one way a brief comes into the house, whether by folder, API, command line or form (BRF-3). */
export async function takeBrief(
  ctx: IntakeContext,
  handed: HandedIn,
  alongside?: (tx: Tx) => Promise<void>,
): Promise<Taken> {
  const inspected = await inspectBrief(ctx, handed);
  if (!inspected.ok) return inspected;
  const { document } = inspected.parsed;
  const brand =
    document.brand === undefined ? undefined : await findBrand(ctx.db, ctx.workspaceId, document.brand);
  const files = Object.fromEntries(inspected.files.map(({ link, record }) => [link, record.sha256]));
  const submission = await submitBrief(
    ctx,
    {
      document,
      contentHash: contentHash(document, files),
      text: new TextDecoder().decode(handed.bytes),
      warnings: inspected.warnings,
      files,
      source: handed.source,
      brandId: brand?.id ?? null,
    },
    async (tx) => {
      await recordFiles(
        tx,
        ctx.workspaceId,
        inspected.files.map(({ record }) => record),
      );
      await alongside?.(tx);
    },
  );
  return { ok: true, submission };
}

/** Reads and checks a brief with its pictures, without taking it. */
export async function inspectBrief(ctx: IntakeContext, handed: HandedIn): Promise<Inspected> {
  const parsed = await parseBrief({ fileName: basename(handed.fileName), bytes: handed.bytes });
  if (!parsed.ok) return parsed;
  const checked = await checkBrief(parsed, { languages: WRITTEN_LANGUAGES });
  const pictures = await keepPictures(ctx.files, parsed, handed.assetRoot);
  const problems = [...checked.problems, ...pictures.problems];
  if (problems.some((problem) => problem.severity === 'error'))
    return { ok: false, problems: [...parsed.warnings, ...problems] };
  const warnings = [...parsed.warnings, ...problems, ...(await warnOfBrand(ctx, parsed))];
  return { ok: true, parsed, files: pictures.files, warnings };
}

async function keepPictures(
  store: FileStore,
  parsed: ParsedBrief,
  assetRoot: string,
): Promise<{ files: BriefFile[]; problems: Problem[] }> {
  const files = new Map<string, BriefFile>();
  const problems: Problem[] = [];
  for (const [index, product] of parsed.document.products.entries()) {
    const link = product.image;
    if (link === undefined || files.has(link)) continue;
    const kept = await keepPicture(store, assetRoot, link);
    if ('record' in kept) files.set(link, { link, record: kept.record });
    else problems.push(parsed.problemFor(`products[${index}].image`, { severity: 'error', ...kept }));
  }
  return { files: [...files.values()], problems };
}

/** Keeps a linked picture in the store, or tells what is wrong with it. */
async function keepPicture(
  store: FileStore,
  assetRoot: string,
  link: string,
): Promise<{ record: FileRecord } | Pick<Problem, 'rule' | 'message' | 'hint'>> {
  const linked = await readLinkedPicture(assetRoot, link);
  if (!linked.ok) return { rule: `image.${linked.reason}`, message: linked.message, hint: linked.hint };
  try {
    const picture = await loadPicture(linked.bytes);
    const address = await store.put(picture.bytes);
    const size = { width: picture.width, height: picture.height };
    const mediaType = picture.hasAlpha ? 'image/png' : 'image/jpeg';
    return { record: { sha256: address, bytes: picture.bytes.byteLength, mediaType, ...size } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      rule: error.code,
      message: messageOf(error),
      hint: 'Save it again as PNG, JPEG or WebP of at most 40 megapixels.',
    };
  }
}

async function warnOfBrand(ctx: RunContext, parsed: ParsedBrief): Promise<Problem[]> {
  const named = parsed.document.brand;
  if (named !== undefined && (await findBrand(ctx.db, ctx.workspaceId, named)) !== undefined) return [];
  const message = named === undefined ? 'The brief names no brand.' : `There is no brand kit "${named}".`;
  const hint = 'Import one with `aicmo brand import FOLDER`; until then a neutral look without logo is used.';
  return [parsed.problemFor('brand', { severity: 'warning', rule: 'brand.no_kit', message, hint })];
}
