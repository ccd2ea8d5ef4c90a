/** The key without casing and separators: `Target-Variants`, `target_variants`, `targetVariants` are one key. */
export function foldKey(key: string): string {
  return key
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '');
}

/** Canonical camelCase name to further names a person may use; the casing of both is free. */
export type FieldTable = Readonly<Record<string, readonly string[]>>;

/** Every name of a table, folded, to its canonical name. */
export function foldTable(table: FieldTable): Map<string, string> {
  return new Map(
    Object.entries(table).flatMap(([name, others]) =>
      [name, ...others].map((spelling) => [foldKey(spelling), name] as const),
    ),
  );
}

export type KeyStyle = 'snake' | 'camel' | 'kebab';

/** The casing most keys of a document use; snake_case when nothing shows it. */
export function detectKeyStyle(keys: readonly string[]): KeyStyle {
  const count = (pattern: RegExp): number => keys.filter((key) => pattern.test(key)).length;
  const camel = count(/^[a-z]+[A-Z]/);
  const kebab = count(/^[a-z]+-[a-z]/);
  const snake = count(/^[a-z]+_[a-z]/);
  if (camel > snake && camel >= kebab) return 'camel';
  return kebab > snake ? 'kebab' : 'snake';
}

/** A camelCase name in another casing. */
export function styleKey(name: string, style: KeyStyle): string {
  if (style === 'camel') return name;
  const separator = style === 'snake' ? '_' : '-';
  return name.replaceAll(/[A-Z]/g, (letter) => `${separator}${letter.toLowerCase()}`);
}

const MAX_COMPARED = 64;

/**
 * The candidate a person most likely meant: the fewest edits (insert, delete, change, swap neighbours) and at
 * most a third of the length. Undefined when none is near or the word is longer than 64 characters.
 */
export function nearestName(word: string, candidates: readonly string[]): string | undefined {
  const folded = foldKey(word);
  if (folded.length === 0 || folded.length > MAX_COMPARED) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(folded.length / 3)) + 1;
  for (const candidate of candidates) {
    const target = foldKey(candidate);
    if (Math.abs(target.length - folded.length) >= bestDistance) continue;
    const distance = editDistance(folded, target);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Optimal string alignment distance: insertions, deletions, changes and swaps of neighbours. */
export function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) value = Math.min(value, (older[j - 2] ?? 0) + 1);
      current.push(value);
    }
    older = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
