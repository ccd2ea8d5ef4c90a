import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import type { EmbeddingModelV4, ImageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import OpenAI from 'openai';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ANSWER, type AnswerPlan, type Refusal, type Wire, WIRES } from '#test/model-peer/answer-plan';
import { type ModelPeer, type PeerCall, startModelPeer } from '#test/model-peer/model-peer';
import { peerVector } from '#test/model-peer/peer-vector';
import { FALLBACK, PRIMARY, SCENARIOS } from '#test/model-peer/scenarios';
import { compatible, QUESTION, type Seen, seeStream, seeWhole, tell, textModel } from './observe.ts';
import { BODY_FAULTS, STREAM_FAULTS } from './seen-faults.cases.ts';
import { REFUSALS } from './seen-refusals.cases.ts';

/** Words come at once, so that a test lasts no longer than it must. */
const AT_ONCE: AnswerPlan = { wordMs: 0 };
const MODEL = 'm-1';

let peer: ModelPeer;
beforeAll(async () => {
  peer = await startModelPeer();
});
afterEach(() => peer.reset());
afterAll(() => peer[Symbol.asyncDispose]());

/** Both ways to call a model, each with the plan. */
async function seeBoth(wire: Wire, plan: AnswerPlan, options?: LanguageModelV4CallOptions): Promise<Seen[]> {
  peer.script(MODEL, { ...AT_ONCE, ...plan });
  const model = textModel(peer, wire, MODEL);
  return [await seeStream(model, options), await seeWhole(model, options)];
}

function stream(wire: Wire, options?: LanguageModelV4CallOptions): Promise<Seen> {
  return seeStream(textModel(peer, wire, MODEL), options);
}

function lastCall(): PeerCall {
  const call = peer.calls.at(-1);
  if (call === undefined) throw new Error('the peer was not called');
  return call;
}

