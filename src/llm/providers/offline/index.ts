import { createHash } from 'node:crypto';

/** The name the offline provider has in record, answers and pages. */
export const OFFLINE = { provider: 'offline', model: 'template', target: 'offline' } as const;

const DIMENSIONS = 256;

/**
 * A vector of length 1 from hashed character trigrams and words: alike for texts that share words, without any
 * idea of their meaning. Signs spread collisions (Weinberger et al. 2009, "Feature Hashing").
 */
export function lexicalVector(text: string): number[] {
  const vector = Array.from({ length: DIMENSIONS }, () => 0);
  const folded = text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  const grams = words.flatMap((word) => [word, ...trigrams(` ${word} `)]);
  for (const gram of grams) {
    const hash = createHash('sha256').update(gram).digest().readUInt32LE(0);
    const place = hash % DIMENSIONS;
    vector[place] = (vector[place] ?? 0) + ((hash & 0x80000000) === 0 ? 1 : -1);
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

function trigrams(text: string): string[] {
  const letters = Array.from(text);
  return letters.slice(2).map((_, index) => letters.slice(index, index + 3).join(''));
}
