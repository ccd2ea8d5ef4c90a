import { defineErrors } from '#kernel/errors';

export const approvalError = defineErrors({
  'approvals.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no approval {id}. `aicmo approval list` shows the ones there are.',
  },
  'approvals.changed': {
    status: 409,
    retryable: false,
    message: 'This has changed since you saw it: it is {state} now. Look at it again, then decide.',
  },
  'approvals.void': {
    status: 409,
    retryable: false,
    message: 'There is nothing to decide here any more: {reason}.',
  },
  'approvals.not_allowed': { status: 403, retryable: false, message: 'You cannot decide here: {reason}.' },
  'approvals.reason_needed': {
    status: 400,
    retryable: false,
    message: 'Say in a comment why, so that somebody can do something about it.',
  },
  'approvals.not_decided': { status: 409, retryable: false, message: 'Nobody has decided on this yet.' },
  'approvals.policy_unknown': { status: 404, retryable: false, message: 'There is no policy {id}.' },
  'approvals.comment_unknown': { status: 404, retryable: false, message: 'There is no comment {id} here.' },
});