describe.each(WIRES)('answers on the %s wire', (wire) => {
  const ends: Readonly<Record<Wire, readonly [whole: string, tools: string, length: string]>> = {
    openai: ['stop', 'tool_calls', 'length'],
    anthropic: ['end_turn', 'tool_use', 'max_tokens'],
    google: ['STOP', 'STOP', 'MAX_TOKENS'],
    compatible: ['stop', 'tool_calls', 'length'],
  };
  const [whole, tools, length] = ends[wire];

  it('GWY-1 an unscripted model answers whole, word by word or in one body', async () => {
    const seen = [await stream(wire), await seeWhole(textModel(peer, wire, MODEL))];
    for (const one of seen) {
      expect(one.text).toBe(ANSWER);
      expect(tell(one)).toBe(`60 words, stop/${whole}, 60 tokens`);
      expect(one.usage?.inputTokens.total).toBe(12);
      // Gemini's adapter does not say which model answered.
      expect(one.model).toBe(wire === 'google' ? undefined : MODEL);
    }
    expect(seen[0]?.types.filter((type) => type === 'text-delta').length).toBeGreaterThanOrEqual(60);
  });

  it('GWY-1 records the call as it came', async () => {
    peer.script(MODEL, AT_ONCE);
    await stream(wire);
    const call = lastCall();
    expect(call).toMatchObject({ model: MODEL, wire, task: 'text', isStream: true, isAborted: false });
    expect(JSON.stringify(call.body)).toContain('Say something.');
    expect(JSON.stringify(call.headers)).toContain('peer-key');
    expect(call.endedAt).toBeGreaterThan(call.at);
  });

  it('GWY-1 text, JSON and fenced JSON come out as planned', async () => {
    const value = { headline: 'Two words', items: ['ä', '🙂', 'averyverylongwordwithoutanyspaces'], n: 1.5 };
    const json = JSON.stringify(value);
    const planned: readonly (readonly [AnswerPlan, string])[] = [
      [{ text: ' Up\n\n front,  and back ' }, ' Up\n\n front,  and back '],
      [{ text: '' }, ''],
      [{ json: value }, json],
      [{ json: value, isFenced: true }, `\`\`\`json\n${json}\n\`\`\``],
    ];
    for (const [plan, text] of planned) {
      for (const seen of await seeBoth(wire, plan)) {
        expect(seen.text).toBe(text);
        expect(seen.reason).toEqual({ unified: 'stop', raw: whole });
      }
    }
  });

  it('GWY-1 JSON without spaces comes in pieces', async () => {
    peer.script(MODEL, { ...AT_ONCE, json: 'x'.repeat(400) });
    const { types } = await stream(wire);
    expect(types.filter((type) => type === 'text-delta').length).toBeGreaterThan(20);
  });

  it('GWY-1 structured output comes out as JSON, by schema or by forced tool', async () => {
    const schema = { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] } as const;
    const options = { ...QUESTION, responseFormat: { type: 'json', schema } } as const;
    for (const seen of await seeBoth(wire, { json: { n: 3 } }, options)) {
      expect(JSON.parse(seen.text)).toEqual({ n: 3 });
      expect(seen.reason?.unified).toBe('stop');
      expect(seen.toolCalls).toEqual([]);
    }
  });

  it('GWY-1 tool calls come natively, alone and after a text', async () => {
    const toolCalls = [
      { name: 'find', args: { query: 'spring sale', limit: 3 } },
      { name: 'now', args: {} },
    ];
    const calls = toolCalls.map(({ name, args }) => ({ name, input: args }));
    for (const text of ['', 'Let me see.']) {
      for (const seen of await seeBoth(wire, { toolCalls, ...(text !== '' && { text }) })) {
        expect(seen.toolCalls).toEqual(calls);
        expect(seen.text).toBe(text);
        expect(seen.reason).toEqual({ unified: 'tool-calls', raw: tools });
      }
    }
  });

  it('GWY-1 an answer ends by length, filter, blocked prompt or refusal, natively', async () => {
    const filtered = { openai: 'content_filter', anthropic: 'refusal', google: 'SAFETY' };
    const raw = filtered[wire === 'compatible' ? 'openai' : wire];
    for (const seen of await seeBoth(wire, { finish: 'length' })) {
      expect(tell(seen)).toBe(`60 words, length/${length}, 60 tokens`);
    }
    for (const seen of await seeBoth(wire, { finish: 'content_filter' })) {
      expect(tell(seen)).toBe(`60 words, content-filter/${raw}, 60 tokens`);
    }
    for (const seen of await seeBoth(wire, { finish: 'prompt_blocked' })) {
      expect(tell(seen)).toBe(`0 words, content-filter/${raw}, 0 tokens`);
    }
    for (const seen of await seeBoth(wire, { finish: 'refusal' })) {
      expect(seen.text).toMatch(/can't help/);
      // OpenAI ends a refusal with `stop`; only the unified reason tells it from an answer.
      const isStop = wire === 'openai' || wire === 'compatible';
      expect(seen.reason).toEqual({ unified: 'content-filter', raw: isStop ? 'stop' : raw });
    }
  });

  it('GWY-1 usage comes out with cached and reasoning tokens, or not at all', async () => {
    const usage = { input: 100, output: 70, cached: 40, cacheWrite: 7, reasoning: 20 };
    for (const { usage: seen } of await seeBoth(wire, { usage })) {
      expect(seen?.inputTokens).toMatchObject({ total: 100, cacheRead: 40 });
      // Only two of the adapters know of tokens written to a cache.
      const knowsWrites = wire === 'openai' || wire === 'anthropic';
      expect(seen?.inputTokens.cacheWrite).toBe(knowsWrites ? 7 : undefined);
      expect(seen?.outputTokens).toEqual({ total: 70, text: 50, reasoning: 20 });
    }
    const without = wire === 'anthropic' ? '60 tokens' : 'no usage';
    for (const seen of await seeBoth(wire, { usage: 'none' })) {
      expect(tell(seen)).toBe(`60 words, stop/${whole}, ${without}`);
    }
  });

  it('GWY-2 waits before the headers, before the first word and between words', async () => {
    const timed = async (id: string, plan: AnswerPlan): Promise<readonly [opened: number, ended: number]> => {
      peer.script(id, { ...AT_ONCE, ...plan });
      const start = performance.now();
      const { stream: parts } = await textModel(peer, wire, id).doStream(QUESTION);
      const opened = performance.now() - start;
      for await (const _ of parts);
      return [opened, performance.now() - start];
    };
    const [silent, late, stirring, slow] = await Promise.all([
      timed('silent', { silenceMs: 200 }),
      timed('late', { firstTokenMs: 200 }),
      timed('stirring', { firstTokenMs: 200, stirMs: 20 }),
      timed('slow', { text: 'a b c d e f', wordMs: 20 }),
    ]);
    expect(silent[0]).toBeGreaterThanOrEqual(199);
    expect(late[1]).toBeGreaterThanOrEqual(199);
    expect(stirring[1]).toBeGreaterThanOrEqual(199);
    expect(slow[1]).toBeGreaterThanOrEqual(119);
    // Two adapters hold the stream back until there is something in it, one of them until there is content.
    expect(late[1] - late[0] < 100).toBe(wire === 'openai' || wire === 'anthropic');
    expect(stirring[1] - stirring[0] < 100).toBe(wire === 'openai');
  });

  it('GWY-2 signs of life carry no content', async () => {
    peer.script(MODEL, { ...AT_ONCE, firstTokenMs: 60, stirMs: 10 });
    const seen = await stream(wire);
    expect(tell(seen)).toBe(`60 words, stop/${whole}, 60 tokens`);
    // OpenAI's and Anthropic's adapters hand empty deltas on as parts.
    const deltas = seen.types.filter((type) => type === 'text-delta').length;
    expect(deltas > 60).toBe(wire === 'openai' || wire === 'anthropic');
  });

  it('GWY-2 plans are used call by call and the last one repeats', async () => {
    peer.script(MODEL, { fault: { kind: 'server', status: 500 } }, { ...AT_ONCE, text: 'second' }, AT_ONCE);
    const statuses: (string | number | undefined)[] = [];
    for (let call = 0; call < 4; call += 1) {
      const seen = await stream(wire);
      statuses.push(seen.threw?.status ?? seen.text.slice(0, 6));
    }
    expect(statuses).toEqual([500, 'second', 'w1 w2 ', 'w1 w2 ']);
    expect(peer.callsOf(MODEL).map((call) => call.n)).toEqual(peer.calls.map((call) => call.n));
  });

  it('GWY-2 refuses an assistant prefill natively and nothing else', async () => {
    const prefilled: LanguageModelV4CallOptions = {
      prompt: [...QUESTION.prompt, { role: 'assistant', content: [{ type: 'text', text: 'w1 w2' }] }],
    };
    for (const seen of await seeBoth(wire, { refusesPrefill: true }, prefilled)) {
      expect(seen.threw?.status).toBe(400);
      expect(seen.threw?.message).toMatch(/ends? with a user/);
    }
    for (const seen of await seeBoth(wire, { refusesPrefill: true })) expect(seen.text).toBe(ANSWER);
    for (const seen of await seeBoth(wire, {}, prefilled)) expect(seen.text).toBe(ANSWER);
  });
});

