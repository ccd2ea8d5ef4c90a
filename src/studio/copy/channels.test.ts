import { describe, expect, it } from 'vitest';
import { CHANNELS } from '#studio/model';
import { CHANNEL_RULES, measureLength } from './channels.ts';

describe('channel lengths', () => {
  it.each([
    ['hello', 5],
    ['日本語', 6],
    ['한국어', 6],
    ['สวัสดี', 6],
    ['“quoted” – dash…', 17],
    ['👨‍👩‍👧‍👦', 2],
    ['🇩🇪', 2],
    ['👍🏽', 2],
    ['2', 1],
    ['see https://norrland.example/a/very/long/path?with=query', 27],
    ['https://a.example https://b.example', 47],
    ['e\u0301', 1],
  ])('CRE-3 X weighs %s as %i', (text, weight) => {
    expect(measureLength(text, 'x')).toBe(weight);
  });

  it('CRE-3 counts graphemes on Bluesky, code points on Instagram, full-width as two in adverts', () => {
    expect(measureLength('👨‍👩‍👧‍👦', 'bluesky')).toBe(1);
    expect(measureLength('👨‍👩‍👧‍👦', 'instagram')).toBe(7);
    expect(measureLength('無線イヤホン', 'ads')).toBe(12);
    expect(measureLength('ｶﾅ', 'ads')).toBe(2);
    expect(measureLength('go https://norrland.example/aurora', 'mastodon')).toBe(26);
  });

  it('CRE-3 shows a button only in adverts and mail, and names a source for every figure', () => {
    for (const channel of CHANNELS) {
      const rules = CHANNEL_RULES[channel];
      expect(rules.hasButton).toBe(rules.kind !== 'social');
      expect(rules.source.length).toBeGreaterThan(10);
      expect(rules.visibleFirst).toBeLessThanOrEqual(rules.body);
    }
  });
});
