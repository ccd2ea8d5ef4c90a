import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Gateway } from '#llm/index';
import { addPrompt, type ModelsContext } from '#modules/models/index';
import type { Database } from '#platform/db/database';
import { hushCopy, variantsAnswer } from '#test/copy-answers';
import { createTestDatabase } from '#test/database';
import type { AnswerPlan } from '#test/model-peer/answer-plan';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { callsOnRecord, modelsContext, openTestGateway, peerSettings } from '#test/test-gateway';
import { type EvaluationDetail, SCORES } from './contract.ts';
import { type EvaluationRequest, runEvaluation } from './run-evaluation.ts';
import { getEvaluation, listEvaluations } from './service.ts';

const CASE = {
  name: 'hush',
  locale: 'en-US',
  channel: 'instagram',
  count: 4,
  brand: { name: 'Northlight', tone: ['calm'], banned_words: ['revolutionary'] },
  campaign: { name: 'Quiet' },
  product: {
    name: 'Hush',
    benefits: ['Turns a full train into a quiet room'],
    features: ['60 hours of battery life'],
  },
  expect: { min_accepted: 1, must_mention: ['60 hours'], must_not_mention: ['cheap'] },
};

const GOOD = [
  hushCopy('A quiet room on a full train'),
  hushCopy('Sleep on the night train', { angle: 'question' }),
  hushCopy('Quiet from door to door', { angle: 'feature' }),
  hushCopy('Quiet travels with you', { angle: 'how_to' }),
];
const ALL = Object.fromEntries(SCORES.map((score) => [score, 1]));

let db: Database;
let peer: ModelPeer;
let gateway: Gateway;
let ctx: ModelsContext;
let sets = 0;

beforeAll(async () => {
  db = await createTestDatabase();
  peer = await startModelPeer();
  gateway = openTestGateway(
    db,
    peerSettings(peer, {
      targets: {
        writer: { wire: 'openai' },
        second: { wire: 'anthropic' },
        unpriced: { wire: 'google', price: undefined },
        judge: { wire: 'google' },
        self: { wire: 'compatible', model: 'vendor/writer-2026-01-01' },
      },
      useCases: {
        copywriting: { chain: ['writer', 'second'], cache: 'exact', retries: 0 },
        judge: { chain: ['judge'], retries: 0 },
      },
    }),
    { breaker: { threshold: 1_000, coolDownMs: 1, maxCoolDownMs: 1, probeMs: 1_000 } },
  );
  ctx = modelsContext(db, gateway);
});
afterAll(async () => {
  await gateway.close();
  await db.close();
  await peer[Symbol.asyncDispose]();
});
beforeEach(() => peer.reset());

/** A set of a name of its own. */
function setOf(cases: readonly object[], name = `set-${++sets}`): string {
  return stringify({ name, use_case: 'copywriting', cases }, { aliasDuplicateObjects: false });
}

function run(text: string, over: Partial<EvaluationRequest> = {}): Promise<EvaluationDetail> {
  return runEvaluation(ctx, { text, fileName: 'set.yaml', judge: false, ...over });
}

/** One case, in which one text of four has a mistake. */
async function withOne(mistake: object, changes: object = {}): Promise<EvaluationDetail> {
  peer.script('writer', variantsAnswer(...GOOD.slice(0, 3), mistake));
  return run(setOf([{ ...CASE, ...changes }]));
}

