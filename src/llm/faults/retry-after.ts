/**
 * How long a provider asked to wait, in milliseconds: `retry-after-ms`, `retry-after` in seconds or as a date
 * (RFC 9110, 10.2.3), or Google's `RetryInfo.retryDelay` in the body. Undefined when it said nothing.
 */
export function readRetryAfter(
  headers: Readonly<Record<string, string>>,
  body: unknown,
  nowMs: number = Date.now(),
): number | undefined {
  const exact = Number(headers['retry-after-ms']);
  if (headers['retry-after-ms'] !== undefined && Number.isFinite(exact) && exact >= 0) return exact;
  const after = headers['retry-after']?.trim();
  if (after !== undefined && /^\d+(\.\d+)?$/.test(after)) return Number(after) * 1000;
  if (after !== undefined && Number.isFinite(Date.parse(after)))
    return Math.max(0, Date.parse(after) - nowMs);
  return retryDelayIn(body);
}

/** `"retryDelay": "34.07s"` somewhere in the details of the error. */
function retryDelayIn(body: unknown): number | undefined {
  const error = (Array.isArray(body) ? (body[0] as unknown) : body) as
    | { error?: { details?: unknown } }
    | null
    | undefined;
  const details = error?.error?.details;
  if (!Array.isArray(details)) return undefined;
  for (const detail of details as { retryDelay?: unknown }[]) {
    const match =
      typeof detail?.retryDelay === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(detail.retryDelay) : null;
    if (match !== null) return Number(match[1]) * 1000;
  }
  return undefined;
}
