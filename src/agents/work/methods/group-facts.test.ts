import { describe, expect, it } from 'vitest';
import type { Fact } from '#agents/work/facts';
import { countTerms } from './count-terms.ts';
import { commonest, differencesOf, medianOf, wordsOf } from './describe-segment.ts';
import { groupFacts } from './group-facts.ts';
import { kinshipOf, themesOf } from './themes.ts';

const fact = (id: string, text: string, backing?: string): Fact => ({
  id: `brief.products.p.${id}`,
  text,
  source: 'brief',
  ...(backing === undefined ? {} : { backing }),
});

describe('what texts are about', () => {
  it('EXE-2 knows themes by the list of the language and takes short entries as whole words only', () => {
    expect(themesOf('Engine noise that drowns out the podcast', 'en')).toEqual(['Quiet']);
    expect(themesOf('Des semelles qui glissent sur les racines', 'fr')).toEqual(['Weather']);
    expect(themesOf('Se glisse sous un siège', 'fr')).not.toContain('Weather');
    expect(themesOf('The noise', 'ja')).toEqual([]);
  });

  it('EXE-2 counts themes double and words once, and no common words or figures', () => {
    expect(kinshipOf('A quiet room', 'Less noise', 'en')).toBe(2);
    expect(kinshipOf('Opal glass shade', 'Glass goes back', 'en')).toBe(1);
    // A word that a shared theme rests on counts with it, and what the product is anyway counts for nothing.
    expect(kinshipOf('Cold white light at night', 'Lights the dinner table', 'en')).toBe(2);
    const [problem, proof, feature] = [
      'Smart lamps with three apps',
      '1,800 kelvin, a lamp of its own',
      'No app at all',
    ];
    expect(kinshipOf(problem, proof, 'en')).toBe(2);
    expect(kinshipOf(problem, proof, 'en', 'Dusk Lamp smart table lamp')).toBe(0);
    expect(kinshipOf(problem, feature, 'en', 'Dusk Lamp smart table lamp')).toBe(2);
    expect(kinshipOf('60 years with your friends', '60 goats with your aunt', 'en')).toBe(0);
  });
});

describe('groups of facts', () => {
  const facts = [
    fact('benefits.0', 'A quiet room on the train'),
    fact('proofs.0', '38 decibels less', 'Lab'),
    fact('benefits.1', 'Soft on the head'),
    fact('features.0', 'Only 254 grams'),
    fact('features.1', 'Opal colour'),
  ];

  it('EXE-2 takes the group of the greatest weight first and leaves what belongs to none', () => {
    const { groups, left } = groupFacts(facts, { language: 'en', most: 3 });
    expect(groups.map(({ name, facts: found }) => [name, found.map(({ id }) => id.slice(17))])).toEqual([
      ['Quiet', ['benefits.0', 'proofs.0']],
      ['Comfort', ['benefits.1', 'features.0']],
    ]);
    expect(left.map(({ text }) => text)).toEqual(['Opal colour']);
    expect(groupFacts(facts, { language: 'en', most: 1 }).left).toHaveLength(3);
  });

  it('EXE-2 groups by shared words where there is no list of themes', () => {
    const korean = [
      fact('benefits.0', '저녁까지 이어지는 촉촉함'),
      fact('proofs.0', '촉촉함 테스트'),
      fact('benefits.1', '유리 용기에는'),
    ];
    const { groups } = groupFacts(korean, { language: 'ko', most: 3 });
    expect(groups).toEqual([]);
    const polish = [
      fact('benefits.0', 'Cisza podczas podróży'),
      fact('proofs.0', 'Cisza potwierdzona testem'),
      fact('benefits.1', 'Lekkie'),
    ];
    expect(groupFacts(polish, { language: 'pl', most: 3 }).groups.map(({ name }) => name)).toEqual(['Cisza']);
  });
});

describe('what sets a segment apart', () => {
  it('EXE-2 counts texts, not words, and takes forms of a word as one', () => {
    const [first] = countTerms(['Batteries and battery', 'My battery', 'The charger'], 'en');
    expect(first).toMatchObject({ texts: 2, at: [0, 1] });
  });

  it('EXE-2 tells lift only beyond the interval, and medians of numbers', () => {
    const device = Array.from({ length: 40 }, (_, row) => (row < 10 ? 'phone' : 'desk'));
    const days = Array.from({ length: 40 }, (_, row) => (row < 10 ? 5 : 50));
    const attributes = [
      { name: 'device', role: 'trait' as const, values: device },
      { name: 'days', role: 'trait' as const, values: days },
    ];
    const own = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const found = differencesOf(attributes, own);
    expect(found.find(({ attribute }) => attribute === 'device')).toMatchObject({
      value: 'phone',
      lift: 4,
      share: 1,
      shareOfAll: 0.25,
    });
    expect(found.find(({ attribute }) => attribute === 'days')).toMatchObject({ value: 5, medianOfAll: 50 });
    expect(differencesOf(attributes, [0, 20, 21, 22])).toEqual([]);
    expect(commonest({ name: 'device', role: 'trait', values: device }, [0, 20, 21])).toEqual({
      value: 'desk',
      hits: 2,
      of: 3,
    });
    expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3])]).toEqual([2, 2.5]);
  });

  it('EXE-2 takes as words of a segment what the others say less', () => {
    const texts = ['Quiet train', 'Quiet room', 'Long battery', 'Long battery', undefined];
    expect(wordsOf(texts, [0, 1, 4], 'en')).toEqual([{ term: 'quiet', texts: 2, of: 2, lift: 2, row: 0 }]);
  });
});
