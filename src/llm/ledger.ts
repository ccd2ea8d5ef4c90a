import type { Actor } from '#kernel/actor';
import type { Kind, PromptRef, Usage } from './model.ts';
import type { Target } from './settings/settings.ts';

/** An attempt before it leaves, as the record and the budgets see it. */
export interface AttemptStart {
  readonly workspaceId: string;
  readonly callId: string;
  readonly requestId: string;
  readonly attempt: number;
  readonly useCase: string;
  readonly kind: Kind;
  readonly purpose: string;
  readonly actor: Actor;
  readonly brandId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly runId?: string | undefined;
  readonly prompt?: PromptRef | undefined;
  readonly target: Pick<
    Target,
    'name' | 'provider' | 'model' | 'keyId' | 'isFree' | 'isPriceKnown' | 'priceVersion'
  >;
  readonly params: Readonly<Record<string, unknown>>;
  readonly estimateMicro: number;
  readonly estimateTokens: number;
  readonly expiresInMs: number;
}

/** What came of an attempt. */
export type CallOutcome =
  | 'ok'
  | 'flagged'
  | 'invalid'
  | 'failed'
  | 'refused'
  | 'skipped'
  | 'cancelled'
  | 'cached'
  | 'unknown';

/** How an attempt ended. */
export interface AttemptEnd {
  readonly outcome: Exclude<CallOutcome, 'unknown'>;
  readonly fault?: string;
  readonly faultDetail?: string;
  readonly httpStatus?: number;
  readonly firstTokenMs?: number;
  readonly totalMs?: number;
  readonly usage: Usage;
  readonly images?: number;
  /** Millionths of a US dollar; what budgets count. */
  readonly chargedMicro: number;
  /** The same, or null where the price is not known. */
  readonly costMicro: number | null;
  readonly costBasis: 'reported' | 'estimated' | 'none';
  readonly isGenerated: boolean;
  readonly cache: 'none' | 'exact' | 'semantic';
  readonly texts?: { readonly input: unknown; readonly output: unknown };
  /** Kept until the durable step has kept its own result. */
  readonly answer?: { readonly key: string; readonly value: unknown };
}

/** A budget that has no room for a call. Amounts are in the budget's measure; cost in millionths of a US dollar. */
export interface BudgetRefusal {
  readonly budgetId: string;
  readonly scopeKind: string;
  readonly scopeId: string;
  readonly period: string;
  readonly measure: 'cost' | 'tokens' | 'calls';
  readonly limit: number;
  readonly spent: number;
  readonly reserved: number;
  readonly wanted: number;
}

/** Where attempts are put on record and paid from. PostgreSQL in the product. */
export interface Ledger {
  /** Reserves in every budget the call falls under and notes the attempt as running; or says which has no room. */
  begin(start: AttemptStart): Promise<BudgetRefusal | undefined>;
  end(start: AttemptStart, end: AttemptEnd): Promise<void>;
  /** Notes an attempt that never left: skipped, or answered from a cache. */
  note(start: AttemptStart, end: AttemptEnd): Promise<void>;
  /** Milliseconds to wait until a target's own rate allows the call; 0 takes it. */
  takeRate(
    target: Pick<Target, 'key' | 'requestsPerMinute' | 'tokensPerMinute'>,
    tokens: number,
  ): Promise<number>;
  /** The answer that was paid for under an idempotency key. */
  findAnswer(workspaceId: string, key: string): Promise<unknown>;
}
