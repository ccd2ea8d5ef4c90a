import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, type OwnerStand, openOwnerStand } from '#test/browser';
import { LIST_PAGES, VISITOR_PAGES } from '#test/dashboard-pages';
import { faultsOf } from '#test/page-faults';

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-3 every page of an empty house', () => {
  let stand: OwnerStand;
  beforeAll(async () => {
    stand = await openOwnerStand();
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  it('UI-3 is free of faults that axe finds, light and dark, and fits a phone', async () => {
    expect(await faultsOf(stand, LIST_PAGES, 'empty')).toEqual([]);
  }, 600_000);

  it('UI-3 and so are those that a visitor sees', async () => {
    expect(await faultsOf(await stand.visitor(), VISITOR_PAGES, 'visitor')).toEqual([]);
  }, 120_000);

  it('UI-1 asks no other origin, breaks no policy and throws nothing', () => {
    expect(stand.faults).toEqual([]);
  });
});
