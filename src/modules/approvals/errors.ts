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
  'approvals.chain_unknown': { status: 404, retryable: false, message: 'There is no chain {id}.' },
  'approvals.no_decider': {
    status: 400,
    retryable: false,
    message: 'Nobody {id} may decide here: it takes an owner, admin or approver of this workspace.',
  },
  'approvals.delegation_unknown': {
    status: 404,
    retryable: false,
    message: 'There is no delegation {id}, or it has ended.',
  },
  'approvals.delegation_time': {
    status: 400,
    retryable: false,
    message: 'A delegation ends after it begins, in the future, and lasts 366 days at most.',
  },
  'approvals.delegation_self': {
    status: 400,
    retryable: false,
    message: '{name} cannot decide for themselves in place of themselves: name somebody else.',
  },
  'approvals.not_yours': {
    status: 403,
    retryable: false,
    message: 'This is about somebody else: an owner or admin can do it, or they themselves.',
  },
  'approvals.no_client_seat': {
    status: 409,
    retryable: false,
    message: 'No client decides here now: it waits for {waitsFor}.',
  },
  'approvals.link_unknown': {
    status: 404,
    retryable: false,
    message: 'This link leads nowhere: it has ended, or was taken back. Ask for a new one.',
  },
  'approvals.comment_unknown': { status: 404, retryable: false, message: 'There is no comment {id} here.' },
});
