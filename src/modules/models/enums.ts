import type { CallOutcome } from '#llm/index';

/** Names of the contract, without schemas. */

export const OUTCOMES = [
  'ok',
  'flagged',
  'invalid',
  'failed',
  'refused',
  'skipped',
  'cancelled',
  'cached',
  'unknown',
] as const satisfies readonly CallOutcome[];
export const BUDGET_SCOPES = ['workspace', 'brand', 'use_case', 'campaign', 'run'] as const;
export const USAGE_BY = ['use_case', 'campaign', 'brand', 'target', 'model', 'prompt', 'day'] as const;
/** So many groups are told, the dearest first; days are told all, as one that is left out would look like one without calls. */
export const MOST_USAGE_GROUPS = 200;
export const MOST_USAGE_DAYS = 3_650;
