/** What the API says when it refuses: its code, its sentence, and under which request it lies in the log. */
export class AicmoError extends Error {
  readonly code: string;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** The sentence for people. */
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    problem: Pick<AicmoError, 'code' | 'status' | 'detail' | 'requestId' | 'details'>,
    cause?: unknown,
  ) {
    super(problem.detail, { cause });
    this.name = 'AicmoError';
    this.code = problem.code;
    this.status = problem.status;
    this.detail = problem.detail;
    this.requestId = problem.requestId;
    this.details = problem.details;
  }
}

/** The error of an answer's body, as far as it is problem+json (RFC 9457). */
export function failureOf(body: unknown, status: number): AicmoError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const { code, detail, instance, details } = problem;
  return new AicmoError({
    status,
    code: typeof code === 'string' ? code : 'http.unexpected',
    detail: typeof detail === 'string' ? detail : `The server answered ${status}, without saying why.`,
    requestId: typeof instance === 'string' ? instance : undefined,
    details: typeof details === 'object' && details !== null ? (details as Record<string, unknown>) : {},
  });
}

/** No answer came: the server may have stopped. */
export function unreachable(cause: unknown): AicmoError {
  return withoutAnswer(
    'client.unreachable',
    'AICMO does not answer. It may have stopped, or the network is down.',
    cause,
  );
}

/** Any thrown value as an error of the API: what the caller's own code threw has the status 0. */
export function toAicmoError(error: unknown): AicmoError {
  if (error instanceof AicmoError) return error;
  return withoutAnswer(
    'client.unexpected',
    'Something went wrong here, not on the server. Where this is older than the server, loading the page anew or updating the client helps.',
    error,
  );
}

function withoutAnswer(code: string, detail: string, cause: unknown): AicmoError {
  return new AicmoError({ status: 0, code, detail, requestId: undefined, details: {} }, cause);
}
