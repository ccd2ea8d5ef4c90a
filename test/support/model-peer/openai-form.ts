import type { PeerRequest } from './peer-request.ts';
import { refuseOpenai } from './openai-refusals.ts';
import type { Ending, Said } from './said.ts';
import { argumentPieces, breakEvent, dataEvent, type WireForm } from './wire-form.ts';

/** The moment at which every answer was made, in seconds. */
export const CREATED = 1_790_000_000;
const FINISH: Readonly<Record<Ending, string>> = {
  whole: 'stop',
  tools: 'tool_calls',
  length: 'length',
  content_filter: 'content_filter',
  prompt_blocked: 'content_filter',
  // A refusal ends well on this wire: only the field it stands in tells.
  refusal: 'stop',
};

/** Chat completions of OpenAI, and of servers compatible with it. */
export const openaiForm: WireForm = {
  headers: ({ n }) => ({ 'x-request-id': `req_peer${n}`, 'openai-processing-ms': '1' }),
  open: (request) => chunk(request, { role: 'assistant', content: '', refusal: null }),
  stir: (request) => chunk(request, { content: '' }),
  beats,
  close(request, said) {
    const last = chunk(request, {}, FINISH[said.ending]);
    return said.usage === undefined || !wantsUsage(request) ? last : last + usageChunk(request, said);
  },
  endMark: 'data: [DONE]\n\n',
  broken: (request) => breakEvent(chunk(request, { content: ' torn' })),
  inBand: dataEvent,
  whole,
  refuse: refuseOpenai,
};

function* beats(request: PeerRequest, said: Said): Generator<string> {
  const field = said.ending === 'refusal' ? 'refusal' : 'content';
  for (const word of said.words) yield chunk(request, { [field]: word });
  for (const [index, call] of said.toolCalls.entries()) {
    const id = `call_peer${request.n}_${index}`;
    const head = { index, id, type: 'function', function: { name: call.name, arguments: '' } };
    yield chunk(request, { tool_calls: [head] });
    for (const piece of argumentPieces(call.args)) {
      yield chunk(request, { tool_calls: [{ index, function: { arguments: piece } }] });
    }
  }
}

function chunk(request: PeerRequest, delta: object, finish: string | null = null): string {
  return dataEvent({
    ...chunkHead(request),
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    usage: null,
  });
}

function usageChunk(request: PeerRequest, said: Said): string {
  return dataEvent({ ...chunkHead(request), choices: [], usage: usageOf(said) });
}

function chunkHead(request: PeerRequest): object {
  const { n, model } = request;
  return { id: `chatcmpl-peer${n}`, object: 'chat.completion.chunk', created: CREATED, model };
}

function whole(request: PeerRequest, said: Said): object {
  const isRefusal = said.ending === 'refusal';
  const calls = said.toolCalls.map((call, index) => ({
    id: `call_peer${request.n}_${index}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.args) },
  }));
  const message = {
    role: 'assistant',
    content: isRefusal || said.text === '' ? null : said.text,
    refusal: isRefusal ? said.text : null,
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  return {
    id: `chatcmpl-peer${request.n}`,
    object: 'chat.completion',
    created: CREATED,
    model: request.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: FINISH[said.ending] }],
    ...(said.usage !== undefined && { usage: usageOf(said) }),
  };
}

function usageOf({ usage }: Said): object | undefined {
  if (usage === undefined) return undefined;
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: {
      cached_tokens: usage.cached ?? 0,
      ...(usage.cacheWrite !== undefined && { cache_write_tokens: usage.cacheWrite }),
    },
    completion_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
  };
}

function wantsUsage(request: PeerRequest): boolean {
  const options = request.body['stream_options'] as { include_usage?: boolean } | undefined;
  return options?.include_usage === true;
}
