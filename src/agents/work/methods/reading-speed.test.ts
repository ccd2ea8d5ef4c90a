import { describe, expect, it } from 'vitest';
import { readingSeconds } from './reading-speed.ts';

describe('reading speed', () => {
  it('EXE-2 takes each script at its own speed and never less than five sixths of a second', () => {
    expect(readingSeconds('x'.repeat(34), 'en-US')).toBe(2);
    expect(readingSeconds('x'.repeat(35), 'de')).toBe(2.1);
    expect(readingSeconds('夕方まで、うるおいが続く', 'ja-JP')).toBe(3);
    expect(readingSeconds('가'.repeat(24), 'ko-KR')).toBe(2);
    expect(readingSeconds('水'.repeat(18), 'zh-CN')).toBe(2);
    expect(readingSeconds('Ja', 'de')).toBe(0.9);
  });
});
