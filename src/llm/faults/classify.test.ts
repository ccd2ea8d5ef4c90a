import { APICallError, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import { FaultError, FAULTS } from './fault.ts';
import { readRetryAfter } from './retry-after.ts';

/** An error as an adapter throws it: status, headers, and the provider's own body. */
function thrown(statusCode: number, body: unknown, headers: Record<string, string> = {}): APICallError {
  const responseBody = typeof body === 'string' ? body : JSON.stringify(body);
  const message = (body as { error?: { message?: string } }).error?.message ?? 'Bad';
  return new APICallError({
    message,
    url: 'http://x',
    requestBodyValues: {},
    statusCode,
    responseBody,
    responseHeaders: headers,
  });
}

const google = (code: number, status: string, message: string, details: object[] = []): APICallError =>
  thrown(code, { error: { code, status, message, details } });
const anthropic = (code: number, type: string, message: string): APICallError =>
  thrown(code, { type: 'error', error: { type, message } });
const openai = (code: number, error: object): APICallError =>
  thrown(code, { error: { message: 'no', ...error } });

const quota = (quotaId: string, quotaValue = '10'): object => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId, quotaValue }],
});
const EXCEEDED = 'You exceeded your current quota, please check your plan and billing details.';

describe('what a provider says, as a fault', () => {
  it.each([
    [
      'google, a minute',
      google(429, 'RESOURCE_EXHAUSTED', EXCEEDED, [quota('GenerateRequestsPerMinutePerProject')]),
      'rate_limit',
    ],
    [
      'google, a day',
      google(429, 'RESOURCE_EXHAUSTED', EXCEEDED, [quota('GenerateRequestsPerDayPerProject')]),
      'quota',
    ],
    ['google, never', google(429, 'RESOURCE_EXHAUSTED', `${EXCEEDED} limit: 0`, []), 'quota'],
    [
      'google, a bad key is a 400',
      google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
        { reason: 'API_KEY_INVALID' },
      ]),
      'auth',
    ],
    [
      'google, too long',
      google(
        400,
        'INVALID_ARGUMENT',
        'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
      ),
      'context',
    ],
    ['google, overloaded', google(503, 'UNAVAILABLE', 'The model is overloaded.'), 'server'],
    ['google, no such model', google(404, 'NOT_FOUND', 'models/x is not found'), 'model_missing'],
    [
      'anthropic, an empty purse is a 400',
      anthropic(400, 'invalid_request_error', 'Your credit balance is too low to access the API.'),
      'quota',
    ],
    ['anthropic, overloaded', anthropic(529, 'overloaded_error', 'Overloaded'), 'server'],
    [
      'anthropic, rate',
      anthropic(429, 'rate_limit_error', 'This request would exceed your rate limit'),
      'rate_limit',
    ],
    [
      'anthropic, spend limit',
      thrown(429, {
        error: { type: 'rate_limit_error', code: 'enforced_spend_limit_reached', message: 'x' },
      }),
      'quota',
    ],
    ['anthropic, key', anthropic(401, 'authentication_error', 'invalid x-api-key'), 'auth'],
    [
      'anthropic, too long',
      anthropic(400, 'invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'),
      'context',
    ],
    ['openai, quota', openai(429, { code: 'insufficient_quota', type: 'insufficient_quota' }), 'quota'],
    ['openai, rate', openai(429, { code: 'rate_limit_exceeded' }), 'rate_limit'],
    ['openai, too long', openai(400, { code: 'context_length_exceeded' }), 'context'],
    ['openai, filter', openai(400, { code: 'content_filter' }), 'content_filter'],
    ['openai, key', openai(401, { code: 'invalid_api_key' }), 'auth'],
    ['openai, no such model', openai(404, { code: 'model_not_found' }), 'model_missing'],
    [
      'openai, our mistake',
      openai(400, { code: 'invalid_value', type: 'invalid_request_error' }),
      'bad_request',
    ],
    ['openai, 500', openai(500, { type: 'server_error' }), 'server'],
    ['a request time-out', thrown(408, 'slow'), 'server'],
    ['payment', thrown(402, 'pay'), 'quota'],
    ['html with 200', thrown(200, '<html>'), 'not_wire'],
    [
      'in the stream, without a status',
      { error: { code: 'insufficient_quota', message: 'You exceeded your current quota' } },
      'quota',
    ],
    ['in the stream, a plain text', 'Overloaded', 'server'],
    [
      'a reset',
      Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
      }),
      'network',
    ],
    [
      'a caller that left',
      Object.assign(new Error('This operation was aborted'), { name: 'AbortError' }),
      'cancelled',
    ],
    [
      'an adapter that cannot',
      new UnsupportedFunctionalityError({ functionality: 'pictures by address' }),
      'unsupported',
    ],
    ['nothing at all', undefined, 'server'],
  ] as const)('GWY-2 %s', (_what, error, kind) => {
    expect(classify(error).kind).toBe(kind);
  });

  it('GWY-2 a fault of ours goes through whatever wraps it', () => {
    const fault = { kind: 'oversized', detail: 'too much' } as const;
    expect(
      classify(new Error('wrapped', { cause: new Error('again', { cause: new FaultError(fault) }) })),
    ).toBe(fault);
  });

  it('GWY-2 a key never stands in the words of a fault, and they stay short', () => {
    const { detail } = classify(
      thrown(401, {
        error: { message: `Incorrect API key provided: sk-proj-abcdef1234567890. ${'x'.repeat(2_000)}` },
      }),
    );
    expect(detail).not.toContain('abcdef');
    expect(detail.length).toBeLessThanOrEqual(300);
  });

  it('GWY-2 anything that is thrown has a kind of the table', () => {
    fc.assert(
      fc.property(fc.anything(), (thing) => {
        expect(Object.keys(FAULTS)).toContain(classify(thing).kind);
      }),
    );
  });
});

describe('how long a provider asks to wait', () => {
  const NOW = Date.parse('2026-11-25T12:00:00Z');
  it.each([
    [{ 'retry-after-ms': '1500' }, undefined, 1_500],
    [{ 'retry-after': '2' }, undefined, 2_000],
    [{ 'retry-after': 'Wed, 25 Nov 2026 12:00:30 GMT' }, undefined, 30_000],
    [{ 'retry-after': 'Wed, 25 Nov 2026 11:00:00 GMT' }, undefined, 0],
    [{}, { error: { details: [{ retryDelay: '34.07s' }] } }, 34_070],
    [{ 'retry-after': 'soon' }, undefined, undefined],
    [{}, { error: { details: 'none' } }, undefined],
    [{}, undefined, undefined],
  ] as const)('GWY-2 %j %j', (headers, body, ms) => {
    const found = readRetryAfter(headers, body, NOW);
    if (ms === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(ms);
  });
});

describe('refusals as servers that are compatible with OpenAI word them', () => {
  const tools = 'registry.ollama.ai/library/deepseek-r1:latest does not support tools';

  it('GWY-2 a wrong request that is called api_error is not retried', () => {
    const said = { message: tools, type: 'api_error', param: null, code: null };
    expect(classify(openai(400, said)).kind).toBe('bad_request');
    expect(classify(openai(500, said)).kind).toBe('server');
  });

  it('GWY-2 a model that a router does not know is missing, so that the next one is tried', () => {
    const said = { message: 'some/model is not a valid model ID', code: 400 };
    expect(classify(openai(400, said)).kind).toBe('model_missing');
  });

  it.each([408, 409, 425])('GWY-2 a %i is worth another try, whatever it is called', (status) => {
    expect(classify(openai(status, { message: 'Conflict', type: 'api_error' })).kind).toBe('server');
  });
});
