import type { ReviewItem } from '#modules/approvals/contract';
import type { DECISIONS } from '#modules/approvals/enums';

export type Decision = (typeof DECISIONS)[number];

/** A decision as its button has it, and as what was done. */
export const REVIEW_VERBS: Readonly<Record<Decision, { verb: string; done: string }>> = {
  approve: { verb: 'Approve', done: 'You have approved this' },
  request_changes: { verb: 'Ask for changes', done: 'You have asked for changes' },
  reject: { verb: 'Reject', done: 'You have rejected this' },
};

/** Why there is nothing to decide for somebody who has decided nothing. */
export function nothingToDecide({ state, whyNot, workspaceName }: ReviewItem): string {
  switch (state) {
    case 'approved':
      return 'It has been approved already.';
    case 'rejected':
      return 'It has been rejected already.';
    case 'changes_requested':
      return `Somebody has asked for changes. ${workspaceName} sends you a new link when it is your turn again.`;
    case 'void':
      return `It has been changed or taken back since. Ask ${workspaceName} for a new link.`;
    default:
      return `It is not your turn: ${whyNot ?? 'somebody else decides now'}.`;
  }
}
