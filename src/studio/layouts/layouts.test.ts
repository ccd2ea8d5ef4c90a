import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixtureCopy } from '#studio/fixtures/copies';
import { CHANNELS, FULL_SIZE, RATIOS } from '#studio/model';
import { splitPrice } from './price.ts';
import { eligibleLayouts, listLayouts } from './registry.ts';
import { boxOf, mirrored, type Scene } from './scene.ts';
import { safeBoxFor } from './safe-zones.ts';

describe('CRE-1 layouts', () => {
  it('there are at least ten with different names and ideas', () => {
    const names = listLayouts().map((layout) => layout.name);
    expect(new Set(names).size).toBeGreaterThanOrEqual(10);
    expect(new Set(listLayouts().map((layout) => layout.idea)).size).toBe(names.length);
  });

  it('offers only layouts whose needs are met', () => {
    const plain = fixtureCopy('short');
    const { price: _price, ...bare } = plain;
    const names = (copy: typeof plain, count: number): readonly string[] =>
      eligibleLayouts(
        copy,
        Array.from({ length: count }, (_, i) => ({ name: `P${i}` })),
      ).map((layout) => layout.name);
    expect(names(bare, 1)).not.toContain('price_badge');
    expect(names(plain, 1)).toContain('price_badge');
    expect(names(plain, 1)).not.toContain('product_grid');
    expect(names(plain, 2)).toContain('product_grid');
    expect(names(plain, 1)).not.toContain('testimonial');
    expect(names(fixtureCopy('en'), 1)).toContain('testimonial');
  });
});

describe('CRE-3 CRE-4 safe zones and mirroring', () => {
  it('keeps the safe box inside every canvas, and the feet of tall placements free', () => {
    for (const channel of CHANNELS) {
      for (const ratio of RATIOS) {
        const size = FULL_SIZE[ratio];
        const box = safeBoxFor(channel, ratio, size);
        expect(box.x).toBeGreaterThan(0);
        expect(box.x + box.width).toBeLessThan(size.width);
        expect(box.y + box.height).toBeLessThan(size.height);
      }
    }
    const reel = safeBoxFor('instagram', '9:16', FULL_SIZE['9:16']);
    expect(reel.y + reel.height).toBeCloseTo(1920 * 0.65);
    const tiktok = safeBoxFor('tiktok', '9:16', FULL_SIZE['9:16']);
    expect(tiktok.x + tiktok.width).toBeCloseTo(1080 * 0.86);
  });

  it('mirroring twice gives back every place', () => {
    const number = fc.integer({ min: 0, max: 900 });
    fc.assert(
      fc.property(number, number, number, number, (x, y, width, height) => {
        const scene: Scene = {
          width: 1080,
          height: 1080,
          ground: '#ffffff',
          direction: 'ltr',
          safe: boxOf(65, 65, 900, 950),
          elements: [
            { kind: 'rect', box: boxOf(x, y, width, height), fill: '#000000', corners: [1, 2, 3, 4] },
          ],
        };
        const twice = mirrored(mirrored(scene));
        expect(twice.elements).toEqual(scene.elements);
        expect(twice.safe).toEqual(scene.safe);
        expect(mirrored(scene).elements[0]?.box.x).toBe(1080 - x - width);
      }),
    );
  });
});

describe('CRE-4 prices are set with small minor units', () => {
  it.each([
    ['199,90 €', { lead: '199', minor: '90', tail: '€' }],
    ['$199.99', { lead: '$199', minor: '99', tail: '' }],
    ['1.299,00 €', { lead: '1.299', minor: '00', tail: '€' }],
    ['CHF 1’299.50', { lead: 'CHF 1’299', minor: '50', tail: '' }],
    ['$199', undefined],
    ['¥29,800', undefined],
    ['₹14,990', undefined],
    ['٧٩٩ د.إ', undefined],
  ])('%s', (text, parts) => {
    expect(splitPrice(text)).toEqual(parts);
  });
});
