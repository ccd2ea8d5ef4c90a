import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, type FilledStand, openFilledStand } from '#test/browser';
import { LIST_PAGES } from '#test/dashboard-pages';
import { faultsOf } from '#test/page-faults';
import { addPlacedTasks } from '#test/tasks';

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-3 every list of a house with work in it', () => {
  let stand: FilledStand;
  beforeAll(async () => {
    stand = await openFilledStand();
    const tomorrow = new Date(Date.now() + 86_400_000);
    await addPlacedTasks(stand.house, stand.campaignKey, { from: tomorrow, days: 5 });
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  it('UI-3 is free of faults that axe finds, light and dark, and fits a phone', async () => {
    // Those of models have work in them in models.test.ts.
    const pages = LIST_PAGES.filter(({ path }) => !path.includes('/models'));
    expect(await faultsOf(stand, pages, 'full')).toEqual([]);
  }, 600_000);

  it('UI-1 asks no other origin, breaks no policy and throws nothing', () => {
    expect(stand.faults).toEqual([]);
  });
});
