import { zodResponseFormat } from 'openai/helpers/zod';
import type { ChatCompletionChunk, ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ANSWER } from '#test/model-peer/answer-plan';
import { peerVector } from '#test/model-peer/peer-vector';
import { openOpenAiStand, type OpenAiStand } from '#test/openai-stand';
import { drawPicture } from '#test/pictures';

let stand: OpenAiStand;
beforeAll(async () => {
  stand = await openOpenAiStand({
    targets: {
      gpt: 'openai',
      claude: 'anthropic',
      gemini: 'google',
      ollama: 'compatible',
      broken: 'openai',
      cutting: 'openai',
      late: 'openai',
      vectors: 'openai',
    },
    useCases: {
      chat: { chain: ['gpt', 'claude', 'gemini', 'ollama'] },
      failing: { chain: ['broken', 'gpt'] },
      cut: { chain: ['cutting', 'gpt'] },
      late: { chain: ['late', 'gpt'], retries: 0 },
      embedding: { kind: 'embedding', chain: ['vectors'] },
    },
  });
});
afterAll(() => stand[Symbol.asyncDispose]());

const HELLO: ChatCompletionMessageParam[] = [{ role: 'user', content: 'Count from w1 to w60.' }];
const WEATHER = {
  type: 'function',
  function: {
    name: 'weather',
    description: 'The weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
} as const;

/** Reads a stream to its end. */
async function collect(
  stream: AsyncIterable<ChatCompletionChunk>,
): Promise<{ chunks: ChatCompletionChunk[]; text: string; finish: (string | null)[] }> {
  const chunks: ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const choices = chunks.flatMap((chunk) => chunk.choices);
  return {
    chunks,
    text: choices.map(({ delta }) => delta.content ?? '').join(''),
    finish: choices.map((choice) => choice.finish_reason).filter((reason) => reason !== null),
  };
}

/** The last call that a model of the peer got. */
const lastBody = (model: string): Readonly<Record<string, unknown>> =>
  stand.peer.callsOf(model).at(-1)?.body ?? {};

describe('a chat completion', () => {
  it('GWY-5 comes whole, with the use case as model, who answered, and usage', async () => {
    stand.peer.script('gpt', { usage: { input: 31, output: 60, cached: 5, reasoning: 7 } });
    const { data, response } = await stand
      .client()
      .chat.completions.create({ model: 'chat', messages: HELLO, user: 'ignored' })
      .withResponse();
    expect(data).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-req_/) as string,
      object: 'chat.completion',
      model: 'chat',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: ANSWER, refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: {
        prompt_tokens: 31,
        completion_tokens: 60,
        total_tokens: 91,
        prompt_tokens_details: { cached_tokens: 5 },
        completion_tokens_details: { reasoning_tokens: 7 },
      },
    });
    expect(response.headers.get('x-aicmo-target')).toBe('gpt');
    const [call] = await stand.recordOf('chat');
    expect(call).toMatchObject({
      request_id: response.headers.get('x-aicmo-request-id'),
      workspace_id: 'ws_default',
      purpose: 'chat completion',
      actor: { kind: 'apiKey', name: 'test program', scopes: ['llm.use'] },
      outcome: 'ok',
    });
  });

  it('GWY-5 without usage where the provider counted nothing', async () => {
    stand.peer.script('ollama', { usage: 'none' });
    const answer = await stand.client().chat.completions.create({ model: 'chat/ollama', messages: HELLO });
    expect(answer.choices[0]?.message.content).toBe(ANSWER);
    expect(answer.usage).toBeUndefined();
  });

  it('GWY-5 hands on how it is to be answered', async () => {
    await stand.client().chat.completions.create({
      model: 'chat',
      messages: [
        { role: 'user', content: 'Hello' },
        { role: 'developer', content: [{ type: 'text', text: 'Be short.' }] },
        { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
        { role: 'user', content: [{ type: 'text', text: 'Why?' }] },
      ],
      temperature: 0.25,
      top_p: 0.5,
      max_completion_tokens: 77,
      stop: ['END', 'STOP'],
      seed: 7,
    });
    expect(lastBody('gpt')).toMatchObject({
      temperature: 0.25,
      top_p: 0.5,
      stop: ['END', 'STOP'],
      seed: 7,
      messages: [
        { content: 'Be short.' },
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'No.' },
        { role: 'user', content: 'Why?' },
      ],
    });
    expect(JSON.stringify(lastBody('gpt'))).toMatch(/"max_(completion_)?tokens":77/);
  });

  it.each(['gpt', 'claude', 'gemini', 'ollama'])(
    'GWY-5 shows the model a picture that is sent as a data: URL (%s)',
    async (target) => {
      const base64 = (await drawPicture('webp')).toString('base64');
      const url = `data:image/png;base64,${base64}`;
      await stand.client().chat.completions.create({
        model: `chat/${target}`,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is it?' },
              { type: 'image_url', image_url: { url } },
            ],
          },
        ],
      });
      const sent = JSON.stringify(lastBody(target));
      expect(sent).toContain('What is it?');
      expect(sent).toContain(base64);
      // What it is, its bytes say, not its name.
      expect(sent).toContain('image/webp');
    },
  );

  it('GWY-5 cut at the limit says so', async () => {
    stand.peer.script('gpt', { finish: 'length', text: 'Once upon' });
    const answer = await stand
      .client()
      .chat.completions.create({ model: 'chat', messages: HELLO, max_tokens: 2 });
    expect(answer.choices[0]).toMatchObject({ message: { content: 'Once upon' }, finish_reason: 'length' });
    const stream = await stand
      .client()
      .chat.completions.create({ model: 'chat', messages: HELLO, max_tokens: 2, stream: true });
    expect(await collect(stream)).toMatchObject({ text: 'Once upon', finish: ['length'] });
    stand.peer.script('gpt', {});
  });

  it('GWY-5 comes from the next target when one fails, and headers and record say so', async () => {
    stand.peer.script('broken', { fault: { kind: 'server', status: 503 } });
    const { data, response } = await stand
      .client()
      .chat.completions.create({ model: 'failing', messages: HELLO })
      .withResponse();
    expect(data).toMatchObject({ model: 'failing', choices: [{ message: { content: ANSWER } }] });
    expect(response.headers.get('x-aicmo-target')).toBe('gpt');
    const record = await stand.recordOf('failing');
    expect(record.slice(0, -1).every((call) => call.target === 'broken' && call.fault === 'server')).toBe(
      true,
    );
    expect(record.length).toBeGreaterThan(1);
    expect(record.at(-1)).toMatchObject({
      target: 'gpt',
      outcome: 'ok',
      request_id: response.headers.get('x-aicmo-request-id'),
    });
  });
});

