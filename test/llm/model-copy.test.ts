import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { listCells, listVariants } from '#modules/creative/index';
import { startWorkerRole } from '#server/worker-role';
import { hushCopy, variantsAnswer } from '#test/copy-answers';
import { atRest, handIn, openTestHouse, type TestHouse } from '#test/house';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { callsOnRecord, peerSettings } from '#test/test-gateway';

const BRIEF = {
  name: 'Quiet',
  products: [
    {
      name: 'Hush',
      benefits: ['Turns a full train into a quiet room'],
      features: ['60 hours of battery life'],
      proofs: [{ text: '4.8 of 5 stars in 1,204 reviews', source: 'Own shop, October 2026' }],
    },
  ],
  target_variants: 2,
  locales: ['en-US'],
  channels: ['instagram'],
  aspect_ratios: ['1:1'],
};

let house: TestHouse;
let peer: ModelPeer;
let stopWorker: () => Promise<void>;
const folder = makeTempFolder('models');

beforeAll(async () => {
  peer = await startModelPeer();
  const file = join(folder, 'models.yaml');
  const document = peerSettings(peer, {
    targets: { writer: { wire: 'openai' }, second: { wire: 'anthropic' } },
    useCases: { copywriting: { chain: ['writer', 'second'], deadlineMs: 20_000 } },
    record: { keepTexts: true },
  });
  writeFileSync(file, stringify(document));
  house = await openTestHouse({
    AICMO_MODELS_FILE: file,
    AICMO_KEY_OPENAI: 'test-key-openai',
    AICMO_KEY_ANTHROPIC: 'test-key-anthropic',
  });
  const worker = await startWorkerRole(house);
  stopWorker = () => worker.stop();
}, 60_000);
afterAll(async () => {
  await stopWorker();
  await house.close();
  await peer[Symbol.asyncDispose]();
  removeFolder(folder);
});

async function make(
  key: string,
  changes: object = {},
): Promise<{ id: string; status: string; costMicro: number }> {
  const submission = await handIn(house, { campaign_id: key, ...BRIEF, ...changes }, `${key}.json`);
  return atRest(house, submission.campaignId);
}

const ctx = (): ReturnType<typeof contextFor> => contextFor(house, { kind: 'operator', via: 'cli' });

