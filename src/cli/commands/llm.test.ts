import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database';
import type { AnswerPlan } from '#test/model-peer/answer-plan';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { type CommandResult, layOutHome, REPOSITORY, runCommand, type TestHome } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { peerSettings } from '#test/test-gateway';

const SIGHT = { name: 'Notre-Dame', is_free: true };

let at: TestHome;
let peer: ModelPeer;

beforeAll(async () => {
  const db = await createTestDatabase();
  await db.close();
  peer = await startModelPeer();
  const root = makeTempFolder('llm-cli');
  const document = peerSettings(peer, {
    targets: {
      writer: { wire: 'openai', price: { inputPerMTok: 3, outputPerMTok: 5 } },
      second: { wire: 'anthropic' },
      unpriced: { wire: 'google', price: undefined },
    },
    useCases: { chat: { chain: ['writer', 'second'] }, copywriting: { chain: ['writer'], policy: 'cost' } },
  });
  at = layOutHome(root, {
    DATABASE_URL: db.url,
    AICMO_MODELS_FILE: join(root, 'models.yaml'),
    AICMO_KEY_OPENAI: 'test-key-openai',
    AICMO_KEY_GOOGLE: 'test-key-google',
  });
  writeFileSync(join(root, 'models.yaml'), stringify(document));
}, 60_000);
afterAll(async () => {
  await peer[Symbol.asyncDispose]();
  removeFolder(at.root);
});

const llm = (...args: string[]): Promise<CommandResult> => runCommand(at, ['llm', ...args]);

async function json<Value>(...args: string[]): Promise<{ value: Value; code: number | null }> {
  const { stdout, stderr, code } = await llm(...args, '--json');
  expect(stdout.trimEnd().endsWith('}'), `${args.join(' ')}: ${stdout}${stderr}`).toBe(true);
  return { value: JSON.parse(stdout) as Value, code };
}

