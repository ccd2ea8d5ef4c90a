import type { Copy, CreativeSpec } from '#studio/model';
import { bigType } from './big-type.ts';
import { card } from './card.ts';
import { diagonal } from './diagonal.ts';
import { echo } from './echo.ts';
import { editorial } from './editorial.ts';
import { heroPicture } from './hero-picture.ts';
import type { Layout } from './layout.ts';
import { minimal } from './minimal.ts';
import { priceBadge } from './price-badge.ts';
import { productGrid } from './product-grid.ts';
import { split } from './split.ts';
import { story } from './story.ts';
import { testimonial } from './testimonial.ts';

const LAYOUTS: readonly Layout[] = [
  heroPicture,
  split,
  card,
  editorial,
  bigType,
  priceBadge,
  testimonial,
  productGrid,
  story,
  minimal,
  diagonal,
  echo,
];

/** Every layout of the house, in a fixed order. */
export function listLayouts(): readonly Layout[] {
  return LAYOUTS;
}

/** A layout by name. Undefined when there is none. */
export function findLayout(name: string): Layout | undefined {
  return LAYOUTS.find((layout) => layout.name === name);
}

/** The layouts whose needs a text and its products meet. */
export function eligibleLayouts(copy: Copy, products: CreativeSpec['products']): readonly Layout[] {
  return LAYOUTS.filter((layout) =>
    layout.needs.every((need) => {
      switch (need) {
        case 'picture':
          return products[0]?.picture !== undefined;
        case 'price':
          return copy.price !== undefined;
        case 'quote':
          return copy.quote !== undefined;
        case 'several_products':
          return products.length >= 2;
      }
    }),
  );
}
