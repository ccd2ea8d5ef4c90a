import { defineErrors } from '#kernel/errors';

export const auditError = defineErrors({
  'audit.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no audit entry {sequence}. `aicmo audit list` shows the ones there are.',
  },
  'audit.entry_unreadable': {
    status: 500,
    retryable: false,
    message:
      'Audit entry {sequence} is not as one is written. `aicmo audit verify` tells what was done to the chain.',
  },
  'audit.head_unreadable': {
    status: 400,
    retryable: false,
    message:
      '{given} is no head of an audit chain: it must be number:hash, or a file that `aicmo audit head` wrote.',
  },
  'audit.file_unreadable': {
    status: 400,
    retryable: false,
    message: '{file} is no export of an audit chain: {reason}',
  },
  'audit.file_unwritable': {
    status: 400,
    retryable: false,
    message: 'The export cannot be written to {file}: {reason}',
  },
});
