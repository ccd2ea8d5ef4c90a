import { describe, expect, it } from 'vitest';
import { withKoreanParticle } from './korean-particles.ts';
import { packFor } from './packs.ts';
import { richRequest } from './headphones.fixture.ts';
import { cleanFact, joinPiece, lowerFirst, tidyLine, upperFirst } from './typography.ts';
import type { LanguagePack } from './language-pack.ts';
import { writeCopies } from './write-copies.ts';

function pack(locale: string): LanguagePack {
  return packFor(locale) as LanguagePack;
}

describe('typography', () => {
  it.each([
    ['en', 'He said "go".', 'He said “go”'],
    ['de', 'Er sagte "los".', 'Er sagte „los“'],
    ['de-CH', 'Er sagte "los".', 'Er sagte «los»'],
    ['en', 'A 27" screen.', 'A 27″ screen'],
    ['en', "It's quiet", 'It’s quiet'],
    ['he', 'צה"ל כאן', 'צה״ל כאן'],
    ['ja', '静かです。', '静かです'],
    ['hi', 'शांति।', 'शांति'],
    ['en', 'Made in the U.S.A.', 'Made in the U.S.A.'],
    ['en', ' two\n lines\u202e ', 'two lines'],
  ])('CRE-4 in %s cleans %s', (locale, raw, wanted) => {
    expect(cleanFact(raw, pack(locale), locale)).toBe(wanted);
  });

  it.each([
    [
      'fr',
      'Prêt ? Oui ! Voici : « ça » ; fin',
      'Prêt\u00a0? Oui\u00a0! Voici\u00a0: «\u00a0ça\u00a0»\u00a0; fin',
    ],
    ['fr-CA', 'Prêt ? Voici : ça', 'Prêt? Voici\u00a0: ça'],
    ['fr', 'à propos de Aurora, de Nova', 'à propos d’Aurora, de Nova'],
    ['fr', 'Voir : https://a.example/?b=1 à 12:30', 'Voir\u00a0: https://a.example/?b=1 à 12:30'],
    ['ja', '切れる？一度の充電 、静か', '切れる？　一度の充電、静か'],
    ['de', 'zwei  Wörter ', 'zwei Wörter'],
  ])('CRE-4 in %s spaces "%s"', (locale, raw, wanted) => {
    expect(tidyLine(raw, pack(locale), locale)).toBe(wanted);
  });

  it('CRE-4 never doubles the end of a sentence', () => {
    expect(joinPiece('Really?', '.', pack('en'))).toBe('Really?');
    expect(joinPiece('Really?', '. Yes', pack('en'))).toBe('Really? Yes');
    expect(joinPiece('Starts with “hm?”', '.', pack('en'))).toBe('Starts with “hm?”');
    expect(joinPiece('Beginnt mit „hm?“', '.', pack('de'))).toBe('Beginnt mit „hm?“.');
    expect(joinPiece('199 ر.س.\u200f', '.', pack('ar'))).toBe('199 ر.س.\u200f');
  });

  it('CRE-4 changes capitals only where the word allows it', () => {
    const inside = (text: string, locale: string, isCommon = false): string =>
      lowerFirst(text, { pack: pack(locale), locale, isCommon });
    expect(upperFirst('thirty hours', 'en')).toBe('Thirty hours');
    expect(upperFirst('iPhone dock', 'en')).toBe('iPhone dock');
    expect(inside('Trente heures', 'fr')).toBe('trente heures');
    expect(inside('Silence total', 'fr', true)).toBe('silence total');
    expect(inside('Bluetooth intégré', 'fr')).toBe('Bluetooth intégré');
    expect(inside('USB partout', 'fr', true)).toBe('USB partout');
    expect(inside('Ruhe im Zug', 'de', true)).toBe('Ruhe im Zug');
  });

  it('CRE-4 nests quotation marks', () => {
    const { copies } = writeCopies(richRequest({ locale: 'ja', count: 60 }));
    const texts = copies.flatMap((copy) => [copy.headline, copy.body]);
    expect(texts.join('\n')).toContain('「通話はいつも『聞こえますか』から」');
    for (const text of texts) expect(text).not.toMatch(/「[^」]*「/u);
  });

  it.each([
    ['사람', '을/를', '사람을'],
    ['친구', '을/를', '친구를'],
    ['서울', '으로/로', '서울로'],
    ['3', '이/가', '3이'],
    ['2', '이/가', '2가'],
    ['Aurora', '이/가', undefined],
  ])('CRE-4 joins %s with the particle %s', (text, pair, wanted) => {
    expect(withKoreanParticle(text, pair)).toBe(wanted);
  });
});
