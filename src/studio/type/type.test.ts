import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTypeRenderer } from '#platform/fonts/type-renderer';
import { splitCompound, withBreaks, withClauseBreaks, withoutBreaks } from './break-opportunities.ts';
import { createLineMemo, fitText, sizeLadder, type FitRequest, type FittedText } from './fit.ts';
import { scriptRulesFor } from './script-rules.ts';

const renderer = createTypeRenderer();
const memo = createLineMemo();
const font = { family: 'Sora' };

async function fit(text: string, locale: string, more: Partial<FitRequest> = {}): Promise<FittedText> {
  const type = await renderer.prepare({ fonts: [font], locale, text: `${text}-` });
  const rules = scriptRulesFor(locale);
  return fitText(type, {
    memo,
    text,
    locale,
    rules,
    font,
    weight: 760,
    lineHeight: rules.displayLineHeight,
    tracking: rules.displayTracking,
    width: 600,
    maxHeight: 420,
    maxLines: 4,
    sizes: sizeLadder(130, 48),
    ...more,
  });
}

describe('CRE-4 where lines may break', () => {
  it.each([
    ['Geräuschunterdrückung', ['Geräusch', 'unterdrückung']],
    ['Großraumbürogespräche', ['Groß', 'raum', 'büro', 'gespräche']],
    ['Wiederherstellungsgarantie', ['Wieder', 'herstellungs', 'garantie']],
    ['Versicherungsgesellschaft', ['Versicherungs', 'gesellschaft']],
    ['Kopfhörer', ['Kopfhörer']],
  ])('%s splits at its joints only', (word, parts) => {
    expect(splitCompound(word, 'de')).toEqual(parts);
  });

  it('never loses or adds a letter', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('de', 'nl', 'th', 'ja', 'zh', 'en'),
        (text, locale) => {
          expect(withoutBreaks(withBreaks(text, locale, true))).toBe(withoutBreaks(text));
        },
      ),
    );
  });

  it('keeps words of Thai and phrases of Japanese and Chinese whole', () => {
    expect(withBreaks('ฟังเพลง', 'th', false)).toContain('\u200b');
    expect(withBreaks('四十時間の音楽を', 'ja', false).split('\u200b')).toEqual(['四十時間の', '音楽を']);
    expect(withBreaks('畅听四十小时', 'zh', false).split('\u200b')).toContain('四十小时');
    expect(withClauseBreaks('一次充电，畅听四十小时', 'zh')).toBe('一次充电，\u200b畅听四十小时');
  });
});

describe('CRE-4 type is fitted by measuring', () => {
  it('takes the largest size that fits', async () => {
    const found = await fit('Forty hours of music', 'en');
    expect(found.fits).toBe(true);
    const tighter = await fit('Forty hours of music', 'en', { maxHeight: 140 });
    expect(tighter.size).toBeLessThan(found.size);
    expect(tighter.height).toBeLessThanOrEqual(140.5);
  });

  it('draws real hyphens where it breaks a compound, and only then', async () => {
    const broken = await fit('Geräuschunterdrückung', 'de', { width: 420 });
    expect(broken.text).toBe('Geräusch-\nunterdrückung');
    const whole = await fit('Geräuschunterdrückung', 'de', { width: 1600 });
    expect(whole.text).toBe('Geräuschunterdrückung');
  });

  it('says so when nothing fits', async () => {
    const found = await fit('Unbreakablyridiculouslylongword', 'en', { width: 200 });
    expect(found.fits).toBe(false);
    expect(found.size).toBe(48);
  });

  it('avoids a line with one short word where a little size buys a better break', async () => {
    const found = await fit('Noise stays out for you', 'en', { width: 500 });
    expect(found.hasCrumb).toBe(false);
  });
});
