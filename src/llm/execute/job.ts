import type { Outcome } from '#llm/attempt/outcome';
import type { CallScope, Flag, Kind, Origin, PromptRef } from '#llm/model';
import type { Target } from '#llm/settings/settings';

/** What one attempt gets. */
export interface AttemptOrder {
  readonly target: Target;
  /** Time left for the whole request, in milliseconds. */
  readonly leftMs: number;
  /** The answer before had not the wanted form: ask once more, showing why. */
  readonly repair?: { readonly text: string; readonly problem: string };
}

export type Checked<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly problem: string; readonly text: string };

/** One request to the gateway, whatever it is for: text, structured output, stream, embeddings or pictures. */
export interface Job<Value, Result> {
  readonly kind: Kind;
  readonly useCase: string;
  readonly scope: CallScope;
  readonly prompt?: PromptRef | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Another chain than the use case's own, by the names of targets. */
  readonly targets?: readonly string[] | undefined;
  /** Estimates, in tokens and pictures. */
  readonly size: {
    readonly input: number;
    readonly output: (target: Target) => number;
    readonly images?: number;
  };
  /** For the record. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Masked, for the record where texts are kept, and for the cache. */
  readonly input: unknown;
  attempt(order: AttemptOrder): Promise<Outcome<Value>>;
  /** Whether the answer has the wanted form. */
  check(value: Value): Checked<Result>;
  /** The caller can do without an answer: then the breaker of the last target holds as well. */
  readonly isOptional?: boolean | undefined;
  /** Written by code, without a model; undefined where code cannot. */
  readonly offline?: (() => Value | undefined) | undefined;
  /** Whether its answer is kept for a durable step that is repeated. */
  readonly isKept: boolean;
  /** Whether prompt and answer are texts that a workspace may keep on record and in the cache. */
  readonly hasTexts: boolean;
}

/** What a request came to. */
export interface Executed<Result> {
  readonly result: Result;
  readonly flags: readonly Flag[];
  readonly origin: Origin;
}
