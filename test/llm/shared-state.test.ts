import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Gateway, settleAbandoned } from '#llm/index';
import type { Budget } from '#modules/models/contract';
import { getBudgets, resetUseCase, setBudget, setUseCase } from '#modules/models/index';
import type { SettingsDocument } from '#llm/settings/settings-document';
import type { Database } from '#platform/db/database';
import { createTestDatabase, testContext } from '#test/database';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { callsOnRecord, modelsContext, openTestGateway, peerSettings } from '#test/test-gateway';
import type { GatewayOrder, GatewayReply } from './gateway-process.ts';

const PROCESS = fileURLToPath(new URL('gateway-process.ts', import.meta.url));

interface Far {
  readonly child: ChildProcess;
  call(order: Omit<GatewayOrder, 'id'>): Promise<GatewayReply['results']>;
}

let peer: ModelPeer;
let db: Database;
let settings: SettingsDocument;
const children: ChildProcess[] = [];

beforeAll(async () => {
  peer = await startModelPeer();
  db = await createTestDatabase();
  settings = peerSettings(peer, {
    targets: {
      primary: { wire: 'openai', totalMs: 30_000 },
      fallback: { wire: 'anthropic', totalMs: 30_000 },
      limited: { wire: 'google', requestsPerMinute: 60 },
    },
    useCases: {
      chat: { chain: ['primary', 'fallback'], retries: 0 },
      alone: { chain: ['primary'], retries: 0 },
      paced: { chain: ['limited'], deadlineMs: 30_000 },
    },
  });
});
beforeEach(() => peer.reset());
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await db.close();
  await peer[Symbol.asyncDispose]();
});