describe('a run of an evaluation set', () => {
  it('GWY-4 gives a good model 1 in every score, case by case and on average, and is on record', async () => {
    peer.script('writer', variantsAnswer(...GOOD));
    const cases = Array.from({ length: 5 }, (_, index) => ({ ...CASE, name: `hush-${index}` }));
    const seen: string[] = [];
    const made = await run(setOf(cases, 'five'), { onCase: (done, total) => seen.push(`${done}/${total}`) });
    expect(made.scores).toEqual(ALL);
    expect(made.total).toBe(1);
    expect(made).toMatchObject({
      setName: 'five',
      useCase: 'copywriting',
      promptName: 'copywriting',
      promptVersion: 0,
      targets: ['writer', 'second'],
      models: ['openai/writer'],
      cases: 5,
      answered: 5,
      judgement: null,
      startedBy: 'operator (cli)',
    });
    expect(made.results.map(({ scores, written, refused }) => ({ scores, written, refused }))).toEqual(
      cases.map(() => ({ scores: ALL, written: 4, refused: [] })),
    );
    expect(made.results[0]?.texts[0]).toMatchObject({ headline: 'A quiet room on a full train' });
    expect(seen.toSorted()).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
    // The cache of the use case must not answer for the prompt: each case is asked for itself.
    expect(peer.callsOf('writer')).toHaveLength(5);
    const calls = (await callsOnRecord(db)).filter((call) => call['run_id'] === made.id);
    expect(calls.map((call) => call['purpose'])).toContain('evaluation of five: hush-0');
    expect(made.costMicro).toBe(calls.reduce((sum, call) => sum + Number(call['cost_micro']), 0));
    expect(made.costMicro).toBeGreaterThan(0);
    expect(await getEvaluation(ctx, { id: made.id })).toEqual(made);
  });

  it('GWY-4 writes at most three cases side by side', async () => {
    const firstTokenMs = 400;
    peer.script('writer', { ...variantsAnswer(...GOOD), firstTokenMs });
    await run(setOf(Array.from({ length: 7 }, (_, index) => ({ ...CASE, name: `case-${index}` }))));
    const starts = peer.callsOf('writer').map(({ at }) => at);
    expect(starts).toHaveLength(7);
    expect((starts[2] ?? 0) - (starts[0] ?? 0)).toBeLessThan(firstTokenMs);
    for (const [index, start] of starts.slice(3).entries())
      expect(start - (starts[index] ?? 0)).toBeGreaterThanOrEqual(firstTokenMs);
  });

  it.each([
    [
      'facts',
      'a number that no fact has',
      hushCopy('72 hours of quiet', { angle: 'feature' }),
      'facts.number',
    ],
    [
      'facts',
      'a fact that is not there',
      hushCopy('Quiet travels', { fact_ids: ['products.hush.benefits[7]'] }),
      'facts.cited',
    ],
    ['words', 'a banned word', hushCopy('A revolutionary quiet room'), 'words.banned'],
    ['words', 'a superlative', hushCopy('The best quiet room on a train'), 'words.risky'],
    [
      'length',
      'a headline that is too long',
      hushCopy('A quiet room on a full train, and then another quiet room on another full train'),
      'length.headline',
    ],
    [
      'language',
      'another language',
      hushCopy('Une pièce calme dans un train', {
        support: null,
        body: 'Hush transforme un train bondé en une pièce calme, et cela pour toute la semaine de travail sans chargeur.',
        alt_text: 'Un casque audio sous un titre qui parle du calme dans le train',
      }),
      'language.other',
    ],
    [
      'headlines',
      'a headline that is there already',
      hushCopy('A QUIET room, on a full train!'),
      'headline.repeated',
    ],
  ])('GWY-4 lowers exactly the score of %s for %s', async (score, _what, mistake, rule) => {
    const made = await withOne(mistake);
    expect(made.scores).toEqual({ ...ALL, [score]: 0.75 });
    expect(made.total).toBeCloseTo(1 - 0.25 / SCORES.length);
    expect(made.results[0]?.refused).toHaveLength(1);
    expect(made.results[0]?.refused[0]?.reason).toContain(rule);
  });

  it('GWY-4 lowers exactly the score of schema for an answer that had the form only after the repair turn', async () => {
    peer.script('writer', { text: 'Here are some ideas.' }, variantsAnswer(...GOOD));
    const made = await run(setOf([CASE]));
    expect(made.scores).toEqual({ ...ALL, schema: 0.5 });
    peer.reset();
    for (const model of ['writer', 'second']) peer.script(model, { text: 'Here are some ideas.' });
    const never = await run(setOf([CASE]));
    expect(never.scores).toMatchObject({ schema: 0, facts: null, headlines: null });
    expect(never.results[0]).toMatchObject({ isAnswered: true, written: 0, texts: [] });
    expect(never.results[0]?.problem).toMatch(/form/);
  });

  it.each([
    [{ min_accepted: 4 }, { expectations: 0.75 }, '3 of at least 4 texts passed every check'],
    [{ must_mention: ['60 hours', 'Bluetooth'] }, { expectations: 2 / 3 }, 'no text says "Bluetooth"'],
    [{ must_not_mention: ['FULL  train'] }, { expectations: 0.5 }, 'a text says "FULL  train"'],
  ])('GWY-4 lowers exactly the score of expectations for %j', async (expected, lowered, unmet) => {
    peer.script('writer', variantsAnswer(...GOOD.slice(0, 3)));
    const made = await run(setOf([{ ...CASE, expect: expected }]));
    expect(made.scores).toEqual({ ...ALL, expectations: expect.closeTo(lowered.expectations) as unknown });
    expect(made.results[0]?.unmet).toEqual([unmet]);
  });

  it('GWY-4 of two prompt versions: both are listed, newest first, with prompt, model and cost', async () => {
    const prompt = {
      name: 'copywriting',
      system: 'Write {{count}} texts.',
      user: '{{facts}}',
      note: 'short',
    };
    const { version, hash } = await addPrompt(ctx, prompt);
    peer.script('writer', variantsAnswer(...GOOD));
    const old = await run(setOf([CASE], 'two-versions'), { promptVersion: 0 });
    peer.script('second', variantsAnswer(...GOOD.slice(0, 3), hushCopy('The best quiet room on a train')));
    const young = await run(setOf([CASE], 'two-versions'), { promptVersion: version, targets: ['second'] });
    expect(JSON.stringify(peer.callsOf('second')[0]?.body)).toContain('Write 4 texts.');
    const { items } = await listEvaluations(ctx, { limit: 10, set: 'two-versions' });
    expect(items).toMatchObject([
      {
        id: young.id,
        promptVersion: version,
        promptHash: hash,
        models: ['anthropic/second'],
        scores: { words: 0.75 },
      },
      { id: old.id, promptVersion: 0, models: ['openai/writer'], total: 1 },
    ]);
    expect(items.every(({ costMicro }) => (costMicro ?? 0) > 0)).toBe(true);
    const first = await listEvaluations(ctx, { limit: 1, set: 'two-versions' });
    expect(first.next).toBe(young.id);
    expect(
      (await listEvaluations(ctx, { limit: 1, set: 'two-versions', after: first.next })).items[0]?.id,
    ).toBe(old.id);
    await expect(run(setOf([CASE]), { promptVersion: 99 })).rejects.toMatchObject({
      code: 'llm.prompt_unknown',
    });
  });

  it('GWY-3 costs unknown where the price is not known', async () => {
    peer.script('unpriced', variantsAnswer(...GOOD));
    const made = await run(setOf([CASE]), { targets: ['unpriced'] });
    expect(made.costMicro).toBeNull();
    expect(made.results[0]?.costMicro).toBeNull();
  });

  it('GWY-4 tells cases that no model answered, and means the scores over the others', async () => {
    peer.script('writer', variantsAnswer(...GOOD), { fault: { kind: 'server', status: 500 } });
    peer.script('second', { fault: { kind: 'quota' } });
    const made = await run(setOf([CASE, { ...CASE, name: 'hush-2' }]));
    expect(made).toMatchObject({ cases: 2, answered: 1, total: 1 });
    const silent = made.results.find(({ isAnswered }) => !isAnswered);
    expect(silent?.problem).toMatch(/writer: server .*second: quota/);
    expect(Object.values(silent?.scores ?? {}).every((score) => score === null)).toBe(true);
  });
});

