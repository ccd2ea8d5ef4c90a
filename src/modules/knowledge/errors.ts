import { defineErrors } from '#kernel/errors';

export const knowledgeError = defineErrors({
  'knowledge.unknown': { status: 404, retryable: false, message: 'There is no item {id} of knowledge.' },
  'knowledge.changed': {
    status: 409,
    retryable: false,
    message: 'Somebody changed this since you read it: it is at revision {revision} now. Read it again.',
  },
  'knowledge.there': {
    status: 409,
    retryable: false,
    message: 'That is there already: {id}, {state}. Confirm or correct that one.',
  },
});
