import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Gateway } from '#llm/index';
import type { Database } from '#platform/db/database';
import { createTestDatabase } from '#test/database';
import type { AnswerPlan } from '#test/model-peer/answer-plan';
import { type ModelPeer, type PeerCall, startModelPeer } from '#test/model-peer/model-peer';
import { callsOnRecord, modelsContext, openTestGateway, peerSettings } from '#test/test-gateway';
import { planProof, type ProofCheck } from './proof-plan.ts';
import { type Proof, proveTargets } from './prove-targets.ts';

const TEXT_WIRES = ['openai', 'anthropic', 'google', 'compatible'] as const;
const VECTOR_WIRES = ['openai', 'google', 'compatible'] as const;
const NO_MODEL = 'aicmo-no-such-model';
const NO_PICTURE_MODEL = 'gemini-aicmo-no-such-model';

const PLACE = {
  city: 'Paris',
  country: 'France',
  kind: 'city',
  nickname: null,
  sights: [{ name: 'Notre-Dame', is_free: true }],
};

/** What a good model says to each check, in the order of the checks; a list is given call by call. */
const GOOD = {
  answer: { text: 'ready' },
  stream: { text: 'one, two, three, four, five, six' },
  structured: { json: PLACE },
  tool_call: { toolCalls: [{ name: 'get_weather', args: { city: 'Paris' } }] },
  truncated: { text: 'one, two, three', finish: 'length' },
  auth: { fault: { kind: 'bad_key' } },
} as const satisfies Record<string, AnswerPlan>;

let db: Database;
let peer: ModelPeer;
let gateway: Gateway;

beforeAll(async () => {
  db = await createTestDatabase();
  peer = await startModelPeer();
  const texts = Object.fromEntries(TEXT_WIRES.map((wire) => [`${wire}-text`, { wire }]));
  const vectors = Object.fromEntries(VECTOR_WIRES.map((wire) => [`${wire}-vector`, { wire }]));
  const pictures = Object.fromEntries(
    VECTOR_WIRES.map((wire) => [
      `${wire}-picture`,
      { wire, model: pictureModel(wire), price: { inputPerMTok: 1, perImage: 0.04 } },
    ]),
  );
  gateway = openTestGateway(
    db,
    peerSettings(peer, {
      targets: {
        ...texts,
        ...vectors,
        ...pictures,
        unpriced: { wire: 'openai', price: undefined },
        whole: { wire: 'openai', isStreaming: false },
        spare: { wire: 'openai' },
      },
      useCases: {
        chat: { chain: [...Object.keys(texts), 'unpriced', 'whole'], cache: 'exact' },
        embedding: { kind: 'embedding', chain: Object.keys(vectors) },
        hero_image: { kind: 'image', chain: Object.keys(pictures) },
      },
    }),
  );
});
afterAll(async () => {
  await gateway.close();
  await db.close();
  await peer[Symbol.asyncDispose]();
});
beforeEach(() => {
  peer.reset();
  for (const model of [NO_MODEL, NO_PICTURE_MODEL]) peer.script(model, { fault: { kind: 'model_missing' } });
});

/** The adapter of Google takes pictures from its own models alone. */
function pictureModel(wire: string): string {
  return wire === 'google' ? 'gemini-peer-image' : `${wire}-picture`;
}

function script(
  model: string,
  changes: Partial<Record<keyof typeof GOOD, readonly AnswerPlan[]>> = {},
): void {
  const checks = Object.keys(GOOD) as (keyof typeof GOOD)[];
  peer.script(model, ...checks.flatMap((check) => changes[check] ?? [GOOD[check]]));
}

function prove(target: string, withPictures = false): Promise<Proof> {
  return proveTargets(modelsContext(db, gateway), { targets: [target], withPictures });
}

function outcomes(proof: Proof): Record<string, string> {
  return Object.fromEntries(proof.lines.map(({ check, outcome }) => [check, outcome]));
}

