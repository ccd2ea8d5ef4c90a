import { defineErrors } from '#kernel/errors';

export const taskError = defineErrors({
  'tasks.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no task {id}. `aicmo task list` shows the ones there are.',
  },
  'tasks.type_unknown': {
    status: 400,
    retryable: false,
    message: 'There is no type of task called {type}. `aicmo task types` shows the ones there are.',
  },
  'tasks.payload_invalid': {
    status: 400,
    retryable: false,
    message: 'The payload does not fit {type}: {problems}. `aicmo task types {type}` shows its form.',
  },
  'tasks.changed': {
    status: 409,
    retryable: false,
    message: 'Somebody changed the task since you read it: it is at revision {revision} now. Read it again.',
  },
  'tasks.running': {
    status: 409,
    retryable: true,
    message: 'The task is being done right now. Wait until it has ended.',
  },
  'tasks.circle': {
    status: 409,
    retryable: false,
    message: 'That would make a circle: {path}. Take one of these dependencies away first.',
  },
  'tasks.dependency_unknown': {
    status: 400,
    retryable: false,
    message: 'There is no task {id} in this campaign that it could depend on.',
  },
  'tasks.needed': {
    status: 409,
    retryable: false,
    message: 'Other tasks depend on it: {titles}. Take these dependencies away first.',
  },
  'tasks.not_executable': { status: 409, retryable: false, message: 'The task cannot be done: {reasons}' },
  'tasks.not_done': {
    status: 409,
    retryable: false,
    message: 'Only the work of a task that was done for real can be revised. Do the task first.',
  },
  'tasks.revised_meanwhile': {
    status: 409,
    retryable: false,
    message:
      'There is newer work than you read: run {run}, by {by}. Read it again, and write yours on top of it.',
  },
  'tasks.revision_refused': {
    status: 400,
    retryable: false,
    message: 'The revision cannot be taken: {problems}',
  },
  'tasks.campaign_busy': {
    status: 409,
    retryable: false,
    message:
      'A run makes the campaign, and did not end while the task waited for it. Do the task again when it has ended.',
  },
  'tasks.brief_changed': {
    status: 409,
    retryable: false,
    message:
      'The brief of the campaign was changed while the task was done, so that nothing was added to it. Do the task again: it goes by the newest brief.',
  },
  'tasks.no_picture': {
    status: 404,
    retryable: false,
    message: 'The work of run {id} has no such picture. Read the run again for the pictures that it has.',
  },
  'tasks.run_unknown': { status: 404, retryable: false, message: 'There is no run {id} of a task.' },
});
