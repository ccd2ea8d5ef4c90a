export { type Cell, creativeContract, type Variant } from './contract.ts';
export { cellsOf, getVariant, listCells, listHeroes, listVariants } from './service.ts';
export { findHeroes, insertHero } from './hero-store.ts';
export {
  type CellOutcome,
  findCells,
  findCellVariants,
  findFormerOutputs,
  findOutputs,
  insertCells,
  insertVariants,
  listVariants as findVariants,
  lockCell,
  type NewVariant,
  type PlannedCell,
  releasePaths,
  type RevisionRef,
  updateCell,
} from './store.ts';
export { findShortfalls, lackingOf, type Shortfall, type SufficiencyLimits } from './sufficiency.ts';
