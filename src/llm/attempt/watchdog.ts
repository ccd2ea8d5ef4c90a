import { FaultError, type FaultKind } from '#llm/faults/fault';

/** The timers of one attempt: whichever runs out first aborts it, with its own kind of fault. */
export interface Watchdog extends Disposable {
  /** Aborted by a timer, or by the caller's own signal. */
  readonly signal: AbortSignal;
  /** Waits for the next sign of life: `first_token_timeout` before the first content, `stall` after it. */
  expect(kind: 'first_token_timeout' | 'stall', ms: number): void;
  /** Rejects when the attempt must end; to race against work that does not listen to the signal. */
  readonly ended: Promise<never>;
}

const WORDS: Readonly<Record<'first_token_timeout' | 'stall' | 'total_timeout', string>> = {
  first_token_timeout: 'no first token within',
  stall: 'nothing more came for',
  total_timeout: 'the answer was not whole after',
};

/** Arms the total timer at once. One timer is kept and moved on when it fires early, so a token costs no timer. */
export function startWatchdog(limits: { totalMs: number; signal?: AbortSignal | undefined }): Watchdog {
  const controller = new AbortController();
  const start = performance.now();
  const total = { kind: 'total_timeout' as const, at: start + limits.totalMs, ms: limits.totalMs };
  let next: { kind: 'first_token_timeout' | 'stall'; at: number; ms: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Infinity;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  ended.catch(() => undefined);

  function end(reason: unknown): void {
    clearTimeout(timer);
    controller.abort(reason);
    reject(reason);
  }

  function arm(at: number): void {
    if (at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(look, Math.max(0, at - performance.now()));
  }

  function look(): void {
    timerAt = Infinity;
    const now = performance.now();
    const due = [next, total].find((limit) => limit !== undefined && limit.at <= now + 1);
    if (due !== undefined) return end(timeoutOf(due.kind, due.ms));
    arm(Math.min(next?.at ?? Infinity, total.at));
  }

  const onAbort = (): void => end(cancelledBy());
  if (limits.signal?.aborted === true) onAbort();
  limits.signal?.addEventListener('abort', onAbort, { once: true });
  arm(total.at);
  return {
    signal: controller.signal,
    ended,
    expect(kind, ms) {
      next = { kind, at: performance.now() + ms, ms };
      arm(next.at);
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', onAbort);
    },
  };
}

function timeoutOf(kind: FaultKind & keyof typeof WORDS, ms: number): FaultError {
  return new FaultError({ kind, detail: `${WORDS[kind]} ${Math.round(ms) / 1000} s` });
}

function cancelledBy(): FaultError {
  return new FaultError({ kind: 'cancelled', detail: 'the caller cancelled the call' });
}