describe('a streamed chat completion', () => {
  it('GWY-5 comes word by word and says at its end who answered', async () => {
    const before = (await stand.recordOf('chat')).length;
    const stream = await stand
      .client()
      .chat.completions.create({ model: 'chat', messages: HELLO, stream: true });
    const { chunks, text, finish } = await collect(stream);
    expect([text, finish]).toEqual([ANSWER, ['stop']]);
    expect(chunks.length).toBeGreaterThan(20);
    expect(chunks[0]?.choices[0]?.delta).toMatchObject({ role: 'assistant', content: '' });
    expect(new Set(chunks.map(({ id, model, object }) => `${id} ${model} ${object}`)).size).toBe(1);
    expect(chunks.every((chunk) => chunk.model === 'chat' && chunk.usage === undefined)).toBe(true);
    const call = (await stand.recordOf('chat'))[before];
    expect(chunks.at(-1)).toMatchObject({ aicmo: { target: 'gpt', request_id: call?.['request_id'] } });
  });

  it('GWY-5 with usage in a last chunk when it is asked for', async () => {
    stand.peer.script('gpt', { usage: { input: 31, output: 60 } });
    const stream = await stand.client().chat.completions.create({
      model: 'chat',
      messages: HELLO,
      stream: true,
      stream_options: { include_usage: true },
    });
    const { chunks } = await collect(stream);
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 31, completion_tokens: 60, total_tokens: 91 },
    });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    stand.peer.script('gpt', {});
  });

  it('GWY-5 goes on to the next target while nothing was sent, and the client sees one answer', async () => {
    stand.peer.script('late', {
      fault: { kind: 'in_band', word: 'first', error: { kind: 'overloaded' } },
    });
    const stream = await stand
      .client()
      .chat.completions.create({ model: 'late', messages: HELLO, stream: true });
    const { text, chunks, finish } = await collect(stream);
    expect([text, finish]).toEqual([ANSWER, ['stop']]);
    expect(chunks.at(-1)).toMatchObject({ aicmo: { target: 'gpt' } });
    expect((await stand.recordOf('late')).map(({ target, outcome }) => [target, outcome])).toEqual([
      ['late', 'failed'],
      ['gpt', 'ok'],
    ]);
  });

  it('GWY-5 cut after its first word is an error, and never looks finished', async () => {
    stand.peer.script('cutting', { fault: { kind: 'cut', word: 40 } });
    const stream = await stand
      .client()
      .chat.completions.create({ model: 'cut', messages: HELLO, stream: true });
    const seen: ChatCompletionChunk[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of stream) seen.push(chunk);
    };
    await expect(read()).rejects.toMatchObject({
      code: 'llm.all_failed',
      type: 'server_error',
      message: expect.stringContaining('No model of cut gave an answer. cutting:') as string,
    });
    const text = seen.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    expect(text).toMatch(/^w1 w2 /);
    expect(ANSWER.startsWith(text.trim())).toBe(true);
    expect(seen.every((chunk) => chunk.choices[0]?.finish_reason === null)).toBe(true);
    expect((await stand.recordOf('cut')).map(({ target, outcome }) => [target, outcome])).toEqual([
      ['cutting', 'failed'],
    ]);
  });

  it('GWY-5 on the wire, a cut one ends with an error event and without [DONE], a whole one with [DONE]', async () => {
    stand.peer.script('cutting', { fault: { kind: 'cut', word: 40 } });
    const body = (model: string): string => JSON.stringify({ model, messages: HELLO, stream: true });
    const cut = await stand.send('/chat/completions', { method: 'POST', body: body('cut/cutting') });
    expect([cut.status, cut.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const cutEvents = (await cut.text()).trimEnd().split('\n\n');
    expect(cutEvents.at(-1)).toMatch(/^event: error\ndata: \{"error":\{"message":"No model of cut gave/);
    expect(cutEvents.join()).not.toMatch(/\[DONE\]|"finish_reason":"/);
    const whole = await stand.send('/chat/completions', { method: 'POST', body: body('chat') });
    const events = (await whole.text()).trimEnd().split('\n\n');
    expect(events.at(-1)).toBe('data: [DONE]');
    expect(events.at(-2)).toContain('"finish_reason":"stop"');
  });
});

describe.each([
  ['openai', 'gpt'],
  ['anthropic', 'claude'],
  ['google', 'gemini'],
  ['compatible', 'ollama'],
])('tools on the wire of %s', (_wire, target) => {
  const model = `chat/${target}`;

  it('GWY-5 are called, answered, and the answer goes on', async () => {
    stand.peer.script(
      target,
      { toolCalls: ['Oslo', 'Rome'].map((city) => ({ name: 'weather', args: { city } })) },
      { text: 'Oslo is cold, Rome is warm.' },
    );
    const client = stand.client();
    const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: 'Oslo or Rome?' }];
    const first = await client.chat.completions.create({ model, messages, tools: [WEATHER] });
    const { message, finish_reason: finish } = first.choices[0] ?? {};
    expect([message?.content, finish]).toEqual([null, 'tool_calls']);
    const calls = (message?.tool_calls ?? []).flatMap((call) => (call.type === 'function' ? [call] : []));
    expect(calls.map((call) => [call.function.name, JSON.parse(call.function.arguments)])).toEqual([
      ['weather', { city: 'Oslo' }],
      ['weather', { city: 'Rome' }],
    ]);
    if (message === undefined) throw new Error('there is no message');
    messages.push(
      message,
      ...calls.map((call, index) => ({
        role: 'tool' as const,
        tool_call_id: call.id,
        content: ['cold', 'warm'][index] ?? '',
      })),
    );
    const second = await client.chat.completions.create({
      model,
      messages,
      tools: [WEATHER],
      tool_choice: 'auto',
    });
    expect(second.choices[0]).toMatchObject({
      message: { content: 'Oslo is cold, Rome is warm.' },
      finish_reason: 'stop',
    });
    const sent = JSON.stringify(lastBody(target));
    for (const word of ['Oslo or Rome?', 'Oslo', 'cold', 'warm']) expect(sent).toContain(word);
    // Gemini insists on the results of one turn in one message.
    const contents = (lastBody(target)['contents'] ?? []) as { parts: object[] }[];
    if (target === 'gemini') expect(contents.at(-1)?.parts).toHaveLength(2);
  });

  it('GWY-5 come in a stream piece by piece, as the client puts them together', async () => {
    stand.peer.script(target, {
      text: 'Let me look.',
      toolCalls: ['Oslo', 'Rome'].map((city) => ({ name: 'weather', args: { city } })),
    });
    const runner = stand.client().chat.completions.stream({
      model,
      messages: [{ role: 'user', content: 'Oslo or Rome?' }],
      tools: [WEATHER],
    });
    const { message, finish_reason: finish } = (await runner.finalChatCompletion()).choices[0] ?? {};
    expect([message?.content, finish]).toEqual(['Let me look.', 'tool_calls']);
    expect(
      (message?.tool_calls ?? []).map((call) => (call.type === 'function' ? call.function : call)),
    ).toMatchObject([
      { name: 'weather', arguments: '{"city":"Oslo"}' },
      { name: 'weather', arguments: '{"city":"Rome"}' },
    ]);
    stand.peer.script(target, {});
  });
});

describe('an answer in JSON', () => {
  const Weather = z.object({ city: z.string(), degrees: z.number() });
  const OSLO = { city: 'Oslo', degrees: -4 };

  it.each(['gpt', 'claude', 'gemini', 'ollama'])(
    'GWY-5 of a schema, as the client parses it (%s)',
    async (target) => {
      stand.peer.script(target, { json: OSLO });
      const answer = await stand.client().chat.completions.parse({
        model: `chat/${target}`,
        messages: HELLO,
        response_format: zodResponseFormat(Weather, 'weather'),
      });
      expect(answer.choices[0]?.message.parsed).toEqual(OSLO);
      expect(JSON.stringify(lastBody(target))).toContain('degrees');
    },
  );

  it('GWY-5 asks for a strict schema only when the caller does', async () => {
    stand.peer.script('gpt', { json: OSLO });
    for (const strict of [true, false, undefined]) {
      await stand.client().chat.completions.create({
        model: 'chat',
        messages: HELLO,
        response_format: {
          type: 'json_schema',
          json_schema: {
            name: 'weather',
            schema: z.toJSONSchema(Weather),
            ...(strict === undefined ? {} : { strict }),
          },
        },
      });
      expect(lastBody('gpt')).toMatchObject({
        response_format: { type: 'json_schema', json_schema: { name: 'weather', strict: strict === true } },
      });
    }
  });

  it('GWY-5 of no schema: a fence around it is taken off, and words instead of it are an error', async () => {
    const ask = () =>
      stand.client().chat.completions.create({
        model: 'chat/gpt',
        messages: HELLO,
        response_format: { type: 'json_object' },
      });
    stand.peer.script('gpt', { json: OSLO, isFenced: true });
    const answer = await ask();
    expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual(OSLO);
    expect(lastBody('gpt')).toMatchObject({ response_format: { type: 'json_object' } });
    stand.peer.script('gpt', { text: 'I would rather not.' });
    const calls = stand.peer.callsOf('gpt').length;
    await expect(ask()).rejects.toMatchObject({ status: 502, code: 'llm.answer_invalid' });
    expect(stand.peer.callsOf('gpt').length - calls).toBe(2);
    stand.peer.script('gpt', {});
  });

  it('GWY-5 that does not fit its schema is repaired once, and then asked of the next model', async () => {
    const ask = () =>
      stand.client().chat.completions.parse({
        model: 'chat',
        messages: HELLO,
        response_format: zodResponseFormat(Weather, 'weather'),
      });
    stand.peer.script('gpt', { json: { city: 'Oslo', degrees: 'cold' } }, { json: OSLO });
    expect((await ask()).choices[0]?.message.parsed).toEqual(OSLO);
    expect(JSON.stringify(lastBody('gpt'))).toContain('degrees: Invalid input: expected number');
    stand.peer.script('gpt', {});
  });
});

describe('embeddings', () => {
  const texts = ['a quiet room', 'a loud street'];

  it.each(['float', 'base64', undefined] as const)('GWY-5 come in the format %s', async (format) => {
    const { data, response } = await stand
      .client()
      .embeddings.create({
        model: 'embedding',
        input: texts,
        ...(format === undefined ? {} : { encoding_format: format }),
      })
      .withResponse();
    expect(data).toMatchObject({
      object: 'list',
      model: 'embedding',
      usage: { prompt_tokens: 6, total_tokens: 6 },
    });
    expect(data.data.map(({ index }) => index)).toEqual([0, 1]);
    for (const [index, { embedding }] of data.data.entries()) {
      const vector =
        typeof embedding === 'string'
          ? [...new Float32Array(new Uint8Array(Buffer.from(embedding, 'base64')).buffer)]
          : embedding;
      expect(vector.map((value) => Math.fround(value))).toEqual(
        peerVector(texts[index] ?? '').map((value) => Math.fround(value)),
      );
    }
    expect(typeof data.data[0]?.embedding).toBe(format === 'base64' ? 'string' : 'object');
    expect(response.headers.get('x-aicmo-target')).toBe('vectors');
    expect((await stand.recordOf('embedding')).at(-1)).toMatchObject({
      purpose: 'embeddings',
      request_id: response.headers.get('x-aicmo-request-id'),
    });
  });

  it('GWY-5 of one text, by the name of the target', async () => {
    const { data } = await stand.client().embeddings.create({ model: 'embedding/vectors', input: 'one' });
    expect(data).toHaveLength(1);
  });
});

describe('the models', () => {
  it('GWY-5 are the use cases that have a chain, and their targets', async () => {
    const models = (await stand.client().models.list()).data;
    const ids = models.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['chat', 'chat/gpt', 'chat/ollama', 'failing/broken', 'embedding/vectors']),
    );
    expect(ids.some((id) => id.startsWith('hero_image'))).toBe(false);
    expect(models.find(({ id }) => id === 'chat')).toMatchObject({ object: 'model', owned_by: 'aicmo' });
  });

  it('GWY-5 are found by name, also with a slash', async () => {
    expect(await stand.client().models.retrieve('chat')).toMatchObject({ id: 'chat', object: 'model' });
    expect(await stand.client().models.retrieve('chat/claude')).toMatchObject({
      id: 'chat/claude',
      owned_by: 'anthropic',
    });
    expect(await (await stand.send('/models/chat/claude')).json()).toMatchObject({ id: 'chat/claude' });
    await expect(stand.client().models.retrieve('gpt-4o')).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });
});
