import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeModelCopies } from '#agents/copywriter/write-copies';
import type { Gateway } from '#llm/index';
import {
  activatePrompt,
  addPrompt,
  endExperiment,
  getExperiment,
  getExperiments,
  getPrompts,
  type ModelsContext,
  startExperiment,
} from '#modules/models/index';
import type { Database } from '#platform/db/database';
import type { CopyRequest } from '#studio/model';
import { BRAND } from '#studio/copy/headphones.fixture';
import { createTestDatabase } from '#test/database';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { modelsContext, openTestGateway, peerSettings, testScope } from '#test/test-gateway';

let peer: ModelPeer;
let db: Database;
let gateway: Gateway;
let ctx: ModelsContext;

beforeAll(async () => {
  peer = await startModelPeer();
  db = await createTestDatabase();
  gateway = openTestGateway(
    db,
    peerSettings(peer, {
      targets: { writer: { wire: 'openai' }, other: { wire: 'anthropic' } },
      useCases: { copywriting: { chain: ['writer'] } },
    }),
  );
  ctx = modelsContext(db, gateway);
});
beforeEach(() => peer.reset());
afterAll(async () => {
  await gateway.close();
  await db.close();
  await peer[Symbol.asyncDispose]();
});

const REQUEST: CopyRequest = {
  brand: BRAND,
  campaign: { key: 'c', name: 'C', hashtags: [] },
  product: {
    key: 'hush',
    name: 'Hush',
    benefits: [{ en: 'Turns a full train into a quiet room' }],
    features: [],
    problems: [],
    proofs: [],
  },
  locale: 'en-US',
  channel: 'linkedin',
  count: 2,
  seed: 's',
};
const variant = (headline: string) => ({
  angle: 'benefit',
  headline,
  support: null,
  cta: 'See it',
  body: 'Hush turns a full train into a quiet room.',
  alt_text: 'Hush',
  fact_ids: ['products.hush.benefits[0]'],
});
const write = (unit: string) =>
  writeModelCopies(ctx, REQUEST, { scope: testScope(), unit, present: [], least: 1 });
const systemOf = (call: { body: unknown } | undefined): string => JSON.stringify(call?.body);

describe('versions of a prompt', () => {
  it('GWY-4 are added, made active, used, and on record with their hash; what does not fit is refused', async () => {
    const added = await addPrompt(ctx, {
      name: 'copywriting',
      system: 'Version one. {{tone}}',
      user: '{{count}} {{facts}}',
      note: 'shorter',
    });
    expect(added).toMatchObject({ version: 1, isActive: false });
    const again = await addPrompt(ctx, {
      name: 'copywriting',
      system: 'Version one. {{tone}}',
      user: '{{count}} {{facts}}',
      note: 'the same',
    });
    expect(again.version).toBe(1);
    peer.script('writer', { json: { variants: [variant('A quiet room')] } });
    await write('before');
    expect(systemOf(peer.calls[0])).not.toContain('Version one.');
    await activatePrompt(ctx, { name: 'copywriting', version: 1 });
    const made = await write('after');
    expect(systemOf(peer.calls.at(-1))).toContain('Version one.');
    expect(made.by).toMatchObject({ promptVersion: 1, promptHash: added.hash });
    await activatePrompt(ctx, { name: 'copywriting', version: 0 });
    const listed = (await getPrompts(ctx, { name: 'copywriting' })).items;
    expect(listed.map(({ version, isActive }) => [version, isActive])).toEqual([
      [1, false],
      [0, true],
    ]);
    await expect(activatePrompt(ctx, { name: 'copywriting', version: 9 })).rejects.toMatchObject({
      code: 'llm.prompt_unknown',
    });
    await expect(
      addPrompt(ctx, { name: 'copywriting', system: 'x', user: '{{secrets}}', note: '' }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('names secrets, which is not given to it') as string,
    });
    await expect(addPrompt(ctx, { name: 'poetry', system: 'x', user: 'y', note: '' })).rejects.toMatchObject({
      code: 'llm.prompt_unknown',
    });
  });
});

describe('a comparison on real work', () => {
  it('GWY-4 keeps each unit in its arm, gives no verdict before its number, and then names the winner', async () => {
    const started = await startExperiment(ctx, {
      name: 'short against long',
      promptName: 'copywriting',
      arms: [
        { name: 'long', promptVersion: 0 },
        { name: 'short', promptVersion: 1, targets: ['other'] },
      ],
      unitsPerArm: 30,
    });
    await expect(
      startExperiment(ctx, {
        name: 'second',
        promptName: 'copywriting',
        arms: [
          { name: 'a', promptVersion: 0 },
          { name: 'b', promptVersion: 0 },
        ],
        unitsPerArm: 30,
      }),
    ).rejects.toMatchObject({ code: 'llm.experiment_running' });
    // The one arm writes what is refused half of the time, the other one what is accepted.
    peer.script('writer', { json: { variants: [variant('A quiet room'), variant('72 hours of quiet')] } });
    peer.script('other', { json: { variants: [variant('A quiet room'), variant('Quiet on the way')] } });
    const reportOf = async () =>
      (await getExperiments(ctx, { limit: 10 })).items.find(({ id }) => id === started.id);
    for (let n = 0; n < 20; n++) await write(`unit-${n}`);
    const early = await reportOf();
    expect(early?.verdict).toMatchObject({
      kind: 'too_early',
      winner: null,
      reason: expect.stringMatching(/has \d+ of 30 units/) as string,
    });
    const asked = peer.callsOf('writer').length + peer.callsOf('other').length;
    await write('unit-0');
    await write('unit-0');
    expect((await reportOf())?.results.reduce((sum, { units }) => sum + units, 0)).toBe(20);
    expect(peer.callsOf('writer').length + peer.callsOf('other').length).toBe(asked + 2);
    for (let n = 20; n < 90; n++) await write(`unit-${n}`);
    const ended = await endExperiment(ctx, { id: started.id });
    expect(ended.verdict).toMatchObject({ kind: 'winner', winner: 'short' });
    expect(await getExperiment(ctx, { id: started.id })).toEqual(ended);
    await expect(getExperiment(ctx, { id: 'exp_none' })).rejects.toMatchObject({
      code: 'llm.experiment_unknown',
    });
    expect(ended.results.map(({ arm, mean }) => [arm, mean])).toEqual([
      ['long', 0.5],
      ['short', 1],
    ]);
    await expect(endExperiment(ctx, { id: started.id })).rejects.toMatchObject({
      code: 'llm.experiment_ended',
    });
    expect(systemOf(peer.callsOf('other')[0])).toContain('Version one.');
  }, 60_000);
});
