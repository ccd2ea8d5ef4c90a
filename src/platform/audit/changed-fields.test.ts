import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#kernel/hash';
import { Secret } from '#kernel/secret';
import { changedFields } from './changed-fields.ts';
import { isAudited } from './event-types.ts';

describe('the fields of an entry', () => {
  it('SEC-2 are those that differ, whatever the order of their keys, and null on the side that lacks one', () => {
    const before = { a: 1, b: { x: 1, y: 2 }, gone: true, same: null };
    const after = { same: null, b: { y: 2, x: 1 }, a: 2, made: [1] };
    expect(changedFields(before, after)).toEqual({
      before: { a: 1, gone: true, made: null },
      after: { a: 2, gone: null, made: [1] },
    });
    expect(changedFields(null, { a: 1 })).toEqual({ before: null, after: { a: 1 } });
    expect(changedFields({ a: 1 }, null)).toEqual({ before: { a: 1 }, after: null });
  });

  it('SEC-2 a field that changed is there on both sides, and one that did not on none', () => {
    const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fields, fields, (before, after) => {
        const found = changedFields(before, after);
        const names = [...'abcd'].filter((name) => before[name] !== after[name]);
        expect(Object.keys(found.before ?? {}).toSorted()).toEqual(names);
        expect(Object.keys(found.after ?? {}).toSorted()).toEqual(names);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('SEC-2 secrets are masked by type, by the name of their field and by their form', () => {
    const key = `aicmo_${'k'.repeat(43)}`;
    const { after } = changedFields(null, {
      sealed: new Secret('canary-1'),
      password: 'canary-2',
      deep: { apiKey: { inner: 'canary-3' }, list: [{ access_token: 'canary-4' }], noToken: 'canary-5' },
      note: `use ${key} or sk-canary6canary6canary6, Bearer canary-7-canary`,
      clientSecret: null,
      maxOutputTokens: 400,
      tokens: 12,
    });
    expect(after).toEqual({
      sealed: '[secret]',
      password: '[secret]',
      deep: { apiKey: '[secret]', list: [{ access_token: '[secret]' }], noToken: '[secret]' },
      note: 'use [secret] or [secret], [secret]',
      clientSecret: null,
      maxOutputTokens: 400,
      tokens: 12,
    });
    expect(JSON.stringify(after)).not.toContain('canary');
  });

  it('SEC-2 personal data is not copied, as value or as key', () => {
    const { after } = changedFields(null, {
      'mara@example.com': 'write to mara@example.com or +49 170 1234567',
      card: '4111 1111 1111 1111',
      iban: 'DE89 3704 0044 0532 0130 00',
      price: '19.99',
      day: '2026-11-26',
    });
    expect(after).toEqual({
      '[email]': 'write to [email] or [phone]',
      card: '[card]',
      iban: '[iban]',
      price: '19.99',
      day: '2026-11-26',
    });
  });

  it('SEC-2 whatever is handed in becomes JSON that the database keeps as it is', () => {
    const unit = fc.oneof(fc.constantFrom('\0', '\uD800', '\uDC00', '"', '\\', '\u2028'), fc.string());
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(unit, fc.anything())), (value) => {
        const text = canonicalJson(changedFields(null, value).after);
        expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('SEC-2 a large value stands there as hash and size', () => {
    const { after } = changedFields(null, { large: 'x'.repeat(9_000), small: 'y' });
    expect(after).toEqual({
      large: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), characters: 9_002 },
      small: 'y',
    });
  });
});

describe('types of events', () => {
  it('SEC-2 one that nobody declared is refused', () => {
    expect(isAudited('key.created')).toBe(true);
    expect(isAudited('campaign.cell_finished')).toBe(false);
    expect(() => isAudited('thing.happened' as never)).toThrow('thing.happened is not declared');
    expect(() => isAudited('toString' as never)).toThrow('toString is not declared');
  });
});
