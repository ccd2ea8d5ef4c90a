import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FilledStand, hasBrowser, openFilledStand } from '#test/browser';
import { valueOf } from '#test/campaign-records';

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-1 the dashboard in a browser', () => {
  let stand: FilledStand;
  beforeAll(async () => {
    stand = await openFilledStand();
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  it('UI-1 figures of the overview are those of the database', async () => {
    const tab = await stand.open('/w/ws_default');
    const count = await valueOf<number>(
      stand.house.db,
      'select coalesce(sum(variant_count), 0)::int from campaign',
    );
    expect(await tab.locator('[data-figure="Variants"]').textContent()).toBe(String(count));
    await tab.close();
  });

  it('UI-3 a campaign is found and opened by keys alone', async () => {
    const tab = await stand.open('/w/ws_default/campaigns');
    await tab.getByRole('link', { name: 'Quiet Autumn' }).waitFor();
    await tab.keyboard.press('j');
    await tab.keyboard.press('Enter');
    await tab.getByRole('heading', { level: 1, name: 'Quiet Autumn' }).waitFor();
    expect(new URL(tab.url()).pathname).toBe(`/w/ws_default/campaigns/${stand.campaignKey}`);
    await tab.keyboard.press('Control+k');
    await tab.getByRole('combobox', { name: 'Search or do' }).fill('Alerts');
    await tab.keyboard.press('Enter');
    await tab.getByRole('heading', { level: 1, name: 'Alerts' }).waitFor();
    await tab.close();
  });
});
