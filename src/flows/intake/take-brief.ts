import { basename } from 'node:path';
import { AppError, messageOf } from '#kernel/errors';
import { mapBounded } from '#kernel/map-bounded';
import { requestBriefApproval } from '#modules/approvals/index';
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
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { type FileRecord, pictureRecord, recordFiles } from '#platform/files/file-records';
import type { FileStore } from '#platform/files/file-store';
import { readLinkedPicture } from '#platform/files/read-linked-picture';
import type { Problem } from '#kernel/text-problem';
import { PACKS } from '#studio/copy/packs';
import type { Picture } from '#studio/model';
import { loadPicture } from '#studio/pictures/load-picture';

const MOST_PICTURES = 20_000;
const MOST_PICTURE_BYTES = 200_000_000;

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
      readonly pictures: readonly BriefPicture[];
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A picture that a brief links to, decoded and made safe. */
interface BriefPicture {
  readonly link: string;
  readonly picture: Picture;
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
  // Kept only now that the brief is known to be good: what is refused leaves nothing behind.
  const kept = await mapBounded(inspected.pictures, 2, (found) => keepPicture(ctx.files, found));
  const files = Object.fromEntries(kept.map(({ link, record }) => [link, record.sha256]));
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
    {
      always: async (tx) => {
        await recordFiles(
          tx,
          ctx.workspaceId,
          kept.map(({ record }) => record),
        );
        await alongside?.(tx);
      },
      onRevision: (tx, made) => requestBriefApproval(tx, ctx, made),
    },
  );
  return { ok: true, submission };
}

/** Reads and checks a brief with its pictures, without taking it. */
export async function inspectBrief(ctx: Context, handed: HandedIn): Promise<Inspected> {
  const parsed = await parseBrief({ fileName: basename(handed.fileName), bytes: handed.bytes });
  if (!parsed.ok) return parsed;
  const { pictures, problems: unusable } = await readPictures(parsed, handed.assetRoot);
  const problems = [
    ...checkBrief(parsed, { languages: WRITTEN_LANGUAGES }),
    ...unusable,
    ...refuseTooMany(parsed),
  ];
  if (problems.some((problem) => problem.severity === 'error')) {
    return { ok: false, problems: [...parsed.warnings, ...problems] };
  }
  const warnings = [...parsed.warnings, ...problems, ...(await warnOfBrand(ctx, parsed))];
  return { ok: true, parsed, pictures, warnings };
}

async function readPictures(
  parsed: ParsedBrief,
  assetRoot: string,
): Promise<{ pictures: BriefPicture[]; problems: Problem[] }> {
  const pictures = new Map<string, BriefPicture>();
  const problems: Problem[] = [];
  let bytes = 0;
  for (const [index, product] of parsed.document.products.entries()) {
    const link = product.image;
    if (link === undefined || pictures.has(link)) continue;
    const read = await readPicture(assetRoot, link);
    const field = `products[${index}].image`;
    if ('rule' in read) problems.push(parsed.problemFor(field, { severity: 'error', ...read }));
    else {
      pictures.set(link, { link, picture: read });
      bytes += read.bytes.byteLength;
    }
    if (bytes <= MOST_PICTURE_BYTES) continue;
    const words = {
      rule: 'image.total',
      message: 'The pictures of this brief have more than 200 MB together.',
      hint: 'Use smaller pictures, or split the brief.',
    };
    return {
      pictures: [],
      problems: [...problems, parsed.problemFor(field, { severity: 'error', ...words })],
    };
  }
  return { pictures: [...pictures.values()], problems };
}

/** A linked picture, decoded and made safe, or what is wrong with it. */
async function readPicture(
  assetRoot: string,
  link: string,
): Promise<Picture | Pick<Problem, 'rule' | 'message' | 'hint'>> {
  const linked = await readLinkedPicture(assetRoot, link);
  if (!linked.ok) return { rule: `image.${linked.reason}`, message: linked.message, hint: linked.hint };
  try {
    return await loadPicture(linked.bytes);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const hint = 'Save it again as PNG, JPEG or WebP of at most 40 megapixels.';
    return { rule: error.code, message: messageOf(error), hint };
  }
}

async function keepPicture(
  store: FileStore,
  found: BriefPicture,
): Promise<{ link: string; record: FileRecord }> {
  await store.put(found.picture.bytes);
  return { link: found.link, record: pictureRecord(found.picture) };
}

/** A brief that asks for more pictures than anybody looks at is a slip of the pen. */
function refuseTooMany(parsed: ParsedBrief): Problem[] {
  const { products, locales, channels, aspectRatios } = parsed.document;
  const variants =
    products.reduce((sum, product) => sum + product.targetVariants, 0) * locales.length * channels.length;
  const pictures = variants * aspectRatios.length;
  if (pictures <= MOST_PICTURES) return [];
  const message = `This brief asks for ${pictures} pictures (${variants} variants in ${aspectRatios.length} ratios); at most ${MOST_PICTURES} are made for one.`;
  const hint = 'Ask for fewer variants, locales or channels, or split the brief.';
  return [
    parsed.problemFor('targetVariants', {
      severity: 'error',
      rule: 'brief.too_many_pictures',
      message,
      hint,
    }),
  ];
}

async function warnOfBrand(ctx: Context, parsed: ParsedBrief): Promise<Problem[]> {
  const named = parsed.document.brand;
  // A brief that names none was warned about when it was read.
  if (named === undefined || (await findBrand(ctx.db, ctx.workspaceId, named)) !== undefined) return [];
  const message = `There is no brand kit "${named}".`;
  const hint = 'Import one with `aicmo brand import FOLDER`; until then a neutral look without logo is used.';
  return [parsed.problemFor('brand', { severity: 'warning', rule: 'brand.no_kit', message, hint })];
}
