import { basename } from 'node:path';
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
import { recordFiles } from '#platform/files/file-records';
import type { FileStore } from '#platform/files/file-store';
import type { Problem } from '#kernel/text-problem';
import { PACKS } from '#studio/copy/packs';
import {
  type BriefPicture,
  keepPicture,
  picturesIn,
  type PictureReader,
  readPictures,
} from './brief-pictures.ts';

const MOST_PICTURES = 20_000;

const WRITTEN_LANGUAGES: ReadonlySet<string> = new Set(Object.keys(PACKS));

/** The text of a brief, from wherever it comes. */
interface BriefText {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly source: BriefSource;
}

/** A brief as it was handed in, by whichever way. */
export interface HandedIn extends BriefText {
  /** Folder in which the pictures that the brief links to may lie. */
  readonly assetRoot: string;
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

export type IntakeContext = RunContext & { readonly files: FileStore };

/** Takes a brief that was handed in, whether by folder, API, command line or form (BRF-3). */
export function takeBrief(
  ctx: IntakeContext,
  handed: HandedIn,
  alongside?: (tx: Tx) => Promise<void>,
): Promise<Taken> {
  return takeText(ctx, handed, { readPicture: picturesIn(handed.assetRoot), alongside });
}

/** The one way a brief comes into the house. `newest`: the revision that must be the newest one still. */
export async function takeText(
  ctx: IntakeContext,
  text: BriefText,
  how: {
    readPicture: PictureReader;
    newest?: number;
    alongside?: ((tx: Tx) => Promise<void>) | undefined;
  },
): Promise<Taken> {
  const inspected = await inspectText(ctx, text, how.readPicture);
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
      text: new TextDecoder().decode(text.bytes),
      warnings: inspected.warnings,
      files,
      source: text.source,
      brandId: brand?.id ?? null,
      newest: how.newest,
    },
    {
      always: async (tx) => {
        await recordFiles(
          tx,
          ctx.workspaceId,
          kept.map(({ record }) => record),
        );
        await how.alongside?.(tx);
      },
      onRevision: (tx, made) => requestBriefApproval(tx, ctx, made),
    },
  );
  return { ok: true, submission };
}

/** Reads and checks a brief with its pictures, without taking it. */
export function inspectBrief(ctx: Context, handed: HandedIn): Promise<Inspected> {
  return inspectText(ctx, handed, picturesIn(handed.assetRoot));
}

async function inspectText(ctx: Context, text: BriefText, readPicture: PictureReader): Promise<Inspected> {
  const parsed = await parseBrief({ fileName: basename(text.fileName), bytes: text.bytes });
  if (!parsed.ok) return parsed;
  const { pictures, problems: unusable } = await readPictures(parsed, readPicture);
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
