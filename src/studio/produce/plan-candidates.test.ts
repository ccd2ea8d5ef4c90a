import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BRAND, richRequest } from '#studio/copy/headphones.fixture';
import { writeCopies } from '#studio/copy/write-copies';
import { eligibleLayouts, palettesFor } from '#studio/render/index';
import { type CandidatePlan, planCandidates, type PlanInput } from './plan-candidates.ts';

const { copies: COPIES } = writeCopies(richRequest({ count: 30 }));
const { look } = BRAND;
const PRODUCTS = [{ name: 'Aurora One' }];
const LAYOUTS = [...new Set(COPIES.flatMap((copy) => eligibleLayouts(copy, PRODUCTS)))].map(
  (layout) => layout.name,
);
const PALETTES = palettesFor(look).map(({ name, theme }) => `${name}:${theme}`);

const plan = (changes: Partial<PlanInput>): CandidatePlan[] =>
  planCandidates({
    copies: COPIES,
    count: 8,
    look,
    products: PRODUCTS,
    seed: 's',
    present: [],
    ...changes,
  });

const paletteOf = (found: CandidatePlan): string => `${found.palette}:${found.theme}`;
const keyOf = (found: CandidatePlan): string => `${found.copy.headline}|${found.layout}|${paletteOf(found)}`;

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const anyInput = fc.record({
  copies: fc.integer({ min: 1, max: COPIES.length }).map((count) => COPIES.slice(0, count)),
  count: fc.integer({ min: 0, max: 60 }),
  seed: fc.string({ maxLength: 8 }),
  present: fc.array(
    fc.record({
      layout: fc.constantFrom(...LAYOUTS),
      headline: fc.constantFrom(...COPIES.map((copy) => copy.headline)),
    }),
    { maxLength: 6 },
  ),
});

describe('candidates of a cell', () => {
  it('CRE-1 any wish gives at most the count, never a combination twice or one that is there, and only layouts that fit', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plans = plan(input);
        expect(plans.length).toBeLessThanOrEqual(input.count);
        expect(new Set(plans.map(keyOf)).size).toBe(plans.length);
        for (const { copy, layout } of plans) {
          expect(eligibleLayouts(copy, PRODUCTS).map(({ name }) => name)).toContain(layout);
          expect(input.present).not.toContainEqual({ layout, headline: copy.headline });
        }
        expect(plan(input)).toEqual(plans);
      }),
      { numRuns: 100 },
    );
  });

  it('CRE-5 every copy gets its turn, and no layout or palette is used again while another waits', () => {
    fc.assert(
      fc.property(anyInput, fc.integer({ min: 1, max: 40 }), ({ seed }, count) => {
        const same = COPIES.filter((copy) => copy.price === undefined && copy.quote === undefined);
        const plans = plan({ copies: same, count, seed });
        const layouts = eligibleLayouts(same[0] as (typeof same)[0], PRODUCTS).length;
        expect(plans).toHaveLength(count);
        expect(countBy(plans.map(({ layout }) => layout)).size).toBe(Math.min(count, layouts));
        expect(countBy(plans.map(paletteOf)).size).toBe(Math.min(count, PALETTES.length));
        expect(countBy(plans.map(({ copy }) => copy.headline)).size).toBe(Math.min(count, same.length));
        for (const uses of [countBy(plans.map(({ layout }) => layout)), countBy(plans.map(paletteOf))]) {
          const turns = [...uses.values()];
          expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('CRE-5 one text alone still gets as many combinations as are wanted', () => {
    const plans = plan({ copies: COPIES.slice(0, 1), count: 24 });
    expect(plans).toHaveLength(24);
    expect(countBy(plans.map(({ layout }) => layout)).size).toBeGreaterThan(8);
  });

  it('CRE-7 layouts that the cell has already come last', () => {
    const [used = '', ...others] = LAYOUTS;
    const present = [{ layout: used, headline: 'another text' }];
    const plans = plan({ count: others.length - 2, present });
    expect(plans.map(({ layout }) => layout)).not.toContain(used);
  });

  it('CRE-1 another seed deals otherwise; without texts there is nothing to plan', () => {
    expect(plan({ seed: 'a' }).map(keyOf)).not.toEqual(plan({ seed: 'b' }).map(keyOf));
    expect(plan({ copies: [] })).toEqual([]);
  });
});
