import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import { findSegments } from './find-segments.ts';
import { gowerDistance } from './gower.ts';
import { kMedoids, silhouetteOf } from './k-medoids.ts';

const line = (values: number[]) => gowerDistance([{ name: 'x', weight: 1, values }]);

describe('distance, groups and silhouette', () => {
  it('EXE-2 measures as Gower does: range for numbers, same or not for texts, what lacks is left out', () => {
    const distance = gowerDistance([
      { name: 'age of account', weight: 1, values: [10, 20, 50, undefined] },
      { name: 'device', weight: 1, values: ['phone', 'phone', 'desk', 'desk'] },
      { name: 'plan', weight: 2, values: ['a', 'b', undefined, undefined] },
    ]);
    expect(distance(0, 1)).toBeCloseTo((0.25 + 0 + 2) / 4);
    expect(distance(0, 2)).toBeCloseTo((1 + 1) / 2);
    expect(distance(2, 3)).toBe(0);
    expect(distance(1, 0)).toBe(distance(0, 1));
    expect(gowerDistance([{ name: 'x', weight: 1, values: [undefined, 1] }])(0, 1)).toBe(1);
  });

  it('EXE-2 finds the middle of each group', () => {
    const distance = line([1, 2, 3, 10, 11, 12]);
    const { medoids, labels, cost } = kMedoids(6, 2, { distance, seed: 'x' });
    expect(medoids).toEqual([1, 4]);
    expect(labels).toEqual([0, 0, 0, 1, 1, 1]);
    expect(cost).toBeCloseTo(4 / 11);
  });

  it('EXE-2 gives the silhouette by hand', () => {
    const distance = line([0, 1, 10, 11]);
    const inner = (10.5 - 1) / 10.5;
    const outer = (9.5 - 1) / 9.5;
    expect(silhouetteOf([0, 1, 2, 3], [0, 0, 1, 1], distance)).toBeCloseTo((inner + outer) / 2);
    expect(silhouetteOf([0, 1], [0, 0], distance)).toBe(0);
  });
});

describe('segments', () => {
  const random = seededRandom('contacts');
  const rows = Array.from({ length: 900 }, (_, row) => ({
    device: row % 3 === 0 ? 'phone' : 'desk',
    need: ['quiet', 'battery', 'price'][row % 3] ?? '',
    orders: [1, 4, 9][row % 3] ?? 0,
    noise: random(),
  }));
  const columns = (['device', 'need', 'orders'] as const).map((name) => ({
    name,
    weight: 1,
    values: rows.map((row) => row[name]),
  }));

  it('EXE-2 finds as many as there are, the same each time, among more rows than one sample', () => {
    const found = findSegments(columns, { most: 6, seed: 'a' });
    expect(found).toMatchObject({ k: 3, structure: 'strong' });
    expect(found.clustering.labels.slice(0, 6)).toEqual([
      ...found.clustering.labels.slice(0, 3),
      ...found.clustering.labels.slice(0, 3),
    ]);
    expect(findSegments(columns, { most: 6, seed: 'a' })).toEqual(found);
  });

  it('EXE-2 says where there are none', () => {
    const noise = [1, 2, 3, 4].map((name) => ({
      name: String(name),
      weight: 1,
      values: rows.slice(0, 200).map(() => random()),
    }));
    expect(findSegments(noise, { most: 5, seed: 'a' })).toMatchObject({
      k: 1,
      silhouette: null,
      structure: 'none',
    });
    const few = columns.map((column) => ({ ...column, values: column.values.slice(0, 20) }));
    expect(findSegments(few, { most: 5, seed: 'a' })).toMatchObject({ k: 1, tried: [] });
  });
});
