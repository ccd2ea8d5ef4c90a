import { Readable } from 'node:stream';
import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TextCall } from '#llm/calls/text-job';
import { extractJson } from '#llm/structured/extract-json';
import type { TextAnswer } from '#llm/model';
import { isUnknownError } from '#platform/http/problem';
import { chatCallOf, jsonCheckOf, wantsJson } from './chat-call.ts';
import { type ChunkHead, chunkMaker, finishReason, isVisible } from './chat-chunks.ts';
import { CHAT_UNSUPPORTED, chatRequest } from './chat-request.ts';
import { type Endpoint, tellOrigin } from './endpoint.ts';
import { chooseModel } from './models.ts';
import { BODY_LIMIT, failureOf, openaiError } from './openai-failure.ts';
import { readBody } from './read-body.ts';
import { tokenUsage } from './token-usage.ts';

/** `POST /v1/chat/completions`, whole or as a stream. */
export function mountChat(server: FastifyInstance, endpoint: Endpoint): void {
  server.post(
    '/chat/completions',
    { bodyLimit: BODY_LIMIT, config: { needs: 'key' } },
    async (request, reply) => {
      const { actor, workspaceId } = endpoint.callerOf(request);
      const body = readBody(chatRequest, request.body, CHAT_UNSUPPORTED);
      const settings = await endpoint.gateway.settings(workspaceId);
      const call: TextCall = {
        ...chooseModel(settings, body.model, 'text'),
        ...chatCallOf(body),
        scope: { workspaceId, actor, purpose: 'chat completion' },
        signal: endpoint.signalOf(reply),
      };
      const created = Math.floor(Date.now() / 1000);
      const head = { id: `chatcmpl-${request.id}`, created, model: body.model };
      if (body.stream !== true) {
        const checked = { ...call, mustBe: jsonCheckOf(body) };
        return answerWhole(endpoint, reply, { call: checked, head, isJson: wantsJson(body) });
      }
      const includeUsage = body.stream_options?.include_usage === true;
      return answerLive(endpoint, { request, reply }, { call, head, includeUsage });
    },
  );
}

async function answerWhole(
  endpoint: Endpoint,
  reply: FastifyReply,
  { call, head, isJson }: { call: TextCall; head: ChunkHead; isJson: boolean },
): Promise<object> {
  const { result, flags, origin } = await endpoint.gateway.text(call);
  const { target } = origin;
  // Clients of this endpoint do not look at flags.
  if (flags.includes('suspect')) throw openaiError('openai.answer_suspect', { target });
  tellOrigin(reply, origin);
  const calls = result.content.flatMap((part) => (part.type === 'tool-call' ? [part] : []));
  const isTextWhole = result.finish === 'stop' && calls.length === 0;
  const text = isJson && isTextWhole ? jsonOf(result) : result.text;
  const message = {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    refusal: null,
    ...(calls.length === 0
      ? {}
      : {
          tool_calls: calls.map(({ toolCallId, toolName, input }) => ({
            id: toolCallId,
            type: 'function',
            function: { name: toolName, arguments: input },
          })),
        }),
  };
  const usage = tokenUsage(result.usage);
  return {
    ...head,
    object: 'chat.completion',
    choices: [
      { index: 0, message, logprobs: null, finish_reason: finishReason(result.finish, calls.length > 0) },
    ],
    ...(usage === undefined ? {} : { usage }),
  };
}

/** The answer, which was checked, as JSON and nothing else: models without a JSON mode like to put a fence around it. */
function jsonOf({ text }: TextAnswer): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(extractJson(text));
  }
}

type Parts = AsyncIterator<LanguageModelV4StreamPart>;

/** Nothing is sent before the first word, so that a call which fails until then is answered with its status. */
async function answerLive(
  endpoint: Endpoint,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { call, head, includeUsage }: { call: TextCall; head: ChunkHead; includeUsage: boolean },
): Promise<FastifyReply> {
  const parts = endpoint.gateway.live(call).parts[Symbol.asyncIterator]();
  const first = await nextVisible(parts);
  if (first.type === 'error') throw first.error;
  const chunks = chunkMaker(head, { includeUsage });
  const opening = [chunks.open(), ...chunks.of(first)];

  async function* events(): AsyncGenerator<string> {
    for (const chunk of opening) yield eventOf(chunk);
    if (first.type === 'finish') return yield DONE;
    try {
      for (;;) {
        const { value: part, done } = await parts.next();
        if (done === true) throw new Error('the stream of the gateway ended without an end');
        for (const chunk of chunks.of(part)) yield eventOf(chunk);
        if (part.type === 'finish') return yield DONE;
      }
    } catch (error) {
      // No finish reason and no [DONE] after it: a client must not take what it has for a whole answer.
      if (isUnknownError(error)) request.log.error({ err: error }, 'stream failed');
      yield `event: error\n${eventOf(failureOf(error, request.id).body)}`;
    }
  }

  // Proxies such as nginx hold an answer back unless they are told not to.
  reply.headers({ 'cache-control': 'no-cache', 'x-accel-buffering': 'no' });
  return reply.type('text/event-stream; charset=utf-8').send(Readable.from(events()));
}

const DONE = 'data: [DONE]\n\n';

function eventOf(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

async function nextVisible(parts: Parts): Promise<LanguageModelV4StreamPart> {
  for (;;) {
    const { value: part, done } = await parts.next();
    if (done === true) throw new Error('the stream of the gateway ended without an end');
    if (isVisible(part)) return part;
  }
}
