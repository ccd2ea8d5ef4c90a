import type { Tx } from '#platform/db/database';

/** What a running flow can do. Everything that touches the world goes through these, in the same order on each replay. */
export interface FlowTools {
  /** Id of this run; equal over crashes and take-overs. */
  readonly runId: string;
  /**
   * Runs `body` at least once and keeps its result: only the step in flight at a crash repeats.
   * `key` is stable over repeats; hand it to outside services as their idempotency key.
   * The result must be plain JSON-like data.
   */
  step<T>(
    name: string,
    body: (key: string, signal: AbortSignal) => Promise<T>,
    options?: StepOptions,
  ): Promise<T>;
  /** Runs `body` exactly once: its writes and the record of the step commit together. */
  transact<T>(name: string, body: (tx: Tx) => Promise<T>): Promise<T>;
  /** The time, recorded: the same on replay. */
  now(): Promise<Date>;
  /** Waits until a moment, over restarts, without holding a connection. */
  sleepUntil(moment: Date): Promise<void>;
  /** Waits for a signal sent to this run under `topic`; undefined when the time is over. Weeks are fine. */
  waitFor<T>(topic: string, timeoutMs: number): Promise<T | undefined>;
  /**
   * For a change of a flow whose runs are in flight: true on runs that began after the change was shipped,
   * false on older ones, which keep their old path.
   */
  isPatched(name: string): Promise<boolean>;
}

export interface StepOptions {
  /** Further tries after a failure; the flow's default when absent. */
  readonly retries?: number;
  /** Longest time of one try in milliseconds. */
  readonly timeoutMs?: number;
  /** Whether an error may pass by itself; all do by default. */
  readonly shouldRetry?: (error: unknown) => boolean;
}

/** A durable process: a function of its tools and its input, run by any worker, resumed after any crash. */
export interface Flow<Input = unknown, Output = unknown> {
  readonly name: string;
  readonly queue: string;
  readonly run: (tools: FlowTools, input: Input) => Promise<Output>;
  /** How often a run may be resumed before it counts as poisoned. */
  readonly maxRecoveries: number;
  readonly stepDefaults: Required<Pick<StepOptions, 'retries' | 'timeoutMs'>>;
}

export interface QueueSpec {
  readonly name: string;
  /** Runs of this queue side by side in one process. */
  readonly perProcess: number;
  /** How often the queue is looked at, in milliseconds. */
  readonly pollMs: number;
}

/** Declares a flow. Input and output must be plain JSON-like data. */
export function defineFlow<Input, Output>(
  spec: Pick<Flow<Input, Output>, 'name' | 'queue' | 'run'> & Partial<Flow<Input, Output>>,
): Flow<Input, Output> {
  return { maxRecoveries: 50, stepDefaults: { retries: 3, timeoutMs: 120_000 }, ...spec };
}

/** A flow as the engine holds it, whatever its input. */
export type AnyFlow = Flow<never>;
