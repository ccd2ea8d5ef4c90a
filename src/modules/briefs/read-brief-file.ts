import { basename, dirname } from 'node:path';
import { readBoundedFile, type FileSignature } from '#platform/files/read-bounded-file';
import type { Problem } from '#platform/structured-text/problem';
import type { BriefDocument } from './brief-document.ts';
import { checkBrief, type BriefAsset, type BriefSurroundings } from './check-brief.ts';
import { parseBrief } from './parse-brief.ts';

export type BriefFileResult =
  | {
      readonly ok: true;
      readonly document: BriefDocument;
      readonly warnings: readonly Problem[];
      readonly assets: readonly BriefAsset[];
      /** Of the document and the pictures it links to. */
      readonly contentHash: string;
      readonly signature: FileSignature;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads, parses and checks the brief in a file: what the folder watch and `aicmo brief run FILE` do. Pictures
 * may lie in the brief's folder unless another assets folder is given. A bad file is a list of problems.
 */
export async function readBriefFile(
  path: string,
  surroundings: BriefSurroundings = {},
): Promise<BriefFileResult> {
  const read = await readBoundedFile(path);
  if (!read.ok) {
    const { reason, message, hint } = read;
    return { ok: false, problems: [{ severity: 'error', rule: `file.${reason}`, message, hint }] };
  }
  const brief = await parseBrief({ bytes: read.bytes, fileName: basename(path) });
  if (!brief.ok) return brief;
  const check = await checkBrief(brief, { assetsRoot: dirname(path), ...surroundings });
  const problems = [...brief.warnings, ...check.problems];
  if (problems.some(({ severity }) => severity === 'error')) return { ok: false, problems };
  const { assets, contentHash } = check;
  return {
    ok: true,
    document: brief.document,
    warnings: problems,
    assets,
    contentHash,
    signature: read.signature,
  };
}
