import type { Refusal, Wire } from '#test/model-peer/answer-plan';

/** How a refusal reaches the caller: status, words of its body, and whether the adapter would try again. */
export interface RefusalCase {
  readonly refusal: Refusal;
  readonly seen: Readonly<Record<Wire, readonly [status: number, isRetryable: boolean, body: RegExp]>>;
}

/** Refusals on every wire; OpenAI and the servers like it say the same. */
export const REFUSALS: readonly RefusalCase[] = [
  refusal(
    { kind: 'rate_limit', retryAfterS: 2 },
    {
      openai: [429, true, /"code":"rate_limit_exceeded"/],
      anthropic: [429, true, /"type":"rate_limit_error"/],
      google: [
        429,
        true,
        /"status":"RESOURCE_EXHAUSTED".*"quotaId":"GenerateRequestsPerMinute.*"retryDelay":"2s"/,
      ],
    },
  ),
  refusal(
    { kind: 'quota' },
    {
      openai: [429, true, /"code":"insufficient_quota"/],
      anthropic: [400, false, /"type":"invalid_request_error","message":"Your credit balance is too low/],
      google: [429, true, /"quotaId":"GenerateRequestsPerDay.*"quotaValue":"20".*"retryDelay":"37s"/],
    },
  ),
  refusal(
    { kind: 'quota', limit: 0 },
    {
      openai: [429, true, /"code":"insufficient_quota"/],
      anthropic: [400, false, /credit balance/],
      google: [429, true, /limit: 0,.*"quotaValue":"0"/],
    },
  ),
  refusal(
    { kind: 'server', status: 500 },
    {
      openai: [500, true, /"type":"server_error"/],
      anthropic: [500, true, /"type":"api_error"/],
      google: [500, true, /"status":"INTERNAL"/],
    },
  ),
  refusal(
    { kind: 'server', status: 503 },
    {
      openai: [503, true, /"type":"server_error"/],
      anthropic: [503, true, /"type":"api_error"/],
      google: [503, true, /"status":"UNAVAILABLE"/],
    },
  ),
  refusal(
    { kind: 'server', status: 529 },
    {
      openai: [529, true, /"type":"server_error"/],
      anthropic: [529, true, /"type":"overloaded_error"/],
      google: [529, true, /"code":529/],
    },
  ),
  refusal(
    { kind: 'overloaded' },
    {
      openai: [503, true, /currently overloaded/],
      anthropic: [529, true, /"type":"overloaded_error","message":"Overloaded"/],
      google: [503, true, /The model is overloaded/],
    },
  ),
  refusal(
    { kind: 'bad_key' },
    {
      openai: [401, false, /"code":"invalid_api_key"/],
      anthropic: [401, false, /"type":"authentication_error"/],
      google: [400, false, /"status":"INVALID_ARGUMENT".*"reason":"API_KEY_INVALID"/],
    },
  ),
  refusal(
    { kind: 'model_missing' },
    {
      openai: [404, false, /"code":"model_not_found"/],
      anthropic: [404, false, /"type":"not_found_error"/],
      google: [404, false, /"status":"NOT_FOUND"/],
    },
  ),
  refusal(
    { kind: 'context' },
    {
      openai: [400, false, /maximum context length.*"code":"context_length_exceeded"/],
      anthropic: [400, false, /prompt is too long/],
      google: [400, false, /exceeds the maximum number of tokens/],
    },
  ),
  refusal(
    { kind: 'content_filter' },
    {
      openai: [400, false, /"code":"content_filter"/],
      anthropic: [400, false, /Output blocked by content filtering policy/],
      google: [400, false, /violate Google's Responsible AI practices/],
    },
  ),
];

function refusal(planned: Refusal, seen: Omit<RefusalCase['seen'], 'compatible'>): RefusalCase {
  return { refusal: planned, seen: { ...seen, compatible: seen.openai } };
}