describe('copy by a model', () => {
  it('CRE-2 GWY-1 stands in the variants; what says more than the facts is refused with its reason', async () => {
    peer.reset();
    peer.script(
      'writer',
      variantsAnswer(
        hushCopy('A quiet room on a full train'),
        hushCopy('Sixty hours, one charge', { headline: '72 hours of quiet' }),
        hushCopy('The best headphones ever'),
        hushCopy('Ein stiller Raum im vollen Zug', {
          support: null,
          body: 'Hush macht aus einem vollen Zug einen stillen Raum, und das den ganzen Tag lang ohne Ladegerät.',
          alt_text: 'Kopfhörer unter einer Überschrift, die von Ruhe im Zug spricht',
        }),
        hushCopy('Loved by Forbes readers', {
          body: 'Hush is what the readers of Forbes love: a quiet room, 60 hours long.',
        }),
        hushCopy('Quiet travels with you', { fact_ids: ['products.hush.benefits[7]'] }),
        hushCopy('Sleep on the night train', { angle: 'question' }),
        hushCopy('Quiet from door to door', { angle: 'feature' }),
      ),
    );
    const campaign = await make('by-model');
    expect(campaign.status).toBe('completed');
    const found = await listVariants(ctx(), { campaignId: campaign.id, limit: 10 });
    expect(found.items).toHaveLength(2);
    for (const variant of found.items) {
      expect(variant.writer).toBe('model');
      expect([
        'A quiet room on a full train',
        'Sleep on the night train',
        'Quiet from door to door',
      ]).toContain(variant.copy.headline);
    }
    const [cell] = (await listCells(ctx(), { campaignId: campaign.id })).items;
    const refused = Object.fromEntries(
      (cell?.writer?.refused ?? []).map(({ headline, reason }) => [headline, reason]),
    );
    expect(refused['72 hours of quiet']).toContain('facts.number: The number "72" in headline');
    expect(refused['The best headphones ever']).toContain('words.risky');
    expect(refused['Ein stiller Raum im vollen Zug']).toContain('language.other: The text reads like de');
    expect(refused['Loved by Forbes readers']).toContain('facts.name: The name "forbes"');
    expect(refused['Quiet travels with you']).toContain('facts.cited');
    expect(cell?.writer).toMatchObject({
      target: 'writer',
      provider: 'openai',
      model: 'writer',
      promptVersion: 0,
      accepted: 3,
    });
    expect(campaign.costMicro).toBeGreaterThan(0);
    expect(cell?.writer?.costMicro).toBe(campaign.costMicro);
    const [call] = await callsOnRecord(house.db);
    expect(call).toMatchObject({
      campaign_id: campaign.id,
      use_case: 'copywriting',
      prompt_name: 'copywriting',
      prompt_version: 0,
      outcome: 'ok',
    });
    expect(call?.['prompt_hash']).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(call?.['input'])).toContain('60 hours of battery life');
  }, 60_000);

  it('CRE-2 GWY-2 is written offline, and says why, when no model answers', async () => {
    peer.reset();
    peer.script('writer', { fault: { kind: 'bad_key' } });
    peer.script('second', { fault: { kind: 'quota' } });
    const campaign = await make('no-model');
    expect(campaign.status).toBe('completed');
    const found = await listVariants(ctx(), { campaignId: campaign.id, limit: 10 });
    expect(found.items.map((variant) => variant.writer)).toEqual(['offline', 'offline']);
    const [cell] = (await listCells(ctx(), { campaignId: campaign.id })).items;
    expect(cell?.writer?.problem).toMatch(
      /No model of copywriting gave an answer\. writer: auth .*second: quota/,
    );
    expect(cell?.writer?.accepted).toBe(0);
  }, 60_000);

  it('CRE-1 GWY-1 an answer without the wanted form is repaired once, then asked of the next model', async () => {
    peer.reset();
    peer.script('writer', { text: 'Sure! Here are your variants: none.' });
    peer.script('second', {
      ...variantsAnswer(hushCopy('A quiet room on a full train'), hushCopy('Quiet from door to door')),
      isFenced: true,
    });
    const campaign = await make('repaired');
    const [cell] = (await listCells(ctx(), { campaignId: campaign.id })).items;
    expect(cell?.writer).toMatchObject({ target: 'second', provider: 'anthropic', accepted: 2 });
    const [first, repair] = peer.callsOf('writer');
    expect(JSON.stringify(first?.body)).not.toContain('does not have the wanted form');
    expect(JSON.stringify(repair?.body)).toContain('does not have the wanted form');
    expect(JSON.stringify(repair?.body)).toContain('holds no JSON object');
  }, 60_000);

  it('CRE-1 the link of the product is set by code where the channel makes it one; a link of the model is refused', async () => {
    peer.reset();
    peer.script(
      'writer',
      variantsAnswer(
        hushCopy('A quiet room on a full train'),
        hushCopy('Quiet from door to door', { angle: 'feature' }),
        hushCopy('Quiet for less', { body: 'A quiet room on a train: https://hush.example.evil/x' }),
      ),
    );
    const [product] = BRIEF.products;
    const campaign = await make('linked', {
      products: [{ ...product, url: 'https://hush.example/one' }],
      channels: ['facebook'],
    });
    const found = await listVariants(ctx(), { campaignId: campaign.id, limit: 10 });
    expect(found.items.map(({ writer }) => writer)).toEqual(['model', 'model']);
    for (const { copy } of found.items) expect(copy.body).toMatch(/\n\nhttps:\/\/hush\.example\/one$/);
    const [cell] = (await listCells(ctx(), { campaignId: campaign.id })).items;
    expect(cell?.writer?.refused.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('facts.link'),
    ]);
  }, 60_000);

  it('CRE-4 a language without a pack is written from facts in another one', async () => {
    peer.reset();
    peer.script(
      'writer',
      variantsAnswer(
        hushCopy('Phòng yên tĩnh trên chuyến tàu đông', {
          support: null,
          cta: 'Xem Hush',
          body: 'Hush biến chuyến tàu đông người thành một căn phòng yên tĩnh, với pin 60 giờ.',
          alt_text: 'Tai nghe Hush dưới một dòng tiêu đề',
        }),
        hushCopy('Yên tĩnh suốt chặng đường', {
          angle: 'feature',
          support: null,
          cta: 'Xem Hush',
          body: 'Sáu mươi giờ nghe nhạc với Hush: pin 60 giờ cho cả tuần làm việc của bạn.',
          alt_text: 'Tai nghe Hush và dòng chữ về thời lượng pin',
        }),
      ),
    );
    const campaign = await make('vietnamese', { locales: ['vi-VN'] });
    const [cell] = (await listCells(ctx(), { campaignId: campaign.id })).items;
    expect(cell?.writer?.refused).toEqual([]);
    expect(campaign.status).toBe('completed');
  }, 60_000);
});
