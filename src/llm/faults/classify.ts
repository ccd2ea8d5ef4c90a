import type { Fault, FaultKind } from './fault.ts';
import { FaultError } from './fault.ts';
import { readRetryAfter } from './retry-after.ts';
import { causesOf, readWireError, type WireError } from './wire-error.ts';

/**
 * The fault of anything that an adapter threw or put into a stream: by the provider's code first, the status
 * second, the words of the message last.
 */
export function classify(error: unknown): Fault {
  const own = causesOf(error).find((found) => found instanceof FaultError);
  if (own !== undefined) return own.fault;
  const wire = readWireError(error);
  const kind = kindOf(wire);
  const retryAfterMs = readRetryAfter(wire.headers, wire.body);
  const isLasting = kind === 'quota' || isNever(wire);
  return {
    kind,
    detail: describe(wire),
    ...(wire.status === undefined ? {} : { status: wire.status }),
    ...(wire.code === undefined ? {} : { code: wire.code }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(isLasting ? { isLasting: true } : {}),
  };
}

const BY_CODE: Readonly<Record<string, FaultKind>> = {
  content_filter: 'content_filter',
  content_policy_violation: 'content_filter',
  context_length_exceeded: 'context',
  string_above_max_length: 'context',
  insufficient_quota: 'quota',
  billing_hard_limit_reached: 'quota',
  billing_error: 'quota',
  enforced_spend_limit_reached: 'quota',
  rate_limit_exceeded: 'rate_limit',
  rate_limit_error: 'rate_limit',
  invalid_api_key: 'auth',
  authentication_error: 'auth',
  permission_error: 'auth',
  unauthenticated: 'auth',
  permission_denied: 'auth',
  api_key_invalid: 'auth',
  model_not_found: 'model_missing',
  not_found_error: 'model_missing',
  overloaded_error: 'server',
  overloaded: 'server',
  api_error: 'server',
  server_error: 'server',
  internal: 'server',
  unavailable: 'server',
  deadline_exceeded: 'server',
  aborted: 'server',
  timeout_error: 'server',
};

/** Words of a 400 that mean something else than a wrong request. */
const BY_TEXT: readonly (readonly [RegExp, FaultKind])[] = [
  [
    /maximum context|context (length|window)|too many tokens|exceeds the maximum number of tokens|prompt is too long|input token count/i,
    'context',
  ],
  [/not a valid model id/i, 'model_missing'],
  [/credit balance is too low|billing|payment required|purchase credits/i, 'quota'],
  [/api[ _]key not valid|api_key_invalid|invalid x-api-key|incorrect api key/i, 'auth'],
  [
    /content (management )?policy|content[ _]filter|safety (system|settings)|blocked by|usage policies/i,
    'content_filter',
  ],
];

function kindOf(wire: WireError): FaultKind {
  if (wire.isCancelled) return 'cancelled';
  if (wire.isUnsupported) return 'unsupported';
  // Google words every 429 as a used-up quota; only its details tell a minute from a day.
  if (wire.status === 429 || wire.code === 'resource_exhausted') return kindOfTooMany(wire);
  const { status } = wire;
  const isOurs = status !== undefined && status >= 400 && status < 500;
  for (const code of [wire.code, wire.type, wire.reason]) {
    const kind = code === undefined ? undefined : BY_CODE[code];
    // Some servers call every error of theirs `api_error`: a 400 stays a wrong request, which no retry mends.
    const isBelied = (kind === 'model_missing' && status === 400) || (kind === 'server' && isOurs);
    if (kind !== undefined && !isBelied) return kind;
  }
  if (isOurs) return kindOfRefusal(status, wire);
  if (status !== undefined && status >= 500) return 'server';
  if (wire.isUnreadable) return status === undefined ? 'malformed' : 'not_wire';
  if (status !== undefined) return wire.isNetwork ? 'network' : 'not_wire';
  if (wire.isNetwork) return 'network';
  const byText = BY_TEXT.find(([pattern]) => pattern.test(wire.message))?.[1];
  return byText ?? 'server';
}

function kindOfTooMany(wire: WireError): FaultKind {
  const code = wire.code ?? '';
  if (BY_CODE[code] === 'quota' || BY_CODE[wire.type ?? ''] === 'quota') return 'quota';
  return wire.quotaIds.some((id) => /PerDay/i.test(id)) || isNever(wire) ? 'quota' : 'rate_limit';
}

function kindOfRefusal(status: number, wire: WireError): FaultKind {
  if (status === 401 || status === 403) return 'auth';
  if (status === 402) return 'quota';
  if (status === 404) return 'model_missing';
  if (status === 408 || status === 409 || status === 425) return 'server';
  if (status === 413) return 'context';
  const byText = BY_TEXT.find(([pattern]) => pattern.test(wire.message))?.[1];
  return byText ?? 'bad_request';
}

/** A quota whose limit is 0: this key never gets the model. */
function isNever(wire: WireError): boolean {
  return /\blimit: 0\b/.test(wire.message) || wire.quotaLimits.includes('0');
}

const KEYS = /\b(sk-|AIza|key-|Bearer )[\w.-]{6,}/g;

function describe(wire: WireError): string {
  const status = wire.status === undefined ? '' : `${wire.status} `;
  const code = wire.code === undefined ? '' : `${wire.code}: `;
  const text = `${status}${code}${wire.message}`.replaceAll(/\s+/g, ' ').replaceAll(KEYS, '$1[secret]');
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