describe.each(WIRES)('faults on the %s wire', (wire) => {
  it.each(STREAM_FAULTS)('GWY-2 a stream shows $fault', async ({ fault, seen }) => {
    peer.script(MODEL, { ...AT_ONCE, fault });
    expect(tell(await stream(wire))).toBe(seen[wire]);
    expect(lastCall().isAborted).toBe(false);
  });

  it.each(BODY_FAULTS)('GWY-2 one body shows $fault', async ({ fault, seen }) => {
    peer.script(MODEL, { fault });
    expect(tell(await seeWhole(textModel(peer, wire, MODEL)))).toBe(seen[wire]);
    expect(lastCall().isAborted).toBe(false);
  });

  it.each(REFUSALS)('GWY-2 refuses with $refusal', async ({ refusal, seen }) => {
    const [status, isRetryable, body] = seen[wire];
    for (const { threw } of await seeBoth(wire, { fault: refusal })) {
      expect(threw).toMatchObject({ name: 'AI_APICallError', status, isRetryable });
      expect(threw?.body).toMatch(body);
    }
  });

  it('GWY-2 an in-band error keeps the details that say what to do', async () => {
    peer.script(MODEL, { fault: { kind: 'in_band', word: 'first', error: { kind: 'quota' } } });
    const { threw, errors } = await stream(wire);
    // Thrown errors carry the inner error as body, without the wrapper that a refused call has.
    const told = threw === undefined ? errors[0]?.data : JSON.parse(threw.body ?? '');
    const wanted = {
      openai: { code: 'insufficient_quota' },
      anthropic: {
        type: 'invalid_request_error',
        message: expect.stringContaining('credit balance') as string,
      },
      google: {
        details: expect.arrayContaining([expect.objectContaining({ retryDelay: '37s' })]) as unknown,
      },
      compatible: undefined,
    }[wire];
    if (wanted === undefined) expect(told).toBeUndefined();
    else expect(told).toMatchObject(wanted);
  });

  it('GWY-2 an answer of megabytes arrives whole', async () => {
    const seen = await seeBoth(wire, { fault: { kind: 'huge', megabytes: 3 } });
    for (const { text, reason } of seen) {
      expect(text.length).toBeGreaterThan(3 * 1_048_576);
      expect(reason?.unified).toBe('stop');
    }
  });

  it('GWY-2 an endless answer ends when the caller leaves, and says so', async () => {
    peer.script(MODEL, { ...AT_ONCE, fault: { kind: 'endless' } });
    const model = textModel(peer, wire, MODEL);
    const endOf = async (leave: AbortController, call: Promise<Seen>): Promise<Seen> => {
      const seen = await call;
      expect(leave.signal.aborted).toBe(true);
      expect((seen.broke ?? seen.threw)?.name).toBe('AbortError');
      await vi.waitFor(() => expect(lastCall().isAborted).toBe(true));
      return seen;
    };
    const inMidStream = new AbortController();
    const reading = seeStream(model, { ...QUESTION, abortSignal: inMidStream.signal }, (count) => {
      if (count > 200) inMidStream.abort();
    });
    expect((await endOf(inMidStream, reading)).text.length).toBeGreaterThan(ANSWER.length);
    const inSilence = new AbortController();
    const waiting = seeWhole(model, { ...QUESTION, abortSignal: inSilence.signal });
    await vi.waitFor(() => expect(peer.callsOf(MODEL)).toHaveLength(2));
    inSilence.abort();
    await endOf(inSilence, waiting);
  });

  it('GWY-2 a caller that leaves in silence or in mid-answer is on record', async () => {
    const plans = { silent: { silenceMs: 5_000 }, late: { firstTokenMs: 5_000 }, slow: { wordMs: 50 } };
    const leave = async ([id, plan]: [string, AnswerPlan]): Promise<void> => {
      peer.script(id, plan);
      const options = { ...QUESTION, abortSignal: AbortSignal.timeout(60) };
      const seen = await seeStream(textModel(peer, wire, id), options);
      expect((seen.broke ?? seen.threw)?.name).toBe('TimeoutError');
      await vi.waitFor(() => expect(peer.callsOf(id)[0]).toMatchObject({ isAborted: true }));
      const { at = 0, endedAt = Infinity } = peer.callsOf(id)[0] ?? {};
      expect(endedAt - at).toBeLessThan(2_000);
    };
    await Promise.all(Object.entries(plans).map(leave));
  });

  it('GWY-2 a reset is a reset, not a close', async () => {
    peer.script(MODEL, { fault: { kind: 'reset' } });
    expect((await stream(wire)).threw?.message).toContain('ECONNRESET');
  });

  it('GWY-2 raw bytes go out as they are', async () => {
    const body = '{"error":{"message":"made up","type":"odd","status":"ODD","code":418}}';
    peer.script(MODEL, { fault: { kind: 'raw', status: 418, headers: { 'x-peer': 'yes' }, body } });
    const { threw } = await stream(wire);
    expect(threw).toMatchObject({ status: 418, body, headers: { 'x-peer': 'yes' } });
  });

  it('GWY-2 a stall lasts as planned, in a stream and in one body', async () => {
    const stall = (id: string, see: typeof seeStream): Promise<number> => {
      peer.script(id, { ...AT_ONCE, fault: { kind: 'stall', word: 20, ms: 120 } });
      const start = performance.now();
      return see(textModel(peer, wire, id)).then(() => performance.now() - start);
    };
    const lasted = await Promise.all([stall('streamed', seeStream), stall('whole', seeWhole)]);
    expect(Math.min(...lasted)).toBeGreaterThanOrEqual(119);
  });

  it('GWY-2 a connection may stay open after the last word without an end mark', async () => {
    peer.script(MODEL, { ...AT_ONCE, fault: { kind: 'no_end_mark', openMs: 120 } });
    const start = performance.now();
    await stream(wire);
    expect(performance.now() - start).toBeGreaterThanOrEqual(119);
  });
});

