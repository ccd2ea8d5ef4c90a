import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BrandLook, Hex } from '#studio/model';
import { contrastOf, deltaE, hexOf, lchOf, mixed } from './colour.ts';
import { inkOn, palettesFor, softInkOn } from './palettes.ts';

const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value): Hex => `#${value.toString(16).padStart(6, '0')}`);

function lookOf(primary: Hex, accent?: Hex, secondary?: Hex): BrandLook {
  return {
    name: 'Any',
    colours: {
      primary,
      ...(accent === undefined ? {} : { accent }),
      ...(secondary === undefined ? {} : { secondary }),
    },
    fonts: { display: { family: 'Inter' }, text: { family: 'Inter' } },
    logo: {},
    shape: 'rounded',
  };
}

describe('CRE-3 palettes from a kit', () => {
  it('gives every brand several palettes in light and dark, all readable', () => {
    fc.assert(
      fc.property(
        hex,
        fc.option(hex, { nil: undefined }),
        fc.option(hex, { nil: undefined }),
        (primary, accent, secondary) => {
          const palettes = palettesFor(lookOf(primary, accent, secondary));
          expect(palettes.length).toBeGreaterThanOrEqual(4);
          expect(new Set(palettes.map((palette) => palette.theme)).size).toBe(2);
          for (const palette of palettes) {
            for (const ground of [palette.ground, palette.surface, palette.accent]) {
              expect(contrastOf(inkOn(palette, ground), ground)).toBeGreaterThanOrEqual(3.6);
            }
            expect(contrastOf(softInkOn(palette, palette.ground), palette.ground)).toBeGreaterThanOrEqual(
              3.6,
            );
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('sets the accent apart from the ground', () => {
    for (const palette of palettesFor(lookOf('#0f4c3f', '#ff6b35', '#e8dcc4'))) {
      expect(deltaE(palette.accent, palette.ground)).toBeGreaterThan(20);
    }
  });

  it("uses the kit's own colours unchanged somewhere in every palette", () => {
    const kit = new Set<Hex>(['#1436e0', '#ffd60a']);
    for (const palette of palettesFor(lookOf('#1436e0', '#ffd60a'))) {
      const tones = [palette.ground, palette.surface, palette.accent, palette.primary];
      expect(tones.some((tone) => kit.has(tone))).toBe(true);
    }
  });

  it('does not turn yellow into mud for dark themes', () => {
    const dark = palettesFor(lookOf('#1436e0', '#ffd60a')).filter((palette) => palette.theme === 'dark');
    for (const { ground } of dark) {
      const { l, c, h } = lchOf(ground);
      expect(h > 60 && h < 120 && c > 0.05 && l < 0.6).toBe(false);
    }
  });

  it('mixes and converts within what a screen can show', () => {
    fc.assert(
      fc.property(hex, hex, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
        expect(mixed(a, b, share)).toMatch(/^#[0-9a-f]{6}$/);
        expect(hexOf({ ...lchOf(a), c: 0.5 })).toMatch(/^#[0-9a-f]{6}$/);
      }),
    );
  });
});
