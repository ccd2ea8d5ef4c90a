import { defineErrors } from '#kernel/errors';
import { httpError, problemOf } from '#platform/http/problem';

export const openaiError = defineErrors({
  'openai.request_invalid': {
    status: 400,
    retryable: false,
    message: 'The request is not as this endpoint expects it: {problems}',
  },
  'openai.unsupported': {
    status: 400,
    retryable: false,
    message: '`{param}` is not supported here: {why}',
  },
  'openai.model_unknown': {
    status: 404,
    retryable: false,
    message:
      'There is no model {model} here. A model is a use case, or `use_case/target` for one target of it. There are: {known}.',
  },
  'openai.answer_suspect': {
    status: 502,
    retryable: true,
    message: 'The only answer there was, of {target}, may have lost a part on its way. Ask again.',
  },
});

/** An error as OpenAI's clients read it. */
export interface OpenAiFailure {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly error: {
      readonly message: string;
      readonly type: string;
      readonly code: string;
      readonly param: string | null;
    };
  };
}

interface Form {
  readonly status?: number;
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
}

const NO_MODEL: Form = { status: 404, code: 'model_not_found', param: 'model' };
const NO_KEY: Form = { status: 401, code: 'invalid_api_key' };

/** Where OpenAI has a code of its own, clients look for that one; else they get ours. */
const FORMS: Readonly<Record<string, Form>> = {
  'llm.over_budget': { type: 'insufficient_quota', code: 'insufficient_quota' },
  'llm.rate_limited': { code: 'rate_limit_exceeded' },
  'http.rate_limited': { code: 'rate_limit_exceeded' },
  'llm.content_refused': { status: 400, code: 'content_filter' },
  'llm.too_long': { status: 400, code: 'context_length_exceeded' },
  'llm.use_case_unknown': NO_MODEL,
  'llm.target_unknown': NO_MODEL,
  'openai.model_unknown': NO_MODEL,
  // Only a caller that is still there reads it: the server is going down.
  'llm.cancelled': { status: 503 },
  'keys.missing': NO_KEY,
  'keys.invalid': NO_KEY,
  'keys.expired': NO_KEY,
  'keys.revoked': NO_KEY,
  'auth.forbidden': { status: 401, code: 'insufficient_permissions' },
};

/** A client that is to wait longer asks again at once instead, and with each time it would have to wait longer. */
const MOST_WAIT_S = 60;

/** The largest body that is read, in bytes: a few pictures. */
export const BODY_LIMIT = 8_000_000;

/** Any error in OpenAI's form, with how long to wait where that is known and whether to ask again at all. */
export function failureOf(error: unknown, requestId: string): OpenAiFailure {
  const isTooLarge = (error as { code?: unknown } | null)?.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
  const problem = problemOf(isTooLarge ? httpError('http.too_large', { limit: '8 MB' }) : error, requestId);
  const form = FORMS[problem.code] ?? {};
  const status = form.status ?? problem.status;
  const { param, seconds } = problem.details;
  return {
    status,
    headers: {
      // OpenAI's clients repeat every 429 and 5xx by themselves unless they are told not to, and wait a minute at most.
      'x-should-retry': String(problem.retryable && !(typeof seconds === 'number' && seconds > MOST_WAIT_S)),
      ...(typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {}),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: {
      error: {
        message: problem.detail,
        type: form.type ?? typeOf(status),
        code: form.code ?? problem.code,
        param: form.param ?? (typeof param === 'string' ? param : null),
      },
    },
  };
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
