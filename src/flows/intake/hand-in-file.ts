import { basename, dirname } from 'node:path';
import type { BriefSource } from '#modules/briefs/index';
import { type FileSignature, readBoundedFile, type RefusalReason } from '#platform/files/read-bounded-file';
import type { Problem } from '#kernel/text-problem';
import type { HandedIn } from './take-brief.ts';

export type HandedFile =
  | { readonly ok: true; readonly handed: HandedIn; readonly signature: FileSignature }
  | { readonly ok: false; readonly reason: RefusalReason; readonly problem: Problem };

/**
 * A brief from a file, for the folder watch and the command line: at most 256 KB, links are not followed, and its
 * pictures lie in its folder. A file that cannot be taken is a problem `file.<reason>`.
 */
export async function handInFile(path: string, kind: BriefSource['kind']): Promise<HandedFile> {
  const read = await readBoundedFile(path);
  if (!read.ok) {
    const { reason, message, hint } = read;
    return { ok: false, reason, problem: { severity: 'error', rule: `file.${reason}`, message, hint } };
  }
  const fileName = basename(path);
  const handed = { fileName, bytes: read.bytes, assetRoot: dirname(path), source: { kind, name: fileName } };
  return { ok: true, handed, signature: read.signature };
}
