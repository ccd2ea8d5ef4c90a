/** Names of the contract, without schemas. */

export const CAMPAIGN_STATUSES = [
  'new',
  'validated',
  'generating',
  'completed',
  'needs_assets',
  'failed',
  'cancelled',
] as const;
/** Where nothing more happens to a campaign by itself. */
export const RESTING_STATUSES: readonly (typeof CAMPAIGN_STATUSES)[number][] = [
  'completed',
  'needs_assets',
  'failed',
  'cancelled',
];
