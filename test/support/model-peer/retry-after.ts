import type { Refusal } from './answer-plan.ts';

/** The Retry-After header of a refusal, in the form its plan asks for; empty without a wait. */
export function retryAfterHeader(refusal: Refusal): Readonly<Record<string, string>> {
  const seconds = retryAfterSeconds(refusal);
  if (seconds === undefined) return {};
  const form = refusal.kind === 'rate_limit' ? (refusal.retryAfterAs ?? 'seconds') : 'seconds';
  switch (form) {
    case 'seconds':
      return { 'retry-after': String(Math.ceil(seconds)) };
    case 'milliseconds':
      return { 'retry-after-ms': String(seconds * 1_000) };
    case 'date':
      return { 'retry-after': new Date(Date.now() + seconds * 1_000).toUTCString() };
  }
}

/** The wait a refusal names, in seconds. */
export function retryAfterSeconds(refusal: Refusal): number | undefined {
  return 'retryAfterS' in refusal ? refusal.retryAfterS : undefined;
}
