import { defineErrors } from '#kernel/errors';

export const accountError = defineErrors({
  'accounts.unknown': {
    status: 404,
    retryable: false,
    message: 'Nobody here has the e-mail address {email}. `aicmo user list` shows who has an account.',
  },
  'accounts.email_taken': {
    status: 409,
    retryable: false,
    message: 'There is an account for {email} already. Sign in with it.',
  },
  'accounts.session_unknown': {
    status: 404,
    retryable: false,
    message: 'There is no such session of yours; it may have ended.',
  },
  'accounts.proof_wrong': {
    status: 403,
    retryable: false,
    message:
      'This does not prove who you are: check your password and, with a second factor, the code that goes with it.',
  },
  'accounts.proof_other': {
    status: 403,
    retryable: false,
    message:
      'The identity provider vouches for somebody else than who is signed in here. Sign in there as yourself, then try again.',
  },
  'accounts.proof_not_anew': {
    status: 403,
    retryable: false,
    message:
      'The identity provider does not say that you signed in there within the last {minutes} minutes. Sign out of AICMO and in again: a sign-in counts as the proof.',
  },
  'accounts.link_invalid': {
    status: 404,
    retryable: false,
    message: 'This link is not valid, or not any more: it works once, for {hours} hours. Ask for a new one.',
  },
});