it('GWY-2 the wait stands in the header in three forms, and never at Gemini', async () => {
  const headersOf = async (wire: Wire, refusal: Refusal): Promise<Readonly<Record<string, string>>> => {
    peer.script(MODEL, { fault: refusal });
    return (await stream(wire)).threw?.headers ?? {};
  };
  const limit = { kind: 'rate_limit', retryAfterS: 2 } as const;
  for (const wire of ['openai', 'anthropic', 'compatible'] as const) {
    expect(await headersOf(wire, limit)).toMatchObject({ 'retry-after': '2' });
    expect(await headersOf(wire, { ...limit, retryAfterAs: 'milliseconds' })).toMatchObject({
      'retry-after-ms': '2000',
    });
    const { 'retry-after': date = '' } = await headersOf(wire, { ...limit, retryAfterAs: 'date' });
    expect(Math.abs(Date.parse(date) - Date.now() - 2_000)).toBeLessThan(1_500);
    expect(await headersOf(wire, { kind: 'rate_limit' })).not.toHaveProperty('retry-after');
  }
  expect(await headersOf('google', limit)).not.toHaveProperty('retry-after');
});

describe('the bytes of a stream', () => {
  const messages = [{ role: 'user', content: 'Say something.' }];
  const addresses: Readonly<Record<Wire, readonly [path: string, body: object]>> = {
    openai: ['/chat/completions', { model: MODEL, stream: true, messages }],
    anthropic: ['/messages', { model: MODEL, stream: true, messages, max_tokens: 9 }],
    google: [`/models/${MODEL}:streamGenerateContent?alt=sse`, { contents: messages }],
    compatible: ['/chat/completions', { model: MODEL, stream: true, messages }],
  };
  const read = async (wire: Wire, plan: AnswerPlan, extra: object = {}): Promise<string> => {
    peer.script(MODEL, { ...AT_ONCE, text: 'one two', ...plan });
    const [path, body] = addresses[wire];
    const post = { method: 'POST', body: JSON.stringify({ ...body, ...extra }) };
    const response = await fetch(`${peer.baseUrl(wire)}${path}`, post);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    return response.text();
  };

  it('GWY-1 has the end mark of its wire, unless the plan takes it away', async () => {
    const marks = {
      openai: 'data: [DONE]\n\n',
      anthropic: 'event: message_stop\ndata: {"type":"message_stop"}\n\n',
    };
    for (const [wire, mark] of [
      ['openai', marks.openai],
      ['compatible', marks.openai],
      ['anthropic', marks.anthropic],
    ] as const) {
      expect((await read(wire, {})).endsWith(mark), wire).toBe(true);
      expect(await read(wire, { fault: { kind: 'no_end_mark' } }), wire).not.toContain(mark);
    }
    const gemini = await read('google', {});
    expect(gemini).toMatch(/"finishReason":"STOP".*\r\n\r\n$/);
    expect(await read('google', { fault: { kind: 'no_end_mark' } })).toMatch(
      /"finishReason":"STOP".*\r\n\r\n$/,
    );
  });

  it('GWY-1 has the events of its wire in order', async () => {
    const names = (await read('anthropic', {})).matchAll(/^event: (\w+)$/gm).map(([, name]) => name);
    expect([...names]).toEqual([
      'message_start',
      'content_block_start',
      'ping',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    const events = (await read('google', {})).trimEnd().split('\r\n\r\n');
    expect(events).toHaveLength(3);
  });

  it('GWY-1 OpenAI reports the usage of a stream only when asked', async () => {
    const asked = { stream_options: { include_usage: true } };
    for (const wire of ['openai', 'compatible'] as const) {
      expect(await read(wire, {})).not.toContain('prompt_tokens');
      expect(await read(wire, {}, asked)).toContain('"choices":[],"usage":{"prompt_tokens":12');
    }
  });
});

describe('vectors', () => {
  const texts = ['Fresh coffee for the morning', 'Fresh coffee for mornings', 'Quarterly tax return'];
  const models: Readonly<Record<string, () => EmbeddingModelV4>> = {
    openai: () => createOpenAI(settings('openai')).embeddingModel('e-1'),
    google: () => createGoogle(settings('google')).embeddingModel('e-1'),
    compatible: () => compatible(peer).embeddingModel('e-1'),
  };

  it.each(Object.keys(models))('GWY-1 %s gets one vector a text, near for near texts', async (wire) => {
    const model = models[wire]?.();
    const { embeddings = [], usage } = (await model?.doEmbed({ values: texts })) ?? {};
    expect(embeddings).toEqual(texts.map((text) => peerVector(text)));
    expect((await model?.doEmbed({ values: [texts[2] ?? ''] }))?.embeddings).toEqual([embeddings[2]]);
    expect(usage?.tokens).toBe(wire === 'google' ? undefined : 12);
    const [coffee = [], coffees = [], tax = []] = embeddings;
    expect(coffee).toHaveLength(64);
    expect(cosine(coffee, coffee)).toBeCloseTo(1, 6);
    expect(cosine(coffee, coffees)).toBeGreaterThan(0.8);
    expect(cosine(coffee, tax)).toBeLessThan(0.5);
    expect(peer.calls.map((call) => call.task)).toEqual(['embedding', 'embedding']);
  });

  it.each(Object.keys(models))('GWY-2 %s sees refusals and cuts of vectors', async (wire) => {
    const see = (): Promise<unknown> => Promise.resolve(models[wire]?.().doEmbed({ values: texts }));
    peer.script('e-1', { fault: { kind: 'server', status: 503 } }, { fault: { kind: 'cut', word: 30 } });
    await expect(see()).rejects.toMatchObject({ statusCode: 503, isRetryable: true });
    await expect(see()).rejects.toMatchObject({ statusCode: 200, isRetryable: true });
  });
});

describe('pictures', () => {
  const models: Readonly<Record<string, () => ImageModelV4>> = {
    openai: () => createOpenAI(settings('openai')).image('gpt-image-peer'),
    google: () => createGoogle(settings('google')).image('gemini-peer-image'),
    compatible: () => compatible(peer).imageModel('gpt-image-peer'),
  };
  const names = { openai: 'gpt-image-peer', google: 'gemini-peer-image', compatible: 'gpt-image-peer' };
  type Drawing = keyof typeof names;
  const draw = async (wire: Drawing, options: Partial<Parameters<ImageModelV4['doGenerate']>[0]> = {}) => {
    const model = models[wire]?.();
    if (model === undefined) throw new Error(wire);
    const asked = { prompt: 'A lamp', n: 1, size: undefined, aspectRatio: undefined, seed: undefined };
    return model.doGenerate({ ...asked, files: undefined, mask: undefined, providerOptions: {}, ...options });
  };

  it.each(Object.keys(names) as Drawing[])('GWY-1 %s draws a real PNG of the planned size', async (wire) => {
    const picture = { width: 320, height: 200, colour: '#ff0000', pattern: 'plain' } as const;
    peer.script(names[wire], {}, { picture, usage: { input: 9, output: 1_290 } });
    expect(await sizeOf(await draw(wire))).toEqual([1024, 1024]);
    const drawn = await draw(wire);
    expect(await sizeOf(drawn)).toEqual([320, 200]);
    const [red, green] = (await sharp(bytesOf(drawn)).stats()).channels;
    expect([red?.mean, green?.mean]).toEqual([255, 0]);
    if (wire !== 'compatible') expect(drawn.usage).toMatchObject({ inputTokens: 9, outputTokens: 1_290 });
    expect(lastCall()).toMatchObject({ task: 'picture', isStream: false });
  });

  it('GWY-1 a picture has the size that the call asks for', async () => {
    expect(await sizeOf(await draw('openai', { size: '256x512' }))).toEqual([256, 512]);
    expect(await sizeOf(await draw('google', { aspectRatio: '16:9' }))).toEqual([1344, 768]);
    expect((await draw('compatible', { n: 3 })).images).toHaveLength(3);
  });

  it('GWY-2 a picture is refused natively', async () => {
    peer.script(names.openai, { fault: { kind: 'content_filter' } });
    const refused = {
      statusCode: 400,
      responseBody: expect.stringContaining('moderation_blocked') as string,
    };
    await expect(draw('openai')).rejects.toMatchObject(refused);
    peer.script(names.google, { finish: 'content_filter' }, { finish: 'prompt_blocked' });
    for (const reason of ['IMAGE_SAFETY', 'SAFETY']) {
      const { images, providerMetadata } = await draw('google');
      expect(images).toEqual([]);
      expect(providerMetadata?.['google']).toMatchObject({ finishReason: reason });
    }
  });
});

describe('another client', () => {
  const client = (): OpenAI => new OpenAI({ ...settings('compatible'), maxRetries: 0 });
  const question = { model: MODEL, messages: [{ role: 'user', content: 'Say something.' }] } as const;

  it('GWY-1 reads streams, tool calls, vectors and errors of the same wire', async () => {
    const parts = client().chat.completions.stream({ ...question, messages: [...question.messages] });
    expect(await parts.finalContent()).toBe(ANSWER);
    peer.script(MODEL, { toolCalls: [{ name: 'find', args: { query: 'lamp' } }] });
    const calling = client().chat.completions.stream({ ...question, messages: [...question.messages] });
    const [choice] = (await calling.finalChatCompletion()).choices;
    expect(choice?.message.tool_calls?.[0]).toMatchObject({ function: { arguments: '{"query":"lamp"}' } });
    const { data } = await client().embeddings.create({ model: 'e-1', input: ['lamp'] });
    for (const [index, value] of peerVector('lamp').entries()) {
      expect(data[0]?.embedding[index]).toBeCloseTo(value, 6);
    }
    peer.script(MODEL, { fault: { kind: 'quota' } });
    const refused = client().chat.completions.create({ ...question, messages: [...question.messages] });
    await expect(refused).rejects.toMatchObject({ status: 429, code: 'insufficient_quota' });
  });
});

describe('the fault wall', () => {
  it('GWY-2 has seventeen scenarios, each with plans for every wire', async () => {
    expect(SCENARIOS.map(({ id }) => id)).toEqual(
      Array.from({ length: 17 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`),
    );
    for (const wire of WIRES) {
      for (const scenario of SCENARIOS) {
        const { primary, fallback } = scenario.plans(wire);
        expect(primary[0], scenario.id).not.toEqual({});
        peer.script(FALLBACK, ...fallback.map((plan) => ({ ...AT_ONCE, ...plan })));
        expect((await seeStream(textModel(peer, wire, FALLBACK))).text, scenario.id).toBe(ANSWER);
      }
    }
  });

  it.each(WIRES)(
    'GWY-2 every primary of the %s wire fails, or shows its fault, at the first call',
    async (wire) => {
      const harmless = new Set(['S11']);
      const waiting = new Set(['S06', 'S07', 'S09']);
      await Promise.all(
        SCENARIOS.map(async (scenario) => {
          const name = `${PRIMARY}-${scenario.id}`;
          peer.script(name, ...scenario.plans(wire).primary.map((plan) => ({ ...AT_ONCE, ...plan })));
          const seen = await seeStream(textModel(peer, wire, name), {
            ...QUESTION,
            abortSignal: AbortSignal.timeout(waiting.has(scenario.id) ? 250 : 20_000),
          });
          const isWhole = seen.text === ANSWER && seen.errors.length === 0 && seen.reason?.unified === 'stop';
          expect(isWhole, scenario.id).toBe(harmless.has(scenario.id) && wire !== 'anthropic');
        }),
      );
    },
  );
});

it('GWY-2 a reset forgets calls and scripts, and a closed peer closes its connections', async () => {
  const short = await startModelPeer();
  short.script(MODEL, { fault: { kind: 'server', status: 500 } });
  expect((await seeWhole(textModel(short, 'openai', MODEL))).threw?.status).toBe(500);
  short.reset();
  expect(short.calls).toEqual([]);
  expect((await seeWhole(textModel(short, 'openai', MODEL))).text).toBe(ANSWER);
  short.script(MODEL, { silenceMs: 60_000 });
  const hanging = seeWhole(textModel(short, 'openai', MODEL));
  await vi.waitFor(() => expect(short.calls).toHaveLength(1));
  await short[Symbol.asyncDispose]();
  await short[Symbol.asyncDispose]();
  expect((await hanging).threw?.isRetryable).toBe(true);
});

it('GWY-1 an address that no wire has is not found', async () => {
  const response = await fetch(`${peer.origin}/v1/nothing`, { method: 'POST', body: '{}' });
  expect(response.status).toBe(404);
  expect(peer.calls).toEqual([]);
});

function settings(wire: Wire): { baseURL: string; apiKey: string } {
  return { baseURL: peer.baseUrl(wire), apiKey: 'peer-key' };
}

function cosine(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

type Drawn = Awaited<ReturnType<ImageModelV4['doGenerate']>>;

function bytesOf({ images }: Drawn): Buffer {
  const [first] = images;
  return typeof first === 'string' ? Buffer.from(first, 'base64') : Buffer.from(first ?? []);
}

async function sizeOf(drawn: Drawn): Promise<(number | string | undefined)[]> {
  const { format, width, height } = await sharp(bytesOf(drawn)).metadata();
  expect(format).toBe('png');
  return [width, height];
}
