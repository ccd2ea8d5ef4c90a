import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { usageOf } from '#llm/attempt/gather';
import { openaiError } from './openai-failure.ts';
import { tokenUsage } from './token-usage.ts';

type Part = LanguageModelV4StreamPart;

/** What all chunks of one answer have in common. */
export interface ChunkHead {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

/** Whether a part makes something that the client sees. */
export function isVisible(part: Part): boolean {
  switch (part.type) {
    case 'text-delta':
    case 'tool-input-start':
    case 'tool-call':
    case 'finish':
    case 'error':
      return true;
    default:
      return false;
  }
}

/** Turns parts into chunks. Throws the error of an error part, and of an answer that may not count as whole. */
export function chunkMaker(
  head: ChunkHead,
  options: { includeUsage: boolean },
): { open(): object; of(part: Part): object[] } {
  const calls = new Map<string, { index: number; sent: string }>();
  const { includeUsage } = options;
  const chunk = (delta: object, finish: string | null = null, more: object = {}): object => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...(includeUsage ? { usage: null } : {}),
    ...more,
  });

  function callChunk(call: { id: string; name: string; text: string }): object {
    const known = calls.get(call.id);
    const { index } = known ?? { index: calls.size };
    calls.set(call.id, { index, sent: (known?.sent ?? '') + call.text });
    const first = { id: call.id, type: 'function', function: { name: call.name, arguments: call.text } };
    const later = { function: { arguments: call.text } };
    return chunk({ tool_calls: [{ index, ...(known === undefined ? first : later) }] });
  }

  function finishChunks(part: Extract<Part, { type: 'finish' }>): object[] {
    const origin = (part.providerMetadata?.['aicmo'] ?? {}) as Readonly<Record<string, unknown>>;
    const { target, requestId, flags } = origin;
    if (Array.isArray(flags) && flags.includes('suspect'))
      throw openaiError('openai.answer_suspect', { target });
    const reason = finishReason(part.finishReason.unified, calls.size > 0);
    const last = chunk({}, reason, { aicmo: { target, request_id: requestId } });
    const usage = includeUsage ? tokenUsage(usageOf(part.usage)) : undefined;
    if (usage === undefined) return [last];
    return [last, { ...head, object: 'chat.completion.chunk', choices: [], usage }];
  }

  return {
    open: () => chunk({ role: 'assistant', content: '', refusal: null }),
    of(part) {
      switch (part.type) {
        case 'text-delta':
          return [chunk({ content: part.delta })];
        case 'tool-input-start':
          return [callChunk({ id: part.id, name: part.toolName, text: '' })];
        case 'tool-input-delta':
          return [callChunk({ id: part.id, name: '', text: part.delta })];
        case 'tool-call': {
          const sent = calls.get(part.toolCallId)?.sent;
          const rest = restOf(part.input, sent ?? '');
          if (sent !== undefined && rest === '') return [];
          return [callChunk({ id: part.toolCallId, name: part.toolName, text: rest })];
        }
        case 'finish':
          return finishChunks(part);
        case 'error':
          throw part.error;
        default:
          return [];
      }
    },
  };
}

/** How an answer ended, in OpenAI's words. */
export function finishReason(finish: string, hasToolCalls: boolean): 'stop' | 'length' | 'tool_calls' {
  if (finish === 'length') return 'length';
  return hasToolCalls || finish === 'tool-calls' ? 'tool_calls' : 'stop';
}

/** What of a tool's whole arguments was not sent yet. */
function restOf(whole: string, sent: string): string {
  if (!whole.startsWith(sent)) throw new Error('the arguments of a tool call are not what its stream said');
  return whole.slice(sent.length);
}
