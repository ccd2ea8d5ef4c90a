import { defineErrors } from '#kernel/errors';

export const campaignError = defineErrors({
  'campaigns.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no campaign {id}. `aicmo campaign list` shows the ones there are.',
  },
  'campaigns.key_taken': {
    status: 409,
    retryable: false,
    message: 'The campaign id {key} is taken by a campaign that you do not see. Choose another one.',
  },
  'campaigns.not_resumable': {
    status: 409,
    retryable: false,
    message:
      'Campaign {key} is {status}: it is being worked on. `aicmo campaign watch {key}` waits for its end.',
  },
  'campaigns.not_running': {
    status: 409,
    retryable: false,
    message: 'Campaign {key} is {status}; there is nothing to cancel.',
  },
  'campaigns.wrong_way': {
    status: 409,
    retryable: false,
    message: 'Campaign {key} cannot go from {from} to {to}.',
  },
});
