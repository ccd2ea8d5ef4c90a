import type { Refusal } from './answer-plan.ts';
import type { PeerRequest } from './peer-request.ts';
import { retryAfterSeconds } from './retry-after.ts';
import type { NativeAnswer } from './wire-form.ts';

interface GoogleError {
  readonly code: number;
  readonly message: string;
  readonly status: string;
  readonly details?: readonly object[];
}

const RPC = 'type.googleapis.com/google.rpc';
const LIMITS = 'https://ai.google.dev/gemini-api/docs/rate-limits';
/** Gemini names a wait of seconds even when the day is used up. */
const WAIT_OF_A_DAY_S = 37;

/** A refusal as Gemini words it: no Retry-After header, the wait and the quota stand in `details`. */
export function refuseGoogle(request: PeerRequest, refusal: Refusal): NativeAnswer {
  const error = errorOf(request, refusal);
  return { status: error.code, headers: {}, body: { error } };
}

function errorOf(request: PeerRequest, refusal: Refusal): GoogleError {
  const status = 'INVALID_ARGUMENT';
  switch (refusal.kind) {
    case 'rate_limit':
      return exhausted(request, { per: 'Minute', limit: 10, waitS: retryAfterSeconds(refusal) });
    case 'quota':
      return exhausted(request, { per: 'Day', limit: refusal.limit ?? 20, waitS: WAIT_OF_A_DAY_S });
    case 'server':
      return serverError(refusal.status, retryAfterSeconds(refusal));
    case 'overloaded':
      return serverError(503, undefined);
    case 'bad_key': {
      const message = 'API key not valid. Please pass a valid API key.';
      const metadata = { service: 'generativelanguage.googleapis.com' };
      const info = { reason: 'API_KEY_INVALID', domain: 'googleapis.com', metadata };
      const details = [
        { '@type': `${RPC}.ErrorInfo`, ...info },
        { '@type': `${RPC}.LocalizedMessage`, locale: 'en-US', message },
      ];
      return { code: 400, message, status, details };
    }
    case 'model_missing': {
      const message = `models/${request.model} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`;
      return { code: 404, message, status: 'NOT_FOUND' };
    }
    case 'context': {
      const message =
        'The input token count (1196265) exceeds the maximum number of tokens allowed (1048576).';
      return { code: 400, message, status };
    }
    case 'content_filter': {
      const message =
        "The prompt could not be submitted. This prompt contains sensitive words that violate Google's Responsible AI practices. Try rephrasing the prompt.";
      return { code: 400, message, status };
    }
    case 'prefill': {
      const message = 'Please ensure that multiturn requests ends with a user role or a function response.';
      return { code: 400, message, status };
    }
  }
}

interface Exhaustion {
  readonly per: 'Minute' | 'Day';
  readonly limit: number;
  readonly waitS: number | undefined;
}

function exhausted(request: PeerRequest, { per, limit, waitS }: Exhaustion): GoogleError {
  const metric = 'generativelanguage.googleapis.com/generate_content_free_tier_requests';
  const retry = waitS === undefined ? '' : `\nPlease retry in ${waitS}s.`;
  const violation = {
    quotaMetric: metric,
    quotaId: `GenerateRequestsPer${per}PerProjectPerModel-FreeTier`,
    quotaDimensions: { location: 'global', model: request.model },
    quotaValue: String(limit),
  };
  return {
    code: 429,
    message: `You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: ${LIMITS}.\n* Quota exceeded for metric: ${metric}, limit: ${limit}, model: ${request.model}${retry}`,
    status: 'RESOURCE_EXHAUSTED',
    details: [
      { '@type': `${RPC}.Help`, links: [{ description: 'Learn more about Gemini API quotas', url: LIMITS }] },
      { '@type': `${RPC}.QuotaFailure`, violations: [violation] },
      ...retryInfo(waitS),
    ],
  };
}

function retryInfo(waitS: number | undefined): readonly object[] {
  return waitS === undefined ? [] : [{ '@type': `${RPC}.RetryInfo`, retryDelay: `${waitS}s` }];
}

const STATUS_NAMES: Readonly<Record<number, string>> = {
  408: 'DEADLINE_EXCEEDED',
  409: 'ABORTED',
  499: 'CANCELLED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

function serverError(code: number, waitS: number | undefined): GoogleError {
  const message =
    code === 503
      ? 'The model is overloaded. Please try again later.'
      : 'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting';
  const details = retryInfo(waitS);
  const status = STATUS_NAMES[code] ?? 'INTERNAL';
  return { code, message, status, ...(details.length > 0 && { details }) };
}
