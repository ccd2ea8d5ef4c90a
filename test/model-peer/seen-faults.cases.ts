import type { Breakage, Wire } from '#test/model-peer/answer-plan';

/** What the adapter of each wire shows of one fault, as `tell` tells it. */
export interface FaultCase {
  readonly fault: Breakage;
  readonly seen: Readonly<Record<Wire, string>>;
}

const EVERY = (seen: string): FaultCase['seen'] => ({
  openai: seen,
  anthropic: seen,
  google: seen,
  compatible: seen,
});

const TORN = 'throws AI_APICallError 200 - retryable';
const BREAKS = 'breaks AI_APICallError 200 - retryable, no finish, no usage';
const NO_REASON = 'part AI_InvalidResponseDataError - -, error/-, no usage';
const NOT_JSON = 'part AI_JSONParseError - -';
const NO_WIRE = {
  openai: '0 words, interrupted/-, no usage',
  anthropic: '0 words, no finish, no usage',
  google: '0 words, interrupted/-, no usage',
  compatible: `0 words, ${NO_REASON}`,
};

/** Faults of streams, with 60 words planned. */
export const STREAM_FAULTS: readonly FaultCase[] = [
  { fault: { kind: 'reset' }, seen: EVERY('throws AI_APICallError - - retryable') },
  {
    fault: { kind: 'cut', word: 'first' },
    seen: { openai: TORN, anthropic: TORN, google: `0 words, ${BREAKS}`, compatible: `0 words, ${BREAKS}` },
  },
  {
    fault: { kind: 'cut', word: 0 },
    seen: { ...EVERY(`0 words, ${BREAKS}`), openai: TORN },
  },
  { fault: { kind: 'cut', word: 40 }, seen: EVERY(`40 words, ${BREAKS}`) },
  { fault: { kind: 'stall', word: 20, ms: 30, isFinal: true }, seen: EVERY(`20 words, ${BREAKS}`) },
  {
    fault: { kind: 'stall', word: 20, ms: 30 },
    seen: {
      openai: '60 words, stop/stop, 60 tokens',
      anthropic: '60 words, stop/end_turn, 60 tokens',
      google: '60 words, stop/STOP, 60 tokens',
      compatible: '60 words, stop/stop, 60 tokens',
    },
  },
  { fault: { kind: 'end', word: 'first' }, seen: NO_WIRE },
  { fault: { kind: 'end', word: 0 }, seen: NO_WIRE },
  {
    fault: { kind: 'end', word: 40 },
    seen: {
      openai: '40 words, interrupted/-, no usage',
      anthropic: '40 words, interrupted/-, no usage',
      google: '40 words, interrupted/-, 40 tokens',
      compatible: `40 words, ${NO_REASON}`,
    },
  },
  {
    fault: { kind: 'malformed', word: 'first' },
    seen: {
      openai: `60 words, ${NOT_JSON}, stop/stop, 60 tokens`,
      anthropic: 'throws Error - -',
      google: `60 words, ${NOT_JSON}, stop/STOP, 60 tokens`,
      compatible: `60 words, ${NOT_JSON}, stop/stop, 60 tokens`,
    },
  },
  {
    fault: { kind: 'malformed', word: 10 },
    seen: {
      openai: `60 words, ${NOT_JSON}, stop/stop, 60 tokens`,
      anthropic: `60 words, ${NOT_JSON}, stop/end_turn, 60 tokens`,
      google: `60 words, ${NOT_JSON}, stop/STOP, 60 tokens`,
      compatible: `60 words, ${NOT_JSON}, stop/stop, 60 tokens`,
    },
  },
  {
    fault: { kind: 'malformed', word: 10, losesWord: true },
    seen: {
      openai: `59 words with a hole, ${NOT_JSON}, stop/stop, 60 tokens`,
      anthropic: `59 words with a hole, ${NOT_JSON}, stop/end_turn, 60 tokens`,
      google: `59 words with a hole, ${NOT_JSON}, stop/STOP, 60 tokens`,
      compatible: `59 words with a hole, ${NOT_JSON}, stop/stop, 60 tokens`,
    },
  },
  {
    fault: { kind: 'no_end_mark' },
    seen: {
      openai: '60 words, stop/stop, 60 tokens',
      anthropic: '60 words, interrupted/-, no usage',
      google: '60 words, stop/STOP, 60 tokens',
      compatible: '60 words, stop/stop, 60 tokens',
    },
  },
  {
    fault: { kind: 'in_band', word: 'first', error: { kind: 'overloaded' } },
    seen: {
      openai: 'throws AI_APICallError 500 - retryable',
      anthropic: 'throws AI_APICallError 529 - retryable',
      google: '0 words, part plain 503 503 retryable, error/-, no usage',
      compatible: '0 words, part plain - -, error/-, no usage',
    },
  },
  {
    fault: { kind: 'in_band', word: 0, error: { kind: 'overloaded' } },
    seen: {
      openai: 'throws AI_APICallError 500 - retryable',
      anthropic: '0 words, part plain 529 - retryable, no finish, no usage',
      google: '0 words, part plain 503 503 retryable, error/-, no usage',
      compatible: '0 words, part plain - -, error/-, no usage',
    },
  },
  {
    fault: { kind: 'in_band', word: 10, error: { kind: 'overloaded' } },
    seen: {
      openai: '10 words, part plain 500 - retryable, error/-, no usage',
      anthropic: '10 words, part plain 529 - retryable, no finish, no usage',
      google: '10 words, part plain 503 503 retryable, error/-, 10 tokens',
      compatible: '10 words, part plain - -, error/-, no usage',
    },
  },
  {
    fault: { kind: 'in_band', word: 'first', error: { kind: 'quota' } },
    seen: {
      openai: 'throws AI_APICallError 429 -',
      anthropic: 'throws AI_APICallError 400 -',
      google: '0 words, part plain 429 429 retryable, error/-, no usage',
      compatible: '0 words, part plain - insufficient_quota, error/-, no usage',
    },
  },
  {
    fault: { kind: 'in_band', word: 10, error: { kind: 'rate_limit' } },
    seen: {
      openai: '10 words, part plain 429 rate_limit_exceeded retryable, error/-, no usage',
      anthropic: '10 words, part plain 429 - retryable, no finish, no usage',
      google: '10 words, part plain 429 429 retryable, error/-, 10 tokens',
      compatible: '10 words, part plain - rate_limit_exceeded, error/-, no usage',
    },
  },
  { fault: { kind: 'html' }, seen: NO_WIRE },
  { fault: { kind: 'empty' }, seen: NO_WIRE },
  { fault: { kind: 'empty_object' }, seen: NO_WIRE },
];

