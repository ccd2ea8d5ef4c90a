import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextFor, listFeeds, revokeFeed } from '#flows/index';
import { hasBrowser, openOwnerStand, type OwnerStand, WORKSPACE } from '#test/browser';
import { type Hands, KEYBOARD, POINTER } from '#test/hands';
import { axeFaults } from '#test/page-faults';

const button = (tab: Page, name: string | RegExp) => tab.getByRole('button', { name, exact: true });
const dialog = (tab: Page) => tab.getByRole('dialog');

// Without a browser on this machine there is nothing to work with.
describe.skipIf(!hasBrowser)('SCH-4 a link to the calendar in a browser', () => {
  let stand: OwnerStand;
  beforeAll(async () => {
    stand = await openOwnerStand();
  }, 120_000);
  beforeEach(async () => {
    const operator = contextFor(stand.house, { kind: 'operator', via: 'cli' });
    for (const { id } of (await listFeeds(operator)).items) await revokeFeed(operator, { id });
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  it.each([
    [POINTER, { width: 1440, scheme: 'light' } as const],
    [KEYBOARD, { width: 390, scheme: 'dark' } as const],
  ])(
    'SCH-4 is made, copied once, listed and revoked, $name',
    async (hands: Hands, look) => {
      const tab = await stand.open(`${WORKSPACE}/calendar`, look);
      await hands.press(button(tab, 'Subscribe'));
      await dialog(tab).getByText('No link yet.').waitFor();
      expect(await axeFaults(tab)).toEqual([]);
      await hands.write(dialog(tab).getByRole('textbox', { name: 'Name' }), 'Phone');
      await hands.press(button(tab, 'Make the link'));
      await button(tab, 'I have kept it').waitFor();
      expect(await axeFaults(tab)).toEqual([]);
      const url = /https?:\/\/\S+\/calendar\/[\w-]{43}\.ics/.exec(await dialog(tab).innerHTML())?.[0] ?? '';
      const read = async (): Promise<number> => (await fetch(url)).status;
      expect(await read()).toBe(200);
      await hands.press(button(tab, 'I have kept it'));
      await dialog(tab).getByText('read', { exact: false }).last().waitFor();
      expect(await dialog(tab).innerHTML()).not.toContain(url);
      await hands.press(button(tab, 'Revoke'));
      await hands.press(button(tab, 'Revoke the link'));
      await dialog(tab).getByText('No link yet.').waitFor();
      expect(await read()).toBe(404);
      expect(stand.faults).toEqual([]);
    },
    60_000,
  );
});
