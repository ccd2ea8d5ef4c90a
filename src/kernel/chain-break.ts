/** How a chain is broken: what was done to it, as far as the links left can tell. */
export const BREAK_KINDS = [
  'edited',
  'deleted',
  'reordered',
  'inserted',
  'truncated',
  'rewritten',
  'unchained',
] as const;
export type BreakKind = (typeof BREAK_KINDS)[number];
