import { describe, expect, it } from 'vitest';
import { formatPoints, formatShare } from './words.ts';

describe('shares in words', () => {
  it.each([
    [1, 0, '100 %'],
    [0.999, 0, '99 %'],
    [0.125, 0, '13 %'],
    [0, 0, '0 %'],
    [1, 1, '100.0 %'],
    [0.9996, 1, '99.9 %'],
    [0.9286, 1, '92.9 %'],
    [0.0004, 1, '0.0 %'],
  ])('%d with %d digits is %s: never whole while something is missing', (share, digits, words) => {
    expect(formatShare(share, digits)).toBe(words);
  });

  it.each([
    [0.25, '+25.0 points'],
    [-0.071, '-7.1 points'],
    [0, '0.0 points'],
    [-0.0001, '0.0 points'],
  ])('%d apart is %s', (difference, words) => {
    expect(formatPoints(difference)).toBe(words);
  });
});
