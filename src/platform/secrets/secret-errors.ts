import { defineErrors } from '#kernel/errors';

export const secretError = defineErrors({
  'secrets.master_readable': {
    status: 500,
    retryable: false,
    message:
      'Others can read the master key in {file} (mode {mode}). Run `chmod 600 {file}`, and `aicmo secret rotate-master` if somebody may have read it.',
  },
  'secrets.master_refused': {
    status: 500,
    retryable: false,
    message: 'The master key in {file} is not used: {reason}.',
  },
  'secrets.master_invalid': {
    status: 500,
    retryable: false,
    message: 'The master key in {place} is not 32 bytes in base64. `openssl rand -base64 32` makes one.',
  },
  'secrets.master_missing': {
    status: 503,
    retryable: false,
    message:
      'The secrets are sealed under the master key {wanted}, which is not in {place}. Bring back the file from its backup, or set AICMO_MASTER_KEY to that key.',
  },
  'secrets.master_same': {
    status: 409,
    retryable: false,
    message:
      'The first key of AICMO_MASTER_KEY is in force already. Put a new one before it, with a comma between them, restart every process, and run this again.',
  },
  'secrets.rotation_running': {
    status: 409,
    retryable: true,
    message: 'Another rotation is under way. Try again when it is done.',
  },
  'secrets.cannot_open': {
    status: 500,
    retryable: false,
    message:
      'The secret {name} cannot be opened: its bytes, its place or its key were changed. Set it again.',
  },
});
