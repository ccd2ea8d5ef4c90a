import { describe, expect, it } from 'vitest';
import { CHANNELS, type Channel, type Copy } from '#studio/model';
import { CHANNEL_RULES, measureLength, postText } from './channels.ts';
import { checkWords } from './check-words.ts';
import {
  BRAND,
  LANGUAGES,
  RICH_CAMPAIGN,
  RICH_PRODUCT,
  bareRequest,
  richRequest,
} from './headphones.fixture.ts';
import { packFor } from './packs.ts';
import { writeCopies } from './write-copies.ts';

function textsOf(copy: Copy): string[] {
  return [copy.headline, copy.support ?? '', copy.cta, copy.badge ?? '', copy.body, copy.altText];
}

/** Faults of typesetting that no language of the house allows. */
const FAULTS: readonly RegExp[] = [
  /[{}<>|]/u,
  / {2}/u,
  /\.\./u,
  /,\./u,
  /。。|।।|？。|！。|\?\.(?!\p{L})|!\./u,
  / [.,](?!\d)/u,
  /undefined|null/u,
  /\u202f/u,
  /"/u,
];

describe.each(LANGUAGES)('the offline writer in %s', (locale) => {
  it.each(['formal', 'informal'] as const)('CRE-2 sets no faulty text on any channel, %s', (formality) => {
    const brand = { ...BRAND, voice: { ...BRAND.voice, formality } };
    for (const channel of CHANNELS) {
      const { copies, gaps } = writeCopies(richRequest({ locale, channel, brand, count: 30 }));
      expect(copies.length).toBeGreaterThanOrEqual(6);
      expect(gaps.filter((gap) => gap.kind !== 'variety')).toEqual([]);
      for (const text of copies.flatMap(textsOf)) {
        for (const fault of FAULTS) expect(text).not.toMatch(fault);
        expect(text).toBe(text.trim());
      }
    }
  });

  it('CRE-4 uses the quotation marks of the language only', () => {
    const pack = packFor(locale);
    const allowed = new Set(
      [...(pack?.typography.quotes ?? []), ...(pack?.typography.innerQuotes ?? [])].map((mark) =>
        mark.trim(),
      ),
    );
    const { copies } = writeCopies(richRequest({ locale, count: 40 }));
    for (const text of copies.flatMap(textsOf)) {
      const marks = (text.match(/[“”„‟«»「」『』‚‘]/gu) ?? []).filter((mark) => !allowed.has(mark));
      expect(marks, text).toEqual([]);
    }
  });

  it('CRE-2 gives twelve variants of at least eight angles, no headline twice', () => {
    const { copies } = writeCopies(richRequest({ locale, count: 12 }));
    expect(copies).toHaveLength(12);
    expect(new Set(copies.map((copy) => copy.angle)).size).toBeGreaterThanOrEqual(11);
    expect(new Set(copies.map((copy) => copy.headline.toLowerCase())).size).toBe(12);
    expect(new Set(copies.map((copy) => copy.body)).size).toBe(12);
  });

  it('CRE-3 passes every word rule on every channel', () => {
    for (const channel of CHANNELS) {
      const { copies } = writeCopies(richRequest({ locale, channel, count: 20 }));
      for (const copy of copies) {
        const input = { brand: BRAND, locale, market: 'DE', product: RICH_PRODUCT, campaign: RICH_CAMPAIGN };
        expect(
          checkWords(copy, input).filter((check) => check.verdict !== 'pass'),
          copy.headline,
        ).toEqual([]);
      }
    }
  });

  it('CRE-2 writes usable copy from a name and a message alone, without claims', () => {
    for (const channel of CHANNELS) {
      const { copies } = writeCopies(bareRequest({ locale, channel, count: 3 }));
      expect(copies.length, channel).toBeGreaterThanOrEqual(2);
      for (const copy of copies) {
        expect(copy.cta).not.toBe('');
        expect(copy.body).not.toBe('');
        expect(textsOf(copy).join(' ').replaceAll('Aurora One', '')).not.toMatch(/[0-9]/u);
        for (const fault of FAULTS) for (const text of textsOf(copy)) expect(text).not.toMatch(fault);
      }
    }
  });

  it('CRE-2 gives each angle at least three headline patterns and keeps gated angles to their facts', () => {
    const gates: Readonly<Record<string, RegExp>> = {
      proof: /\{(proof|quote)\}/u,
      price: /\{(price|saving)\}/u,
      urgency: /\{(date|limit)\}/u,
      occasion: /\{(occasion|start)\}/u,
      values: /\{value\}/u,
      contrast: /\{problem\}.*\{benefit\}/u,
    };
    for (const [angle, patterns] of Object.entries(packFor(locale)?.angles ?? {})) {
      expect(patterns.headlines.length, angle).toBeGreaterThanOrEqual(3);
      expect(patterns.openings.length, angle).toBeGreaterThanOrEqual(2);
      const gate = gates[angle];
      if (gate === undefined) continue;
      for (const headline of patterns.headlines) expect(headline, angle).toMatch(gate);
    }
  });
});

