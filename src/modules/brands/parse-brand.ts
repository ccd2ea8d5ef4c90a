import { parse } from 'node:path';
import { parseStructuredText } from '#platform/structured-text/parse-structured-text';
import type { Problem } from '#kernel/text-problem';
import type { ProblemWords } from '#platform/structured-text/problem';
import { placeOf, problemAt, startReading } from '#platform/structured-text/reading';
import { slugify } from '#platform/structured-text/slug';
import type { BrandDocument } from './brand-document.ts';
import { readBrand } from './read-brand.ts';

export interface ParsedBrand {
  readonly ok: true;
  readonly document: BrandDocument;
  readonly warnings: readonly Problem[];
  /** A problem found later, at the line of a canonical path such as `logo.onLight`. */
  readonly problemFor: (path: string, words: ProblemWords) => Problem;
}

export type BrandResult = ParsedBrand | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a brand kit (brand.yaml) in YAML or JSON, off the main thread. A bad kit is a list of problems. */
export async function parseBrand(input: {
  /** Its stem is the key when the kit gives neither key nor a name in Latin letters. */
  readonly fileName: string;
  readonly content: string | Uint8Array;
}): Promise<BrandResult> {
  const parsed = await parseStructuredText(input);
  if (!parsed.ok) return parsed;
  const reading = startReading(parsed.source, parsed.root);
  const document = readBrand(reading, slugify(parse(input.fileName).name) || 'brand');
  const { problems } = reading;
  if (document === undefined || problems.some((problem) => problem.severity === 'error')) {
    return { ok: false, problems };
  }
  return {
    ok: true,
    document,
    warnings: problems,
    problemFor: (path, words) => problemAt(reading, placeOf(reading, path), words),
  };
}
