import { defineErrors } from '#kernel/errors';

export const scheduleError = defineErrors({
  'schedule.zone_unknown': {
    status: 400,
    retryable: false,
    message: 'There is no time zone {timeZone}. Give a name of the IANA list, such as Europe/Berlin.',
  },
  'schedule.bad_request': {
    status: 400,
    retryable: false,
    message: 'This cannot be planned: {problem}.',
  },
  'schedule.circle': {
    status: 400,
    retryable: false,
    message: 'These tasks wait for each other: {circle}. Remove one of the dependencies.',
  },
});
