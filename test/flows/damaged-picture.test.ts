import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { listAlerts } from '#modules/alerts/index';
import { briefOf } from '#modules/briefs/index';
import { resumeCampaign } from '#modules/campaigns/index';
import { listCells, listVariants } from '#modules/creative/index';
import { startWorkerRole } from '#server/worker-role';
import { headphones, smallBrief } from '#test/briefs';
import { atRest, handIn, openTestHouse, type TestHouse } from '#test/house';
import { listOutputs } from '#test/outputs';
import { drawPicture } from '#test/pictures';

let house: TestHouse;
beforeEach(async () => {
  house = await openTestHouse();
  mkdirSync(house.config.briefsDir);
  writeFileSync(join(house.config.briefsDir, 'one.png'), await drawPicture('png', '#335577'));
  writeFileSync(join(house.config.briefsDir, 'two.png'), await drawPicture('png', '#775533'));
});
afterEach(() => house.close());

it('CRE-7 ALR-1 a picture damaged on disk fails the cells of its product alone, and can be mended', async () => {
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const products = [
    headphones({ name: 'One', image: 'one.png' }),
    headphones({ name: 'Two', image: 'two.png' }),
  ];
  const brief = smallBrief({ campaign_id: 'damaged', products });
  const { campaignId } = await handIn(house, brief);
  const stored = await briefOf(ctx, { campaignId });
  const path = house.files.pathOf(stored?.files['one.png'] ?? '');
  chmodSync(path, 0o644);
  writeFileSync(path, 'the disk had another idea');
  const worker = await startWorkerRole(house);
  try {
    expect(await atRest(house, campaignId)).toMatchObject({ status: 'needs_assets', variantCount: 3 });
    const cells = (await listCells(ctx, { campaignId })).items;
    expect(cells.map(({ productKey, state, accepted }) => [productKey, state, accepted])).toEqual([
      ['one', 'failed', 0],
      ['two', 'done', 3],
    ]);
    expect(cells[0]?.error).toMatch(/^File [0-9a-f]{64} in the store .+ is not what was kept there\./);
    const { items } = await listAlerts(ctx, { campaignId, limit: 10 });
    const alert = items.find(({ type }) => type === 'rendering.failed');
    expect(alert).toMatchObject({ severity: 'HIGH', state: 'open' });
    expect(alert?.message).toMatch(
      /^Quiet Autumn: 1 of 2 cells could not be made\. one \/ en-US \/ instagram: /,
    );
    const kept = (await listVariants(ctx, { campaignId, limit: 50 })).items.map(({ id }) => id);
    expect(await handIn(house, brief)).toMatchObject({ outcome: 'unchanged' });
    await resumeCampaign(ctx, { id: campaignId });
    expect(await atRest(house, campaignId)).toMatchObject({ status: 'completed', variantCount: 6 });
    const all = (await listVariants(ctx, { campaignId, limit: 50 })).items.map(({ id }) => id);
    expect(all).toEqual(expect.arrayContaining(kept));
    expect(listOutputs(house, 'damaged')).toHaveLength(6);
    const after = (await listAlerts(ctx, { campaignId, limit: 10 })).items;
    expect(after.find(({ id }) => id === alert?.id)).toMatchObject({ state: 'resolved' });
  } finally {
    await worker.stop();
  }
});