describe('the offline writer', () => {
  it('CRE-2 writes the same for the same request and otherwise for another seed', () => {
    expect(writeCopies(richRequest())).toEqual(writeCopies(richRequest()));
    const headlines = (seed: string): string[] =>
      writeCopies(richRequest({ seed })).copies.map((copy) => copy.headline);
    expect(headlines('a')).not.toEqual(headlines('b'));
  });

  it('CRE-2 keeps English headlines to three to eight words when facts allow', () => {
    for (const copy of writeCopies(richRequest({ count: 12 })).copies) {
      const words = copy.headline.split(/\s+/u).length;
      expect(words, copy.headline).toBeGreaterThanOrEqual(3);
      expect(words, copy.headline).toBeLessThanOrEqual(9);
    }
  });

  it('CRE-2 sets a problem only against the benefit of the same number', () => {
    const product = { ...RICH_PRODUCT, problems: RICH_PRODUCT.problems.slice(0, 1) };
    const { copies } = writeCopies(richRequest({ product, count: 60 }));
    const contrasts = copies.filter((copy) => copy.angle === 'contrast');
    expect(contrasts.length).toBeGreaterThan(0);
    for (const copy of contrasts) expect(copy.headline).toContain('Thirty hours on one charge');
  });

  it('CRE-4 leaves out a fact that is absent in the locale and names its field once', () => {
    const product = { ...RICH_PRODUCT, benefits: [...RICH_PRODUCT.benefits, { en: 'Light as a book' }] };
    const { copies, gaps } = writeCopies(richRequest({ locale: 'de', product, count: 40 }));
    expect(gaps).toContainEqual(
      expect.objectContaining({
        field: 'products.aurora.benefits[3]',
        kind: 'text_missing_in_locale',
        locale: 'de',
      }),
    );
    expect(gaps.filter((gap) => gap.field === 'products.aurora.benefits[3]')).toHaveLength(1);
    expect(JSON.stringify(copies)).not.toContain('Light as a book');
  });

  it('CRE-2 writes prices and dates as the locale does, and computes the saving', () => {
    const german = JSON.stringify(writeCopies(richRequest({ locale: 'de', count: 40 })).copies);
    expect(german).toContain('199\u00a0€ statt 249\u00a0€');
    expect(german).toContain('50\u00a0€');
    expect(german).toContain('24. Dezember');
    expect(JSON.stringify(writeCopies(richRequest({ locale: 'fr', count: 40 })).copies)).toContain(
      '1er décembre',
    );
  });

  it('CRE-2 has no price, proof, urgency or occasion angle without their facts', () => {
    const { copies } = writeCopies(bareRequest({ count: 30 }));
    const angles = new Set(copies.map((copy) => copy.angle));
    for (const angle of ['price', 'proof', 'urgency', 'occasion', 'values', 'contrast'])
      expect(angles).not.toContain(angle);
  });

  it('CRE-3 drops every line with a banned word and tells which fact was lost', () => {
    const voice = { ...BRAND.voice, bannedWords: { en: ['Thirty'], de: ['Dreißig'] } };
    const { copies, gaps } = writeCopies(richRequest({ brand: { ...BRAND, voice }, count: 40 }));
    expect(copies.length).toBeGreaterThan(12);
    expect(JSON.stringify(copies)).not.toMatch(/thirty/iu);
    expect(gaps.map((gap) => gap.field)).toContain('products.aurora.benefits[0]');
  });

  it('CRE-3 uses the brief its own action, and the address the brand asks for', () => {
    const campaign = { ...RICH_CAMPAIGN, callToAction: { de: 'Jetzt vorbestellen' } };
    const { copies } = writeCopies(richRequest({ locale: 'de', campaign }));
    expect(new Set(copies.map((copy) => copy.cta))).toEqual(new Set(['Jetzt vorbestellen']));
    const formal = { ...BRAND, voice: { ...BRAND.voice, formality: 'formal' as const } };
    expect(JSON.stringify(writeCopies(richRequest({ locale: 'de', brand: formal, count: 40 })))).not.toMatch(
      /\b(du|dich|dir)\b/u,
    );
    expect(JSON.stringify(writeCopies(richRequest({ locale: 'de', count: 40 })))).not.toMatch(
      /\bSie (?!sparen)\b/u,
    );
  });

  it('CRE-3 takes a fact with a word the brand likes before others', () => {
    const preferredWords = { en: ['quiet'] };
    const brand = { ...BRAND, voice: { ...BRAND.voice, preferredWords } };
    for (const seed of ['a', 'b', 'c', 'd', 'e']) {
      const { copies } = writeCopies(richRequest({ brand, seed, count: 12 }));
      expect(copies.find((copy) => copy.angle === 'brand_voice')?.headline).toContain('quiet');
    }
  });

  it('CRE-1 says another thing under the headline than in it', () => {
    for (const locale of LANGUAGES) {
      for (const copy of writeCopies(richRequest({ locale, count: 40 })).copies) {
        const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '');
        expect(copy.support, copy.headline).toBeDefined();
        expect(bare(copy.headline)).not.toContain(bare(copy.support ?? copy.headline));
        expect(bare(copy.support ?? '')).not.toContain(bare(copy.headline));
      }
    }
  });

  it('CRE-1 gives each network its own form', () => {
    const first = (channel: Channel): Copy =>
      writeCopies(richRequest({ channel, count: 1 })).copies[0] as Copy;
    const bodies = CHANNELS.map((channel) => first(channel).body);
    expect(new Set(bodies).size).toBeGreaterThanOrEqual(7);
    expect(first('linkedin').body.length).toBeGreaterThan(first('x').body.length);
    expect(first('linkedin').body).toContain('\n– ');
    expect(first('instagram').body).not.toContain('https://');
    expect(first('x').body).toContain('https://norrland.example/aurora');
    expect(first('email').hashtags).toEqual([]);
    for (const channel of CHANNELS) {
      const line = first(channel).body.split('\n')[0] ?? '';
      expect(measureLength(line, channel)).toBeLessThanOrEqual(CHANNEL_RULES[channel].visibleFirst);
      expect(measureLength(postText(first(channel)), channel)).toBeLessThanOrEqual(
        CHANNEL_RULES[channel].body,
      );
    }
  });

  it('CRE-4 sets the own words of a brief in a language without a pack, and says so', () => {
    const product = {
      ...RICH_PRODUCT,
      benefits: [{ pl: 'Trzydzieści godzin bez kabla', en: 'Thirty hours' }],
    };
    const { copies, gaps } = writeCopies(richRequest({ locale: 'pl', product, count: 5 }));
    expect(copies[0]).toMatchObject({ locale: 'pl', headline: 'Trzydzieści godzin bez kabla' });
    expect(JSON.stringify(copies)).not.toContain('Thirty');
    expect(gaps[0]).toMatchObject({ kind: 'language_unsupported', locale: 'pl' });
    const other = writeCopies(richRequest({ locale: 'sv', count: 3 }));
    expect(other.copies.length).toBeGreaterThan(0);
    expect(new Set(other.copies.map((copy) => copy.locale)).size).toBe(1);
    expect(other.copies[0]?.locale).not.toBe('sv');
    expect(other.gaps.map((gap) => gap.field)).toContain('campaign.message');
  });

  it('CRE-4 does not write simplified Chinese for Taiwan', () => {
    expect(writeCopies(richRequest({ locale: 'zh-TW' })).gaps[0]?.kind).toBe('language_unsupported');
    expect(packFor('zh-CN')?.language).toBe('zh');
  });
});
