import { FAULTS, type Fault } from '#llm/faults/fault';

export interface Standing {
  /** Tries on this target so far, the failed one included. */
  readonly tries: number;
  readonly retries: number;
  readonly hasNext: boolean;
  readonly leftMs: number;
  /** In [0, 1). */
  readonly random: number;
}

export type Decision =
  | { readonly step: 'retry'; readonly waitMs: number }
  | { readonly step: 'next' }
  | { readonly step: 'stop' };

export const BASE_WAIT_MS = 500;
const MOST_WAIT_MS = 8_000;
const JITTER_MS = 100;
/** A provider that asks for a longer wait is left for the next target. */
export const PATIENCE_MS = 10_000;

/**
 * What follows from a fault: the provider's own wait plus up to 100 ms, or exponential back-off with jitter
 * (half to whole, AWS "Exponential Backoff And Jitter"); the next target; or the end.
 */
export function decide(fault: Fault, standing: Standing, baseMs: number = BASE_WAIT_MS): Decision {
  const rule = FAULTS[fault.kind];
  const next: Decision = rule.failover ? { step: 'next' } : { step: 'stop' };
  if (!rule.retry || fault.isLasting === true || standing.tries > standing.retries) return next;
  const { random, tries } = standing;
  const waitMs =
    fault.retryAfterMs === undefined
      ? Math.min(MOST_WAIT_MS, baseMs * 2 ** (tries - 1)) * (0.5 + random / 2)
      : fault.retryAfterMs + random * JITTER_MS;
  if (standing.hasNext && waitMs > PATIENCE_MS) return next;
  return waitMs < standing.leftMs ? { step: 'retry', waitMs } : next;
}
