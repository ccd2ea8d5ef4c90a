import { defineErrors } from '#kernel/errors';

export const scheduleError = defineErrors({
  'schedule.not_there': {
    status: 404,
    retryable: false,
    message: 'The task {id} stands at no time in the calendar.',
  },
  'schedule.begun': {
    status: 409,
    retryable: false,
    message: 'The task is being done already, so its time cannot be changed.',
  },
  'schedule.range_too_long': {
    status: 400,
    retryable: false,
    message: 'From {from} to {to} are {days} days; at most {most} can be planned at once.',
  },
  'schedule.range_backwards': {
    status: 400,
    retryable: false,
    message: 'The last day, {to}, is before the first, {from}.',
  },
  'schedule.window_backwards': {
    status: 400,
    retryable: false,
    message: 'The window would end before the task begins. Leave it out, or end it later.',
  },
  'schedule.rules_invalid': {
    status: 400,
    retryable: false,
    message: 'These days cannot be set: {problems}.',
  },
  'schedule.done': { status: 409, retryable: false, message: 'The task is done; there is nothing to plan.' },
  'schedule.pause_unknown': { status: 404, retryable: false, message: 'Nothing of that kind is paused.' },
  'schedule.feed_unknown': {
    status: 404,
    retryable: false,
    message: 'There is no link {id} to the calendar. `aicmo schedule feed list` shows the ones there are.',
  },
  'schedule.feed_gone': {
    status: 404,
    retryable: false,
    message: 'There is no such calendar: the link was revoked, or its maker may not see that any more.',
  },
  'schedule.feeds_full': {
    status: 409,
    retryable: false,
    message: 'You have {most} links to the calendar already. Revoke one that nobody reads.',
  },
  'schedule.scope_unknown': { status: 404, retryable: false, message: 'There is no {scope} {id} to pause.' },
});
