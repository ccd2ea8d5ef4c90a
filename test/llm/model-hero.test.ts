import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { stringify } from 'yaml';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { listHeroes, listVariants, type Variant } from '#modules/creative/index';
import { startWorkerRole } from '#server/worker-role';
import { headphones, smallBrief } from '#test/briefs';
import { atRest, handIn, openTestHouse, type TestHouse } from '#test/house';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { drawPicture } from '#test/pictures';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { peerSettings } from '#test/test-gateway';

const PAINTER = 'gemini-painter-image';
const BRIEF = smallBrief({
  products: [headphones({ image: 'hush.png' })],
  target_variants: 8,
  aspect_ratios: ['1:1', '16:9'],
});

let house: TestHouse;
let peer: ModelPeer;
let stopWorker: () => Promise<void>;
const folder = makeTempFolder('heroes');

beforeAll(async () => {
  peer = await startModelPeer();
  const file = join(folder, 'models.yaml');
  const document = peerSettings(peer, {
    targets: { painter: { wire: 'google', model: PAINTER, totalMs: 30_000 }, eyes: { wire: 'openai' } },
    useCases: { hero_image: { kind: 'image', chain: ['painter'], retries: 0 }, judge: { chain: ['eyes'] } },
  });
  writeFileSync(file, stringify(document));
  house = await openTestHouse({
    AICMO_MODELS_FILE: file,
    AICMO_KEY_GOOGLE: 'test-key-google',
    AICMO_KEY_OPENAI: 'test-key-openai',
  });
  mkdirSync(house.config.briefsDir, { recursive: true });
  writeFileSync(join(house.config.briefsDir, 'hush.png'), await drawPicture('png', '#224466'));
  const worker = await startWorkerRole(house);
  stopWorker = () => worker.stop();
}, 60_000);
beforeEach(() => {
  peer.reset();
  peer.script('eyes', { json: { shows: [] } });
});
afterAll(async () => {
  await stopWorker();
  await house.close();
  await peer[Symbol.asyncDispose]();
  removeFolder(folder);
});

const ctx = (): ReturnType<typeof contextFor> => contextFor(house, { kind: 'operator', via: 'cli' });

async function make(key: string, changes: object = {}) {
  const { campaignId } = await handIn(
    house,
    { ...BRIEF, campaign_id: key, name: key, ...changes },
    `${key}.json`,
  );
  const campaign = await atRest(house, campaignId);
  const heroes = (await listHeroes(ctx(), { campaignId })).items;
  const variants = (await listVariants(ctx(), { campaignId, limit: 50 })).items;
  return { campaign, heroes, variants };
}

const painted = (variants: readonly Variant[]): Variant[] =>
  variants.filter((variant) => variant.checks.some((check) => check.rule === 'hero.origin'));

describe('a scene by a model', () => {
  it('CRE-2 GWY-1 stands behind product and type, with its provenance in record and file', async () => {
    peer.script(
      PAINTER,
      { picture: { width: 1344, height: 1344, colour: '#b8c4c0', pattern: 'disc' } },
      { picture: { width: 1536, height: 864, colour: '#b8c4c0', pattern: 'stripes' } },
    );
    const { campaign, heroes, variants } = await make('with-hero');
    expect(campaign.status, campaign.statusCause ?? '').toBe('completed');
    expect(heroes.map((hero) => [hero.shape, hero.sha256 !== null])).toEqual([
      ['square', true],
      ['wide', true],
    ]);
    expect(heroes[0]?.origin).toMatchObject({
      target: 'painter',
      provider: 'google',
      model: PAINTER,
      promptVersion: 0,
    });
    expect(heroes[0]?.origin.promptHash).toMatch(/^[0-9a-f]{64}$/);
    expect(heroes[0]?.checks.map(({ rule, verdict }) => [rule, verdict])).toEqual([
      ['hero.size', 'pass'],
      ['hero.likeness', 'pass'],
      ['hero.no_go', 'pass'],
    ]);
    const [variant] = painted(variants);
    expect(variant?.layout).toBe('hero_picture');
    expect(variant?.checks.find((check) => check.rule === 'hero.origin')?.message).toMatch(
      /painted by google\/gemini-painter-image \(prompt [0-9a-f]{8}\); type, logo and legal line were set by the studio/,
    );
    const jpeg = await house.files.read(variant?.renditions[0]?.sha256 ?? '');
    const { exif, xmpAsString } = await sharp(jpeg).metadata();
    expect(exif?.toString('latin1')).toContain('scene model');
    expect(xmpAsString).toContain('compositeWithTrainedAlgorithmicMedia');
    for (const other of variants.filter((found) => found.layout !== 'hero_picture')) {
      const { exif: own } = await sharp(await house.files.read(other.renditions[0]?.sha256 ?? '')).metadata();
      expect(own?.toString('latin1')).not.toContain('scene model');
    }
    const asked = JSON.stringify(peer.callsOf(PAINTER)[0]?.body);
    expect(asked).toContain('Never: any text, letters, numbers, logos');
    const looked = peer.callsOf('eyes')[0]?.body;
    expect(JSON.stringify(looked)).toContain('data:image/');
    expect(campaign.costMicro).toBeGreaterThan(0);
  }, 90_000);

  it.each([
    [
      'too few pixels',
      { picture: { width: 320, height: 320 } },
      undefined,
      'hero.size',
      /blown up 3\.38 times|blown up \d/,
    ],
    [
      'something the brand never shows',
      { picture: { width: 1344, height: 1344 } },
      { json: { shows: ['logos'] } },
      'hero.no_go',
      /It shows logos\./,
    ],
  ] as const)(
    'CRE-3 with %s is refused on record, and the campaign goes on without',
    async (name, plan, eyes, rule, message) => {
      peer.script(PAINTER, plan);
      if (eyes !== undefined) peer.script('eyes', eyes);
      const { campaign, heroes, variants } = await make(name.replaceAll(' ', '-'), {
        aspect_ratios: ['1:1'],
      });
      expect(campaign.status).toBe('completed');
      expect(heroes).toHaveLength(1);
      expect(heroes[0]?.sha256).toBeNull();
      expect(heroes[0]?.checks.find((check) => check.rule === rule)).toMatchObject({
        verdict: 'fail',
        message: expect.stringMatching(message) as string,
      });
      expect(painted(variants)).toEqual([]);
    },
    90_000,
  );

  it('CRE-5 that looks like the one of another product is refused', async () => {
    peer.script(PAINTER, { picture: { width: 1344, height: 1344, colour: '#c0b0a0', pattern: 'disc' } });
    const { heroes } = await make('alike', {
      products: [headphones({ image: 'hush.png' }), headphones({ image: 'hush.png', name: 'Hush Two' })],
      target_variants: 1,
      aspect_ratios: ['1:1'],
    });
    expect(heroes.map((hero) => hero.sha256 !== null)).toEqual([true, false]);
    expect(heroes[1]?.checks.find((check) => check.rule === 'hero.likeness')).toMatchObject({
      verdict: 'fail',
      message: expect.stringContaining('It looks like the scene of hush-one') as string,
    });
  }, 90_000);

  it('CRE-2 GWY-2 is done without when the painter is down', async () => {
    peer.script(PAINTER, { fault: { kind: 'server', status: 503 } });
    const { campaign, heroes, variants } = await make('painter-down', {
      aspect_ratios: ['1:1'],
      target_variants: 3,
    });
    expect([campaign.status, heroes, painted(variants)]).toEqual(['completed', [], []]);
  }, 90_000);
});
