import { assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check, Copy } from '#studio/model';
import { checkWords, type WordCheckInput } from './check-words.ts';
import { BRAND, LANGUAGES, RICH_CAMPAIGN, RICH_PRODUCT, richRequest } from './headphones.fixture.ts';
import { RISKY_WORDS } from './risky-words.ts';
import { matcherFor } from './word-matching.ts';
import { writeCopies } from './write-copies.ts';

function copyIn(locale: string, changes: Partial<Copy> = {}): Copy {
  return { ...(writeCopies(richRequest({ locale, count: 1 })).copies[0] as Copy), ...changes };
}

function inputIn(locale: string, changes: Partial<WordCheckInput> = {}): WordCheckInput {
  return { brand: BRAND, locale, product: RICH_PRODUCT, campaign: RICH_CAMPAIGN, ...changes };
}

function failures(copy: Copy, input: WordCheckInput): Check[] {
  return checkWords(copy, input).filter((check) => check.verdict !== 'pass');
}

function banning(word: string, locale: string): WordCheckInput {
  return inputIn(locale, {
    brand: { ...BRAND, voice: { ...BRAND.voice, bannedWords: { [locale]: [word] } } },
  });
}

describe('banned words', () => {
  it.each([
    ['en', 'cheap', 'A cheap trick.'],
    ['en', 'cheap', 'A ＣＨＥＡＰ trick.'],
    ['en', 'cheap', 'A ch\u200beap trick.'],
    ['en', 'cheap', 'A сhеаp trick.'],
    ['en', 'cheap*', 'Cheapest of all.'],
    ['de', 'Straße', 'Auf der STRASSE.'],
    ['th', 'ถูก', 'ราคาถูกมาก'],
    ['ja', '激安', '本日激安の品。'],
    ['zh', '便宜', '非常便宜的耳机。'],
    ['ko', '싸구려', '싸구려는 아니다.'],
    ['ar', 'رخيص', 'سعر الرّخيص هنا.'],
    ['he', 'זול', 'המחיר הזול כאן.'],
    ['hi', 'सस्ता', 'यह सस्ता है।'],
  ])('CRE-3 in %s finds %s in "%s"', (locale, word, headline) => {
    const found = failures(copyIn(locale, { headline }), banning(word, locale)).filter(
      (c) => c.rule === 'words.banned',
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ verdict: 'fail', place: 'headline', measured: 1, wanted: 0 });
    expect(found[0]?.message).toContain(word);
  });

  it.each([
    ['en', 'art', 'A smart start.'],
    ['de', 'Rat', 'Der Apparat läuft.'],
    ['en', 'cheap', 'Cheaper tricks.'],
  ])('CRE-3 in %s does not take %s for a part of "%s"', (locale, word, headline) => {
    expect(
      failures(copyIn(locale, { headline }), banning(word, locale)).filter((c) => c.rule === 'words.banned'),
    ).toEqual([]);
  });

  it('CRE-3 finds a word wherever hidden characters are put into it', () => {
    assert(
      property(nat(5), constantFrom('\u200b', '\u00ad', '\u2060', '\ufeff', '\u200d'), (at, hidden) => {
        const disguised = `${'banned'.slice(0, at)}${hidden}${'banned'.slice(at)}`;
        expect(matcherFor(['banned'], 'en').find(`it is ${disguised}, yes`)).toEqual(['banned']);
      }),
    );
  });
});

