import { APICallError } from '@ai-sdk/provider';

/** An error as a provider sent it, in whatever form an adapter hands it on. */
export interface WireError {
  readonly message: string;
  readonly status: number | undefined;
  /** Lower case: `insufficient_quota`, `resource_exhausted`. */
  readonly code: string | undefined;
  readonly type: string | undefined;
  /** Google's `ErrorInfo.reason`, lower case. */
  readonly reason: string | undefined;
  readonly quotaIds: readonly string[];
  readonly quotaLimits: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly isNetwork: boolean;
  readonly isUnreadable: boolean;
  readonly isCancelled: boolean;
  /** The adapter refused to make the call at all. */
  readonly isUnsupported: boolean;
}

type Loose = Readonly<Record<string, unknown>>;

/** Reads status, code and details out of an APICallError, a plain error part, or any thrown thing. */
export function readWireError(error: unknown): WireError {
  const call = findCall(error);
  const body = bodyOf(error, call);
  const inner = innermost(body);
  const details = Array.isArray(inner['details']) ? (inner['details'] as unknown[]).map(loose) : [];
  const violations = details.flatMap((detail) =>
    Array.isArray(detail['violations']) ? (detail['violations'] as unknown[]).map(loose) : [],
  );
  const status = call?.statusCode ?? statusIn(error) ?? numberIn(inner, 'code') ?? undefined;
  return {
    message: textIn(inner, 'message') ?? messageOf(error),
    status,
    code: codeIn(inner, 'code') ?? codeIn(inner, 'status') ?? codeIn(loose(error), 'code'),
    type: codeIn(inner, 'type'),
    reason: details.map((detail) => codeIn(detail, 'reason')).find((found) => found !== undefined),
    quotaIds: violations.flatMap((found) => textIn(found, 'quotaId') ?? []),
    quotaLimits: violations.flatMap((found) => textIn(found, 'quotaValue') ?? []),
    headers: call?.responseHeaders ?? {},
    body,
    isNetwork: isNetwork(error),
    isUnreadable: causesOf(error).some((found) =>
      /JSONParse|TypeValidation|InvalidResponseData/.test(nameOf(found)),
    ),
    isUnsupported: causesOf(error).some((found) =>
      /Unsupported|InvalidPrompt|InvalidArgument|NoSuchModel/.test(nameOf(found)),
    ),
    isCancelled: causesOf(error).some((found) => nameOf(found) === 'AbortError'),
  };
}

function findCall(error: unknown): APICallError | undefined {
  return causesOf(error).find((found) => APICallError.isInstance(found));
}

/** The error and what caused it, at most eight deep. */
export function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let at = error; at !== undefined && at !== null && chain.length < 8; at = loose(at)['cause'])
    chain.push(at);
  return chain;
}

function bodyOf(error: unknown, call: APICallError | undefined): unknown {
  if (call?.responseBody !== undefined) return parsed(call.responseBody) ?? call.data;
  if (call?.data !== undefined) return call.data;
  if (typeof error === 'string') return parsed(error) ?? error;
  // Google's error in a stream keeps the native one under `data`.
  const { data } = loose(error);
  return typeof data === 'object' && data !== null ? data : error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The object that holds message and code: `{error: {…}}`, `{type: 'error', error: {…}}`, `[{error}]` or itself. */
function innermost(body: unknown): Loose {
  const outer = loose(Array.isArray(body) ? (body as unknown[])[0] : body);
  const inner = outer['error'];
  return typeof inner === 'object' && inner !== null ? loose(inner) : outer;
}

function statusIn(error: unknown): number | undefined {
  const found = loose(error);
  return numberIn(found, 'statusCode') ?? numberIn(found, 'status');
}

function numberIn(from: Loose, key: string): number | undefined {
  const value = from[key];
  const number = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 100 && number < 600 ? number : undefined;
}

function textIn(from: Loose, key: string): string | undefined {
  const value = from[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function codeIn(from: Loose, key: string): string | undefined {
  const text = textIn(from, key);
  return text === undefined || /^\d+$/.test(text) || text.length > 80 ? undefined : text.toLowerCase();
}

const NETWORK =
  /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_|EHOST|ENET|EPROTO|UND_ERR|CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

function isNetwork(error: unknown): boolean {
  return causesOf(error).some(
    (found) =>
      NETWORK.test(textIn(loose(found), 'code') ?? '') ||
      /fetch failed|terminated|socket hang up|other side closed|Cannot connect to API|network error|premature close/i.test(
        messageOf(found),
      ),
  );
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  if (typeof error === 'string') return error;
  return textIn(loose(error), 'message') ?? 'the provider gave no message';
}

function nameOf(error: unknown): string {
  return textIn(loose(error), 'name') ?? '';
}

function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}
