import { defineErrors } from '#kernel/errors';

export const databaseError = defineErrors({
  'db.embedded_unavailable': {
    status: 503,
    retryable: false,
    message:
      'The embedded PostgreSQL cannot run here: {reason}. Set DATABASE_URL to a PostgreSQL 15 to 18 server.',
  },
  'db.data_newer': {
    status: 503,
    retryable: false,
    message:
      'The data in {folder} was written by PostgreSQL {found}; this AICMO carries {carried}. Use the newer AICMO, or move the data with `aicmo db backup` there and `aicmo db restore` here.',
  },
  'db.data_older': {
    status: 503,
    retryable: false,
    message:
      'The data in {folder} was written by PostgreSQL {found}; this AICMO carries {carried}. Back it up with the AICMO that wrote it (`aicmo db backup`), move the folder away, and run `aicmo db restore`.',
  },
  'db.start_failed': {
    status: 503,
    retryable: true,
    message: 'The embedded PostgreSQL in {folder} did not start: {reason}. Its log is {log}.',
  },
  'db.folder_refused': {
    status: 503,
    retryable: false,
    message:
      'The embedded PostgreSQL cannot use {folder}: {reason}. Set AICMO_HOME to a folder that this user may write, or DATABASE_URL to a server.',
  },
  'db.socket_taken': {
    status: 503,
    retryable: false,
    message:
      'Another PostgreSQL (data in {found}) answers at {socket}, where the one of {folder} belongs. End it, or set AICMO_HOME to another folder.',
  },
  'db.start_locked': {
    status: 503,
    retryable: true,
    message:
      'Another process (pid {pid}) has been starting or stopping the database in {folder} for over {seconds} s. If it hangs, end it and try again.',
  },
  'db.unreachable': {
    status: 503,
    retryable: true,
    message:
      'The database at {where} does not answer: {reason}. Check DATABASE_URL and that the server runs.',
  },
  'db.url_invalid': {
    status: 400,
    retryable: false,
    message:
      'This is not the address of a PostgreSQL database. One looks like postgresql://user:password@host:5432/name.',
  },
  'db.version_unsupported': {
    status: 503,
    retryable: false,
    message: 'The database is PostgreSQL {found}; AICMO needs 15 to 18.',
  },
  'db.migration_failed': {
    status: 503,
    retryable: false,
    message: 'Migration {name} failed: {reason}. Nothing of it was kept; the data is as before.',
  },
  'db.schema_newer': {
    status: 503,
    retryable: false,
    message:
      'The database has migrations this AICMO does not know ({names}). Use the AICMO version that made them.',
  },
});
