import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardStand, hasBrowser, openDashboardStand } from '#test/browser';
import { valueOf } from '#test/campaign-records';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-1 the dashboard in a browser', () => {
  let stand: DashboardStand;
  beforeAll(async () => {
    stand = await openDashboardStand();
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  it.each(['light', 'dark'] as const)(
    'UI-5 every page is free of faults that axe finds, %s',
    async (scheme) => {
      const found: string[] = [];
      for (const { name, path } of await stand.pages()) {
        const tab = await stand.open(path, { scheme });
        const { violations } = await new AxeBuilder({ page: tab }).withTags(TAGS).analyze();
        found.push(
          ...violations.map(
            ({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
          ),
        );
        await tab.close();
      }
      expect(found).toEqual([]);
    },
    180_000,
  );

  it('UI-1 no page asks another origin, breaks its policy or throws', () => {
    expect(stand.faults).toEqual([]);
  });

  it('UI-1 figures of the overview are those of the database', async () => {
    const tab = await stand.open('/w/ws_default');
    const count = await valueOf<number>(
      stand.house.db,
      'select coalesce(sum(variant_count), 0)::int from campaign',
    );
    expect(await tab.locator('[data-figure="Variants"]').textContent()).toBe(String(count));
    await tab.close();
  });

  it('UI-4 a campaign is found and opened by keys alone', async () => {
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
