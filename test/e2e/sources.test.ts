import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { createBrand } from '#modules/brands/index';
import { listSources } from '#modules/sources/index';
import { addAnalyst, ANALYST, hasBrowser, openOwnerStand, type OwnerStand, WORKSPACE } from '#test/browser';
import { KEYBOARD, POINTER } from '#test/hands';
import { ownName } from '#test/own-name';

const button = (tab: Page, name: string) => tab.getByRole('button', { name, exact: true });
const item = (tab: Page, title: string) => tab.locator('li[data-item]', { hasText: title });

// Without a browser on this machine there is nothing to work with.
describe.skipIf(!hasBrowser)('EXE-2 sources of a brand, in a browser', () => {
  let stand: OwnerStand;
  let brandId: string;
  let page: string;
  const operator = () => contextFor(stand.house, { kind: 'operator', via: 'cli' });
  const kept = async () => (await listSources(operator(), { brandId, limit: 50 })).items;
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addAnalyst(stand.house);
  }, 120_000);
  beforeEach(async () => {
    const brand = await createBrand(operator(), { name: ownName('Northlight') });
    brandId = brand.id;
    page = `${WORKSPACE}/brands/${brand.key}/sources`;
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  it.each([POINTER, KEYBOARD])(
    'EXE-2 a file is added, its text is read, and it is removed, $name',
    async (hands) => {
      const tab = await stand.open(page);
      await tab.getByRole('heading', { name: 'No sources yet' }).waitFor();
      await hands.press(button(tab, 'Add a file'));
      const form = tab.getByRole('dialog');
      await hands.press(button(tab, 'Keep it'));
      await form.getByText('Choose a file.', { exact: true }).waitFor();
      await form.getByText('Say whom it is about.').waitFor();
      const text = '<b>Up to 45 hours</b>\nFrom 249 EUR.';
      await form.getByLabel('File', { exact: true }).setInputFiles({
        name: 'halden.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from(text),
      });
      await hands.write(form.getByLabel('About'), 'Halden');
      await hands.press(button(tab, 'Keep it'));
      const added = item(tab, 'Halden: halden.txt');
      await added.getByText('added by').waitFor();
      expect(await kept()).toMatchObject([{ about: 'Halden', place: 'halden.txt', kind: 'file' }]);

      await hands.press(button(tab, 'Text of halden.txt'));
      // As others wrote it: text, and no element of the page.
      await tab.getByRole('dialog').getByText('<b>Up to 45 hours</b>').waitFor();
      await hands.press(tab.getByRole('dialog').getByRole('button', { name: 'Close' }));
      await hands.press(added.getByRole('button', { name: 'Remove' }));
      await hands.press(button(tab, 'Remove it'));
      await tab.getByRole('heading', { name: 'No sources yet' }).waitFor();
      expect(await kept()).toEqual([]);
      await tab.close();
    },
    90_000,
  );

  it('EXE-2 a page is not read where that is switched off, and the answer says how to switch it on', async () => {
    const tab = await stand.open(page);
    await button(tab, 'Add a page').click();
    const form = tab.getByRole('dialog');
    await form.getByLabel('Address').fill('https://halden.example/over');
    await form.getByLabel('About').fill('Halden');
    await button(tab, 'Read and keep it').click();
    await tab.getByText('The page was not added').waitFor();
    await tab.getByText('AICMO_FETCH_PAGES=on').waitFor();
    expect(await form.getByLabel('Address').inputValue()).toBe('https://halden.example/over');
    await tab.close();
  }, 60_000);

  it('SEC-1 an analyst reads sources and changes none', async () => {
    const desk = await stand.person(ANALYST);
    const tab = await desk.open(page);
    await tab.getByRole('heading', { name: 'No sources yet' }).waitFor();
    const verbs = /^(Add|Remove|Read)/;
    expect(await tab.getByRole('main').getByRole('button', { name: verbs }).count()).toBe(0);
    await tab.close();
  }, 60_000);

  it('UI-1 asks no other origin, breaks no policy and throws nothing but what was refused', () => {
    expect(stand.faults.filter((fault) => !/403/.test(fault))).toEqual([]);
  });
});
