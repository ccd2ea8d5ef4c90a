import OpenAI, { APIError } from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { revokeKey } from '#modules/keys/index';
import { until } from '#test/house';
import { openOpenAiStand, type OpenAiStand } from '#test/openai-stand';

let stand: OpenAiStand;
beforeAll(async () => {
  stand = await openOpenAiStand({
    targets: {
      gpt: 'openai',
      slow: 'openai',
      limited: 'openai',
      filtering: 'openai',
      lossy: 'openai',
      small: 'openai',
      vectors: 'openai',
    },
    useCases: {
      chat: { chain: ['gpt'] },
      slow: { chain: ['slow'] },
      limited: { chain: ['limited'], deadlineMs: 2_000 },
      filtered: { chain: ['filtering'] },
      lossy: { chain: ['lossy'], retries: 0 },
      poor: { chain: ['gpt'] },
      nobody: { chain: [] },
      embedding: { kind: 'embedding', chain: ['vectors'] },
    },
  });
});
afterAll(() => stand[Symbol.asyncDispose]());

const CHAT: ChatCompletionCreateParamsNonStreaming = {
  model: 'chat',
  messages: [{ role: 'user', content: 'Hello' }],
};

/** A request with some fields set as no type of the client allows. */
function chat(change: object, client = stand.client()): Promise<unknown> {
  return client.chat.completions.create({ ...CHAT, ...change });
}

/** The error that the client throws. */
async function errorOf(call: Promise<unknown>): Promise<APIError> {
  const outcome = await call.catch((error: unknown) => error);
  if (outcome instanceof APIError) return outcome;
  throw new Error(`no error of the API came, but ${JSON.stringify(outcome)}`);
}

const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  stand.send('/chat/completions', { method: 'POST', body, headers });

describe('who may use it', () => {
  it('SEC-1 nobody without a key, with a wrong one, or with another kind of sign-in', async () => {
    for (const authorization of [
      '',
      'Bearer',
      'Bearer sk-wrong',
      `Basic ${stand.key}`,
      `Bearer ${stand.key}x`,
    ]) {
      const answer = await post(JSON.stringify(CHAT), { authorization });
      expect([authorization, answer.status]).toEqual([authorization, 401]);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(await answer.json()).toEqual({
        error: {
          message: expect.stringContaining('`aicmo key create` makes one.') as string,
          type: 'authentication_error',
          code: 'invalid_api_key',
          param: null,
        },
      });
    }
    expect(await stand.recordOf('chat')).toEqual([]);
  });

  it.each(['/models', '/models/chat', '/embeddings', '/nowhere'])('SEC-1 not at %s either', async (path) => {
    const method = path === '/embeddings' ? 'POST' : 'GET';
    const answer = await stand.send(path, { method, headers: { authorization: '' } });
    expect(answer.status).toBe(401);
  });

  it('SEC-1 nobody with a key that has expired, was revoked, or has another scope', async () => {
    const expired = await stand.makeKey(['llm.use'], 1);
    await stand.house.db.pool.query(
      `update api_key set expires_at = now() - interval '1 second' where id = $1`,
      [expired.id],
    );
    const revoked = await stand.makeKey(['llm.use']);
    const client = stand.client({ apiKey: revoked.key });
    await client.models.list();
    await revokeKey(contextFor(stand.house, { kind: 'operator', via: 'cli' }), { id: revoked.id });
    expect(await errorOf(client.models.list())).toBeInstanceOf(OpenAI.AuthenticationError);
    expect((await errorOf(client.models.list())).message).toContain('test program was revoked at');
    const late = await errorOf(chat({}, stand.client({ apiKey: expired.key })));
    expect(late).toMatchObject({ status: 401, code: 'invalid_api_key' });
    expect(late.message).toContain('test program expired at');
    const { key } = await stand.makeKey(['llm.read', 'alerts.read']);
    expect(await errorOf(chat({}, stand.client({ apiKey: key })))).toMatchObject({
      status: 401,
      code: 'insufficient_permissions',
      message: '401 The API key test program may not do this: it needs the permission llm.use.',
    });
    expect(await stand.recordOf('chat')).toEqual([]);
  });

  it('SEC-1 no page of another site, even with a key', async () => {
    const answer = await post(JSON.stringify(CHAT), { origin: 'https://evil.example' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: 'http.foreign' } });
  });
});

