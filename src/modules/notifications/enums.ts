/** Names of the contract, without schemas. */

/** Those that a person may switch off. */
export const CHOSEN_KINDS = [
  'campaign_finished',
  'campaign_failed',
  'campaign_needs_assets',
  'brief_refused',
  'alert_raised',
  'alert_worsened',
  'decision_needed',
  'decision_made',
  'comment_made',
] as const;
/** What is about one's own rights is always told. */
export const NOTIFICATION_KINDS = [...CHOSEN_KINDS, 'role_changed', 'key_revoked'] as const;

/** Counting ends here: a bell shows no larger number. */
export const MOST_COUNTED = 100;
