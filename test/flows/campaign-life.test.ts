import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '#kernel/hash';
import { contextFor } from '#flows/index';
import { listAlerts } from '#modules/alerts/index';
import {
  cancelCampaign,
  getCampaign,
  getCampaignHistory,
  resumeCampaign,
  type StoredCampaign,
} from '#modules/campaigns/index';
import { listCells, listVariants, type Variant } from '#modules/creative/index';
import { startWorkerRole } from '#server/worker-role';
import { headphones, smallBrief } from '#test/briefs';
import { atRest, handIn, openTestHouse, type TestHouse, until } from '#test/house';
import { importKit } from '#test/kits';
import { listOutputs, readManifest } from '#test/outputs';
import { ownKey } from '#test/own-name';
import { drawPicture } from '#test/pictures';

let house: TestHouse;
let worker: { stop(): Promise<void> };
let ctx: ReturnType<typeof contextFor>;
beforeAll(async () => {
  house = await openTestHouse();
  ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  mkdirSync(house.config.briefsDir);
  worker = await startWorkerRole(house);
  await importKit(house);
});
afterAll(async () => {
  await worker.stop();
  await house.close();
});

const variantsOf = async (key: string): Promise<Variant[]> =>
  (await listVariants(ctx, { campaignId: key, limit: 200 })).items;

const alertsOf = async (campaignId: string) =>
  (await listAlerts(ctx, { campaignId, limit: 50 })).items.map(({ type, severity, state, count }) => ({
    type,
    severity,
    state,
    count,
  }));

const ended = (runId: string | null): Promise<true> =>
  until(async () => (await house.runs.statusOf(runId ?? ''))?.state === 'succeeded');

/** What is not to change about a variant that is kept. */
const lasting = ({ id, key, renditions }: Variant): unknown => ({
  id,
  key,
  files: renditions.map(({ path, sha256: hash }) => [path, hash]),
});

/** A campaign of six cells, caught while the first are finished and others are not. */
async function catchInFlight(key: string): Promise<StoredCampaign> {
  const products = ['One', 'Two', 'Three'].map((name) => headphones({ name }));
  const brief = smallBrief({ campaign_id: key, products, locales: ['en-US', 'de-DE'] });
  const { campaignId } = await handIn(house, brief);
  return until(async () => {
    const campaign = await getCampaign(ctx, { id: campaignId });
    return campaign.cellsDone > 0 && campaign.cellsDone < campaign.cellCount && campaign;
  });
}

