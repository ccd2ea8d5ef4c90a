import { describe, expect, it } from 'vitest';
import { newId } from './ids.ts';

describe('ids', () => {
  it('GWY-3 are all different, of one form, and as sortable as the times they were made at', () => {
    const ids = Array.from({ length: 20_000 }, (_, n) => newId('llc', 1_790_000_000_000 + n));
    expect(new Set(ids.map((id) => id.slice(-16))).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^llc_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('GWY-3 hold each character about equally often in their random part', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 10_000; n++)
      for (const character of newId('x').slice(-16)) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(32);
    // 5,000 of each are expected, with a standard deviation of 70.
    for (const count of counts.values()) expect(Math.abs(count - 5_000)).toBeLessThan(600);
  });
});
