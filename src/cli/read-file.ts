import { resolve } from 'node:path';
import { readBoundedFile } from '#platform/files/read-bounded-file';
import type { Problem } from '#kernel/text-problem';
import { renderProblems } from '#platform/structured-text/render-problem';
import { EXIT } from './output.ts';
import type { Session } from './session.ts';

export type ReadFile =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A document that a person names, at most 256 KB. */
export async function readFileFor(file: string): Promise<ReadFile> {
  const read = await readBoundedFile(resolve(file));
  if (read.ok) return { ok: true, bytes: read.bytes };
  const { reason, message, hint } = read;
  return { ok: false, problems: [{ severity: 'error', rule: `file.${reason}`, message, hint }] };
}

/** Says what is wrong with a file, each problem at its line, and returns the exit code. */
export function refuseFile({ out }: Session, file: string, problems: readonly Problem[]): number {
  const report = renderProblems(problems, { fileName: file, colour: process.stderr.isTTY });
  if (out.isJson) out.result({ outcome: 'rejected', problems }, () => '');
  else out.note(`${file} cannot be taken.\n\n${report}`);
  return EXIT.refused;
}
