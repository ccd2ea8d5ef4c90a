import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  colourSimilarity,
  combineAxes,
  diversityScore,
  effectiveNumber,
  effectiveOfMatrix,
  ramp,
  structureSimilarity,
  textSimilarity,
} from './kernel.ts';

/** A symmetric matrix with ones on its diagonal from the values above it, row by row. */
function symmetric(n: number, above: readonly number[]): number[][] {
  const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
  let next = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const value = above[next++] ?? 0;
      (rows[i] as number[])[j] = value;
      (rows[j] as number[])[i] = value;
    }
  }
  return rows;
}

const matrices = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: (n * (n - 1)) / 2,
      maxLength: (n * (n - 1)) / 2,
    })
    .map((above) => ({ n, above })),
);

/** Blocks of identical members, nothing in common between blocks. */
function blocks(sizes: readonly number[]): number[][] {
  const of = sizes.flatMap((size, block) => Array.from({ length: size }, () => block));
  return of.map((a) => of.map((b) => (a === b ? 1 : 0)));
}

test('CRE-5 the ramp is 0 up to its foot, 1 from its top, straight between', () => {
  expect([ramp(-1, 0.2, 0.6), ramp(0.2, 0.2, 0.6), ramp(0.6, 0.2, 0.6), ramp(9, 0.2, 0.6)]).toEqual([
    0, 0, 1, 1,
  ]);
  expect(ramp(0.4, 0.2, 0.6)).toBeCloseTo(0.5, 12);
});

test('CRE-5 unrelated pictures share half their bits and count as nothing alike', () => {
  expect(structureSimilarity(128, 32)).toBe(0);
  expect(structureSimilarity(0, 0)).toBe(1);
  expect(colourSimilarity(0.35)).toBe(0);
  expect(textSimilarity(0.9)).toBe(1);
  expect(combineAxes(1, 1, 1)).toBeCloseTo(1, 12);
  expect(combineAxes(1, 0, 0)).toBeCloseTo(0.4, 12);
});

test.each([
  ['ten identical', [10], 1, 0],
  ['ten unrelated', Array.from({ length: 10 }, () => 1), 10, 1],
  ['five pairs', [2, 2, 2, 2, 2], 5, 4 / 9],
  ['eight, one, one', [8, 1, 1], 100 / 66, (100 / 66 - 1) / 9],
] as const)('CRE-5 %s', (_name, sizes, effective, score) => {
  const measured = effectiveOfMatrix(blocks(sizes));
  expect(measured).toBeCloseTo(effective, 10);
  expect(diversityScore(10, measured)).toBeCloseTo(score, 10);
});

test('CRE-5 a likeness of 0.2 everywhere caps the number near 25', () => {
  expect(effectiveNumber(10, 0.04)).toBeCloseTo(7.35, 2);
  expect(effectiveNumber(100, 0.04)).toBeCloseTo(20.16, 2);
  expect(effectiveNumber(100_000, 0.04)).toBeLessThan(25);
});

test('CRE-5 a copy of a rare variant can raise the number', () => {
  expect(effectiveOfMatrix(blocks([8, 1]))).toBeCloseTo(1.25, 2);
  expect(effectiveOfMatrix(blocks([8, 2]))).toBeCloseTo(1.47, 2);
});

test('CRE-5 the number lies between 1 and n and the score between 0 and 1', () => {
  fc.assert(
    fc.property(matrices, ({ n, above }) => {
      const effective = effectiveOfMatrix(symmetric(n, above));
      expect(effective).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(effective).toBeLessThanOrEqual(n + 1e-9);
      const score = diversityScore(n, effective);
      expect(n === 1 ? score === null : score !== null && score >= 0 && score <= 1).toBe(true);
    }),
  );
});

test('CRE-5 the formula over the mean and the sum over the matrix agree', () => {
  fc.assert(
    fc.property(matrices, ({ n, above }) => {
      const mean = above.length === 0 ? 0 : above.reduce((sum, k) => sum + k * k, 0) / above.length;
      expect(effectiveNumber(n, mean)).toBeCloseTo(effectiveOfMatrix(symmetric(n, above)), 8);
    }),
  );
});

test('CRE-5 the number falls when any pair grows more alike', () => {
  const grown = fc.tuple(
    matrices.filter(({ n }) => n > 1),
    fc.nat(),
    fc.double({ min: 0.01, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(grown, ([{ n, above }, at, by]) => {
      const index = at % above.length;
      const before = above.map((k) => Math.min(k, 0.99));
      const after = before.map((k, i) => (i === index ? Math.min(1, k + by) : k));
      expect(effectiveOfMatrix(symmetric(n, after))).toBeLessThan(effectiveOfMatrix(symmetric(n, before)));
    }),
  );
});

test('CRE-5 a copy of a variant at least as alike as the mean never raises the number', () => {
  fc.assert(
    fc.property(matrices, fc.nat(), ({ n, above }, pick) => {
      const matrix = symmetric(n, above);
      const copied = pick % n;
      const load = matrix.map((row) => row.reduce((sum, k) => sum + k * k, 0));
      fc.pre((load[copied] ?? 0) >= load.reduce((sum, x) => sum + x, 0) / n);
      const row = matrix[copied] ?? [];
      const larger = [...matrix.map((other) => [...other, other[copied] ?? 0]), [...row, 1]];
      expect(effectiveOfMatrix(larger)).toBeLessThanOrEqual(effectiveOfMatrix(matrix) + 1e-9);
    }),
  );
});