describe('a run without a model', () => {
  it('GWY-4 says so in a clear sentence, and the offline writer never enters', async () => {
    for (const model of ['writer', 'second']) peer.script(model, { fault: { kind: 'bad_key' } });
    const failing = run(setOf([CASE], 'silent'));
    await expect(failing).rejects.toMatchObject({ code: 'evaluations.no_model' });
    await expect(failing).rejects.toThrow(
      /^No model answered, so there is nothing to evaluate; the offline writer is never measured\. No model of copywriting gave an answer\. writer: auth/,
    );
    expect((await listEvaluations(ctx, { limit: 5, set: 'silent' })).items).toEqual([]);
  });

  it('GWY-4 says what to set where none is set', async () => {
    const bare = openTestGateway(db, peerSettings(peer, { targets: {}, useCases: {} }), { keys: new Map() });
    try {
      const failing = runEvaluation(
        { ...ctx, gateway: bare },
        { text: setOf([CASE]), fileName: 'set.yaml', judge: false },
      );
      await expect(failing).rejects.toMatchObject({ code: 'evaluations.no_model' });
      await expect(failing).rejects.toThrow(/No model is set for copywriting: set a key/);
    } finally {
      await bare.close();
    }
    await expect(run(setOf([CASE]), { targets: ['nobody'] })).rejects.toMatchObject({
      code: 'llm.target_unknown',
    });
  });
});