const INVALID = 'throws AI_APICallError 200 -';
/** Gemini's adapter takes any JSON object for an answer without content. */
const INVALID_BUT_GOOGLE = { ...EVERY(INVALID), google: '0 words, other/-, no usage' };

/** Faults of answers in one body, with 60 words planned. */
export const BODY_FAULTS: readonly FaultCase[] = [
  { fault: { kind: 'reset' }, seen: EVERY('throws AI_APICallError - - retryable') },
  { fault: { kind: 'cut', word: 'first' }, seen: EVERY(TORN) },
  { fault: { kind: 'cut', word: 40 }, seen: EVERY(TORN) },
  { fault: { kind: 'stall', word: 20, ms: 30, isFinal: true }, seen: EVERY(TORN) },
  {
    fault: { kind: 'stall', word: 20, ms: 30 },
    seen: {
      openai: '60 words, stop/stop, 60 tokens',
      anthropic: '60 words, stop/end_turn, 60 tokens',
      google: '60 words, stop/STOP, 60 tokens',
      compatible: '60 words, stop/stop, 60 tokens',
    },
  },
  { fault: { kind: 'end', word: 40 }, seen: EVERY(INVALID) },
  { fault: { kind: 'malformed', word: 10 }, seen: EVERY(INVALID) },
  { fault: { kind: 'in_band', word: 'first', error: { kind: 'overloaded' } }, seen: INVALID_BUT_GOOGLE },
  { fault: { kind: 'html' }, seen: EVERY(INVALID) },
  { fault: { kind: 'empty' }, seen: EVERY(INVALID) },
  { fault: { kind: 'empty_object' }, seen: INVALID_BUT_GOOGLE },
];
