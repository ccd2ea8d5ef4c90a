import { expect, it } from 'vitest';
import { placeLabels } from './place-labels.ts';

const AREA = { width: 700, height: 400 };

it('names of points stand beside them and inside of the drawing', () => {
  expect(
    placeLabels(
      [
        { name: 'Left', x: 40, y: 200 },
        { name: 'A name near the edge', x: 680, y: 100 },
      ],
      AREA,
    ),
  ).toEqual([
    { x: 52, y: 200, anchor: 'start' },
    { x: 668, y: 100, anchor: 'end' },
  ]);
});

it('names of points at one place stand below each other, also at the edges', () => {
  for (const y of [20, 200, 396]) {
    const points = Array.from({ length: 6 }, (_, n) => ({ name: `Point ${n}`, x: 100, y }));
    const places = placeLabels(points, AREA).map((label) => label.y);
    const sorted = places.toSorted((a, b) => a - b);
    for (let n = 1; n < sorted.length; n++)
      expect((sorted[n] ?? 0) - (sorted[n - 1] ?? 0)).toBeGreaterThanOrEqual(17);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(17);
    expect(Math.max(...places)).toBeLessThanOrEqual(396);
  }
});
