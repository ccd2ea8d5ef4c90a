import type { Bulkhead } from '#llm/health/bulkhead';
import type { RetryBudget } from '#llm/health/retry-budget';
import type { TargetHealth } from '#llm/health/target-health';
import type { Ledger } from '#llm/ledger';
import type { Log } from '#platform/log/log';
import type { AnswerCache } from '#llm/cache/answer-cache';

/** What executing needs; made once a process. */
export interface Engine {
  readonly ledger: Ledger;
  readonly health: TargetHealth;
  readonly bulkhead: Bulkhead;
  /** Retry budget of a provider. */
  readonly retryBudget: (provider: string) => RetryBudget;
  readonly cache: AnswerCache;
  readonly log: Log;
  /** In [0, 1). */
  readonly random: () => number;
  /** First back-off in milliseconds. */
  readonly baseWaitMs: number;
}