const ALL_PASSED = {
  answer: 'passed',
  stream: 'passed',
  structured: 'passed',
  tool_call: 'passed',
  usage: 'passed',
  truncated: 'passed',
  model_missing: 'passed',
  auth: 'passed',
};

describe.each(TEXT_WIRES)('a text target on the wire %s', (wire) => {
  const target = `${wire}-text`;

  it('GWY-1 passes every check, is on record with what it cost, and the wrong key left with one call only', async () => {
    script(target);
    const told: string[] = [];
    const proof = await proveTargets(modelsContext(db, gateway), {
      targets: [target],
      withPictures: false,
      report: (line) => told.push(line.check),
    });
    expect(proof.lines.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(outcomes(proof)).toEqual(ALL_PASSED);
    expect(told).toEqual(Object.keys(ALL_PASSED));
    expect(proof.hasPassed).toBe(true);
    const stream = proof.lines.find(({ check }) => check === 'stream');
    expect(stream?.firstTokenMs).toBeGreaterThan(0);
    const calls = (await callsOnRecord(db)).filter((call) => call['run_id'] === proof.id);
    expect(calls).toHaveLength(7);
    const charged = calls.reduce((sum, call) => sum + Number(call['cost_micro']), 0);
    expect(charged).toBeGreaterThan(0);
    expect(proof.costMicro).toBe(charged);
    expect(new Set(calls.map((call) => call['use_case']))).toEqual(new Set(['live_try']));
    const keys = peer.calls.map(keyIn);
    expect(keys.filter((key) => key.includes('aicmo-wrong-key'))).toHaveLength(1);
    expect(keys.filter((key) => key.includes(`test-key-of-${wire}`))).toHaveLength(6);
  });

  const bad: [string, ProofCheck, Parameters<typeof script>[1], RegExp][] = [
    [
      'a stream that is cut',
      'stream',
      { stream: [{ ...GOOD.stream, fault: { kind: 'cut', word: 2 } }] },
      /truncated|network/,
    ],
    [
      'an answer without the form, also after the repair turn',
      'structured',
      { structured: [{ text: 'Paris is nice.' }, { text: 'Paris is very nice.' }] },
      /invalid/,
    ],
    [
      'words in place of a tool call',
      'tool_call',
      { tool_call: [{ text: 'It is sunny.' }] },
      /called no tool/,
    ],
    [
      'a tool call without its arguments',
      'tool_call',
      { tool_call: [{ toolCalls: [{ name: 'get_weather', args: { town: 'Paris' } }] }] },
      /called the tool with/,
    ],
    [
      'a tool that is not there',
      'tool_call',
      { tool_call: [{ toolCalls: [{ name: 'get_rain', args: { city: 'Paris' } }] }] },
      /get_rain, which is not there/,
    ],
    [
      'an answer called whole beyond the limit',
      'truncated',
      { truncated: [GOOD.stream] },
      /was called whole at a limit of 16/,
    ],
    ['an answer to a wrong key', 'auth', { auth: [{ text: 'ready' }] }, /answered with a wrong key/],
    [
      'a wrong key told as something else',
      'auth',
      { auth: [{ fault: { kind: 'server', status: 500 } }] },
      /told as server/,
    ],
  ];
  it.each(bad)('GWY-1 fails for %s, in that check alone', async (_what, check, changes, detail) => {
    script(target, changes);
    const proof = await prove(target);
    expect(proof.hasPassed).toBe(false);
    expect(outcomes(proof)).toEqual({ ...ALL_PASSED, [check]: 'failed' });
    expect(proof.lines.find((line) => line.check === check)?.detail).toMatch(detail);
  });

  it('GWY-1 fails where a wrong model gets an answer, or a refusal that says something else', async () => {
    script(target);
    peer.script(NO_MODEL, { text: 'ready' });
    expect(outcomes(await prove(target))).toEqual({ ...ALL_PASSED, model_missing: 'failed' });
    script(target);
    peer.script(NO_MODEL, { fault: { kind: 'quota' } });
    const proof = await prove(target);
    expect(outcomes(proof)).toEqual({ ...ALL_PASSED, model_missing: 'failed' });
    expect(proof.lines.find(({ check }) => check === 'model_missing')?.detail).toMatch(/told as quota/);
  });

  it('GWY-1 gives no answer: nothing more is asked of it, but how it refuses is', async () => {
    const dead: AnswerPlan = { fault: { kind: 'server', status: 500 } };
    peer.script(target, dead, dead, GOOD.auth);
    const proof = await prove(target);
    expect(outcomes(proof)).toEqual({
      answer: 'failed',
      stream: 'failed',
      structured: 'failed',
      tool_call: 'failed',
      usage: 'failed',
      truncated: 'failed',
      model_missing: 'passed',
      auth: 'passed',
    });
    expect(proof.lines[0]?.detail).toContain('server (500');
    expect(proof.lines[1]?.detail).toContain('not asked');
    expect(peer.calls).toHaveLength(4);
  });

  it('GWY-1 has a hiccup: one further try is no verdict', async () => {
    script(target, { answer: [{ fault: { kind: 'server', status: 503 } }, GOOD.answer] });
    expect(outcomes(await prove(target))).toEqual(ALL_PASSED);
  });
});

describe('a text target', () => {
  it.each(['openai', 'google', 'compatible'] as const)(
    'GWY-3 that tells no tokens fails in that check alone (%s)',
    async (wire) => {
      const none = { usage: 'none' } as const;
      script(`${wire}-text`, {
        answer: [{ ...GOOD.answer, ...none }],
        stream: [{ ...GOOD.stream, ...none }],
      });
      const proof = await prove(`${wire}-text`);
      expect(outcomes(proof)).toEqual({ ...ALL_PASSED, usage: 'failed' });
      expect(proof.lines.find(({ check }) => check === 'usage')?.detail).toBe(
        '0 of 2 answers told their tokens',
      );
    },
  );

  it('GWY-1 that says it has no tools, or is set without a stream, does not offer that', async () => {
    script('whole', {
      stream: [],
      tool_call: [
        {
          fault: {
            kind: 'raw',
            status: 400,
            headers: { 'content-type': 'application/json' },
            body: '{"error":{"message":"tiny:1b does not support tools","type":"api_error"}}',
          },
        },
      ],
    });
    const proof = await prove('whole');
    expect(outcomes(proof)).toEqual({ ...ALL_PASSED, stream: 'not_offered', tool_call: 'not_offered' });
    expect(proof.hasPassed).toBe(true);
  });

  it('GWY-3 without a known price costs unknown, and is planned at the ceiling', async () => {
    script('unpriced');
    const plan = await planProof(modelsContext(db, gateway), { targets: ['unpriced'], withPictures: false });
    expect(plan.targets[0]).toMatchObject({ isPriceKnown: false });
    const proof = await prove('unpriced');
    expect(proof.costMicro).toBeNull();
    expect(proof.lines.find(({ check }) => check === 'answer')?.costMicro).toBeNull();
    expect(proof.lines.find(({ check }) => check === 'auth')?.costMicro).toBe(0);
  });

  it('GWY-3 is held by a budget as all calls are', async () => {
    await db.pool.query(
      `insert into llm_budget (workspace_id, id, scope_kind, scope_id, period, measure, limit_value, created_at, created_by)
       values ('ws_default', 'bud_try', 'use_case', 'live_try', 'day', 'calls', 0, now(), '{}')`,
    );
    try {
      script('spare');
      const proof = await prove('spare');
      expect(proof.hasPassed).toBe(false);
      expect(proof.lines[0]?.detail).toContain('over budget');
      expect(peer.calls).toHaveLength(0);
    } finally {
      await db.pool.query(`delete from llm_budget where id = 'bud_try'`);
    }
  });
});

describe.each(VECTOR_WIRES)('vectors and pictures on the wire %s', (wire) => {
  it('GWY-1 are proved, pictures only when asked for', async () => {
    const vectors = `${wire}-vector`;
    peer.script(vectors, {}, { fault: { kind: 'bad_key' } });
    const proof = await prove(vectors);
    expect(outcomes(proof)).toMatchObject({ embedding: 'passed', model_missing: 'passed', auth: 'passed' });
    const pictures = `${wire}-picture`;
    peer.script(pictureModel(wire), {}, { fault: { kind: 'bad_key' } });
    await expect(prove(pictures)).rejects.toMatchObject({ code: 'llm.nothing_to_try' });
    const painted = await prove(pictures, true);
    expect(outcomes(painted)).toEqual({ picture: 'passed', model_missing: 'passed', auth: 'passed' });
    expect(painted.lines[0]?.costMicro).toBeGreaterThanOrEqual(40_000);
  });

  it('GWY-1 that are none fail', async () => {
    const vectors = `${wire}-vector`;
    peer.script(
      vectors,
      { fault: { kind: 'html' } },
      { fault: { kind: 'html' } },
      { fault: { kind: 'bad_key' } },
    );
    expect(outcomes(await prove(vectors))).toMatchObject({
      embedding: 'failed',
      usage: 'failed',
      model_missing: 'passed',
      auth: 'passed',
    });
    const pictures = `${wire}-picture`;
    peer.script(pictureModel(wire), { fault: { kind: 'empty_object' } });
    peer.script(NO_PICTURE_MODEL, {});
    expect(outcomes(await prove(pictures, true))).toEqual({
      picture: 'failed',
      model_missing: 'failed',
      auth: 'failed',
    });
  });
});

describe('what is tried', () => {
  it('GWY-1 is every target of a chain that can be called, with what it costs at most', async () => {
    const plan = await planProof(modelsContext(db, gateway), { withPictures: true });
    const names = plan.targets.map(({ target }) => target);
    expect(names).toEqual(expect.arrayContaining(['openai-text', 'google-vector', 'compatible-picture']));
    expect(names).not.toContain('spare');
    expect(plan.leftOut).toContainEqual({ target: 'spare', why: 'it stands in no chain' });
    expect(plan.mostMicro).toBe(plan.targets.reduce((sum, { mostMicro }) => sum + mostMicro, 0));
    const picture = plan.targets.find(({ target }) => target === 'openai-picture');
    expect(picture?.mostMicro).toBeGreaterThanOrEqual(80_000);
    await expect(
      planProof(modelsContext(db, gateway), { targets: ['nobody'], withPictures: true }),
    ).rejects.toMatchObject({ code: 'llm.target_unknown' });
  });

  it('GWY-3 never costs more than was said', async () => {
    script('openai-text');
    const plan = await planProof(modelsContext(db, gateway), {
      targets: ['openai-text'],
      withPictures: false,
    });
    const proof = await prove('openai-text');
    expect(proof.costMicro).toBeLessThanOrEqual(plan.mostMicro);
    const inputs = (await callsOnRecord(db))
      .filter((call) => call['run_id'] === proof.id)
      .map((call) => Number(call['estimate_micro']));
    expect(Math.max(...inputs)).toBeLessThanOrEqual(plan.mostMicro / 4);
  });

  it('GWY-1 leaves out a target whose provider has no key', async () => {
    const keyless = openTestGateway(
      db,
      peerSettings(peer, { targets: { a: { wire: 'google' } }, useCases: { chat: { chain: ['a'] } } }),
      { keys: new Map() },
    );
    try {
      await expect(proveTargets(modelsContext(db, keyless), { withPictures: false })).rejects.toMatchObject({
        code: 'llm.nothing_to_try',
        message: expect.stringContaining('a: the provider google has no key') as unknown,
      });
    } finally {
      await keyless.close();
    }
  });
});

function keyIn({ headers }: PeerCall): string {
  return String(headers.authorization ?? headers['x-api-key'] ?? headers['x-goog-api-key'] ?? '');
}
