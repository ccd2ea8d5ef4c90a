import { describe, expect, it } from 'vitest';
import { readabilityOf, sentencesOf, syllablesOf, wordsOf } from './readability.ts';

describe('readability', () => {
  it('EXE-2 rates a text by the formula of its language', () => {
    // Six words of one syllable in one sentence: 206.835 - 1.015 * 6 - 84.6 = 116.1.
    expect(readabilityOf('The cat sat on the mat.', 'en-US')).toMatchObject({
      words: 6,
      sentences: 1,
      ease: 116,
      formula: 'Flesch 1948',
    });
    // Amstad: 180 - 4 - 58.5 * 5 / 4 = 102.9.
    expect(readabilityOf('Der Hund schläft heute.', 'de-DE')).toMatchObject({ words: 4, ease: 103 });
    // Fernández Huerta: 206.84 - 1.02 * 4 - 60 * 6 / 4 = 112.8.
    expect(readabilityOf('La casa es blanca.', 'es')).toMatchObject({ words: 4, ease: 113 });
  });

  it.each([
    ['table', 2],
    ['smile', 1],
    ['walked', 1],
    ['wanted', 2],
    ['houses', 2],
    ['evening', 3],
    ['idea', 3],
    ['quiet', 2],
    ['reading', 2],
    ['people', 2],
  ])('EXE-2 counts the syllables of %s', (word, count) => {
    expect([word, syllablesOf(word, 'en')]).toEqual([word, count]);
  });

  it('EXE-2 gives lengths only where no formula is published', () => {
    expect(readabilityOf('肌に、静かな一日を。夕方まで、うるおいが続く。', 'ja-JP')).toMatchObject({
      ease: null,
      unit: 'characters',
      sentences: 2,
      longestSentence: 11,
    });
    expect(readabilityOf('قهوة لمن يصبّ لغيره أولاً', 'ar-AE')).toMatchObject({
      ease: null,
      words: 5,
      unit: 'words',
    });
    expect(readabilityOf('', 'en')).toMatchObject({ words: 0, sentences: 0, ease: null, longestSentence: 0 });
  });

  it('EXE-2 takes a line as a sentence and an address as no word', () => {
    expect(sentencesOf('One line\nAnd 1.5 litres. Is it? Yes!')).toEqual([
      'One line',
      'And 1.5 litres.',
      'Is it?',
      'Yes!',
    ]);
    expect(wordsOf('See https://x.example/a?b=1 now', 'en')).toEqual(['See', 'now']);
  });
});
