export { type Cell, type Variant } from './contract.ts';
export { getVariant, getVariantSummary, listCells, listHeroes, listVariants } from './service.ts';
export { findHeroes, insertHero } from './hero-store.ts';
export {
  type CellOutcome,
  findCells,
  findCellVariants,
  findFormerOutputs,
  findOutputs,
  findVariant,
  insertCells,
  insertVariants,
  lockCell,
  type NewVariant,
  type OutgoingVariant,
  outgoingVariants,
  type PlannedCell,
  releasePaths,
  type RevisionRef,
  updateCell,
  type VariantText,
  variantTexts,
} from './store.ts';
export { listVariants as findVariants } from './variant-queries.ts';
export { findShortfalls, type Shortfall, type SufficiencyLimits } from './sufficiency.ts';
