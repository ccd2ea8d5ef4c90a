import type { LanguageModelV4Content, LanguageModelV4Prompt, LanguageModelV4Usage } from '@ai-sdk/provider';
import type { Actor } from '#kernel/actor';

/** What a model can do. */
export const KINDS = ['text', 'embedding', 'image'] as const;
export type Kind = (typeof KINDS)[number];

/** Use cases that ship; settings may add others. */
export const USE_CASES = [
  'copywriting',
  'alert_drafting',
  'analysis',
  'chat',
  'judge',
  'embedding',
  'hero_image',
] as const;

/** For whom and why a call is made: what budgets, record and costs hang on. */
export interface CallScope {
  readonly workspaceId: string;
  readonly actor: Actor;
  /** In a few words, for the record: `copy for 3 variants`. */
  readonly purpose: string;
  readonly brandId?: string;
  readonly campaignId?: string;
  readonly runId?: string;
  /** Equal keys are one call: a durable step that is repeated gets the answer that was paid for. */
  readonly idempotencyKey?: string;
}

/** The prompt version a call was made with. */
export interface PromptRef {
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  readonly experiment?: { readonly id: string; readonly arm: string };
}

/** Tokens as the provider counted them; undefined where it said nothing. */
export interface Usage {
  readonly input?: number;
  readonly output?: number;
  readonly cached?: number;
  readonly reasoning?: number;
}

/** The same in the form of the AI SDK. */
export function wireUsage(usage: Usage): LanguageModelV4Usage {
  return {
    inputTokens: { total: usage.input, noCache: undefined, cacheRead: usage.cached, cacheWrite: undefined },
    outputTokens: { total: usage.output, text: undefined, reasoning: usage.reasoning },
  };
}

/** What an answer must be read with care for. */
export type Flag =
  /** Cut at the length limit. */
  | 'truncated'
  /** A part of the stream could not be read. */
  | 'suspect';

/** Where an answer came from, true also after a failover or a cache hit. */
export interface Origin {
  readonly requestId: string;
  /** The attempt that gave it, in the record. */
  readonly callId: string;
  readonly target: string;
  readonly provider: string;
  readonly model: string;
  /** False: written by code, without a model. */
  readonly isGenerated: boolean;
  readonly cache: 'none' | 'exact' | 'semantic' | 'replay';
  /** Attempts of this request, this one included. */
  readonly attempts: number;
  /** Millionths of a US dollar over all attempts; null when a price is not known. */
  readonly costMicro: number | null;
}

export interface TextAnswer {
  readonly text: string;
  readonly content: readonly LanguageModelV4Content[];
  readonly finish: 'stop' | 'length' | 'tool-calls';
  readonly flags: readonly Flag[];
  readonly usage: Usage;
}

export interface EmbeddingAnswer {
  readonly vectors: readonly (readonly number[])[];
  readonly usage: Usage;
  /** `lexical`: hashed n-grams, which know words but not meanings. */
  readonly method: 'model' | 'lexical';
}

export interface ImageAnswer {
  readonly images: readonly Uint8Array[];
  readonly usage: Usage;
}

export type { LanguageModelV4Prompt as Prompt };
