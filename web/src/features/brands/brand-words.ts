import type { BrandSummary } from '#modules/brands/contract';

/** Where a revision came from, in words. */
export const ORIGIN_WORDS: Readonly<Record<BrandSummary['origin'], string>> = {
  folder: 'folder',
  edited: 'edited here',
};