describe('the judge of a run', () => {
  const verdict = (better: string): AnswerPlan => ({ json: { better, reason: `${better} is clearer.` } });
  const pair = async (name: string, ...plans: AnswerPlan[]): Promise<EvaluationDetail> => {
    peer.script('writer', variantsAnswer(...GOOD));
    await run(setOf([CASE], name));
    peer.script('judge', ...plans);
    return run(setOf([CASE], name), { judge: true });
  };

  it('GWY-4 gives a verdict only where both orders agree', async () => {
    const better = await pair('judged-better', verdict('a'), verdict('b'));
    expect(better.judgement).toMatchObject({
      isJudged: true,
      models: ['google/judge'],
      better: 1,
      undecided: 0,
    });
    expect(better.results[0]?.judged).toEqual({
      verdict: 'better',
      reasons: ['a is clearer.', 'b is clearer.'],
    });
    const [one, two] = peer.callsOf('judge').map(({ body }) => JSON.stringify(body));
    expect(one).toContain('<set_a>');
    expect(two).toContain('<set_b>');
    const worse = await pair('judged-worse', verdict('b'), verdict('a'));
    expect(worse.judgement).toMatchObject({ better: 0, worse: 1 });
    const tie = await pair('judged-tie', verdict('tie'));
    expect(tie.judgement).toMatchObject({ better: 0, worse: 0, tie: 1 });
    const turned = await pair('judged-turned', verdict('a'), verdict('a'));
    expect(turned.judgement).toMatchObject({ better: 0, worse: 0, tie: 0, undecided: 1 });
  });

  it('GWY-4 sees each set in both places', async () => {
    const name = 'places';
    peer.script('writer', variantsAnswer(...GOOD.slice(0, 2)));
    const old = await run(setOf([CASE], name));
    peer.script('writer', variantsAnswer(...GOOD.slice(2)));
    peer.script('judge', verdict('a'), verdict('b'));
    const young = await run(setOf([CASE], name), { judge: true });
    expect(young.judgement?.against).toBe(old.id);
    const places = peer.callsOf('judge').map(({ body }) => {
      const told = JSON.stringify(body);
      const a = /<set_a>\\n(.*?)<\/set_a>/.exec(told)?.[1];
      return a?.includes('Quiet from door to door') === true ? 'young' : 'old';
    });
    expect(places).toEqual(['young', 'old']);
  });

  it('GWY-4 is never the author: it says so and does not judge', async () => {
    const own = openTestGateway(
      db,
      peerSettings(peer, {
        targets: {
          writer: { wire: 'openai' },
          self: { wire: 'compatible', model: 'vendor/writer-2026-01-01' },
        },
        useCases: { copywriting: { chain: ['writer'] }, judge: { chain: ['writer', 'self'] } },
      }),
    );
    try {
      peer.script('writer', variantsAnswer(...GOOD));
      const request = { text: setOf([CASE], 'own-judge'), fileName: 'set.yaml', judge: true };
      const first = await runEvaluation({ ...ctx, gateway: own }, request);
      expect(first.judgement).toMatchObject({
        isJudged: false,
        reason: 'There is no earlier run of this set as it is now to compare with.',
      });
      const second = await runEvaluation({ ...ctx, gateway: own }, request);
      expect(second.judgement).toMatchObject({
        isJudged: false,
        reason:
          'The judge must be another model than the author: writer, self would judge what writer wrote.',
      });
      expect(peer.calls.filter(({ body }) => JSON.stringify(body).includes('set_a'))).toEqual([]);
    } finally {
      await own.close();
    }
  });

  it('GWY-4 that gives no answer leaves the run whole, and says why', async () => {
    const made = await pair('silent-judge', { fault: { kind: 'quota' } });
    expect(made.total).toBe(1);
    expect(made.judgement).toMatchObject({ isJudged: false });
    expect(made.judgement?.reason).toMatch(
      /^No case was judged: No model of judge gave an answer\. judge: quota/,
    );
  });

  it('GWY-4 compares only with a run of a set that says the same', async () => {
    peer.script('writer', variantsAnswer(...GOOD));
    await run(setOf([CASE], 'changed'));
    const made = await run(setOf([{ ...CASE, count: 3 }], 'changed'), { judge: true });
    expect(made.judgement?.reason).toContain('no earlier run of this set as it is now');
  });
});

