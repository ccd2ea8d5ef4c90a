import { createHash } from 'node:crypto';

/** Lower-case hexadecimal SHA-256 of bytes or of UTF-8 text. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** JSON with object keys in code-unit order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(withSortedKeys(value));
}

/** A copy to be written: a replacer is called for every value, and takes half as long again. */
function withSortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return withSortedKeys(value.toJSON());
  if (Array.isArray(value)) return value.map(withSortedKeys);
  // Without a prototype, so that no key has a meaning of its own.
  const sorted = Object.create(null) as Record<string, unknown>;
  const given = value as Record<string, unknown>;
  for (const key of Object.keys(given).toSorted()) sorted[key] = withSortedKeys(given[key]);
  return sorted;
}