describe('aicmo llm', () => {
  it('GWY-1 asks a model, and calls and costs are there to see, fractions of a cent as well', async () => {
    peer.reset();
    peer.script('writer', { text: 'A brief says what is wanted.', usage: { input: 20, output: 10 } });
    const tried = await llm('try', 'What is a brief?');
    expect(tried).toMatchObject({ code: 0 });
    expect(tried.stdout).toMatch(
      /^A brief says what is wanted\.\n\nwriter \(openai\/writer\)\n\d+ ms, 0\.00011 USD/,
    );
    const calls = await json<{ items: { id: string }[] }>('calls', '--use-case', 'chat', '--outcome', 'ok');
    expect(calls.value.items).toMatchObject([{ target: 'writer', costMicro: 110, tokensIn: 20 }]);
    expect((await llm('calls')).stdout).toContain('0.00011 USD');
    expect(await json('calls', '--campaign', 'nobody')).toMatchObject({ code: 4 });
    expect((await llm('calls', '--day', '2020-01-01')).stdout).toContain('There is no such call.');
    expect(await json('calls', '--day', '2026-02-30')).toMatchObject({ code: 2 });
    const call = await llm('call', calls.value.items[0]?.id ?? '');
    expect(call.stdout).toContain('Its texts were not kept.');
    expect(call.stdout).toMatch(/cost +0\.00011 USD/);
    const usage = await llm('usage', '--by', 'target');
    expect(usage.stdout).toMatch(/^target .*cost/);
    expect(usage.stdout).toMatch(/^writer .*0\.00011 USD/m);
  }, 60_000);

  it('GWY-1 proves a target live: says the cost before, wants --yes, exits with 3 when a check fails', async () => {
    const good: AnswerPlan[] = [
      { text: 'ready' },
      { text: 'one, two, three' },
      { json: { city: 'Paris', country: 'France', kind: 'city', nickname: null, sights: [SIGHT] } },
      { toolCalls: [{ name: 'get_weather', args: { city: 'Paris' } }] },
      { text: 'one, two', finish: 'length' },
      { fault: { kind: 'bad_key' } },
    ];
    peer.reset();
    peer.script('aicmo-no-such-model', { fault: { kind: 'model_missing' } });
    const unasked = await llm('try', '--live', '--target', 'writer');
    expect(unasked.code).toBe(2);
    expect(unasked.stderr).toMatch(/writer \(openai\/writer\), text: 8 checks, at most 0\.\d+ USD\n/);
    expect(unasked.stderr).toContain('It costs at most 0.');
    expect(peer.calls).toHaveLength(0);
    peer.script('writer', ...good);
    const proved = await llm('try', '--live', '--target', 'writer', '--yes');
    expect(proved.stdout).toMatch(
      /^passed +writer +stream +\d+ ms +0\.\d+ USD +first token after \d+ ms, in 3 pieces$/m,
    );
    expect(proved.stdout).toContain('8 passed, 0 failed, 0 not offered. Cost: 0.');
    expect(proved.code).toBe(0);
    peer.script('writer', ...good.with(3, { text: 'It is sunny.' }));
    const failed = await json<{ lines: object[] }>('try', '--live', '--target', 'writer', '--yes');
    expect(failed).toMatchObject({ code: 3, value: { hasPassed: false } });
    expect(failed.value.lines).toContainEqual(
      expect.objectContaining({ check: 'tool_call', outcome: 'failed' }),
    );
  }, 60_000);

  it('GWY-3 shows a cost that is not known as unknown, never as 0', async () => {
    peer.script('unpriced', { text: 'Hello.' });
    expect((await llm('try', 'Hi', '--target', 'unpriced')).stdout).toMatch(/ms, unknown, attempts: 1/);
    expect(await json('calls', '--target', 'unpriced')).toMatchObject({
      value: { items: [{ costMicro: null }] },
    });
    expect((await llm('calls', '--target', 'unpriced')).stdout).toContain('unknown');
    expect((await llm('usage', '--by', 'target')).stdout).toMatch(/^unpriced .*unknown/m);
    expect((await llm('usage')).stdout).toMatch(/^chat .*0\.00011 USD \+ 1 unknown/m);
  }, 60_000);

  it('GWY-1 shows targets, chains and what lacks a key; doctor does so too', async () => {
    const status = await llm('status');
    expect(status.stdout).toMatch(/^writer +openai +writer +set +3 in, 5 out +well/m);
    expect(status.stdout).toMatch(/^second +anthropic +second +missing/m);
    expect(status.stdout).toMatch(/^unpriced .*unknown \(budgets count 15 in, 75 out\)/m);
    expect(status.stdout).toMatch(/^chat +text +writer, second +quality/m);
    const doctor = await runCommand(at, ['doctor']);
    expect(doctor.stdout).toContain('ok    models: ');
    expect(doctor.stdout).toContain('chat: writer, second');
    expect(doctor.stdout).toContain('note  models: second has no key: set AICMO_KEY_ANTHROPIC');
    expect(doctor.code).toBe(0);
  }, 60_000);

  it('GWY-1 says in doctor where the models file is wrong', async () => {
    const wrong = join(at.root, 'wrong.yaml');
    writeFileSync(wrong, 'targets:\n  a:\n    provider: openai\n    model: m\n    contextWindow: many\n');
    const doctor = await runCommand(at, ['doctor'], { AICMO_MODELS_FILE: wrong });
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toMatch(/wrong models: .*\n.*wrong\.yaml:5:20: error: /);
    expect(doctor.stdout).toContain('note  database: not looked at');
    writeFileSync(wrong, 'useCases: { chat: { chain: [nobody] } }\n');
    const missing = await runCommand(at, ['doctor'], { AICMO_MODELS_FILE: wrong });
    expect(missing.code).toBe(1);
    expect(missing.stdout).toContain(
      'wrong models: use case chat names the target nobody, which is not there',
    );
  }, 60_000);

  it('GWY-3 sets a budget, keeps it, and lets it go', async () => {
    const set = await llm('budget', 'set', '--scope', 'use_case:chat', '--per', 'day', '--usd', '0.000001');
    expect(set).toMatchObject({ code: 0 });
    expect(set.stdout).toMatch(/^bud_\w+: use case chat, 0\.000001 USD a day\./);
    const refused = await json('try', 'Hi', '--target', 'writer');
    expect(refused).toMatchObject({ code: 4, value: { error: { code: 'llm.over_budget' } } });
    const { value } = await json<{ items: { id: string }[] }>('budget', 'list');
    expect(value.items).toMatchObject([{ measure: 'cost', limit: 1 }]);
    expect((await llm('budget', 'remove', value.items[0]?.id ?? '')).stdout).toContain(
      'Removed: use case chat',
    );
    expect(await json('budget', 'list')).toMatchObject({ value: { items: [] } });
  }, 60_000);

  it('GWY-3 takes a budget for a brand by its key, and for nobody unknown', async () => {
    const brand = await runCommand(at, [
      'brand',
      'import',
      join(REPOSITORY, 'examples/brands/hayl'),
      '--json',
    ]);
    expect(brand.code).toBe(0);
    const set = await json('budget', 'set', '--scope', 'brand:hayl', '--per', 'month', '--tokens', '5000');
    expect(set).toMatchObject({
      code: 0,
      value: { scopeId: expect.stringMatching(/^brd_/) as unknown, measure: 'tokens' },
    });
    expect(
      await json('budget', 'set', '--scope', 'brand:nobody', '--per', 'month', '--calls', '5'),
    ).toMatchObject({ code: 4, value: { error: { code: 'brands.unknown' } } });
    expect(
      await json('budget', 'set', '--scope', 'use_case:chatt', '--per', 'day', '--calls', '5'),
    ).toMatchObject({
      code: 4,
      value: { error: { code: 'llm.use_case_unknown' } },
    });
    const each = await llm('budget', 'set', '--scope', 'run:*', '--per', 'total', '--calls', '5');
    expect(each.stdout).toContain('each run, 5 calls in all');
  }, 60_000);

  it('GWY-1 changes a use case while everything runs, and takes it back', async () => {
    expect((await llm('use-case', 'set', 'chat', '--policy', 'latency')).stdout).toMatch(
      /^chat +text +writer, second +latency .*at run time/m,
    );
    const set = await llm('use-case', 'set', 'chat', '--chain', 'second, writer', '--mask', 'off');
    expect(set.stdout).toMatch(/^chat +text +second, writer +latency +off +off +at run time/m);
    expect(await json('use-case', 'set', 'chat', '--chain', 'nobody')).toMatchObject({
      code: 4,
      value: { error: { code: 'llm.target_unknown' } },
    });
    expect((await llm('use-case', 'reset', 'chat')).stdout).toMatch(
      /^chat +text +writer, second +quality +off +on/m,
    );
    expect((await llm('record', 'on')).stdout).toContain('are kept from now on');
    expect(await json('status')).toMatchObject({ value: { keepTexts: true } });
    expect((await llm('record', 'off')).stdout).toContain('are not kept');
  }, 60_000);

  it('GWY-4 writes prompts in versions, compares them by line and on real work', async () => {
    writeFileSync(join(at.root, 'short.yaml'), 'system: Be brief.\nuser: |\n  Write {{count}} texts.\n');
    writeFileSync(join(at.root, 'bad.yaml'), 'system: Be brief.\nusr: Write.\n');
    writeFileSync(join(at.root, 'place.yaml'), 'system: Be brief.\nuser: Write {{nothing}}.\n');
    const bad = await llm('prompt', 'add', 'copywriting', '--file', 'bad.yaml');
    expect(bad.code).toBe(4);
    expect(bad.stderr).toMatch(
      /bad\.yaml:2:6: error: The key "usr" is not known here\.\n {2}2 \| usr: Write\.\n/,
    );
    expect(bad.stderr).toContain('"user" is missing.');
    expect(await json('prompt', 'add', 'copywriting', '--file', 'place.yaml')).toMatchObject({
      code: 4,
      value: { error: { code: 'llm.prompt_place_unknown' } },
    });
    const added = await llm('prompt', 'add', 'copywriting', '--file', 'short.yaml', '--note', 'shorter');
    expect(added.stdout).toContain('copywriting: version 1 is there.');
    const diff = await llm('prompt', 'diff', 'copywriting', '0', '1');
    expect(diff.stdout).toMatch(
      /^--- copywriting 0 system\n\+\+\+ copywriting 1 system\n@@ -1,\d+ \+1,1 @@\n-You are/,
    );
    expect(diff.stdout).toContain('+Write {{count}} texts.');
    expect((await llm('prompt', 'activate', 'copywriting', '1')).code).toBe(0);
    expect((await llm('prompt', 'list')).stdout).toMatch(
      /^copywriting +1 +yes .*operator \(cli\) +shorter$/m,
    );
    expect((await llm('prompt', 'show', 'copywriting')).stdout).toMatch(/^copywriting version 1, in use/);
    expect((await llm('prompt', 'show', 'nothing')).code).toBe(4);
    const start = ['experiment', 'start', 'is shorter better', '--prompt', 'copywriting'];
    const started = await json<{ id: string }>(...start, '--arm', 'now=0', '--arm', 'short=1@second,writer');
    expect(started.value).toMatchObject({
      arms: [
        { name: 'now', promptVersion: 0 },
        { name: 'short', promptVersion: 1, targets: ['second', 'writer'] },
      ],
    });
    expect((await llm('experiment', 'list')).stdout).toContain(
      'too early: The smallest arm has 0 of 100 units',
    );
    expect((await llm('experiment', 'show', started.value.id)).stdout).toMatch(
      /is shorter better {2}running[^]*now +0 /,
    );
    const twins = await llm(...start, '--arm', 'now=0', '--arm', 'now=1');
    expect(twins).toMatchObject({ code: 2, stderr: expect.stringContaining('name of its own') as string });
    expect((await llm('experiment', 'end', started.value.id)).code).toBe(0);
  }, 90_000);

  it('GWY-4 runs an evaluation set, shows it on a page, and lists runs with prompt version, model and cost', async () => {
    const set = {
      name: 'cli',
      use_case: 'copywriting',
      cases: [
        {
          name: 'hush',
          locale: 'en-US',
          channel: 'instagram',
          count: 2,
          brand: { name: 'Northlight' },
          campaign: { name: 'Quiet' },
          product: { name: 'Hush', features: ['60 hours of battery life'] },
        },
      ],
    };
    const text = (headline: string): object => ({
      angle: 'feature',
      headline,
      support: null,
      cta: 'See Hush',
      body: 'Hush has 60 hours of battery life.',
      alt_text: 'Hush under a headline',
      fact_ids: ['products.hush.features[0]'],
    });
    writeFileSync(join(at.root, 'set.yaml'), stringify(set));
    writeFileSync(join(at.root, 'wrong-set.yaml'), stringify(set).replace('instagram', 'radio'));
    peer.script('writer', {
      json: { variants: [text('Hush lasts 60 hours'), text('The best of 60 hours')] },
    });
    const run = await llm('eval', 'run', 'set.yaml', '--prompt-version', '0', '--target', 'writer');
    expect(run.stderr).toContain('1/1 hush');
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(
      /^evl_\w+ {2}set cli, prompt copywriting version 0, openai\/writer\n1 of 1 cases answered/,
    );
    expect(run.stdout).toMatch(/^hush +en-US +instagram +1\/2 +1\.000 +1\.000 +0\.500/m);
    expect(run.stdout).toMatch(/Refused texts:\n {2}hush: "The best of 60 hours": words\.risky: /);
    const list = await json<{ items: { id: string }[] }>('eval', 'list', '--set', 'cli');
    expect(list.value.items).toMatchObject([
      { promptVersion: 0, models: ['openai/writer'], scores: { words: 0.5 } },
    ]);
    expect((await llm('eval', 'list')).stdout).toMatch(
      /^evl_\w+ .* cli +v0 \w{8} +openai\/writer +1\/1 +0\.929/m,
    );
    expect((await llm('eval', 'show', list.value.items[0]?.id ?? '')).stdout).toBe(run.stdout);
    const wrong = await llm('eval', 'run', 'wrong-set.yaml');
    expect(wrong.code).toBe(4);
    expect(wrong.stderr).toMatch(/wrong-set\.yaml:6:14: error: .*\n {2}6 \| +channel: radio\n/);
    peer.script('writer', { fault: { kind: 'bad_key' } });
    const silent = await json('eval', 'run', 'set.yaml', '--target', 'writer');
    expect(silent).toMatchObject({ code: 1, value: { error: { code: 'evaluations.no_model' } } });
  }, 90_000);
});
