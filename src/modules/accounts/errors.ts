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
  'accounts.link_invalid': {
    status: 404,
    retryable: false,
    message: 'This link is not valid, or not any more: it works once, for {hours} hours. Ask for a new one.',
  },
});
