import { problemOfFault } from './excerpt.ts';
import { createParsePool, type ParsePool, type TextFormat } from './parse-pool.ts';
import type { Problem } from '#kernel/text-problem';
import type { SourceNode } from './source-node.ts';
import { decodeSource, type SourceText } from './source-text.ts';

/** Limit of a document a person writes. */
export const MAX_DOCUMENT_BYTES = 256 * 1024;

export type StructuredText =
  | { readonly ok: true; readonly root: SourceNode; readonly source: SourceText }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface StructuredTextInput {
  readonly content: string | Uint8Array;
  /** Only its ending counts: `.json` is read as JSON, everything else as YAML. */
  readonly fileName: string;
  readonly maxBytes?: number;
  /** Another pool than the shared one. */
  readonly pool?: ParsePool;
}

let sharedPool: ParsePool | undefined;

/** Reads YAML or JSON in a worker thread into values with places; what is wrong comes back as problems. */
export async function parseStructuredText(input: StructuredTextInput): Promise<StructuredText> {
  const decoded = decodeSource(input.content, input.maxBytes ?? MAX_DOCUMENT_BYTES);
  if (!decoded.ok) return { ok: false, problems: [problemOfFault(decoded.source, decoded.fault)] };
  const format: TextFormat = /\.json$/i.test(input.fileName) ? 'json' : 'yaml';
  const pool = input.pool ?? (sharedPool ??= createParsePool());
  const outcome = await pool.parse(decoded.source.text, format);
  if (outcome.ok) return { ok: true, root: outcome.root, source: decoded.source };
  return { ok: false, problems: [problemOfFault(decoded.source, outcome.fault)] };
}
