/** Text as it is compared: NFKC, lower case, one space between words. */
export function normaliseText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

/** How often each run of 3 to 5 characters occurs in a normalised text with a space before and after; none for an empty one. */
export function countGrams(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  if (text === '') return counts;
  const characters = [' ', ...Array.from(text), ' '];
  for (let size = 3; size <= 5; size++) {
    for (let i = 0; i + size <= characters.length; i++) {
      const gram = characters.slice(i, i + size).join('');
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  }
  return counts;
}

/** Distinct texts of a group, ready to be compared in pairs. */
export interface TextIndex {
  /** Text of each item, as a number into the distinct texts. */
  readonly textOf: Int32Array;
  /** Number of distinct texts. */
  readonly distinct: number;
  /** Cosine of two distinct texts: 1 for one text with itself, also when empty; 0 when only one is empty. */
  readonly cosine: (a: number, b: number) => number;
}

/** Above this many distinct texts the full table (4 bytes a pair) is not built and pairs are computed when asked. */
const TABLE_LIMIT = 2_000;

/** How often each gram occurs in one text, gram numbers ascending; whole numbers keep every sum exact in any order. */
interface Vector {
  readonly grams: Int32Array;
  readonly counts: Int32Array;
  readonly length: number;
}

/** Compares texts that were normalised with `normaliseText`; each pair of distinct texts is computed once. */
export function indexTexts(texts: readonly string[]): TextIndex {
  const numbers = new Map<string, number>();
  const textOf = Int32Array.from(texts, (text) => numberOf(numbers, text));
  const vectors = vectorise([...numbers.keys()]);
  const distinct = vectors.length;
  const table = distinct > TABLE_LIMIT ? undefined : productTable(vectors);
  const cosine = (a: number, b: number): number => {
    if (a === b) return 1;
    const product =
      table === undefined ? sparseProduct(vectors[a], vectors[b]) : (table[a * distinct + b] ?? 0);
    return product === 0 ? 0 : product / ((vectors[a]?.length ?? 1) * (vectors[b]?.length ?? 1));
  };
  return { textOf, distinct, cosine };
}

/** The number of a key, the next free one when it is new. */
function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

function vectorise(texts: readonly string[]): Vector[] {
  const numbers = new Map<string, number>();
  return texts.map((text) => {
    const sorted = [...countGrams(text)]
      .map(([gram, count]) => [numberOf(numbers, gram), count] as const)
      .toSorted(([a], [b]) => a - b);
    return {
      grams: Int32Array.from(sorted, ([gram]) => gram),
      counts: Int32Array.from(sorted, ([, count]) => count),
      length: Math.sqrt(sorted.reduce((sum, [, count]) => sum + count * count, 0)),
    };
  });
}

function sparseProduct(a: Vector | undefined, b: Vector | undefined): number {
  if (a === undefined || b === undefined) return 0;
  let sum = 0;
  let i = 0;
  let j = 0;
  while (i < a.grams.length && j < b.grams.length) {
    const left = a.grams[i] as number;
    const right = b.grams[j] as number;
    if (left === right) sum += (a.counts[i] as number) * (b.counts[j] as number);
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return sum;
}

/** Products of all pairs at once over an inverted index: only texts that share a gram meet. */
function productTable(vectors: readonly Vector[]): Int32Array {
  const distinct = vectors.length;
  const table = new Int32Array(distinct * distinct);
  const postings: { texts: number[]; counts: number[] }[] = [];
  for (const [text, vector] of vectors.entries()) {
    for (const [k, gram] of vector.grams.entries()) {
      const count = vector.counts[k] ?? 0;
      const posting = (postings[gram] ??= { texts: [], counts: [] });
      for (let p = 0; p < posting.texts.length; p++) {
        const at = text * distinct + (posting.texts[p] as number);
        table[at] = (table[at] as number) + count * (posting.counts[p] as number);
      }
      posting.texts.push(text);
      posting.counts.push(count);
    }
  }
  for (let a = 0; a < distinct; a++) {
    for (let b = 0; b < a; b++) table[b * distinct + a] = table[a * distinct + b] as number;
  }
  return table;
}
