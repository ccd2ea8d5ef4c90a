import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './hash.ts';

/** What it has to give, by the letter: a replacer that puts keys in order. */
function byReplacer(value: unknown): string {
  const isGroup = (inner: unknown): inner is object =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner);
  return JSON.stringify(value, (_key, inner: unknown) =>
    isGroup(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

describe('SEC-2 canonical JSON', () => {
  it('is the same text whatever order the keys came in, for every value that JSON has', () => {
    const values = fc.anything({ withDate: true, withNullPrototype: true, withSparseArray: true });
    fc.assert(
      fc.property(values, (value) => {
        expect(canonicalJson(value)).toBe(byReplacer(value));
      }),
      { numRuns: 2_000 },
    );
    const keys = fc.uniqueArray(fc.string({ unit: 'binary' }), { maxLength: 8 });
    fc.assert(
      fc.property(keys, (names) => {
        const groupOf = (order: readonly string[]): object =>
          Object.fromEntries(order.map((name) => [name, { b: 1, a: name }]));
        expect(canonicalJson(groupOf(names))).toBe(canonicalJson(groupOf(names.toReversed())));
      }),
    );
  });

  it('keeps a key that is called like a prototype', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe('{"__proto__":{"a":2},"b":1}');
  });
});
