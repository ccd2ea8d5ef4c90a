/** What a target's breaker says to a call. */
export type Gate = 'open' | 'probe' | 'closed';

export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly threshold: number;
  readonly coolDownMs: number;
  /** The cool-down doubles with each failed probe up to this. */
  readonly maxCoolDownMs: number;
  /** A probe that says nothing for so long is given up. */
  readonly probeMs: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** A call's ticket: what happened before an opening must not count after it. */
export interface Ticket {
  readonly generation: number;
  readonly isProbe: boolean;
}

export interface BreakerView {
  readonly isOpen: boolean;
  readonly failures: number;
  /** Milliseconds until a probe may be sent; 0 when closed. */
  readonly opensInMs: number;
  readonly isProbing: boolean;
  readonly coolDownMs: number;
  readonly reason: string;
}

/** The breaker of one target in one process: three failures open it, one probe after the cool-down closes it. */
export interface Breaker {
  /** What a call may do now. `probe` says that one is due; whoever takes it calls `enter(true)`. */
  look(): Gate;
  enter(isProbe: boolean): Ticket;
  succeed(ticket: Ticket): 'closed' | 'unchanged';
  fail(ticket: Ticket, reason: string): 'opened' | 'unchanged';
  /** Neither: rate limits, refused content, wrong requests and cancelled calls free the probe, nothing more. */
  release(ticket: Ticket): void;
  /** Another process found out. */
  follow(state: { isOpen: boolean; untilMs: number; coolDownMs: number; reason: string }): void;
  view(): BreakerView;
}

export function createBreaker(options: BreakerOptions): Breaker {
  const { now } = options;
  let generation = 0;
  let failures = 0;
  let until: number | undefined;
  let probeUntil: number | undefined;
  let coolDownMs = options.coolDownMs;
  let reason = '';

  const isProbing = (): boolean => probeUntil !== undefined && probeUntil > now();

  function open(why: string): void {
    generation++;
    until = now() + coolDownMs;
    probeUntil = undefined;
    reason = why;
  }

  function close(): void {
    generation++;
    failures = 0;
    until = undefined;
    probeUntil = undefined;
    coolDownMs = options.coolDownMs;
    reason = '';
  }

  return {
    look() {
      if (until === undefined) return 'closed';
      return until > now() || isProbing() ? 'open' : 'probe';
    },
    enter(isProbe) {
      if (isProbe) probeUntil = now() + options.probeMs;
      return { generation, isProbe };
    },
    succeed(ticket) {
      if (ticket.generation !== generation) return 'unchanged';
      const wasOpen = until !== undefined;
      // The last target is called though its breaker is open: that it answered closes it too.
      if (wasOpen) close();
      failures = 0;
      return wasOpen ? 'closed' : 'unchanged';
    },
    fail(ticket, why) {
      if (ticket.generation !== generation) return 'unchanged';
      if (until === undefined) {
        failures++;
        if (failures < options.threshold) return 'unchanged';
      } else if (!ticket.isProbe) {
        return 'unchanged';
      } else {
        coolDownMs = Math.min(options.maxCoolDownMs, coolDownMs * 2);
      }
      open(why);
      return 'opened';
    },
    release(ticket) {
      if (ticket.isProbe && ticket.generation === generation) probeUntil = undefined;
    },
    follow(state) {
      if (!state.isOpen) {
        if (until !== undefined || failures > 0) close();
        return;
      }
      ({ coolDownMs } = state);
      failures = options.threshold;
      open(state.reason);
      until = now() + Math.max(0, state.untilMs);
    },
    view: () => ({
      isOpen: until !== undefined,
      failures,
      opensInMs: until === undefined ? 0 : Math.max(0, Math.round(until - now())),
      isProbing: isProbing(),
      coolDownMs,
      reason,
    }),
  };
}
