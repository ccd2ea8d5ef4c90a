/** Names of the contract, without schemas. */

export const APPROVAL_STATES = [
  'pending_review',
  'approved',
  'rejected',
  'changes_requested',
  'void',
] as const;
export const SUBJECT_TYPES = ['brief', 'variant', 'task'] as const;
export const DECISIONS = ['approve', 'reject', 'request_changes'] as const;
/** Roles that may decide. */
export const DECIDING_ROLES = ['owner', 'admin', 'approver'] as const;
export const STEP_MODES = ['any', 'all'] as const;
