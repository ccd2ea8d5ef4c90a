import { describe, expect, it } from 'vitest';
import { checkFacts, numbersOf } from './check-facts.ts';
import { foreignLanguageOf } from './detect-language.ts';
import type { ModelFact } from './model-facts.ts';

const FACTS: ModelFact[] = [
  { id: 'p.name', kind: 'product', text: 'Hush One', isForeign: false },
  { id: 'b.name', kind: 'brand', text: 'Northlight', isForeign: false },
  { id: 'p.benefits[0]', kind: 'benefit', text: 'Turns a full train into a quiet room', isForeign: false },
  { id: 'p.features[0]', kind: 'feature', text: '60 hours of battery life', isForeign: false },
  { id: 'p.price', kind: 'price', text: '$1,299', isForeign: false },
  {
    id: 'p.proofs[0]',
    kind: 'proof',
    text: 'Rated 4.8 of 5 (source: Own shop, October 2026)',
    isForeign: false,
  },
];

const copy = (over: object = {}) => ({
  headline: 'A quiet room on a full train',
  support: '60 hours of battery life',
  cta: 'See Hush One',
  body: 'Hush One turns a full train into a quiet room.',
  altText: 'Hush One headphones',
  locale: 'en-US',
  ...over,
});

const rulesOf = (over: object, cited: readonly string[] = ['p.benefits[0]'], facts = FACTS): string[] =>
  checkFacts(copy(over), facts, cited).map((check) => `${check.rule} ${check.place ?? ''}`);

describe('what a model says against the facts', () => {
  it('CRE-3 what the facts say passes, however it is written', () => {
    expect(rulesOf({})).toEqual([]);
    expect(
      rulesOf({
        body: 'Hush One by Northlight: a quiet train for 1299 dollars, 60-hour battery, rated 4.8.',
      }),
    ).toEqual([]);
    expect(rulesOf({ headline: 'Quiet Room On A Full Train' })).toEqual([]);
  });

  it.each([
    ['a number', { body: 'A quiet train for 72 hours.' }, 'facts.number body'],
    ['a price', { cta: 'Only $999' }, 'facts.number cta'],
    ['a number in other digits', { body: 'A quiet train for ٧٢ hours.' }, 'facts.number body'],
    ['a percentage', { support: 'Half the noise, 60% less' }, 'facts.quantity support'],
    ['a quantity in words', { body: 'A quiet train for thousands of riders.' }, 'facts.quantity body'],
    ['a link', { body: 'A quiet train: https://evil.example/x.' }, 'facts.link body'],
    ['an address', { body: 'A quiet train. Write to us@x.example.' }, 'facts.link body'],
    ['a name', { body: 'A quiet train, says the Guardian about it.' }, 'facts.name body'],
  ])('CRE-3 %s that stands in no fact is found at its place', (_what, over, rule) => {
    expect(rulesOf(over)).toContain(rule);
  });

  it('CRE-3 a text must name facts that are there and show one of them', () => {
    expect(rulesOf({}, [])).toEqual(['facts.cited headline']);
    expect(rulesOf({}, ['p.name'])).toEqual(['facts.cited headline']);
    expect(rulesOf({}, ['p.benefits[9]'])).toEqual(['facts.cited headline']);
    expect(rulesOf({ headline: 'Hello', support: '', body: 'Buy it.' }, ['p.proofs[0]'])).toEqual([
      'facts.unsupported headline',
    ]);
  });

  it('CRE-3 numbers are compared by their digits', () => {
    expect(numbersOf('1.299,00 € / $1,299 / 1 299 / 1’299')).toEqual(['1299', '1299', '1299', '1299']);
    expect(numbersOf('६० घंटे, ๖๐ ชั่วโมง, ٦٠')).toEqual(['60', '60', '60']);
    expect(numbersOf('4.8 of 5, 007')).toEqual(['48', '5', '7']);
  });

  it('CRE-4 in a language without spaces, shared pairs of characters show a fact', () => {
    const facts: ModelFact[] = [
      { id: 'f', kind: 'benefit', text: '満員電車を静かな部屋に変える', isForeign: false },
    ];
    const japanese = {
      headline: '満員電車が静かな部屋になる',
      support: '',
      cta: '見る',
      body: '静かに過ごす。',
      altText: 'ヘッドホン',
      locale: 'ja-JP',
    };
    expect(rulesOf(japanese, ['f'], facts)).toEqual([]);
    expect(rulesOf({ ...japanese, headline: '夏休み', body: '海へ行こう。' }, ['f'], facts)).toEqual([
      'facts.unsupported headline',
    ]);
  });
});

describe('the language of a text', () => {
  const TEXTS: Readonly<Record<string, string>> = {
    en: 'A quiet room on a full train, all the way to work and back again.',
    de: 'Ein stiller Raum im vollen Zug, den ganzen Weg zur Arbeit und zurück.',
    fr: 'Une pièce calme dans un train bondé, jusqu’au travail et au retour.',
    es: 'Una habitación tranquila en un tren lleno, hasta el trabajo y de vuelta.',
    pt: 'Um quarto silencioso num comboio cheio, até ao trabalho e de volta.',
    it: 'Una stanza silenziosa in un treno affollato, fino al lavoro e ritorno.',
    nl: 'Een stille kamer in een volle trein, de hele weg naar het werk en terug.',
    vi: 'Một căn phòng yên tĩnh trên chuyến tàu đông người, suốt đường đi làm.',
  };
  it('CRE-4 its own passes, another one is named', () => {
    for (const [language, text] of Object.entries(TEXTS)) {
      expect([language, foreignLanguageOf(text, language)]).toEqual([language, undefined]);
      const other = language === 'en' ? 'de' : 'en';
      expect([language, foreignLanguageOf(text, other)]).toEqual([language, language]);
    }
  });

  it('CRE-4 a short text and an unknown language are let pass', () => {
    expect(foreignLanguageOf('Ein stiller Raum', 'en')).toBeUndefined();
    expect(foreignLanguageOf(TEXTS['de'] ?? '', 'sw')).toBeUndefined();
  });
});
