import { describe, expect, it } from 'vitest';
import { answersTo, kinship, nearestOf } from './kinship.ts';

describe('kinship of facts', () => {
  it('EXE-2 takes the language in which two facts share most', () => {
    expect(kinship({ en: 'Less noise', de: 'Weniger Lärm' }, { en: 'Engine noise', de: 'Motoren' })).toBe(1);
    expect(kinship({ en: 'Things that pinch' }, { en: 'A shop that opens' })).toBe(0);
    expect(kinship({ en: 'Noise' }, { de: 'Noise' })).toBe(0);
  });

  it('EXE-2 answers a problem by shared words before the order of the brief', () => {
    const problems = [
      { en: 'Engine noise that drowns out the podcast' },
      { en: 'Headphones that pinch after an hour' },
    ];
    const benefits = [
      { en: 'Turns a full train into a quiet room' },
      { en: 'Plays through a working week' },
      { en: 'Comfortable on a ten-hour flight' },
    ];
    expect(answersTo(problems, benefits)).toEqual([
      { benefit: 0, by: 'order' },
      { benefit: 2, by: 'words' },
    ]);
    expect(answersTo(problems, [])).toEqual([undefined, undefined]);
    expect(nearestOf({ en: 'battery' }, benefits)).toBeUndefined();
  });
});
