import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom, shuffled } from '#kernel/random';
import { itemsOf, randomFeatures, shiftedFeatures, unrelatedFeatures } from './invented-features.ts';
import type { Features } from './features.ts';
import { measureDiversity } from './report.ts';
import { selectDiverse, type Candidate } from './select.ts';

const candidatesOf = (features: readonly Features[], traits: Partial<Candidate>[] = []): Candidate[] =>
  itemsOf(features).map((item, i) => ({
    ...item,
    angle: 'benefit',
    layout: 'card',
    hasPassed: true,
    ...traits[i],
  }));

function pool(seed: number, size: number): Candidate[] {
  const random = seededRandom(`pool-${seed}`);
  const bases = Array.from({ length: 6 }, () => randomFeatures(random));
  const features = Array.from({ length: size }, () => {
    const base = bases[Math.floor(random() * 6)] as Features;
    const other = bases[Math.floor(random() * 6)] as Features;
    return { ...shiftedFeatures(base, Math.floor(random() * 80), random), lab: other.lab, text: other.text };
  });
  return candidatesOf(
    features,
    features.map(() => ({ angle: `a${Math.floor(random() * 3)}`, layout: `l${Math.floor(random() * 4)}` })),
  );
}

test('CRE-5 the choice from four times as many is more varied than chance', () => {
  let chosen = 0;
  let chance = 0;
  for (let seed = 0; seed < 12; seed++) {
    const made = pool(seed, 32);
    chosen += measureDiversity(selectDiverse(made, 8).chosen).effective;
    chance += measureDiversity(shuffled(made, seededRandom(`${seed}`)).slice(0, 8)).effective;
  }
  expect(chosen).toBeGreaterThan(chance * 1.15);
});

test('CRE-5 only candidates that passed the audit are chosen, in an order that does not depend on theirs', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.integer({ min: 1, max: 9 }), (seed, count) => {
      const made = pool(seed, 14).map((item, i) => ({ ...item, hasPassed: i % 3 !== 0 }));
      const selection = selectDiverse(made, count);
      expect(selection.chosen.every((item) => item.hasPassed)).toBe(true);
      expect(selection.chosen).toHaveLength(Math.min(count, 9));
      expect(selection.missing).toBe(count - selection.chosen.length);
      expect(selectDiverse(shuffled(made, seededRandom(`s${seed}`)), count)).toEqual(selection);
    }),
    { numRuns: 40 },
  );
});

test('CRE-5 every angle has a variant before one has two, as far as the count allows', () => {
  fc.assert(
    fc.property(fc.nat(500), (seed) => {
      const made = pool(seed, 20).map((item, i) => ({ ...item, ...unrelatedLook(i) }));
      const angles = new Set(made.map((item) => item.angle));
      const selection = selectDiverse(made, angles.size);
      expect(new Set(selection.chosen.map((item) => item.angle))).toEqual(angles);
      expect(selection.uncovered.angle).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

const unrelatedLook = (i: number): Pick<Candidate, 'features'> => ({ features: unrelatedFeatures(i + 1) });

test('CRE-5 layouts come after angles and what found no place is named', () => {
  const looks = Array.from({ length: 6 }, (_, i) => unrelatedFeatures(i + 1));
  const traits = ['x:1', 'x:2', 'x:3', 'y:1', 'y:2', 'y:3'].map((pair) => ({
    angle: pair[0] ?? '',
    layout: pair.slice(2),
  }));
  const selection = selectDiverse(candidatesOf(looks, traits), 3);
  expect(new Set(selection.chosen.map((item) => item.angle)).size).toBe(2);
  expect(new Set(selection.chosen.map((item) => item.layout)).size).toBe(3);
  expect(selectDiverse(candidatesOf(looks, traits), 2).uncovered.layout).toHaveLength(1);
});

test('CRE-5 a near-duplicate is not chosen while another is left, even for an angle without a variant', () => {
  const base = unrelatedFeatures(1);
  const random = seededRandom('twin');
  const features = [base, shiftedFeatures(base, 8, random), unrelatedFeatures(2)];
  const traits = [{ angle: 'proof' }, { angle: 'benefit' }, { angle: 'proof' }];
  const two = selectDiverse(candidatesOf(features, traits), 2);
  expect(two.nearDuplicates).toEqual([]);
  expect(two.chosen.map((item) => item.id)).toContain('item-00002');
  const three = selectDiverse(candidatesOf(features, traits), 3);
  expect(three.nearDuplicates).toHaveLength(1);
  const [twin] = three.nearDuplicates;
  expect(new Set([twin?.id, twin?.of])).toEqual(new Set(['item-00000', 'item-00001']));
  expect(twin?.dHashBits).toBeGreaterThan(0);
});

test('CRE-7 the shortfall is stated when too few pass', () => {
  const made = candidatesOf([unrelatedFeatures(1)]);
  expect(selectDiverse(made, 3).missing).toBe(2);
  expect(selectDiverse([], 3)).toMatchObject({ chosen: [], missing: 3 });
});
