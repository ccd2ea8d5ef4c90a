import type { Refusal } from './answer-plan.ts';
import type { PeerRequest } from './peer-request.ts';
import { retryAfterHeader } from './retry-after.ts';
import type { NativeAnswer } from './wire-form.ts';

/** A refusal as Anthropic words it. An empty purse, a filter and a long prompt are all invalid requests there. */
export function refuseAnthropic(request: PeerRequest, refusal: Refusal): NativeAnswer {
  const [status, type, message] = errorOf(request, refusal);
  return {
    status,
    headers: retryAfterHeader(refusal),
    body: { type: 'error', error: { type, message }, request_id: `req_peer${request.n}` },
  };
}

function errorOf(request: PeerRequest, refusal: Refusal): [status: number, type: string, message: string] {
  const invalid = 'invalid_request_error';
  switch (refusal.kind) {
    case 'rate_limit':
      return [
        429,
        'rate_limit_error',
        "This request would exceed your organization's rate limit of 50 requests per minute. For details, refer to: https://docs.claude.com/en/api/rate-limits.",
      ];
    case 'server':
      return serverError(refusal.status);
    case 'overloaded':
      return serverError(529);
    case 'quota':
      return [
        400,
        invalid,
        'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
      ];
    case 'bad_key':
      return [401, 'authentication_error', 'invalid x-api-key'];
    case 'model_missing':
      return [404, 'not_found_error', `model: ${request.model}`];
    case 'context':
      return [400, invalid, 'prompt is too long: 208310 tokens > 200000 maximum'];
    case 'content_filter':
      return [400, invalid, 'Output blocked by content filtering policy'];
    case 'prefill':
      return [
        400,
        invalid,
        'This model does not support assistant message prefill. The conversation must end with a user message.',
      ];
  }
}

function serverError(status: number): [status: number, type: string, message: string] {
  if (status === 529) return [529, 'overloaded_error', 'Overloaded'];
  if (status === 504) return [504, 'timeout_error', 'The request timed out.'];
  return [status, 'api_error', 'Internal server error'];
}
