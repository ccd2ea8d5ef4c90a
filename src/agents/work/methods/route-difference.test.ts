import { describe, expect, it } from 'vitest';
import type { BrandLook } from '#studio/model';
import { measureRoutes, type RouteTraits } from './route-difference.ts';

const look: BrandLook = {
  name: 'Northlight',
  colours: { primary: '#0f2a47', secondary: '#7fd1c7', accent: '#ffb454', dark: '#081726', light: '#f2f6f8' },
  fonts: { display: { family: 'Sora' }, text: { family: 'Inter' } },
  logo: {},
  shape: 'rounded',
};
const route = (more: Partial<RouteTraits>): RouteTraits => ({
  layouts: ['split'],
  palette: 'paper',
  theme: 'light',
  text: 'A quiet room in a full train',
  ...more,
});

describe('the difference of routes', () => {
  it('EXE-2 counts one route in three copies as one, and three of their own as three', () => {
    expect(measureRoutes([route({}), route({}), route({})], look).effective).toBeCloseTo(1, 6);
    const own = [
      route({}),
      route({ layouts: ['card'], palette: 'brand', theme: 'dark', text: 'Five-year guarantee' }),
      route({ layouts: ['story'], palette: 'second', text: 'Ersatzteile vorrätig' }),
    ];
    expect(measureRoutes(own, look).effective).toBeGreaterThan(2.8);
  });

  it('EXE-2 is not taken in by other colours alone', () => {
    const recoloured = measureRoutes([route({}), route({ palette: 'brand', theme: 'dark' })], look);
    expect(recoloured.pairs[0]?.similarity).toBeGreaterThanOrEqual(0.75);
    expect(recoloured.effective).toBeLessThan(1.3);
  });
});