describe('a set with an error', () => {
  const broken = (lines: string): Promise<unknown> =>
    run(lines).then(
      () => 'taken',
      (error: Error) => error.message,
    );
  const head = 'name: a\nuse_case: copywriting\ncases:\n';
  const body =
    '    channel: instagram\n    brand: { name: B }\n    campaign: { name: C }\n    product: { name: P }\n';

  it('GWY-4 shows line and caret', async () => {
    const said = await broken(`${head}  - name: one\n    locale: english\n${body}`);
    expect(said).toContain('set.yaml:5:13: error: This is no language tag.');
    expect(said).toContain('  5 |     locale: english\n    |             ^^^^^^^');
    expect(said).toContain('hint: Write it like en-US, de-DE or ja-JP.');
    expect(peer.calls).toEqual([]);
  });

  it.each([
    [`${head}  - name: one\n    locale: en-US\n${body.replace('instagram', 'radio')}`, '6:14'],
    [
      `${head}  - name: one\n    locale: en-US\n    colour: red\n${body}`,
      'The key "colour" is not known here.',
    ],
    [`${head}  - name: one\n    locale: en-US\n${body.replace('name: P', 'price: 3')}`, '"name" is missing.'],
    [
      `${head}  - name: one\n    locale: en-US\n${body}  - name: one\n    locale: en-US\n${body}`,
      'Two cases are called one.',
    ],
    [
      `${head}  - name: one\n    locale: en-US\n${body.replace('name: P', 'name: P, benefits: [[x]]')}`,
      'one text per language',
    ],
    [
      `${head}  - name: one\n    locale: en-US\n${body.replace('name: P', 'name: P, price: { amount: 3, currency: EURO }')}`,
      'This is no currency.',
    ],
    ['name: a\nuse_case: chat\ncases: []\n', 'Sets are for the use case copywriting.'],
    ['name: a\nuse_case: copywriting\ncases: []\n', 'The list is empty; at least 1 entry is needed.'],
    ['name: [a\n', 'set.yaml:'],
  ])('GWY-4 is refused before a model is asked: %#', async (lines, says) => {
    expect(await broken(lines)).toContain(says);
    expect(peer.calls).toEqual([]);
  });

  it('GWY-4 has at most 50 cases', async () => {
    const cases = Array.from({ length: 51 }, (_, index) => ({ ...CASE, name: `case-${index}` }));
    expect(await broken(setOf(cases))).toContain('The list has 51 entries; at most 50 are allowed.');
  });

  it('GWY-4 may be run by those alone who may manage models', async () => {
    const reader = {
      ...ctx,
      actor: { kind: 'apiKey', id: 'k', name: 'reader', scopes: ['llm.read', 'llm.use'] },
    } as const;
    await expect(
      runEvaluation(reader, { text: setOf([CASE]), fileName: 'set.yaml', judge: false }),
    ).rejects.toMatchObject({ code: 'auth.forbidden' });
    expect((await listEvaluations(reader, { limit: 1 })).items).toHaveLength(1);
  });
});
