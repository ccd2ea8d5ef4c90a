import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { addCampaign, hasBrowser, openOwnerStand, type OwnerStand, WORKSPACE } from '#test/browser';
import { axeFaults } from '#test/page-faults';
import { approvedTask } from '#test/work-runs';

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('P03 pictures that a task orders, in a browser', () => {
  let stand: OwnerStand;
  beforeAll(async () => {
    stand = await openOwnerStand();
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  it('EXE-2 EXP-1 are shown in the preview, and lead to the variants that they are after the real run', async () => {
    const campaignId = await addCampaign(stand.house, {
      campaign_id: 'ordered',
      name: 'Ordered',
      locales: ['en-US', 'de-DE'],
      aspect_ratios: ['1:1', '9:16'],
      target_variants: 1,
    });
    const ctx = contextFor(stand.house, { kind: 'operator', via: 'cli' });
    const id = await approvedTask(ctx, { campaignId, type: 'media_generation' });
    const tab = await stand.open(`${WORKSPACE}/tasks/${id}`);
    await tab.getByRole('button', { name: 'Preview', exact: true }).click();
    const made = tab.getByRole('article').filter({ has: tab.getByRole('img') });
    await made.first().getByText('a preview adds nothing to the campaign').waitFor();
    const count = await made.count();
    expect(await made.first().getByRole('img').count()).toBe(2);
    const width = (): Promise<unknown> =>
      made
        .first()
        .getByRole('img')
        .first()
        .evaluate((picture): unknown => Reflect.get(picture, 'naturalWidth'));
    await expect.poll(width).toBe(640);
    expect(await made.first().getByRole('link').first().getAttribute('href')).toMatch(/^\/task-runs\/trn_/);
    expect(await axeFaults(tab)).toEqual([]);

    await tab.getByRole('button', { name: 'Do it', exact: true }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Do it for good' }).click();
    await tab.getByText('Real run', { exact: true }).waitFor();
    const links = tab.getByRole('link', { name: /^In the campaign: / });
    expect(await links.count()).toBe(count);
    const key = (await links.first().textContent())?.replace('In the campaign: ', '') ?? '';
    await links.first().click();
    await tab.getByRole('dialog', { name: new RegExp(key) }).waitFor();
    await tab.close();
  }, 90_000);

  it('UI-1 no page asks another origin, breaks its policy or throws', () => {
    expect(stand.faults).toEqual([]);
  });
});
