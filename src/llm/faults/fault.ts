/** What went wrong in one attempt, and what follows from it. One row a kind; nothing else decides. */
export interface FaultRule {
  /** Try the same target again. */
  readonly retry: boolean;
  /** Try the next target. */
  readonly failover: boolean;
  /** Counts against the target in its breaker. */
  readonly trip: boolean;
}

export const FAULTS = {
  content_filter: { retry: false, failover: false, trip: false },
  context: { retry: false, failover: true, trip: false },
  rate_limit: { retry: true, failover: true, trip: false },
  quota: { retry: false, failover: true, trip: true },
  auth: { retry: false, failover: true, trip: true },
  model_missing: { retry: false, failover: true, trip: true },
  server: { retry: true, failover: true, trip: true },
  network: { retry: true, failover: true, trip: true },
  /** A 200 that is not the wire format. */
  not_wire: { retry: true, failover: true, trip: true },
  first_token_timeout: { retry: false, failover: true, trip: true },
  stall: { retry: false, failover: true, trip: true },
  total_timeout: { retry: false, failover: true, trip: true },
  /** Ended in the middle of the answer. */
  truncated: { retry: true, failover: true, trip: true },
  /** A chunk could not be read, and may have carried text. */
  malformed: { retry: true, failover: true, trip: false },
  /** More bytes or parts than any answer has. */
  oversized: { retry: false, failover: true, trip: true },
  /** The answer does not have the wanted form; the repair turn is a retry of its own. */
  invalid: { retry: false, failover: true, trip: false },
  /** The adapter of this provider cannot say what was asked; another one may. */
  unsupported: { retry: false, failover: true, trip: false },
  bad_request: { retry: false, failover: false, trip: false },
  cancelled: { retry: false, failover: false, trip: false },
} as const satisfies Readonly<Record<string, FaultRule>>;

export type FaultKind = keyof typeof FAULTS;

/** One fault of one attempt. */
export interface Fault {
  readonly kind: FaultKind;
  /** One line for people and record; never holds a key. */
  readonly detail: string;
  readonly status?: number;
  /** The provider's own code, such as `insufficient_quota`. */
  readonly code?: string;
  /** How long the provider asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** `limit: 0` and the like: this will not pass today. */
  readonly isLasting?: boolean;
}

/** Carries a fault of ours, such as a timer that ran out, through code that throws. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.detail);
    this.fault = fault;
  }
}
