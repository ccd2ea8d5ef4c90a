import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCampaign, hasBrowser, openOwnerStand, type OwnerStand } from '#test/browser';
import { headphones } from '#test/briefs';
import { LIST_PAGES, recordPages } from '#test/dashboard-pages';

/** Texts that would run in a page that trusts what people write; each would set `ran`. */
const HOSTILE = [
  '<img src=x onerror="window.ran=1">',
  '"><script>window.ran=1</script>',
  '<svg onload=window.ran=1>',
  "javascript:window.ran=1//'",
  '{{constructor.constructor("window.ran=1")()}}',
] as const;

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('SEC-1 texts that people wrote', () => {
  let stand: OwnerStand;
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addCampaign(stand.house, {
      campaign_id: 'hostile',
      name: HOSTILE[0],
      brand: HOSTILE[1],
      products: [
        headphones({
          name: HOSTILE[2],
          benefits: [HOSTILE[3], HOSTILE[4], 'Turns a full train into a quiet room'],
        }),
      ],
    });
    // What no brief can hold, as an older version or another program may have left it.
    await stand.house.db.pool.query('update alert set message = $1', [HOSTILE[0]]);
    await stand.house.db.pool.query(
      `update variant set copy = jsonb_set(copy, '{headline}', to_jsonb($1::text))`,
      [HOSTILE[1]],
    );
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  it('SEC-1 stand on every page as texts, and never run', async () => {
    const lists = LIST_PAGES.filter(({ path }) => !/\/(settings|models|developers)/.test(path));
    const pages = [...lists, ...(await recordPages(stand.house))];
    const shown = new Set<string>();
    for (const { name, path } of pages) {
      const tab = await stand.open(path);
      expect([name, await tab.evaluate('window.ran')]).toEqual([name, undefined]);
      const words = await tab.evaluate<string>('document.body.innerText');
      for (const text of HOSTILE) if (words.includes(text)) shown.add(text);
      await tab.close();
    }
    // Otherwise the test would have looked at pages without them.
    expect([...shown]).toEqual(expect.arrayContaining([HOSTILE[0], HOSTILE[1], HOSTILE[2]]));
    expect(stand.faults).toEqual([]);
  }, 180_000);
});