describe('a campaign from its brief to its files', () => {
  it('BRF-6 every change of status is on record with cause, time and actor', async () => {
    const key = ownKey('history');
    const { campaignId } = await handIn(house, smallBrief({ campaign_id: key }));
    await atRest(house, campaignId);
    const { items } = await getCampaignHistory(ctx, { id: key, limit: 100 });
    const changes = items.filter((item) => item.type === 'campaign.status_changed');
    expect(changes.map(({ payload, cause }) => [payload['from'], payload['to'], cause])).toEqual([
      ['new', 'new', 'the brief was accepted'],
      ['new', 'validated', '1 cells planned'],
      ['validated', 'generating', 'generation starts'],
      ['generating', 'completed', '3 variants, nothing is missing'],
    ]);
    expect(items[0]).toMatchObject({ type: 'campaign.created', cause: 'a brief arrived' });
    const times = items.map((item) => item.at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(changes.map((item) => item.actor.replace(/cmp_.*/, '…'))).toMatchInlineSnapshot(`
      [
        "operator (cli)",
        "flow brief-to-campaign",
        "flow brief-to-campaign",
        "flow brief-to-campaign",
      ]
    `);
  });

  it('CRE-6 CRE-8 the manifest tells the figures, and of every file path, hash and size', async () => {
    const key = ownKey('files');
    const brief = smallBrief({
      campaign_id: key,
      locales: ['en-US', 'de-DE'],
      aspect_ratios: ['1:1', '9:16'],
    });
    const { campaignId } = await handIn(house, brief);
    const campaign = await atRest(house, campaignId);
    const manifest = readManifest(house, key);
    expect(manifest?.figures).toEqual({
      variants: 6,
      target: 6,
      completionRate: 1,
      nearUnique: campaign.nearUniqueCount,
      effectiveVariants: campaign.effectiveVariants,
      diversityScore: campaign.diversityScore,
      pictures: 12,
    });
    expect(campaign).toMatchObject({
      status: 'completed',
      variantCount: 6,
      imageCount: 12,
      completionRate: 1,
    });
    expect(manifest?.files.map(({ path }) => path).toSorted()).toEqual(listOutputs(house, key));
    expect(new Set(manifest?.variants.map(({ writer }) => writer))).toEqual(new Set(['offline']));
    for (const file of manifest?.files ?? []) {
      expect(file.path).toMatch(
        /^files(-\d)?\/hush-one\/(en-US|de-DE)\/(1x1|9x16)\/instagram_0[1-3]_[a-z_]+_[a-z_]+\.jpg$/,
      );
      const bytes = readFileSync(join(house.config.outputDir, file.path));
      const { width, height, format } = await sharp(bytes).metadata();
      expect({ sha256: sha256(bytes), bytes: bytes.byteLength, width, height, format }).toEqual({
        sha256: file.sha256,
        bytes: file.bytes,
        width: file.width,
        height: file.height,
        format: 'jpeg',
      });
    }
  });

  it('CRE-8 a new revision replaces the files of the old one; what a person put there stays', async () => {
    const key = ownKey('own');
    const { campaignId } = await handIn(house, smallBrief({ campaign_id: key }));
    await atRest(house, campaignId);
    const old = listOutputs(house, key);
    const own = [`${key}/notes.txt`, `${key}/hush-one/en-US/1x1/retouched.jpg`];
    for (const path of own) writeFileSync(join(house.config.outputDir, path), 'mine');
    await handIn(house, smallBrief({ campaign_id: key, locales: ['de-DE'], target_variants: 2 }));
    expect(await atRest(house, campaignId)).toMatchObject({ status: 'completed', revision: 2 });
    const manifest = readManifest(house, key);
    expect(manifest).toMatchObject({ revision: 2, figures: { pictures: 2 } });
    expect(old).toHaveLength(3);
    expect(listOutputs(house, key)).toEqual(
      [...own, ...(manifest?.files.map(({ path }) => path) ?? [])].toSorted(),
    );
    for (const path of own) expect(readFileSync(join(house.config.outputDir, path), 'utf8')).toBe('mine');
  });

  it('CRE-7 a target below the usual minimum can be met', async () => {
    const key = ownKey('two');
    const { campaignId } = await handIn(house, smallBrief({ campaign_id: key, target_variants: 2 }));
    expect(await atRest(house, campaignId)).toMatchObject({ status: 'completed', variantCount: 2 });
  });
});

describe('what falls short', () => {
  it('CRE-7 stands at needs_assets with the cell; a resume makes only what is missing and clears the alert', async () => {
    const key = ownKey('short');
    const kit = (lines: Record<string, string>): Promise<void> =>
      importKit(house, { key: 'strict', name: 'Strict', legal_lines: { '*': lines } });
    await kit({ de: 'Alle Preise inkl. MwSt.' });
    const brief = smallBrief({ campaign_id: key, brand: 'strict', locales: ['de-DE', 'en-US'] });
    const { campaignId } = await handIn(house, brief);
    expect(await atRest(house, campaignId)).toMatchObject({ status: 'needs_assets', variantCount: 3 });
    const { items } = await listAlerts(ctx, { campaignId, limit: 10 });
    const alert = items.find(({ type }) => type === 'assets.missing');
    expect(alert).toMatchObject({ severity: 'HIGH', state: 'open', count: 1 });
    expect(alert?.details['shortfalls']).toMatchObject([
      { productKey: 'hush-one', locale: 'en-US', channel: 'instagram', kind: 'count', have: 0, want: 3 },
    ]);
    const before = (await variantsOf(key)).map(lasting);
    await resumeCampaign(ctx, { id: key });
    expect(await atRest(house, campaignId)).toMatchObject({ status: 'needs_assets', variantCount: 3 });
    expect((await variantsOf(key)).map(lasting)).toEqual(before);
    expect(await alertsOf(campaignId)).toMatchObject([{ type: 'assets.missing', state: 'open', count: 2 }]);
    await kit({ de: 'Alle Preise inkl. MwSt.', en: 'All prices include VAT.' });
    await resumeCampaign(ctx, { id: key });
    expect(await atRest(house, campaignId)).toMatchObject({ status: 'completed', variantCount: 6 });
    const after = await variantsOf(key);
    expect(after.filter(({ locale }) => locale === 'de-DE').map(lasting)).toEqual(before);
    expect(after.filter(({ locale }) => locale === 'en-US')).toHaveLength(3);
    expect(readManifest(house, key)?.files).toHaveLength(6);
  });

  it('CRE-8 files that were deleted are shown again by a resume; while it works, another one is refused', async () => {
    const key = ownKey('again');
    const { campaignId } = await handIn(house, smallBrief({ campaign_id: key }));
    await atRest(house, campaignId);
    const files = listOutputs(house, key);
    const variants = (await variantsOf(key)).map(lasting);
    rmSync(join(house.config.outputDir, key), { recursive: true });
    await resumeCampaign(ctx, { id: key });
    await expect(resumeCampaign(ctx, { id: key })).rejects.toThrow('it is being worked on');
    expect(await atRest(house, campaignId)).toMatchObject({ status: 'completed' });
    expect(listOutputs(house, key)).toEqual(files);
    expect((await variantsOf(key)).map(lasting)).toEqual(variants);
  });

  it('ALR-1 a product picture that a new revision brings clears the alert of the missing one', async () => {
    const key = ownKey('bare');
    const brief = smallBrief({ campaign_id: key, brand: 'northlight', target_variants: 2 });
    const { campaignId } = await handIn(house, brief);
    await atRest(house, campaignId);
    expect(await alertsOf(campaignId)).toEqual([
      { type: 'assets.missing', severity: 'LOW', state: 'open', count: 1 },
    ]);
    writeFileSync(join(house.config.briefsDir, 'hush.png'), await drawPicture('png'));
    await handIn(house, { ...brief, products: [headphones({ image: 'hush.png' })] });
    expect(await atRest(house, campaignId)).toMatchObject({ status: 'completed', revision: 2 });
    expect(await alertsOf(campaignId)).toEqual([
      { type: 'assets.missing', severity: 'LOW', state: 'resolved', count: 1 },
    ]);
  });
});

describe('a campaign that is stopped on its way', () => {
  it('CRE-7 BRF-6 cancel stops and shows what is finished; resume goes on from there', async () => {
    const key = ownKey('stopped');
    const caught = await catchInFlight(key);
    await cancelCampaign(ctx, { id: key });
    await ended(caught.runId);
    const cancelled = await getCampaign(ctx, { id: key });
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      statusCause: expect.stringMatching(/^cancelled by/),
    });
    const kept = (await variantsOf(key)).map(lasting);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(18);
    expect(readManifest(house, key)?.files).toHaveLength(kept.length);
    expect(listOutputs(house, key)).toHaveLength(kept.length);
    await expect(cancelCampaign(ctx, { id: key })).rejects.toThrow('there is nothing to cancel');
    await resumeCampaign(ctx, { id: key });
    expect(await atRest(house, caught.id)).toMatchObject({ status: 'completed', variantCount: 18 });
    expect((await variantsOf(key)).map(lasting)).toEqual(expect.arrayContaining(kept));
    expect(listOutputs(house, key)).toHaveLength(18);
  });

  it('CRE-7 a cancellation does not wait for the pictures of the cell in hand', async () => {
    const key = ownKey('large');
    const { campaignId } = await handIn(house, smallBrief({ campaign_id: key, target_variants: 60 }));
    const { runId } = await until(async () => {
      const campaign = await getCampaign(ctx, { id: campaignId });
      return campaign.status === 'generating' && campaign;
    });
    const countKept = (): number => readdirSync(house.files.folder, { recursive: true }).length;
    const before = countKept();
    await cancelCampaign(ctx, { id: key });
    await ended(runId);
    // Proofs of 120 candidates come before the first picture that is kept.
    expect(countKept()).toBe(before);
    expect(await variantsOf(key)).toEqual([]);
    expect(readManifest(house, key)?.files).toEqual([]);
  });

  it('BRF-4 a changed brief takes over at once: nothing of the old revision is recorded or shown after it', async () => {
    const key = ownKey('overtaken');
    const caught = await catchInFlight(key);
    const { revision } = await handIn(house, smallBrief({ campaign_id: key, name: 'Second thoughts' }));
    const countOld = async (): Promise<number> => {
      const text = 'select 1 from variant where campaign_id = $1 and revision = 1';
      return (await house.db.pool.query(text, [caught.id])).rowCount ?? 0;
    };
    const atTakeover = await countOld();
    expect(await atRest(house, caught.id)).toMatchObject({ status: 'completed', revision, variantCount: 3 });
    await ended(caught.runId);
    expect(atTakeover).toBeLessThan(18);
    expect(await countOld()).toBe(atTakeover);
    const { items } = await getCampaignHistory(ctx, { id: key, limit: 100 });
    const from = items.findIndex((item) => item.cause === 'the brief changed: revision 2');
    const cells = items.slice(from).filter((item) => item.type === 'campaign.cell_finished');
    expect(cells).toHaveLength(1);
    expect(items.at(-1)?.payload).toMatchObject({ to: 'completed', revision: 2 });
    const shown = readManifest(house, key);
    expect(shown?.revision).toBe(2);
    expect(listOutputs(house, key)).toEqual(shown?.files.map(({ path }) => path).toSorted());
    expect((await listCells(ctx, { campaignId: key })).items).toHaveLength(1);
  });
});
