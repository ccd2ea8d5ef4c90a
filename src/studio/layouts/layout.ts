import type { Hex } from '#studio/model';
import type { Kit } from './kit.ts';

/** What a layout cannot do without. Every layout also works without a product picture unless it says `picture`. */
export type Need = 'picture' | 'price' | 'quote' | 'several_products';

/** One composition, designed for every ratio. */
export interface Layout {
  readonly name: string;
  /** One line for people who choose. */
  readonly idea: string;
  readonly needs: readonly Need[];
  /** Puts everything down and returns the ground colour of the canvas. */
  compose(kit: Kit): Promise<Hex>;
}
