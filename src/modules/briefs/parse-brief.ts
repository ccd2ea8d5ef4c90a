import { parse } from 'node:path';
import { sha256 } from '#kernel/hash';
import { parseStructuredText } from '#platform/structured-text/parse-structured-text';
import type { ParsePool } from '#platform/structured-text/parse-pool';
import type { Problem } from '#kernel/text-problem';
import type { ProblemWords } from '#platform/structured-text/problem';
import { placeOf, problemAt, startReading, type Reading } from '#platform/structured-text/reading';
import { slugify } from '#platform/structured-text/slug';
import type { BriefDocument } from './brief-document.ts';
import { readBrief } from './read-brief.ts';

export type BriefInput = {
  /** Its stem is the campaign id when the brief gives none; `.json` is read as JSON. */
  readonly fileName: string;
  readonly pool?: ParsePool;
} & ({ readonly text: string } | { readonly bytes: Uint8Array });

export interface ParsedBrief {
  readonly ok: true;
  readonly document: BriefDocument;
  readonly warnings: readonly Problem[];
  /** A problem found later, at the line of a canonical path such as `products[0].image`. */
  readonly problemFor: (path: string, words: ProblemWords) => Problem;
}

export type BriefResult = ParsedBrief | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a brief in YAML or JSON, off the main thread. A bad brief is a list of problems, never an exception. */
export async function parseBrief(input: BriefInput): Promise<BriefResult> {
  const parsed = await parseStructuredText({
    content: 'text' in input ? input.text : input.bytes,
    fileName: input.fileName,
    ...(input.pool === undefined ? {} : { pool: input.pool }),
  });
  if (!parsed.ok) return parsed;
  const reading = startReading(parsed.source, parsed.root);
  const document = readBrief(reading, campaignIdOf(input.fileName));
  if (document !== undefined) reportDuplicateProducts(reading, document);
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

/** The campaign id of a brief that gives none: the file's stem as a slug. */
export function campaignIdOf(fileName: string): string {
  const stem = parse(fileName).name;
  return slugify(stem) || `brief-${sha256(stem.normalize('NFC')).slice(0, 8)}`;
}

function reportDuplicateProducts(reading: Reading, document: BriefDocument): void {
  const first = new Map<string, number>();
  document.products.forEach(({ key }, index) => {
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, index);
      return;
    }
    const place = placeOf(reading, namePath(reading, index));
    const line = problemAt(reading, placeOf(reading, namePath(reading, other)), NO_WORDS).line ?? 0;
    const problem = problemAt(reading, place, {
      severity: 'error',
      rule: 'product.duplicate',
      message: `Two products have the key "${key}"; the other one is on line ${line}.`,
      hint: 'Remove one of them, or give it a key of its own: `key: …`.',
    });
    reading.problems.push(problem);
  });
}

const NO_WORDS: ProblemWords = { severity: 'error', rule: '', message: '', hint: '' };

function namePath(reading: Reading, index: number): string {
  const base = `products[${index}]`;
  return [`${base}.key`, `${base}.name`].find((path) => reading.places.has(path)) ?? base;
}
