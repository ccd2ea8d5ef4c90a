import { describe, expect, it } from 'vitest';
import { normalQuantile, normalShareBelow } from './normal-distribution.ts';

describe('the normal distribution', () => {
  it('EXE-2 gives the quantiles of the tables, on both sides', () => {
    for (const [p, z] of [
      [0.5, 0],
      [0.8, 0.8416212],
      [0.9, 1.2815516],
      [0.975, 1.959964],
      [0.995, 2.5758293],
      [0.025, -1.959964],
    ] as const)
      expect(normalQuantile(p)).toBeCloseTo(z, 6);
  });

  it('EXE-2 gives the share below a value, and is the inverse of the quantile', () => {
    expect(normalShareBelow(0)).toBeCloseTo(0.5, 7);
    expect(normalShareBelow(1)).toBeCloseTo(0.8413447, 6);
    expect(normalShareBelow(-1.959964)).toBeCloseTo(0.025, 6);
    for (const p of [0.001, 0.3, 0.62, 0.999]) expect(normalShareBelow(normalQuantile(p))).toBeCloseTo(p, 6);
  });
});
