/** Keeps retries of a provider to a share of its requests, so that an outage does not become a storm. */
export interface RetryBudget {
  request(): void;
  /** Whether one more retry is within the share; takes it if so. */
  take(): boolean;
}

/** One retry for five requests, and at least 20 a minute (as in Finagle's `RetryBudget`). */
const SHARE = 0.2;
const LEAST_A_MINUTE = 20;
const MOST_SAVED = 100;

export function createRetryBudget(now: () => number): RetryBudget {
  let saved = LEAST_A_MINUTE;
  let at = now();
  function refill(): void {
    const minutes = (now() - at) / 60_000;
    at = now();
    saved = Math.min(MOST_SAVED, saved + minutes * LEAST_A_MINUTE);
  }
  return {
    request() {
      saved = Math.min(MOST_SAVED, saved + SHARE);
    },
    take() {
      refill();
      if (saved < 1) return false;
      saved--;
      return true;
    },
  };
}
