import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { orderedVariantsOf } from '#agents/work/ordered-variants';
import { contextFor } from '#flows/index';
import { listHeroes, listVariants } from '#modules/creative/index';
import { hushCopy, variantsAnswer } from '#test/copy-answers';
import { handIn, openTestHouse, type TestHouse } from '#test/house';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { startTaskWorker } from '#test/task-worker';
import { drawPicture } from '#test/pictures';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { peerSettings } from '#test/test-gateway';
import { approvedTask, doneRun } from '#test/work-runs';

const PAINTER = 'gemini-painter-image';
const BRIEF = {
  name: 'Quiet',
  occasion: 'The holidays',
  products: [
    {
      name: 'Hush',
      image: 'hush.png',
      benefits: ['Turns a full train into a quiet room'],
      features: ['60 hours of battery life'],
    },
  ],
  target_variants: 2,
  locales: ['en-US'],
  channels: ['instagram'],
  aspect_ratios: ['1:1'],
};

let house: TestHouse;
let peer: ModelPeer;
let worker: Awaited<ReturnType<typeof startTaskWorker>>;
const folder = makeTempFolder('ordered');
const ctx = () => contextFor(house, { kind: 'operator', via: 'cli' });

beforeAll(async () => {
  peer = await startModelPeer();
  const file = join(folder, 'models.yaml');
  const document = peerSettings(peer, {
    targets: { painter: { wire: 'google', model: PAINTER, totalMs: 30_000 }, writer: { wire: 'openai' } },
    useCases: {
      hero_image: { kind: 'image', chain: ['painter'], retries: 0 },
      copywriting: { chain: ['writer'], retries: 0 },
    },
  });
  writeFileSync(file, stringify(document));
  house = await openTestHouse({
    AICMO_MODELS_FILE: file,
    AICMO_KEY_GOOGLE: 'test-key-google',
    AICMO_KEY_OPENAI: 'test-key-openai',
  });
  mkdirSync(house.config.briefsDir, { recursive: true });
  writeFileSync(join(house.config.briefsDir, 'hush.png'), await drawPicture('png', '#224466'));
  worker = await startTaskWorker(house);
}, 60_000);
beforeEach(() => peer.reset());
afterAll(async () => {
  await worker.stop();
  await house.close();
  await peer[Symbol.asyncDispose]();
  removeFolder(folder);
});

async function order(key: string): Promise<{ campaignId: string; id: string }> {
  const { campaignId } = await handIn(house, { ...BRIEF, campaign_id: key }, `${key}.json`);
  return { campaignId, id: await approvedTask(ctx(), { campaignId, type: 'media_generation' }) };
}

describe('pictures of a task with models', () => {
  it('EXE-2 CRE-2 are written and painted by them, a scene in real runs only, and the run shows what it cost', async () => {
    const { campaignId, id } = await order('with-models');
    peer.script('writer', variantsAnswer(hushCopy('A quiet room, all holidays', { angle: 'occasion' })));
    const preview = await doneRun(ctx(), { id, dryRun: true });
    expect(orderedVariantsOf(preview.product?.['content'])).toMatchObject([
      { headline: 'A quiet room, all holidays', writer: 'model', angle: 'occasion', problem: null },
    ]);
    expect(peer.callsOf(PAINTER)).toHaveLength(0);
    expect((await listHeroes(ctx(), { campaignId })).items).toEqual([]);

    peer.script(PAINTER, { picture: { width: 1344, height: 1344, colour: '#b8c4c0', pattern: 'disc' } });
    const real = await doneRun(ctx(), { id, dryRun: false });
    expect(real.log.map(({ text }) => text)).toContain('square scene for hush: painted.');
    expect(orderedVariantsOf(real.product?.['content'])).toMatchObject([
      { layout: 'hero_picture', writer: 'model' },
    ]);
    const [variant] = (await listVariants(ctx(), { campaignId, limit: 5 })).items;
    expect(variant).toMatchObject({ layout: 'hero_picture', writer: 'model', angle: 'occasion' });
    expect(variant?.checks.map(({ rule }) => rule)).toContain('hero.origin');
    expect(real.costMicro).toBeGreaterThan(preview.costMicro);
    expect(preview.costMicro).toBeGreaterThan(0);
    const asked = JSON.stringify(peer.callsOf('writer').at(-1)?.body);
    expect(asked).toContain(String.raw`Angles: occasion\n`);
  }, 60_000);

  it('EXE-2 GWY-2 are made without them where none answers', async () => {
    const { campaignId, id } = await order('models-down');
    peer.script('writer', { fault: { kind: 'server', status: 503 } });
    peer.script(PAINTER, { fault: { kind: 'server', status: 503 } });
    const real = await doneRun(ctx(), { id, dryRun: false });
    expect(real.state).toBe('completed');
    const [variant] = (await listVariants(ctx(), { campaignId, limit: 5 })).items;
    expect(variant).toMatchObject({ writer: 'offline', angle: 'occasion' });
    const log = real.log.map(({ text }) => text).join('\n');
    expect(log).toMatch(/No model wrote: /);
    expect(log).toMatch(/square scene for hush: /);
  }, 60_000);
});
