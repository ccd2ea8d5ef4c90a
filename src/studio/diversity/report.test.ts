import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom, shuffled } from '#kernel/random';
import { combineDiversity } from './combine.ts';
import type { Features } from './features.ts';
import { batchOf, itemsOf, randomFeatures, shiftedFeatures, unrelatedFeatures } from './invented-features.ts';
import { effectiveNumber, effectiveOfMatrix } from './kernel.ts';
import { compareFeatures, compareMembers, prepareGroup } from './likeness.ts';
import { measureDiversity } from './report.ts';

/** As many features of the unrelated kinds as the sizes say: sizes 8, 1, 1 are eight copies and two others. */
const blocks = (sizes: readonly number[]): Features[] =>
  sizes.flatMap((size, kind) => Array.from({ length: size }, () => unrelatedFeatures(kind + 1)));

const seeds = fc.integer({ min: 0, max: 1_000_000 });

function randomGroup(seed: number, size: number): Features[] {
  const random = seededRandom(`group-${seed}`);
  const bases = Array.from({ length: 4 }, () => randomFeatures(random));
  return Array.from({ length: size }, (_, i) => shiftedFeatures(bases[i % 4] as Features, i * 7, random));
}

test.each([
  ['ten identical', [10], 1, 0, 1],
  ['ten unrelated', Array.from({ length: 10 }, () => 1), 10, 1, 10],
  ['five pairs', [2, 2, 2, 2, 2], 5, 0.444, 5],
  ['eight, one, one', [8, 1, 1], 1.515, 0.057, 3],
] as const)('CRE-5 %s', (_name, sizes, effective, score, nearUnique) => {
  const report = measureDiversity(itemsOf(blocks(sizes)));
  expect(report.effective).toBeCloseTo(effective, 3);
  expect(report.score).toBeCloseTo(score, 3);
  expect(report.nearUnique).toBe(nearUnique);
  expect(report.produced).toBe(10);
  expect(report.interval).toBeNull();
});

test('CRE-5 a group of none and of one has no score', () => {
  const none = measureDiversity([]);
  expect([none.produced, none.effective, none.score, none.nearUnique]).toEqual([0, 0, null, 0]);
  const one = measureDiversity(itemsOf([unrelatedFeatures(1)]));
  expect([one.produced, one.effective, one.score, one.lacking]).toEqual([1, 1, null, null]);
});

test('CRE-5 the order of the variants does not matter', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const items = itemsOf(randomGroup(seed, 12));
      expect(measureDiversity(shuffled(items, seededRandom(`${seed}`)))).toEqual(measureDiversity(items));
    }),
    { numRuns: 40 },
  );
});

test('CRE-5 the effective number lies between 1 and n on every axis and is the one of the matrix of K', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2, max: 14 }), (seed, size) => {
      const group = randomGroup(seed, size);
      const report = measureDiversity(itemsOf(group));
      for (const value of [report.effective, ...Object.values(report.axes)]) {
        expect(value).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(value).toBeLessThanOrEqual(size + 1e-9);
      }
      const matrix = group.map((a) => group.map((b) => compareFeatures(a, b).similarity));
      expect(report.effective).toBeCloseTo(effectiveOfMatrix(matrix), 6);
    }),
    { numRuns: 40 },
  );
});

test('CRE-5 a variant is fully like itself and likeness has no direction', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [a, b] = randomGroup(seed, 2) as [Features, Features];
      expect(compareFeatures(a, a).similarity).toBeCloseTo(1, 6);
      expect(compareFeatures(a, b)).toEqual(compareFeatures(b, a));
    }),
  );
});

test('CRE-5 two empty texts are alike, one empty text is like nothing', () => {
  const base = unrelatedFeatures(3);
  const empty = { ...base, text: '' };
  expect(compareFeatures(empty, empty).similarity).toBeCloseTo(1, 6);
  expect(compareFeatures(base, empty).axes.text).toBe(0);
  expect(measureDiversity(itemsOf(Array.from({ length: 5 }, () => empty))).effective).toBeCloseTo(1, 6);
});

