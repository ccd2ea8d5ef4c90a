import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { generateText, isStepCount, streamText, tool } from 'ai';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asLanguageModel } from '#llm/as-language-model';
import type { Gateway } from '#llm/index';
import type { Prompt } from '#llm/model';
import type { SettingsDocument } from '#llm/settings/settings-document';
import {
  resetTarget,
  resetUseCase,
  setBudget,
  setRecord,
  setTarget,
  setUseCase,
} from '#modules/models/index';
import type { Database } from '#platform/db/database';
import { createTestDatabase } from '#test/database';
import { ANSWER, type Wire } from '#test/model-peer/answer-plan';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import {
  callsOnRecord,
  modelsContext,
  openTestGateway,
  peerSettings,
  testScope,
  userPrompt,
} from '#test/test-gateway';

const WIRES: readonly Wire[] = ['openai', 'anthropic', 'google', 'compatible'];

let peer: ModelPeer;
let db: Database;
let gateway: Gateway;
let garbage: Server;
let file: SettingsDocument;

beforeAll(async () => {
  peer = await startModelPeer();
  db = await createTestDatabase();
  // A server that speaks no TLS, called by https: the handshake is cut.
  garbage = createServer((socket) => socket.once('data', () => socket.end('not a handshake')));
  garbage.listen(0, '127.0.0.1');
  await once(garbage, 'listening');
  const port = (garbage.address() as { port: number }).port;
  file = peerSettings(peer, {
    targets: {
      ...Object.fromEntries(WIRES.map((wire) => [`on-${wire}`, { wire }])),
      first: { wire: 'openai', structured: 'json' },
      second: { wire: 'anthropic' },
      small: { wire: 'openai', contextWindow: 256 },
      unpriced: { wire: 'openai', price: undefined },
      local: { wire: 'compatible', price: 'free' },
      embedder: { wire: 'openai' },
      painter: { wire: 'google', model: 'gemini-painter-image', totalMs: 20_000 },
      nowhere: { wire: 'openai', provider: 'nowhere' },
      tls: { wire: 'openai', provider: 'tls' },
    },
    useCases: {
      chat: { chain: ['first', 'second'], deadlineMs: 20_000 },
      empty: {},
      alone: { chain: ['first'], retries: 0 },
      tight: { chain: ['small'] },
      unpriced: { chain: ['unpriced'] },
      local: { chain: ['local'] },
      embedding: { kind: 'embedding', chain: ['embedder'] },
      hero_image: { kind: 'image', chain: ['painter'] },
      nowhere: { chain: ['nowhere'], retries: 0 },
      tls: { chain: ['tls'], retries: 0 },
      cached: { chain: ['first'], cache: 'exact' },
      alike: { chain: ['first'], cache: 'semantic', cacheLikeness: 0.8 },
      ...Object.fromEntries(WIRES.map((wire) => [`on-${wire}`, { chain: [`on-${wire}`] }])),
    },
  });
  Object.assign(file.providers, {
    nowhere: { kind: 'openai', baseUrl: 'http://127.0.0.1:1/v1', concurrency: 8 },
    tls: { kind: 'openai', baseUrl: `https://127.0.0.1:${port}/v1`, concurrency: 8 },
  });
  Object.assign(file.targets['nowhere'] ?? {}, { provider: 'nowhere' });
  Object.assign(file.targets['tls'] ?? {}, { provider: 'tls' });
});
// A gateway a test: what one target did in a test must not open its breaker in the next.
beforeEach(async () => {
  peer.reset();
  await db.pool.query('truncate llm_health');
  gateway = openTestGateway(db, file);
  await db.pool.query(
    'truncate llm_call, llm_cache, llm_reservation, llm_spend, llm_budget, llm_answer cascade',
  );
});
afterEach(() => gateway.close());
afterAll(async () => {
  await db.close();
  garbage.close();
  await peer[Symbol.asyncDispose]();
});

const text = (useCase: string, words = 'Count.', more: object = {}) =>
  gateway.text({ useCase, scope: testScope(), prompt: userPrompt(words), ...more });

