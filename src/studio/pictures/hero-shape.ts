import type { Ratio } from '#studio/model';

/** Shapes in which scenes are painted: one serves the ratios near to it. */
export const HERO_SHAPES = ['square', 'wide', 'tall'] as const;
export type HeroShape = (typeof HERO_SHAPES)[number];

/** Width to height, as picture models are asked for it. */
export const HERO_ASPECT: Readonly<Record<HeroShape, `${number}:${number}`>> = {
  square: '1:1',
  wide: '16:9',
  tall: '9:16',
};

const SHAPE_OF: Readonly<Record<Ratio, HeroShape>> = {
  '1:1': 'square',
  '4:5': 'square',
  '9:16': 'tall',
  '16:9': 'wide',
  '1.91:1': 'wide',
};

/** The shape of a scene that fills a ratio with the least cut away. */
export function heroShapeOf(ratio: Ratio): HeroShape {
  return SHAPE_OF[ratio];
}