test('CRE-5 an axis that stands still caps the number and is named with what to add', () => {
  const sameText = Array.from({ length: 20 }, (_, i) => ({ ...unrelatedFeatures(i + 1), text: 'one line' }));
  const text = measureDiversity(itemsOf(sameText));
  expect(text.axes.text).toBeCloseTo(1, 6);
  expect(text.lacking?.axis).toBe('text');
  expect(text.lacking?.sentence).toBe(
    'The texts say much the same: by wording alone these 20 count as 1. Add angles, or facts that carry new ones: a proof, a price, a date, a problem solved. While text stays as now, more variants reach at most 8.2.',
  );
  const copyOnly = Array.from({ length: 12 }, (_, i) => ({
    ...unrelatedFeatures(1),
    text: unrelatedFeatures(i + 1).text,
  }));
  const picture = measureDiversity(itemsOf(copyOnly));
  expect(picture.effective).toBeLessThan(2.4);
  expect(picture.lacking?.axis).toBe('structure');
  expect(picture.lacking?.sentence).toContain('While structure and colour stay as now');
});

test('CRE-5 near-duplicates are listed with the pair and the distances, exact copies apart', () => {
  const random = seededRandom('near');
  const base = unrelatedFeatures(5);
  const group = [base, base, shiftedFeatures(base, 12, random), unrelatedFeatures(6), unrelatedFeatures(7)];
  const items = itemsOf(group).map((item, i) => (i === 1 ? { ...item, sha256: 'item-00000' } : item));
  const report = measureDiversity(items);
  expect([report.produced, report.exactUnique, report.nearUnique]).toEqual([5, 4, 3]);
  expect(report.nearDuplicates).toHaveLength(1);
  const [found] = report.nearDuplicates;
  expect(found?.ids).toEqual(['item-00000', 'item-00001', 'item-00002']);
  expect(found?.pairs).toHaveLength(2);
  expect(found?.pairs[1]?.dHashBits).toBeGreaterThan(0);
  expect(found?.pairs[1]?.dHashBits).toBeLessThanOrEqual(12);
  expect(report.closest[0]).toMatchObject({ a: 'item-00000', b: 'item-00001', dHashBits: 0, textCosine: 1 });
});

test('CRE-5 other words on the same picture are no near-duplicate', () => {
  const base = unrelatedFeatures(5);
  const report = measureDiversity(itemsOf([base, { ...base, text: unrelatedFeatures(9).text }]));
  expect(report.nearUnique).toBe(2);
});

test('CRE-5 the closest pairs are bounded and the most alike come first', () => {
  const report = measureDiversity(itemsOf(randomGroup(1, 30)), { closest: 7 });
  const values = report.closest.map((pair) => pair.similarity);
  expect(values).toHaveLength(7);
  expect(values).toEqual(values.toSorted((a, b) => b - a));
});

test('CRE-5 above 2,000 variants a sample with bounds stands for all pairs and repeats exactly', () => {
  const items = batchOf(2_400, 'sampled');
  const report = measureDiversity(items);
  expect(report.pairsCompared).toBe(200_000);
  const [low, high] = report.interval ?? [0, 0];
  expect(low).toBeLessThan(report.effective);
  expect(high).toBeGreaterThan(report.effective);
  expect((high - low) / report.effective).toBeLessThan(0.1);
  expect(measureDiversity(shuffled(items, seededRandom('other')))).toEqual(report);
});

test('CRE-5 the bounds of the sample hold the number of all pairs', () => {
  const items = batchOf(2_010, 'bounds');
  const group = prepareGroup(items.map((item) => item.features));
  let sum = 0;
  for (let j = 1; j < group.size; j++) {
    for (let i = 0; i < j; i++) sum += compareMembers(group, i, j).similarity ** 2;
  }
  const exact = effectiveNumber(2_010, sum / ((2_010 * 2_009) / 2));
  const [low, high] = measureDiversity(items).interval ?? [0, 0];
  expect(exact).toBeGreaterThan(low);
  expect(exact).toBeLessThan(high);
});

test('CRE-6 cells in use are counted when every variant names its own', () => {
  const items = itemsOf(blocks([1, 1, 1])).map((item, i) => ({
    ...item,
    cell: i < 2 ? 'card/light' : 'split/dark',
  }));
  expect(measureDiversity(items).cells).toBe(2);
  expect(measureDiversity(itemsOf(blocks([1, 1]))).cells).toBeNull();
});

test('CRE-6 a campaign adds up its groups', () => {
  const varied = measureDiversity(itemsOf(blocks([1, 1, 1, 1])));
  const copies = measureDiversity(itemsOf(blocks([3])));
  const campaign = combineDiversity([varied, copies, measureDiversity([])]);
  expect(campaign.produced).toBe(7);
  expect(campaign.effective).toBeCloseTo(5, 6);
  expect(campaign.score).toBeCloseTo(3 / 5, 6);
  expect(campaign.nearUnique).toBe(5);
  expect(combineDiversity([measureDiversity(itemsOf(blocks([1])))]).score).toBeNull();
});
