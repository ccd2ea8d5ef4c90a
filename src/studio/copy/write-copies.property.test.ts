import { assert, constantFrom, oneof, property, record, string, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '#studio/model';
import { CHANNEL_RULES, graphemesOf, measureLength, postText } from './channels.ts';
import { toHashtag } from './hashtags.ts';
import { LANGUAGES, RICH_PRODUCT, bareRequest, richRequest } from './headphones.fixture.ts';
import { PACKS } from './packs.ts';
import { cleanText } from './typography.ts';
import { writeCopies } from './write-copies.ts';

const oddName = oneof(
  constantFrom(
    '🎧 Pods™',
    '"Loud" & Co.',
    "O’Neil's",
    '\u202eevil',
    'Nova\u200fX',
    'A{product}B',
    '<b|c>',
    '«Été»',
    'ヘッド\nホン',
    'سماعة',
    '7',
    '...',
    '🏳️‍🌈',
  ),
  string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
  string({ minLength: 60, maxLength: 300 }),
);

describe('the offline writer with odd names', () => {
  it('CRE-3 stays in every channel limit, and never writes a headline twice', () => {
    const cases = record({
      name: oddName,
      locale: constantFrom(...LANGUAGES),
      channel: constantFrom(...CHANNELS),
      seed: string({ maxLength: 8 }),
    });
    assert(
      property(cases, ({ name, locale, channel, seed }) => {
        const request = richRequest({ product: { ...RICH_PRODUCT, name }, locale, channel, seed, count: 8 });
        const { copies } = writeCopies(request);
        const rules = CHANNEL_RULES[channel];
        expect(copies.length).toBeGreaterThan(0);
        expect(new Set(copies.map((copy) => copy.headline)).size).toBe(copies.length);
        for (const copy of copies) {
          expect(measureLength(copy.headline, channel)).toBeLessThanOrEqual(rules.headline);
          expect(measureLength(copy.support ?? '', channel)).toBeLessThanOrEqual(rules.support);
          expect(measureLength(postText(copy), channel)).toBeLessThanOrEqual(rules.body);
          expect(Array.from(copy.altText).length).toBeLessThanOrEqual(rules.altText);
          expect(copy.hashtags.length).toBeLessThanOrEqual(rules.hashtags);
          expect(copy.cta).not.toBe('');
          for (const tag of copy.hashtags) expect(tag).toMatch(/^#[\p{L}\p{M}\p{N}_]+$/u);
          expect(copy.headline + copy.body + copy.altText).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/u);
        }
        expect(writeCopies(request).copies).toEqual(copies);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('CRE-2 writes something honest for any name in any language, or says why not', () => {
    assert(
      property(oddName, constantFrom(...LANGUAGES), constantFrom(...CHANNELS), (name, locale, channel) => {
        const product = { ...bareRequest().product, name };
        const { copies, gaps } = writeCopies(bareRequest({ product, locale, channel, count: 2 }));
        if (copies.length < 2) expect(gaps.some((gap) => gap.kind === 'variety')).toBe(true);
        for (const copy of copies) expect(graphemesOf(copy.headline).length).toBeGreaterThan(1);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it('CRE-4 keeps a product name as it is written, wherever it stands', () => {
    const names = stringMatching(/^[a-zA-Z][a-zA-Z0-9]{2,9}( [a-zA-Z0-9]{1,6})?$/);
    assert(
      property(names, constantFrom(...LANGUAGES), (name, locale) => {
        const { copies } = writeCopies(
          richRequest({ product: { ...RICH_PRODUCT, name }, locale, count: 12 }),
        );
        expect(copies.some((copy) => copy.headline.includes(cleanText(name)))).toBe(true);
        for (const copy of copies) expect(copy.altText.includes(name)).toBe(true);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('CRE-1 makes hashtags of letters, digits and underscores only', () => {
    const joins = constantFrom(...new Set(Object.values(PACKS).map((pack) => pack.hashtags.join)));
    assert(
      property(oneof(oddName, string({ unit: 'binary' })), joins, (raw, join) => {
        const tag = toHashtag(raw, join);
        if (tag !== undefined) expect(tag).toMatch(/^#[\p{L}\p{M}\p{N}_]+$/u);
      }),
    );
  });
});
