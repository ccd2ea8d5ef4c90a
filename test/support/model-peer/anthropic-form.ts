import { INPUT_TOKENS, type PlannedUsage } from './answer-plan.ts';
import { refuseAnthropic } from './anthropic-refusals.ts';
import type { PeerRequest } from './peer-request.ts';
import type { Ending, Said } from './said.ts';
import { argumentPieces, breakEvent, type WireForm } from './wire-form.ts';

const STOP: Readonly<Record<Ending, string>> = {
  whole: 'end_turn',
  tools: 'tool_use',
  length: 'max_tokens',
  content_filter: 'refusal',
  prompt_blocked: 'refusal',
  refusal: 'refusal',
};

/** Messages of Anthropic, which has neither vectors nor pictures. */
export const anthropicForm: WireForm = {
  headers: ({ n }) => ({ 'request-id': `req_peer${n}` }),
  open(request, said) {
    const start = event('message_start', { message: messageHead(request, said) });
    return said.words.length > 0 ? start + blockStart(0, { type: 'text', text: '' }) + PING : start;
  },
  stir: () => PING + textDelta(''),
  beats,
  close(_request, said) {
    const delta = event('message_delta', {
      delta: { stop_reason: STOP[said.ending], stop_sequence: null },
      usage: usageOf(said),
    });
    return said.words.length > 0 && said.toolCalls.length === 0 ? blockStop(0) + delta : delta;
  },
  endMark: event('message_stop'),
  broken: () => breakEvent(textDelta(' torn')),
  inBand: (body) => event('error', body as object),
  whole: (request, said) => ({
    ...messageHead(request, said),
    content: [
      ...(said.text === '' ? [] : [{ type: 'text', text: said.text }]),
      ...said.toolCalls.map((call, index) => ({
        type: 'tool_use',
        id: toolId(request, index),
        name: call.name,
        input: call.args,
      })),
    ],
    stop_reason: STOP[said.ending],
    usage: usageOf(said),
  }),
  refuse: refuseAnthropic,
};

const PING = event('ping');

function* beats(request: PeerRequest, said: Said): Generator<string> {
  for (const word of said.words) yield textDelta(word);
  const hasText = said.words.length > 0;
  if (hasText && said.toolCalls.length > 0) yield blockStop(0);
  for (const [position, call] of said.toolCalls.entries()) {
    const index = position + (hasText ? 1 : 0);
    yield blockStart(index, { type: 'tool_use', id: toolId(request, position), name: call.name, input: {} });
    for (const piece of argumentPieces(call.args)) {
      yield blockDelta(index, { type: 'input_json_delta', partial_json: piece });
    }
    yield blockStop(index);
  }
}

function event(type: string, rest: object = {}): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
}

function blockStart(index: number, block: object): string {
  return event('content_block_start', { index, content_block: block });
}

function blockDelta(index: number, delta: object): string {
  return event('content_block_delta', { index, delta });
}

function blockStop(index: number): string {
  return event('content_block_stop', { index });
}

function textDelta(text: string): string {
  return blockDelta(0, { type: 'text_delta', text });
}

function toolId(request: PeerRequest, index: number): string {
  return `toolu_peer${request.n}_${index}`;
}

function messageHead(request: PeerRequest, said: Said): object {
  return {
    id: `msg_peer${request.n}`,
    type: 'message',
    role: 'assistant',
    model: request.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { ...usageOf(said), output_tokens: 1 },
  };
}

function usageOf(said: Said): object {
  const usage: PlannedUsage = said.usage ?? { input: INPUT_TOKENS, output: said.words.length };
  const { cached = 0, cacheWrite = 0 } = usage;
  return {
    input_tokens: usage.input - cached - cacheWrite,
    cache_creation_input_tokens: cacheWrite,
    cache_read_input_tokens: cached,
    output_tokens: usage.output,
    ...(usage.reasoning !== undefined && { output_tokens_details: { thinking_tokens: usage.reasoning } }),
  };
}