describe('one path for all that models do', () => {
  it.each(WIRES)('GWY-1 text, with usage and cost, on the wire of %s', async (wire) => {
    peer.script(`on-${wire}`, { usage: { input: 100, output: 60, cached: 40, reasoning: 5 } });
    const { result, origin } = await text(`on-${wire}`);
    expect(result).toMatchObject({ text: ANSWER, finish: 'stop', flags: [] });
    expect(result.usage).toMatchObject({ input: 100, output: 60, cached: 40 });
    expect(origin).toMatchObject({
      target: `on-${wire}`,
      provider: wire,
      attempts: 1,
      isGenerated: true,
      cache: 'none',
    });
    expect(origin.costMicro).toBe(100 + 2 * 60);
    const [call] = await callsOnRecord(db);
    expect(call).toMatchObject({
      tokens_in: 100,
      tokens_out: 60,
      tokens_cached: 40,
      cost_micro: 220,
      cost_basis: 'reported',
      state: 'ended',
      input: null,
      output: null,
    });
  });

  it.each(WIRES)('GWY-1 tools go round through an agent of the AI SDK on the wire of %s', async (wire) => {
    peer.script(
      `on-${wire}`,
      { toolCalls: [{ name: 'weather', args: { city: 'Ghent' } }] },
      { text: 'It rains in Ghent.' },
    );
    const asked: string[] = [];
    const { text: answer, steps } = await generateText({
      model: asLanguageModel(gateway, { useCase: `on-${wire}`, scope: testScope() }),
      prompt: 'What is the weather in Ghent?',
      maxRetries: 0,
      stopWhen: isStepCount(3),
      tools: {
        weather: tool({
          description: 'The weather of a city.',
          inputSchema: z.object({ city: z.string() }),
          execute: async ({ city }) => {
            asked.push(city);
            return 'rain';
          },
        }),
      },
    });
    expect([answer, asked, steps.length]).toEqual(['It rains in Ghent.', ['Ghent'], 2]);
    expect((await callsOnRecord(db)).map((call) => call.outcome)).toEqual(['ok', 'ok']);
  });

  it('GWY-1 embeddings by a model, else hashed n-grams that say so', async () => {
    const call = {
      useCase: 'embedding',
      scope: testScope(),
      values: ['quiet room', 'quiet rooms', 'invoice'],
      isLexicalEnough: true,
    };
    const byModel = await gateway.embed(call);
    expect(byModel.result).toMatchObject({ method: 'model' });
    expect(byModel.result.vectors).toHaveLength(3);
    peer.script('embedder', { fault: { kind: 'bad_key' } });
    const byCode = await gateway.embed(call);
    expect(byCode).toMatchObject({
      result: { method: 'lexical' },
      origin: { provider: 'offline', isGenerated: false },
    });
    const [a = [], b = [], c = []] = byCode.result.vectors;
    const cosine = (x: readonly number[], y: readonly number[]): number =>
      x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
    expect(cosine(a, b)).toBeGreaterThan(0.5);
    expect(cosine(a, c)).toBeLessThan(0.3);
  });

  it('GWY-1 pictures', async () => {
    peer.script('gemini-painter-image', { picture: { width: 640, height: 360, colour: '#336699' } });
    const { result, origin } = await gateway.paint({
      useCase: 'hero_image',
      scope: testScope(),
      prompt: 'A quiet room',
      count: 1,
      aspectRatio: '16:9',
    });
    expect(result.images).toHaveLength(1);
    expect(
      Buffer.from(result.images[0] ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(origin).toMatchObject({ target: 'painter', provider: 'google' });
  });

  it('GWY-1 structured output: from a fence, by one repair turn, from the next model, from code', async () => {
    const form = { name: 'city', schema: z.object({ city: z.string(), people: z.number().int() }) };
    const ask = (offline?: () => { city: string; people: number }) =>
      gateway.object({ useCase: 'chat', scope: testScope(), prompt: userPrompt('A city.'), form, offline });
    peer.script('first', { json: { city: 'Ghent', people: 1 }, isFenced: true });
    expect(await ask()).toMatchObject({
      result: { city: 'Ghent' },
      origin: { target: 'first', attempts: 1 },
    });
    peer.script('first', { json: { city: 'Ghent', people: 'many' } }, { json: { city: 'Ghent', people: 2 } });
    expect(await ask()).toMatchObject({ result: { people: 2 }, origin: { target: 'first', attempts: 2 } });
    expect(JSON.stringify(peer.calls.at(-1)?.body)).toContain('people: Invalid input: expected number');
    peer.script('first', { text: 'no' });
    peer.script('second', { json: { city: 'Lund', people: 3 } });
    expect(await ask()).toMatchObject({
      result: { city: 'Lund' },
      origin: { target: 'second', attempts: 3 },
    });
    peer.script('second', { text: 'no' });
    expect(await ask(() => ({ city: 'Template', people: 0 }))).toMatchObject({
      result: { city: 'Template' },
      origin: { provider: 'offline', isGenerated: false, attempts: 5 },
    });
    await expect(ask()).rejects.toMatchObject({ code: 'llm.answer_invalid' });
    const record = await callsOnRecord(db);
    expect(record.filter((call) => call.outcome === 'invalid').length).toBeGreaterThanOrEqual(9);
  });
});

describe('live streams', () => {
  async function read(useCase = 'chat', prompt: Prompt = userPrompt('Count.'), signal?: AbortSignal) {
    const live = gateway.live({ useCase, scope: testScope(), prompt, signal });
    const parts: LanguageModelV4StreamPart[] = [];
    for await (const part of live.parts) parts.push(part);
    const words = parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('');
    return {
      parts,
      words,
      last: parts.at(-1),
      done: await live.done.catch((error: unknown) => error as Error),
    };
  }

  it('GWY-2 hand parts on as they come and end with the judged finish', async () => {
    const { words, last, parts } = await read();
    expect(words).toBe(ANSWER);
    expect(parts.filter((part) => part.type === 'text-delta').length).toBeGreaterThan(5);
    expect(last).toMatchObject({
      type: 'finish',
      finishReason: { unified: 'stop' },
      providerMetadata: { aicmo: { target: 'first', flags: [] } },
    });
  });

  it('GWY-2 fail over before the first word, unseen', async () => {
    peer.script('first', { fault: { kind: 'in_band', word: 'first', error: { kind: 'overloaded' } } });
    const { words, last } = await read();
    expect(words).toBe(ANSWER);
    expect(last).toMatchObject({ providerMetadata: { aicmo: { target: 'second' } } });
  });

  it('GWY-2 cut after the first word end with an error, never with text of another model', async () => {
    peer.script('first', { fault: { kind: 'end', word: 20 } });
    const { words, last, done } = await read();
    expect(words.trim()).toBe(ANSWER.split(' ').slice(0, 20).join(' '));
    expect(last?.type).toBe('error');
    expect(done).toMatchObject({ code: 'llm.all_failed' });
    expect(peer.callsOf('second')).toHaveLength(0);
  });

  it('GWY-2 stop calling when the reader leaves', async () => {
    peer.script('first', { wordMs: 50 });
    const leave = new AbortController();
    setTimeout(() => leave.abort(), 300);
    const { last, done } = await read('chat', userPrompt('Count.'), leave.signal);
    expect(last?.type).toBe('error');
    expect(done).toMatchObject({ code: 'llm.cancelled' });
    const [call] = await callsOnRecord(db);
    expect(call).toMatchObject({ outcome: 'cancelled', cost_basis: 'estimated' });
    expect(peer.callsOf('first')[0]?.isAborted).toBe(true);
    expect(peer.callsOf('second')).toHaveLength(0);
  });

  it('GWY-2 go through the stream of the AI SDK', async () => {
    const { textStream } = streamText({
      model: asLanguageModel(gateway, { useCase: 'chat', scope: testScope() }),
      prompt: 'Count.',
      maxRetries: 0,
    });
    let words = '';
    for await (const part of textStream) words += part;
    expect(words).toBe(ANSWER);
  });
});

describe('what cannot work, and what is said of it', () => {
  const failure = (useCase: string, words?: string) =>
    text(useCase, words).then(
      () => expect.fail('it worked'),
      (error: unknown) => error as Error & { code: string },
    );

  it('GWY-2 a use case that is not there, and a chain without a model', async () => {
    expect((await failure('poetry')).message).toMatch(
      /There is no use case poetry\. There are: .*chat.*Add it under `useCases`/,
    );
    expect((await failure('empty')).message).toMatch(
      /No model is configured for empty.*AICMO_KEY_GOOGLE.*aicmo llm status/,
    );
  });

  it.each(WIRES)('GWY-2 a wrong key on the wire of %s', async (wire) => {
    peer.script(`on-${wire}`, { fault: { kind: 'bad_key' } });
    const { message } = await failure(`on-${wire}`);
    expect(message).toMatch(new RegExp(`No model of on-${wire} gave an answer\\. on-${wire}: auth`));
    expect(message).not.toContain('test-key');
    expect(peer.calls).toHaveLength(1);
  });

  it('GWY-2 a host that nobody listens on, and TLS that is cut', async () => {
    expect((await failure('nowhere')).message).toMatch(/nowhere: network \(.*\)/);
    expect((await failure('tls')).message).toMatch(/tls: network \(.*\)/);
  });

  it.each(['html', 'empty', 'empty_object'] as const)('GWY-2 %s instead of an answer', async (kind) => {
    peer.script('first', { fault: { kind } });
    expect((await text('chat')).origin.target).toBe('second');
    expect((await callsOnRecord(db))[0]?.fault).toMatch(/not_wire|server|truncated/);
  });

  it('GWY-2 an answer of 20 MB and a stream without an end are cut off', async () => {
    for (const kind of ['huge', 'endless'] as const) {
      peer.script(
        'first',
        kind === 'huge' ? { fault: { kind, megabytes: 20 } } : { fault: { kind }, wordMs: 0 },
      );
      const start = performance.now();
      expect((await text('chat')).origin.target).toBe('second');
      expect(performance.now() - start).toBeLessThan(25_000);
    }
    expect(
      (await callsOnRecord(db)).filter((call) => call.target === 'first').map((call) => call.fault),
    ).toEqual(expect.arrayContaining([expect.stringMatching(/oversized|total_timeout/)]));
  }, 60_000);

  it('GWY-2 a prompt over the window is not sent', async () => {
    const { message } = await failure('tight', 'word '.repeat(2_000));
    expect(message).toMatch(
      /The prompt has about 2\d\d\d tokens, more than any model of tight takes \(256\)/,
    );
    expect(peer.calls).toHaveLength(0);
  });

  it('GWY-1 a model named by a bare string reaches nobody', async () => {
    await expect(generateText({ model: 'openai/gpt-5', prompt: 'x', maxRetries: 0 })).rejects.toMatchObject({
      message: expect.stringContaining('never through another hosted one') as string,
    });
  });
});

describe('which model is asked first', () => {
  it('GWY-1 the cheaper one by cost, the faster one by latency, the first one by quality', async () => {
    const ctx = modelsContext(db, gateway);
    await setUseCase(ctx, { useCase: 'sorted', chain: ['first', 'unpriced', 'local'], policy: 'cost' });
    expect((await text('sorted')).origin.target).toBe('local');
    await setUseCase(ctx, { useCase: 'sorted', chain: ['first', 'second'], policy: 'latency' });
    peer.script('first', { firstTokenMs: 300 });
    await text('sorted');
    await text('sorted');
    expect((await text('sorted')).origin.target).toBe('second');
    await setUseCase(ctx, { useCase: 'sorted', policy: 'quality' });
    expect((await text('sorted')).origin.target).toBe('first');
    await resetUseCase(ctx, { useCase: 'sorted' });
  });
});

describe('a target changed at run time', () => {
  it('GWY-1 GWY-2 has its own limits and price at once, and a new one can be made of a known provider', async () => {
    const ctx = modelsContext(db, gateway);
    await setTarget(ctx, {
      target: 'first',
      firstTokenMs: 100,
      price: { inputPerMTok: 100, outputPerMTok: 0 },
    });
    expect((await text('alone')).origin.costMicro).toBe(12 * 100);
    peer.script('first', { firstTokenMs: 400 });
    await expect(text('alone')).rejects.toMatchObject({
      message: expect.stringContaining('first_token_timeout') as string,
    });
    await setTarget(ctx, { target: 'newcomer', provider: 'openai', model: 'fresh' });
    const made = await text('alone', 'Count.', { targets: ['newcomer'] });
    expect(made.origin).toMatchObject({ target: 'newcomer', model: 'fresh' });
    await expect(setTarget(ctx, { target: 'x', model: 'y' })).rejects.toMatchObject({
      code: 'llm.target_incomplete',
    });
    await expect(setTarget(ctx, { target: 'x', provider: 'nobody', model: 'y' })).rejects.toMatchObject({
      code: 'llm.provider_unknown',
    });
    await resetTarget(ctx, { target: 'first' });
    await resetTarget(ctx, { target: 'newcomer' });
    await expect(resetTarget(ctx, { target: 'newcomer' })).rejects.toMatchObject({
      code: 'llm.target_unknown',
    });
  });
});

describe('money', () => {
  it('GWY-3 a price that is not known counts at the ceiling, is flagged, and its cost is null, not 0', async () => {
    await setBudget(modelsContext(db, gateway), {
      scopeKind: 'workspace',
      scopeId: '',
      period: 'month',
      measure: 'cost',
      limit: 1_000_000,
    });
    const { origin } = await text('unpriced');
    expect(origin.costMicro).toBeNull();
    const [call] = await callsOnRecord(db);
    expect(call).toMatchObject({ cost_micro: null, is_price_known: false });
    const { rows } = await db.pool.query<{ spent: number }>('select spent from llm_spend');
    expect(rows[0]?.spent).toBe(12 * 15 + 60 * 75);
  });

  it('GWY-3 a free local model is never blocked; a paid one over budget gives way to it', async () => {
    const ctx = modelsContext(db, gateway);
    await setBudget(ctx, { scopeKind: 'workspace', scopeId: '', period: 'day', measure: 'cost', limit: 0 });
    expect((await text('local')).origin).toMatchObject({ target: 'local', costMicro: 0 });
    await setUseCase(ctx, { useCase: 'chat', chain: ['first', 'local'] });
    expect((await text('chat')).origin.target).toBe('local');
    expect((await callsOnRecord(db)).map((call) => [call.target, call.outcome])).toContainEqual([
      'first',
      'refused',
    ]);
    await resetUseCase(ctx, { useCase: 'chat' });
    await expect(text('alone')).rejects.toMatchObject({ code: 'llm.over_budget', status: 429 });
    expect(peer.callsOf('first')).toHaveLength(0);
  });

  it('GWY-3 each brand may have the same budget for itself', async () => {
    await setBudget(modelsContext(db, gateway), {
      scopeKind: 'brand',
      scopeId: '*',
      period: 'day',
      measure: 'calls',
      limit: 1,
    });
    const ofBrand = (brandId: string) =>
      gateway.text({ useCase: 'alone', scope: testScope({ brandId }), prompt: userPrompt('Count.') });
    await ofBrand('a');
    await ofBrand('b');
    await expect(ofBrand('a')).rejects.toMatchObject({
      message: expect.stringContaining(
        'the daily budget of brand a allows 1 calls; 1 calls are spent',
      ) as string,
    });
    await text('alone');
  });

  it('GWY-3 tokens are budgeted as well, and retries and repairs count', async () => {
    await setBudget(modelsContext(db, gateway), {
      scopeKind: 'workspace',
      scopeId: '',
      period: 'day',
      measure: 'tokens',
      limit: 10_000_000,
    });
    peer.script('first', { fault: { kind: 'end', word: 30 } }, {});
    await text('chat');
    const { rows } = await db.pool.query<{ spent: number; reserved: number }>(
      'select spent, reserved from llm_spend',
    );
    expect(rows[0]?.reserved).toBe(0);
    expect(rows[0]?.spent).toBeGreaterThanOrEqual(72);
  });
});

describe('what leaves the house', () => {
  it('GWY-3 personal data are masked on the way out, put back on the way in, and masked on record', async () => {
    const ctx = modelsContext(db, gateway);
    await setRecord(ctx, { keepTexts: true });
    peer.script('first', { text: 'Write to [[EMAIL_1]] or call [[PHONE_1]].' });
    const { result } = await text(
      'alone',
      'Answer anna.berg@example.org, +46 8 123 456 78, about order 2026-11-25, 1.299,00 EUR.',
    );
    expect(result.text).toBe('Write to anna.berg@example.org or call +46 8 123 456 78.');
    const sent = JSON.stringify(peer.calls[0]?.body);
    expect(sent).not.toContain('anna.berg');
    expect(sent).not.toContain('123 456');
    expect(sent).toContain('2026-11-25');
    expect(sent).toContain('1.299,00 EUR');
    const [call] = await callsOnRecord(db);
    expect(JSON.stringify([call?.['input'], call?.['output']])).not.toContain('anna.berg');
    expect(JSON.stringify(call?.['output'])).toContain('[[EMAIL_1]]');
    await setRecord(ctx, { keepTexts: false });
  });

  it('GWY-3 and put back in a live stream, also where a placeholder is split', async () => {
    peer.script('first', {
      text: 'Dear [[EMAIL_1]], all is well. [[ is no placeholder, [[EMAIL_9]] is not ours.',
      wordMs: 1,
    });
    const live = gateway.live({
      useCase: 'alone',
      scope: testScope(),
      prompt: userPrompt('Greet bo@example.org'),
    });
    let words = '';
    for await (const part of live.parts) if (part.type === 'text-delta') words += part.delta;
    expect(words.trim()).toBe(
      'Dear bo@example.org, all is well. [[ is no placeholder, [[EMAIL_9]] is not ours.',
    );
  });
});

describe('answers that were given before', () => {
  it('GWY-4 an equal prompt is answered from the cache, on record, at no cost; flagged answers are not kept', async () => {
    peer.script('first', { text: 'once', finish: 'length' }, { text: 'twice' });
    expect((await text('cached')).flags).toEqual(['truncated']);
    expect((await text('cached')).result.text).toBe('twice');
    const hit = await text('cached');
    expect(hit).toMatchObject({
      result: { text: 'twice' },
      origin: { cache: 'exact', costMicro: 0, target: 'first' },
    });
    expect(peer.calls).toHaveLength(2);
    expect((await callsOnRecord(db)).at(-1)).toMatchObject({
      outcome: 'cached',
      cache: 'exact',
      cost_micro: 0,
    });
    await text('cached', 'Count!');
    expect(peer.calls).toHaveLength(3);
  });

  it('GWY-4 an alike prompt too where it is wished, but never one with another figure, nor of another workspace', async () => {
    await db.pool.query(
      `insert into workspace (id, name) values ('ws_other', 'Other') on conflict do nothing`,
    );
    peer.script('first', { text: 'in Ghent' });
    await text('alike', 'Where is the quiet hotel with 12 rooms in Ghent?');
    const hit = await text('alike', 'Where is a quiet hotel with 12 rooms in Ghent?');
    expect(hit.origin.cache).toBe('semantic');
    expect((await text('alike', 'Where is a quiet hotel with 13 rooms in Ghent?')).origin.cache).toBe('none');
    const other = await gateway.text({
      useCase: 'alike',
      scope: testScope({ workspaceId: 'ws_other' }),
      prompt: userPrompt('Where is the quiet hotel with 12 rooms in Ghent?'),
    });
    expect(other.origin.cache).toBe('none');
  });
});