/** A process with a gateway on the same database, ready. */
async function startFar(env: Readonly<Record<string, string>> = {}): Promise<Far> {
  const child = fork(PROCESS, {
    env: { ...process.env, TEST_DATABASE_URL: db.url, TEST_SETTINGS: JSON.stringify(settings), ...env },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  children.push(child);
  let next = 1;
  const waiting = new Map<number, (results: GatewayReply['results']) => void>();
  const ready = Promise.withResolvers<void>();
  child.on('message', (reply: GatewayReply) => {
    if (reply.id === 0) ready.resolve();
    waiting.get(reply.id)?.(reply.results);
  });
  await ready.promise;
  return {
    child,
    call: (order) =>
      new Promise((resolve) => {
        const id = next++;
        waiting.set(id, resolve);
        child.send({ ...order, id } satisfies GatewayOrder);
      }),
  };
}

describe('health over processes', () => {
  it('GWY-2 the second process stops calling a provider that the first found down; one probe brings it back', async () => {
    const [first, second] = [await startFar(), await startFar()];
    peer.script('primary', { fault: { kind: 'server', status: 503 } });
    expect((await first.call({ useCase: 'chat', count: 3 })).map(({ target }) => target)).toEqual([
      'fallback',
      'fallback',
      'fallback',
    ]);
    const known = peer.callsOf('primary').length;
    expect(known).toBe(3);
    await delay(200);
    const told = await second.call({ useCase: 'chat', count: 5 });
    expect(told.map(({ target }) => target)).toEqual(Array.from({ length: 5 }, () => 'fallback'));
    expect(peer.callsOf('primary'), 'calls of the second process').toHaveLength(known);

    // Back again; the cool-down passes, and both processes want it at the same moment.
    peer.script('primary', { silenceMs: 300 });
    await delay(1_200);
    const before = peer.callsOf('primary').length;
    await Promise.all([
      first.call({ useCase: 'chat', count: 10 }),
      second.call({ useCase: 'chat', count: 10 }),
    ]);
    expect(peer.callsOf('primary').length - before, 'probes').toBe(1);
    await delay(200);
    const back = [
      ...(await first.call({ useCase: 'chat', count: 2 })),
      ...(await second.call({ useCase: 'chat', count: 2 })),
    ];
    expect(back.map(({ target }) => target)).toEqual(Array.from({ length: 4 }, () => 'primary'));
  }, 60_000);

  it('GWY-2 a wait that the provider asked one process for holds in the other one too', async () => {
    const [first, second] = [await startFar(), await startFar()];
    peer.script('primary', { fault: { kind: 'rate_limit', retryAfterS: 2 } }, {});
    const [limited] = await first.call({ useCase: 'alone', count: 1 });
    expect(limited?.code).toBe('llm.rate_limited');
    await delay(150);
    const start = performance.now();
    expect((await second.call({ useCase: 'alone', count: 1 }))[0]?.target).toBe('primary');
    expect(performance.now() - start).toBeGreaterThan(1_200);
  }, 60_000);

  it('GWY-2 requests a minute are counted over both', async () => {
    const [first, second] = [await startFar(), await startFar()];
    // A full bucket of 60, taken empty; then one a second.
    await db.pool.query(
      `insert into llm_rate (target_key, requests, tokens, at) select 'google/limited/' || substr(encode(sha256('test-key-of-google'), 'hex'), 1, 8), 4, 0, clock_timestamp()`,
    );
    const start = performance.now();
    const made = await Promise.all([
      first.call({ useCase: 'paced', count: 3 }),
      second.call({ useCase: 'paced', count: 3 }),
    ]);
    expect(made.flat().every(({ target }) => target === 'limited')).toBe(true);
    expect(performance.now() - start).toBeGreaterThan(1_500);
  }, 60_000);
});

describe('settings over processes', () => {
  it('GWY-1 a chain that is changed at run time is in force in the other process within a second', async () => {
    const far = await startFar();
    expect((await far.call({ useCase: 'chat', count: 1 }))[0]?.target).toBe('primary');
    const here = openTestGateway(db, settings);
    const ctx = modelsContext(db, here);
    await setUseCase(ctx, { useCase: 'chat', chain: ['fallback'] });
    await delay(500);
    expect((await far.call({ useCase: 'chat', count: 1 }))[0]?.target).toBe('fallback');
    await expect(setUseCase(ctx, { useCase: 'chat', chain: ['nobody'] })).rejects.toMatchObject({
      code: 'llm.target_unknown',
    });
    await resetUseCase(ctx, { useCase: 'chat' });
    await delay(500);
    expect((await far.call({ useCase: 'chat', count: 1 }))[0]?.target).toBe('primary');
    await here.close();
  }, 60_000);
});

describe('budgets over processes', () => {
  let here: Gateway;
  beforeAll(() => {
    here = openTestGateway(db, settings);
  });
  afterAll(() => here.close());
  const limitUseCase = (useCase: string, limit: Pick<Budget, 'period' | 'measure' | 'limit'>) =>
    setBudget(modelsContext(db, here), { scopeKind: 'use_case', scopeId: useCase, ...limit });

  it('GWY-3 of a hundred calls at once in two processes, ten fit: exactly ten are admitted', async () => {
    const [first, second] = [await startFar(), await startFar()];
    // What a call may cost is known beforehand; ten of these fit and not eleven.
    const estimate = estimateOf(settings);
    await limitUseCase('alone', { period: 'total', measure: 'cost', limit: 10 * estimate + estimate - 1 });
    peer.script('primary', { silenceMs: 800 });
    const results = (
      await Promise.all([
        first.call({ useCase: 'alone', count: 50 }),
        second.call({ useCase: 'alone', count: 50 }),
      ])
    ).flat();
    expect(results.filter(({ target }) => target === 'primary')).toHaveLength(10);
    const refused = results.filter(({ code }) => code === 'llm.over_budget');
    expect(refused).toHaveLength(90);
    expect(refused[0]?.message).toMatch(
      /over budget: the total budget of use case alone allows 0\.\d+ USD; .* are reserved by calls under way, and this call may take 0\.\d+ USD/,
    );
    expect(peer.callsOf('primary')).toHaveLength(10);
    const found = (await getBudgets(testContext(db))).items.find((item) => item.scopeId === 'alone');
    expect(found).toMatchObject({ reserved: 0, spent: 10 * (12 + 2 * 60) });
  }, 60_000);

  it('GWY-3 what a killed process reserved is settled at its estimate and marked unknown', async () => {
    await limitUseCase('chat', { period: 'day', measure: 'calls', limit: 3 });
    const far = await startFar();
    peer.script('primary', { silenceMs: 20_000 });
    void far.call({ useCase: 'chat', count: 2 });
    while (peer.callsOf('primary').length < 2) await delay(20);
    far.child.kill('SIGKILL');
    await once(far.child, 'exit');
    await db.pool.query(
      `update llm_call set expires_at = now() - interval '1 second' where state = 'running'`,
    );
    expect(await settleAbandoned(db)).toBe(2);
    const left = (await callsOnRecord(db)).filter((call) => call['state'] === 'unknown');
    expect(left).toHaveLength(2);
    for (const call of left)
      expect(call).toMatchObject({
        outcome: 'unknown',
        cost_basis: 'estimated',
        cost_micro: call['estimate_micro'],
      });
    const found = (await getBudgets(testContext(db))).items.find((item) => item.scopeId === 'chat');
    expect(found).toMatchObject({ spent: 2, reserved: 0 });
  }, 60_000);
});

describe('a step that is repeated', () => {
  it('GWY-3 gets the answer that was paid for, also from another process and after a kill', async () => {
    const key = 'run-1:7:1';
    const dying = await startFar({ AICMO_CRASH_AT: 'llm.recorded:1' });
    void dying.call({ useCase: 'alone', count: 1, idempotencyKey: key });
    await once(dying.child, 'exit');
    expect(peer.callsOf('primary')).toHaveLength(1);
    const other = await startFar();
    const [again] = await other.call({ useCase: 'alone', count: 1, idempotencyKey: key });
    expect(again?.text).toMatch(/^w1 w2 .* w60$/);
    expect(peer.callsOf('primary')).toHaveLength(1);
  }, 60_000);
});

/** What one call of the tests may cost at most: its prompt as estimated, and 100 tokens of answer at 2 dollars a million. */
function estimateOf(document: SettingsDocument): number {
  expect(document.targets['primary']?.price).toEqual({ inputPerMTok: 1, outputPerMTok: 2 });
  const promptTokens = 6 + Math.ceil('Count.'.length / 3.5);
  return promptTokens + 200;
}
