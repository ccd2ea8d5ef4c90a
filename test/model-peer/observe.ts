import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  APICallError,
  type LanguageModelV4,
  type LanguageModelV4CallOptions,
  type LanguageModelV4FinishReason,
  type LanguageModelV4GenerateResult,
  type LanguageModelV4StreamPart,
  type LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { ANSWER, type Wire } from '#test/model-peer/answer-plan';
import type { ModelPeer } from '#test/model-peer/model-peer';

/** An error as an adapter shows it: thrown, or as a part that is often a plain object. */
export interface SeenError {
  readonly name: string | undefined;
  readonly message: string;
  readonly status: number | undefined;
  readonly code: string | number | null | undefined;
  readonly isRetryable: boolean | undefined;
  /** Response body of an APICallError. */
  readonly body: string | undefined;
  /** What a plain error part brings along. */
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** All that came out of one call of an adapter. */
export interface Seen {
  /** Thrown before there was a stream or a result. */
  readonly threw?: SeenError;
  /** Thrown by the reader of the stream. */
  readonly broke?: SeenError;
  readonly errors: readonly SeenError[];
  readonly text: string;
  readonly toolCalls: readonly { readonly name: string; readonly input: unknown }[];
  readonly reason: LanguageModelV4FinishReason | undefined;
  readonly usage: LanguageModelV4Usage | undefined;
  readonly model: string | undefined;
  readonly types: readonly string[];
}

/** The pinned adapter of a wire, pointed at the peer. */
export function textModel(peer: ModelPeer, wire: Wire, id: string): LanguageModelV4 {
  const settings = { baseURL: peer.baseUrl(wire), apiKey: 'peer-key' };
  switch (wire) {
    case 'openai':
      return createOpenAI(settings).chat(id);
    case 'anthropic':
      return createAnthropic(settings).languageModel(id);
    case 'google':
      return createGoogle(settings).chat(id);
    case 'compatible':
      return compatible(peer).chatModel(id);
  }
}

/** The adapter for other servers, set up as the product sets it up. */
export function compatible(peer: ModelPeer): ReturnType<typeof createOpenAICompatible> {
  return createOpenAICompatible({
    name: 'peer',
    baseURL: peer.baseUrl('compatible'),
    apiKey: 'peer-key',
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
}

export const QUESTION: LanguageModelV4CallOptions = {
  prompt: [{ role: 'user', content: [{ type: 'text', text: 'Say something.' }] }],
  maxOutputTokens: 500,
};

/** Calls `doStream` and reads to the end, whatever comes; `onPart` hears how many parts came so far. */
export async function seeStream(
  model: LanguageModelV4,
  options = QUESTION,
  onPart?: (count: number) => void,
): Promise<Seen> {
  const parts: LanguageModelV4StreamPart[] = [];
  try {
    const { stream } = await model.doStream(options);
    try {
      for await (const part of stream) {
        parts.push(part);
        onPart?.(parts.length);
      }
    } catch (error) {
      return seenOf(parts, { broke: seeError(error) });
    }
  } catch (error) {
    return seenOf(parts, { threw: seeError(error) });
  }
  return seenOf(parts, {});
}

/** Calls `doGenerate`. */
export async function seeWhole(model: LanguageModelV4, options = QUESTION): Promise<Seen> {
  try {
    return seenOfResult(await model.doGenerate(options));
  } catch (error) {
    return seenOf([], { threw: seeError(error) });
  }
}

function seenOfResult(result: LanguageModelV4GenerateResult): Seen {
  const { content } = result;
  return {
    errors: [],
    text: content.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    toolCalls: content.flatMap((part) =>
      part.type === 'tool-call' ? [{ name: part.toolName, input: JSON.parse(part.input) as unknown }] : [],
    ),
    reason: result.finishReason,
    usage: result.usage,
    model: result.response?.modelId,
    types: content.map((part) => part.type),
  };
}

function seenOf(parts: readonly LanguageModelV4StreamPart[], failure: Pick<Seen, 'threw' | 'broke'>): Seen {
  const finish = parts.find((part) => part.type === 'finish');
  return {
    ...failure,
    errors: parts.flatMap((part) => (part.type === 'error' ? [seeError(part.error)] : [])),
    text: parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join(''),
    toolCalls: parts.flatMap((part) =>
      part.type === 'tool-call' ? [{ name: part.toolName, input: JSON.parse(part.input) as unknown }] : [],
    ),
    reason: finish?.finishReason,
    usage: finish?.usage,
    model: parts.find((part) => part.type === 'response-metadata')?.modelId,
    types: parts.map((part) => part.type),
  };
}

/** Reads the fields by which an error can be told, from an `Error` or a plain object. */
export function seeError(error: unknown): SeenError {
  const fields = error as {
    readonly name?: string;
    readonly message?: string;
    readonly statusCode?: number;
    readonly code?: string | number | null;
    readonly isRetryable?: boolean;
    readonly data?: unknown;
  };
  return {
    name: error instanceof Error ? fields.name : undefined,
    message: String(fields.message),
    status: fields.statusCode,
    code: fields.code,
    isRetryable: fields.isRetryable,
    body: APICallError.isInstance(error) ? error.responseBody : undefined,
    data: fields.data,
    headers: (APICallError.isInstance(error) ? error.responseHeaders : undefined) ?? {},
  };
}

const WORDS = ANSWER.split(' ');

/** Tells in one line what came out of a call that was planned to answer with ANSWER. */
export function tell(seen: Seen): string {
  const { threw, broke, errors, reason, usage } = seen;
  if (threw !== undefined) return `throws ${tellError(threw)}`;
  return [
    tellText(seen.text),
    ...errors.map((error) => `part ${tellError(error)}`),
    ...(broke === undefined ? [] : [`breaks ${tellError(broke)}`]),
    reason === undefined ? 'no finish' : `${reason.unified}/${reason.raw ?? '-'}`,
    usage?.outputTokens.total === undefined ? 'no usage' : `${usage.outputTokens.total} tokens`,
  ].join(', ');
}

function tellText(text: string): string {
  const words = text === '' ? [] : text.split(' ');
  const isInOrder = words.every((word, index) => word === WORDS[index]);
  return `${words.length} words${isInOrder ? '' : ' with a hole'}`;
}

function tellError({ name = 'plain', status, code, isRetryable }: SeenError): string {
  return `${name} ${status ?? '-'} ${code ?? '-'}${isRetryable === true ? ' retryable' : ''}`;
}
