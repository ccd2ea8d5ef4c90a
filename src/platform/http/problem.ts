import { ORPCError } from '@orpc/server';
import { AppError, defineErrors } from '#kernel/errors';
import { isConnectionError, refusedText } from '#platform/db/database';

export const httpError = defineErrors({
  'http.not_found': {
    status: 404,
    retryable: false,
    message: 'There is nothing at {method} {path}. The API reference is at /reference.',
  },
  'http.input_invalid': {
    status: 400,
    retryable: false,
    message: 'The request is not as the API expects it: {problems}',
  },
  'http.too_large': { status: 413, retryable: false, message: 'The request body is larger than {limit}.' },
  'http.unreadable': { status: 400, retryable: false, message: 'The request could not be read: {reason}' },
  'http.type_unsupported': {
    status: 415,
    retryable: false,
    message: 'This content type is not read here. Send JSON with `content-type: application/json`.',
  },
  'http.rate_limited': {
    status: 429,
    retryable: true,
    message:
      'Too many requests: {limit} are allowed here. Wait {seconds} s; whoever asks before then waits longer.',
  },
  'http.database_away': {
    status: 503,
    retryable: true,
    message: 'The database does not answer at the moment. Try again in a few seconds.',
  },
  'http.overloaded': {
    status: 503,
    retryable: true,
    message: 'The server is overloaded. Try again in a few seconds.',
  },
  'http.internal': {
    status: 500,
    retryable: true,
    message: 'Something went wrong here. It is in the log under request {requestId}.',
  },
  'http.foreign': {
    status: 403,
    retryable: false,
    message:
      'Requests from other sites are refused: {why}. Open AICMO by its own address; beyond this machine that is AICMO_PUBLIC_URL.',
  },
  'http.out_of_scope': {
    status: 403,
    retryable: false,
    message: 'This belongs to a brand or workspace that you do not see.',
  },
  'http.not_protected': {
    status: 500,
    retryable: false,
    message:
      'AICMO_HOST is {host}, which others can reach: passwords must not travel there in clear. Set AICMO_PUBLIC_URL to the https address, and either AICMO_TLS_CERT and AICMO_TLS_KEY, or AICMO_TRUSTED_PROXIES for the proxy that speaks HTTPS. For this machine only, set it to 127.0.0.1 or ::1.',
  },
  'http.port_taken': {
    status: 500,
    retryable: false,
    message:
      'Port {port} on {host} is taken. Set AICMO_PORT to another one, or end the program that uses it.',
  },
});

/** An error as RFC 9457 lays it down; `code` is the stable name to switch on. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The problem document of an error; an unknown one tells nothing but the request id. */
export function problemOf(error: unknown, requestId: string): Problem {
  const known = toAppError(error, requestId);
  return {
    type: `/reference/errors#${known.code}`,
    title: known.code,
    status: known.status,
    code: known.code,
    detail: known.message,
    instance: requestId,
    retryable: known.retryable,
    details: known.details,
  };
}

/** Whether an error is one the house did not foresee: these are logged, once, at the edge. */
export function isUnknownError(error: unknown): boolean {
  return toAppError(error, '').code === 'http.internal';
}

function toAppError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ORPCError) {
    if (error.cause instanceof AppError) return error.cause;
    if (error.code === 'BAD_REQUEST') return httpError('http.input_invalid', inputProblems(error));
    if (error.code === 'NOT_FOUND') return httpError('http.not_found', { method: '', path: '' });
  }
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return httpError('http.too_large', { limit: '1 MB' });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return httpError('http.type_unsupported');
  if (code === 'FST_UNDER_PRESSURE') return httpError('http.overloaded');
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return httpError('http.unreadable', { reason: (error as Error).message });
  }
  const reason = refusedText(error);
  if (reason !== undefined) return httpError('http.unreadable', { reason }, error);
  if (code === '42501') return httpError('http.out_of_scope', {}, error);
  if (isConnectionError(error)) return httpError('http.database_away', {}, error);
  return httpError('http.internal', { requestId }, error);
}

interface Issue {
  readonly path?: readonly (PropertyKey | { key: PropertyKey })[];
  readonly message: string;
}

function inputProblems(error: ORPCError<string, unknown>): {
  problems: string;
  issues: { field: string; message: string }[];
} {
  const data = error.data as { issues?: readonly Issue[] } | undefined;
  const issues = (data?.issues ?? []).slice(0, 20).map((issue) => ({
    field: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message: issue.message,
  }));
  const problems =
    issues.length === 0
      ? error.message
      : issues.map(({ field, message }) => `${field === '' ? 'body' : field}: ${message}`).join('; ');
  return { problems, issues };
}