describe('what it cannot do', () => {
  it('GWY-5 an unknown model is told which ones there are, for its kind', async () => {
    for (const model of ['gpt-4o', 'chat/vectors', 'chat/', 'embedding', 'hero_image', '../chat']) {
      const error = await errorOf(chat({ model }));
      expect(error).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
      expect(error.message).toContain(`There is no model ${model} here.`);
      expect(error.message).toMatch(/There are: .*chat, chat\/gpt, .*slow/);
      expect(error.message).not.toContain('embedding/vectors');
    }
    const error = await errorOf(stand.client().embeddings.create({ model: 'chat', input: 'x' }));
    expect(error.message).toContain('There are: embedding, embedding/vectors.');
  });

  it('GWY-5 a use case without a model says how to get one, and is not asked again', async () => {
    const error = await errorOf(chat({ model: 'nobody' }, stand.client({ maxRetries: 2 })));
    expect(error).toMatchObject({ status: 409, code: 'llm.chain_empty' });
    expect(error.message).toContain('AICMO_KEY_GOOGLE');
  });

  it.each([
    ['n', 2],
    ['logprobs', true],
    ['top_logprobs', 3],
    ['logit_bias', { 50256: -100 }],
    ['frequency_penalty', 0.5],
    ['presence_penalty', -1],
    ['modalities', ['text', 'audio']],
    ['audio', { voice: 'x' }],
    ['functions', []],
    ['function_call', 'auto'],
    ['parallel_tool_calls', false],
    ['web_search_options', {}],
    ['verbosity', 'low'],
  ])('GWY-5 %s is refused, not ignored', async (param, value) => {
    expect(await errorOf(chat({ [param]: value }))).toMatchObject({
      status: 400,
      code: 'openai.unsupported',
      param,
      type: 'invalid_request_error',
      message: expect.stringMatching(`^400 \`${param}\` is not supported here: .+\\.$`) as string,
    });
  });

  it('GWY-5 the same fields are fine where they ask for what happens anyway, and unknown ones too', async () => {
    await chat({
      n: 1,
      logprobs: false,
      logit_bias: {},
      frequency_penalty: 0,
      presence_penalty: null,
      modalities: ['text'],
      parallel_tool_calls: true,
      verbosity: 'medium',
      store: false,
      metadata: { a: 'b' },
      service_tier: 'auto',
      tools: [],
      anything: { else: 1 },
    });
    expect(stand.peer.callsOf('gpt').at(-1)?.body).not.toHaveProperty('anything');
  });

  it.each([
    [{ messages: [] }, 'messages'],
    [{ messages: [{ role: 'king', content: 'x' }] }, 'messages[0].role'],
    [{ messages: [{ role: 'user', content: [{ type: 'input_audio' }] }] }, 'messages[0].content'],
    [{ messages: [{ role: 'tool', tool_call_id: 'x', content: '1' }] }, 'messages[0]'],
    [{ temperature: 3 }, 'temperature'],
    [{ stop: ['1', '2', '3', '4', '5'] }, 'stop'],
    [{ max_tokens: 0 }, 'max_tokens'],
    [{ tools: [{ type: 'custom', custom: { name: 'x' } }] }, 'tools[0].type'],
    [
      {
        tools: [{ type: 'function', function: { name: 'a' } }],
        tool_choice: { type: 'function', function: { name: 'b' } },
      },
      'tool_choice',
    ],
    [{ response_format: { type: 'xml' } }, 'response_format.type'],
    [{ model: undefined }, 'model'],
    [
      {
        messages: [
          {
            role: 'assistant',
            tool_calls: [{ id: 'x', type: 'function', function: { name: 'a', arguments: '{' } }],
          },
        ],
      },
      'messages[0].tool_calls[0].function.arguments',
    ],
    [
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }],
          },
        ],
      },
      'messages[0].content[0].image_url.url',
    ],
    [
      {
        messages: [
          { role: 'user', content: [{ type: 'image_url', image_url: { url: 'http://127.0.0.1/x.png' } }] },
        ],
      },
      'messages[0].content[0].image_url.url',
    ],
  ])('GWY-5 %j names the field that is wrong', async (change, param) => {
    const error = await errorOf(chat(change));
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', param });
    expect(error.message).toContain(param);
  });

  it('GWY-5 embeddings of other lengths, of tokens, of nothing', async () => {
    const embed = (change: object): Promise<APIError> =>
      errorOf(stand.client().embeddings.create({ model: 'embedding', input: 'x', ...change }));
    expect(await embed({ dimensions: 256 })).toMatchObject({
      code: 'openai.unsupported',
      param: 'dimensions',
    });
    for (const input of [[1, 2, 3], '', []])
      expect(await embed({ input })).toMatchObject({ status: 400, param: 'input' });
    expect(await embed({ input: ['a', ''] })).toMatchObject({ status: 400, param: 'input[1]' });
    expect(await embed({ encoding_format: 'hex' })).toMatchObject({ param: 'encoding_format' });
  });

  it('SEC-4 a body that is too large, no JSON, nothing, or nested without end', async () => {
    // Not over the network: the server may close the connection while the client still sends.
    const large = await stand.web.inject({
      method: 'POST',
      url: '/v1/chat/completions',
      headers: { authorization: `Bearer ${stand.key}` },
      payload: { ...CHAT, user: 'x'.repeat(8_000_000) },
    });
    expect(large.statusCode).toBe(413);
    expect(large.json()).toMatchObject({
      error: { code: 'http.too_large', message: 'The request body is larger than 8 MB.' },
    });
    const fits = await post(JSON.stringify({ ...CHAT, user: 'x'.repeat(7_800_000) }));
    expect(fits.status).toBe(200);
    await fits.text();
    for (const body of ['{"model": ', '', 'null', '[]', '"x"']) {
      const answer = await post(body);
      expect([body, answer.status]).toEqual([body, 400]);
      expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    }
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const answer = await post(
      JSON.stringify({ ...CHAT, tools: [{ type: 'function', function: { name: 'a' } }] }).replace(
        '"name":"a"',
        `"name":"a","parameters":${deep}`,
      ),
    );
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('more than 100 levels');
    expect((await post('x', { 'content-type': 'application/yaml' })).status).toBe(415);
  });

  it('GWY-5 another address says what there is not', async () => {
    const answer = await stand.send('/completions', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      error: { message: expect.stringContaining('POST /v1/completions') as string, code: 'http.not_found' },
    });
  });
});

