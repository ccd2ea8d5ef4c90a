import { describe, expect, it } from 'vitest';
import { bestAxes, comparePair, standingsOf, turningWeights, type Evidence } from './compare-alternatives.ts';

const row = (alternative: string, scores: Record<string, number | null>): Evidence[] =>
  Object.entries(scores).map(([criterion, score]) => ({ alternative, criterion, score }));
const EVIDENCE = [
  ...row('Own', { quiet: 5, price: 2, repair: 4, weight: null }),
  ...row('A', { quiet: 3, price: 4, repair: 4, weight: 3 }),
  ...row('B', { quiet: 4, price: 5 }),
];
const CRITERIA = [
  { name: 'repair', weight: 2 },
  { name: 'quiet', weight: 5 },
  { name: 'price', weight: 3 },
  { name: 'weight', weight: 1 },
];

describe('alternatives under weighted criteria', () => {
  it('EXE-2 says where the own one leads, is level or trails, and leaves open what nobody scored', () => {
    const found = standingsOf(EVIDENCE, CRITERIA, { own: 'Own', others: ['A', 'B'] });
    expect(found.map(({ criterion, verdict, bestBy }) => [criterion, verdict, bestBy])).toEqual([
      ['quiet', 'leads', ['B']],
      ['price', 'trails', ['B']],
      ['repair', 'level', ['A']],
      ['weight', 'open', ['A']],
    ]);
  });

  it('EXE-2 compares a pair over the criteria that both have, and says how much of the weight that is', () => {
    const pair = comparePair(EVIDENCE, CRITERIA, { own: 'Own', other: 'B' });
    expect(pair?.own).toBeCloseTo((5 * 5 + 2 * 3) / 8);
    expect(pair?.other).toBeCloseTo((4 * 5 + 5 * 3) / 8);
    expect(pair?.covered).toBeCloseTo(8 / 11);
    expect(
      comparePair(EVIDENCE, [{ name: 'weight', weight: 1 }], { own: 'Own', other: 'A' }),
    ).toBeUndefined();
  });

  it('EXE-2 names the weights that turn the result', () => {
    expect(turningWeights(EVIDENCE, CRITERIA, { own: 'Own', other: 'A' })).toEqual(['quiet', 'price']);
    const clear = [...row('Own', { quiet: 5, price: 5 }), ...row('A', { quiet: 1, price: 1 })];
    expect(turningWeights(clear, CRITERIA, { own: 'Own', other: 'A' })).toEqual([]);
  });

  it('EXE-2 takes axes under which all are scored and that say different things', () => {
    expect(bestAxes(EVIDENCE, CRITERIA, ['Own', 'A', 'B'])).toEqual(['quiet', 'price']);
    expect(bestAxes(EVIDENCE, CRITERIA.slice(0, 1), ['Own', 'A'])).toBeUndefined();
    const twins = [
      ...row('Own', { quiet: 5, silence: 5, price: 1 }),
      ...row('A', { quiet: 1, silence: 1, price: 2 }),
      ...row('B', { quiet: 3, silence: 3, price: 5 }),
    ];
    const criteria = ['price', 'silence', 'quiet'].map((name, index) => ({ name, weight: 3 + index }));
    expect(bestAxes(twins, criteria, ['Own', 'A', 'B'])).toEqual(['quiet', 'price']);
  });
});
