import type { Refusal } from './answer-plan.ts';
import type { PeerRequest } from './peer-request.ts';
import { retryAfterHeader } from './retry-after.ts';
import type { NativeAnswer } from './wire-form.ts';

interface OpenaiError {
  readonly message: string;
  readonly type: string;
  readonly param?: string;
  readonly code?: string;
}

/** A refusal as OpenAI words it. */
export function refuseOpenai(request: PeerRequest, refusal: Refusal): NativeAnswer {
  const [status, error] = errorOf(request, refusal);
  return {
    status,
    headers: retryAfterHeader(refusal),
    body: {
      error: {
        message: error.message,
        type: error.type,
        param: error.param ?? null,
        code: error.code ?? null,
      },
    },
  };
}

function errorOf(request: PeerRequest, refusal: Refusal): [status: number, error: OpenaiError] {
  const invalid = 'invalid_request_error';
  switch (refusal.kind) {
    case 'rate_limit': {
      const message = `Rate limit reached for ${request.model} in organization org-peer on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in ${refusal.retryAfterS ?? 20}s. Visit https://platform.openai.com/account/rate-limits to learn more.`;
      return [429, { message, type: 'requests', code: 'rate_limit_exceeded' }];
    }
    case 'server':
      return [refusal.status, serverError(refusal.status)];
    case 'overloaded':
      return [503, serverError(503)];
    case 'quota': {
      const message =
        'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.';
      return [429, { message, type: 'insufficient_quota', code: 'insufficient_quota' }];
    }
    case 'bad_key': {
      const message =
        'Incorrect API key provided: sk-peer. You can find your API key at https://platform.openai.com/account/api-keys.';
      return [401, { message, type: invalid, code: 'invalid_api_key' }];
    }
    case 'model_missing': {
      const message = `The model \`${request.model}\` does not exist or you do not have access to it.`;
      return [404, { message, type: invalid, code: 'model_not_found' }];
    }
    case 'context': {
      const message =
        "This model's maximum context length is 128000 tokens. However, your messages resulted in 145000 tokens. Please reduce the length of the messages.";
      return [400, { message, type: invalid, param: 'messages', code: 'context_length_exceeded' }];
    }
    case 'content_filter':
      return [400, request.task === 'picture' ? PICTURE_FILTERED : TEXT_FILTERED];
    case 'prefill': {
      const message =
        'This model does not support assistant message prefill. The conversation must end with a user message.';
      return [400, { message, type: invalid, param: 'messages' }];
    }
  }
}

const TEXT_FILTERED: OpenaiError = {
  message:
    'The response was filtered due to the prompt triggering our content management policy. Please modify your prompt and retry.',
  type: 'invalid_request_error',
  param: 'prompt',
  code: 'content_filter',
};

const PICTURE_FILTERED: OpenaiError = {
  message: 'Your request was rejected by the safety system. If you believe this is an error, contact us.',
  type: 'image_generation_user_error',
  code: 'moderation_blocked',
};

function serverError(status: number): OpenaiError {
  const message =
    status === 503
      ? 'The engine is currently overloaded, please try again later.'
      : 'The server had an error while processing your request. Sorry about that!';
  return { message, type: 'server_error' };
}
