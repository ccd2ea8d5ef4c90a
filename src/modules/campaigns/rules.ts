import { type Campaign, RESTING_STATUSES } from './contract.ts';

type Status = Campaign['status'];

/** The ways a campaign may go. `new` again is a changed brief or a resume. */
const NEXT: Readonly<Record<Status, readonly Status[]>> = {
  new: ['validated', 'failed', 'cancelled', 'new'],
  validated: ['generating', 'failed', 'cancelled', 'new'],
  generating: ['completed', 'needs_assets', 'failed', 'cancelled', 'new'],
  completed: ['new'],
  // What was lacking may come otherwise than by a run.
  needs_assets: ['completed', 'new', 'cancelled'],
  failed: ['new', 'cancelled'],
  cancelled: ['new'],
};

/** Whether a campaign may go from one status to another (BRF-6). */
export function mayBecome(from: Status, to: Status): boolean {
  return NEXT[from].includes(to);
}

/** Whether nothing more happens to the campaign by itself. */
export function isAtRest(status: Status): boolean {
  return RESTING_STATUSES.includes(status);
}

/** Whether a run writes to the cells of the campaign now. */
export function isBeingMade(status: Status): boolean {
  return status === 'validated' || status === 'generating';
}