describe('risky words', () => {
  it.each(LANGUAGES)('CRE-3 in %s finds every listed word in a sentence of its own', (locale) => {
    for (const words of Object.values(RISKY_WORDS[locale] ?? {})) {
      for (const word of words.split(' | ')) {
        const headline = word.replace('*', '');
        const found = failures(copyIn(locale, { headline }), inputIn(locale)).filter(
          (c) => c.rule === 'words.risky',
        );
        expect(found.length, `${locale} ${word}`).toBeGreaterThan(0);
      }
    }
  });

  it('CRE-3 lowers a claim to a warning when a sourced proof of the brief states it', () => {
    const proofs = [{ text: { en: 'Best headphones of 2026' }, source: { en: 'Example Test Institute' } }];
    const copy = copyIn('en', { headline: 'Best headphones of 2026.' });
    const backed = failures(copy, inputIn('en', { product: { ...RICH_PRODUCT, proofs } }));
    expect(backed.map((check) => [check.rule, check.verdict])).toEqual([['words.risky', 'warn']]);
    const open = failures(
      copy,
      inputIn('en', { product: { ...RICH_PRODUCT, proofs: [{ text: { en: 'Best headphones of 2026' } }] } }),
    );
    expect(open.map((check) => [check.rule, check.verdict])).toEqual([['words.risky', 'fail']]);
    expect(open[0]?.message).toContain('proof');
  });

  it('CRE-3 allows no superlative in China, source or not', () => {
    const proofs = [{ text: { zh: '最佳耳机' }, source: { zh: '测试院' } }];
    const copy = copyIn('zh', { headline: '最佳耳机。' });
    const input = inputIn('zh', { product: { ...RICH_PRODUCT, proofs } });
    expect(failures(copy, { ...input, market: 'CN' })[0]?.verdict).toBe('fail');
    expect(failures(copy, { ...input, market: 'SG' })[0]?.verdict).toBe('warn');
  });

  it('CRE-3 knows hands-free from free', () => {
    const risky = (headline: string): Check[] => failures(copyIn('en', { headline }), inputIn('en'));
    expect(risky('Hands-free calls.')).toEqual([]);
    expect(risky('A free case.')).toHaveLength(1);
  });
});

describe('lengths, legal line, language', () => {
  it('CRE-3 names what is too long, by how much, and where', () => {
    const long = copyIn('en', {
      headline: 'x'.repeat(75),
      body: 'y'.repeat(2300),
      altText: 'z'.repeat(151),
      hashtags: ['#a', '#b', '#c', '#d', '#e', '#f'],
    });
    const found = failures(long, inputIn('en'));
    expect(found.map((check) => check.rule)).toEqual([
      'length.headline',
      'length.body',
      'hashtags.count',
      'length.alt_text',
    ]);
    expect(found[0]).toMatchObject({ place: 'headline', measured: 75, wanted: 60 });
    expect(found[0]?.message).toContain('Shorten it by 15');
  });

  it('CRE-3 asks for the legal line of the market', () => {
    const brand = {
      ...BRAND,
      legalLines: { DE: { de: 'Nur solange Vorrat reicht.' }, '*': { de: 'Allgemein.' } },
    };
    const check = (legal: string | undefined, market: string): Check | undefined => {
      const { legal: _own, ...rest } = copyIn('de');
      return checkWords(
        legal === undefined ? rest : { ...rest, legal },
        inputIn('de', { brand, market }),
      ).find((one) => one.rule === 'legal.missing');
    };
    expect(check(undefined, 'DE')).toMatchObject({ verdict: 'fail', place: 'legal' });
    expect(check(undefined, 'DE')?.message).toContain('Nur solange Vorrat reicht.');
    expect(check('Nur solange Vorrat reicht', 'DE')?.verdict).toBe('pass');
    expect(check('Allgemein.', 'AT')?.verdict).toBe('pass');
  });

  it.each([
    ['en', 'ヘッドホン for you'],
    ['de', 'Тихо und klar'],
    ['ja', 'Give someone an hour of quiet'],
    ['ar', 'Give someone an hour of quiet'],
    ['zh', '静かなヘッドホン'],
    ['th', 'Thirty hours on one charge'],
  ])('CRE-4 in %s fails "%s" as mixed language', (locale, headline) => {
    const found = failures(copyIn(locale, { headline }), inputIn(locale)).filter(
      (c) => c.rule === 'language.mixed',
    );
    expect(found.map((check) => check.place)).toContain('headline');
  });

  it('CRE-4 fails a copy that fell back to another language, and warns where no word list exists', () => {
    const asked = richRequest({ locale: 'sv', count: 1 });
    const fallen = writeCopies(asked).copies[0] as Copy;
    expect(failures(fallen, inputIn('sv')).map((check) => check.rule)).toContain('language.mixed');
    const russian = copyIn('en', { locale: 'ru', headline: 'Тишина в поезде.' });
    const found = checkWords(russian, inputIn('ru'));
    expect(found.find((check) => check.rule === 'words.risky')).toMatchObject({ verdict: 'warn' });
    expect(found.filter((check) => check.rule === 'language.mixed' && check.place === 'headline')).toEqual(
      [],
    );
  });

  it('CRE-4 lets names and units stand in another script', () => {
    for (const locale of LANGUAGES) {
      const headline = `${copyIn(locale).support ?? ''} Aurora One USB-C`;
      expect(
        failures(copyIn(locale, { headline }), inputIn(locale)).filter((c) => c.rule === 'language.mixed'),
      ).toEqual([]);
    }
  });
});