describe('what the gateway refuses', () => {
  it('GWY-5 over budget: named with figures, under the code that ends retries', async () => {
    await stand.house.db.pool.query(
      `insert into llm_budget (workspace_id, id, scope_kind, scope_id, period, measure, limit_value, created_at, created_by)
       values ('ws_default', 'bud_1', 'use_case', 'poor', 'day', 'cost', 0, now(), '{}')`,
    );
    for (const stream of [false, true]) {
      const error = await errorOf(chat({ model: 'poor', stream }, stand.client({ maxRetries: 5 })));
      expect(error).toMatchObject({ status: 429, code: 'insufficient_quota', type: 'insufficient_quota' });
      expect(error.message).toContain('the daily budget of use case poor allows 0.0000 USD');
    }
    expect((await stand.recordOf('poor')).map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  });

  it('GWY-5 refused content is a 400 with its code, in a stream too', async () => {
    stand.peer.script('filtering', { fault: { kind: 'content_filter' } });
    for (const stream of [false, true]) {
      const error = await errorOf(chat({ model: 'filtered', stream }));
      expect(error).toBeInstanceOf(OpenAI.BadRequestError);
      expect(error.code).toBe('content_filter');
    }
  });

  it('GWY-5 a rate limit says how long to wait', async () => {
    stand.peer.script('limited', { fault: { kind: 'rate_limit', retryAfterS: 60 } });
    const error = await errorOf(chat({ model: 'limited' }));
    expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(50);
    expect(error.headers?.get('x-should-retry')).toBe('true');
  });

  it('GWY-5 a prompt too long for every model', async () => {
    const error = await errorOf(chat({ messages: [{ role: 'user', content: 'word '.repeat(200_000) }] }));
    expect(error).toMatchObject({ status: 400, code: 'context_length_exceeded' });
  });

  it('GWY-5 an answer that lost a part is none', async () => {
    stand.peer.script('lossy', { fault: { kind: 'malformed', word: 10, losesWord: true } });
    const error = await errorOf(chat({ model: 'lossy' }));
    expect(error).toMatchObject({ status: 502, code: 'openai.answer_suspect' });
  });
});

describe('a caller that leaves', () => {
  it.each([
    ['whole answer', false],
    ['stream', true],
  ])(
    'GWY-5 in the middle of a %s ends the call of the model, and the record says so',
    async (_what, stream) => {
      stand.peer.script('slow', { wordMs: 100 });
      const before = stand.peer.callsOf('slow').length;
      const controller = new AbortController();
      const call = stand
        .client()
        .chat.completions.create({ ...CHAT, model: 'slow', stream }, { signal: controller.signal });
      call.catch(() => undefined);
      const upstream = await until(async () => stand.peer.callsOf('slow')[before]);
      if (stream) await ((await call) as AsyncIterable<unknown>)[Symbol.asyncIterator]().next();
      controller.abort();
      await until(async () => upstream.isAborted);
      const record = await until(async () => {
        const call = (await stand.recordOf('slow'))[before];
        return call?.['state'] === 'ended' && call;
      });
      expect(record).toMatchObject({ outcome: 'cancelled', fault: 'cancelled' });
      expect(upstream.endedAt).toBeDefined();
    },
  );
});

describe('a server that stops', () => {
  it('GWY-5 does not wait for models for longer than it may drain, and tells the caller', async () => {
    await using other = await openOpenAiStand({
      targets: { slow: 'openai' },
      useCases: { chat: { chain: ['slow'] } },
      env: { AICMO_DRAIN_MS: '300' },
    });
    other.peer.script('slow', { wordMs: 500 });
    const stream = await other.client().chat.completions.create({ ...CHAT, stream: true });
    const read = (async () => {
      for await (const chunk of stream) expect(chunk.choices[0]?.finish_reason).toBeNull();
    })();
    read.catch(() => undefined);
    const start = performance.now();
    await other.web.close();
    expect(performance.now() - start).toBeLessThan(3_000);
    await expect(read).rejects.toMatchObject({ code: 'llm.cancelled' });
  });
});
