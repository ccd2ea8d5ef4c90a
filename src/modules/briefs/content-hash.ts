import { canonicalJson, sha256 } from '#kernel/hash';
import type { BriefDocument } from './brief-document.ts';

/**
 * SHA-256 of the normalised brief and of the files it refers to (link to SHA-256 of the bytes).
 * Equal hashes mean: the same brief, nothing to do.
 */
export function contentHash(document: BriefDocument, files: Readonly<Record<string, string>>): string {
  return sha256(canonicalJson({ document, assets: files }));
}
