/** The wires the peer speaks; `compatible` is the chat wire of OpenAI as other servers speak it. */
export const WIRES = ['openai', 'anthropic', 'google', 'compatible'] as const;
export type Wire = (typeof WIRES)[number];

/** What an unscripted model answers: sixty words, w1 to w60. */
export const ANSWER = Array.from({ length: 60 }, (_, index) => `w${index + 1}`).join(' ');

/** Input tokens of an answer whose plan gives no usage; its output tokens are the count of its words. */
export const INPUT_TOKENS = 12;

export interface PlannedToolCall {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Tokens of an answer. `input` includes `cached` and `cacheWrite`, `output` includes `reasoning`. */
export interface PlannedUsage {
  readonly input: number;
  readonly output: number;
  readonly cached?: number;
  /** Tokens written to the cache; Gemini does not report them. */
  readonly cacheWrite?: number;
  readonly reasoning?: number;
}

/** A picture to draw. Its size is by default the one the call asks for, or 1024 x 1024. */
export interface PlannedPicture {
  readonly width?: number;
  readonly height?: number;
  /** CSS colour of the ground. */
  readonly colour?: string;
  readonly pattern?: 'plain' | 'stripes' | 'disc';
}

/**
 * A refusal in the words and shape of the wire. `server` takes any status. `overloaded` is 529 at Anthropic, else 503.
 * `quota` means an empty purse or a used-up day; `content_filter` is a 400, also where Gemini prefers a 200 (see `finish`).
 */
export type Refusal =
  | {
      readonly kind: 'rate_limit';
      /** Retry-After header; Gemini says it as `RetryInfo` in the body instead. */
      readonly retryAfterS?: number;
      readonly retryAfterAs?: 'seconds' | 'milliseconds' | 'date';
    }
  | { readonly kind: 'server'; readonly status: number; readonly retryAfterS?: number }
  | { readonly kind: 'overloaded' }
  | {
      readonly kind: 'quota';
      /** Requests a day in Gemini's body; 0 means never. */
      readonly limit?: number;
    }
  | { readonly kind: 'bad_key' | 'model_missing' | 'context' | 'content_filter' | 'prefill' };

/** After that many words; `first` is before any event of the stream. */
export type Place = number | 'first';

/** What breaks on the way. A whole body (no stream) breaks at the same share of its length. */
export type Breakage =
  /** TCP reset before the headers. */
  | { readonly kind: 'reset' }
  /** Socket closed in mid-answer. */
  | { readonly kind: 'cut'; readonly word: Place }
  /** Clean end in mid-answer. */
  | { readonly kind: 'end'; readonly word: Place }
  /** Silence in mid-answer; then the rest follows, or the socket closes. */
  | { readonly kind: 'stall'; readonly word: Place; readonly ms: number; readonly isFinal?: boolean }
  /** An event that is no JSON, then the rest; `losesWord` if it stood for the next word. */
  | { readonly kind: 'malformed'; readonly word: Place; readonly losesWord?: boolean }
  /** The last mark of the wire is missing; the connection closes after `openMs`. */
  | { readonly kind: 'no_end_mark'; readonly openMs?: number }
  /** An error in a 200: as an event of the stream, or as the whole body. */
  | { readonly kind: 'in_band'; readonly word: Place; readonly error: Refusal }
  /** A 200 that is not the wire. */
  | { readonly kind: 'html' | 'empty' | 'empty_object' }
  | { readonly kind: 'huge'; readonly megabytes: number }
  /** Goes on until the caller leaves. */
  | { readonly kind: 'endless' }
  /** Exactly these bytes. */
  | {
      readonly kind: 'raw';
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string | Uint8Array;
    };

export type Fault = Refusal | Breakage;

/** How a model answers one call. An empty plan is a whole answer: ANSWER, in words or in one body. */
export interface AnswerPlan {
  readonly text?: string;
  /** The text is this value as JSON. */
  readonly json?: unknown;
  /** Puts the text into a Markdown fence. */
  readonly isFenced?: boolean;
  /** Native tool calls, after the text if there is one. */
  readonly toolCalls?: readonly PlannedToolCall[];
  /** How the answer ends if not well. `prompt_blocked` says nothing at all; `refusal` is a text that refuses. */
  readonly finish?: 'length' | 'content_filter' | 'prompt_blocked' | 'refusal';
  /** `none` where the wire can do without; Anthropic always reports. */
  readonly usage?: PlannedUsage | 'none';
  readonly picture?: PlannedPicture;
  /** Before the headers. */
  readonly silenceMs?: number;
  /** From the headers to the first word. */
  readonly firstTokenMs?: number;
  /** While the first word is awaited, sends signs of life without content that often (role, ping, empty delta). */
  readonly stirMs?: number;
  /** Between two words; 3 by default. */
  readonly wordMs?: number;
  /** Refuses a call whose last message is the assistant's. */
  readonly refusesPrefill?: boolean;
  readonly fault?: Fault;
}
