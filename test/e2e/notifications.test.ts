import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { Locator, Page } from 'playwright-core';
import { buildWeb } from '#server/web-role';
import { smallBrief } from '#test/briefs';
import { hasBrowser, type OwnerStand, openOwnerStand, WORKSPACE } from '#test/browser';
import { KEYBOARD } from '#test/hands';
import { atRest } from '#test/house';
import { axeFaults } from '#test/page-faults';
import { addTestPerson, injectSignedIn, OWNER_EMAIL } from '#test/sign-in';

const APPROVER = 'approver@example.com';
const bell = (tab: Page): Locator => tab.getByRole('button', { name: /^Notifications/ });
const panel = (tab: Page): Locator => tab.getByRole('dialog', { name: 'Notifications' });
const told = (tab: Page, text: string | RegExp): Locator =>
  panel(tab).getByRole('listitem').filter({ hasText: text });

async function unreadIn(tab: Page): Promise<number> {
  const name = (await bell(tab).getAttribute('aria-label')) ?? '';
  return Number(/\d+/.exec(name)?.[0] ?? 0);
}

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-4 notifications in a browser', () => {
  let stand: OwnerStand;
  let web: FastifyInstance;
  /** Of the owner, who handed in the brief of it. */
  let tab: Page;
  let theirs: Page;
  beforeAll(async () => {
    stand = await openOwnerStand();
    web = await buildWeb(stand.house);
    await addTestPerson(stand.house, web, { email: APPROVER, role: 'approver' });
    await injectSignedIn(web, OWNER_EMAIL);
    tab = await stand.open(WORKSPACE);
  }, 120_000);
  afterAll(async () => {
    await web.close();
    await stand[Symbol.asyncDispose]();
  });

  it('UI-4 the panel of a new house says what will be told there', async () => {
    await tab.keyboard.press('n');
    await panel(tab).getByText('Nothing has happened yet').waitFor();
    expect(await axeFaults(tab)).toEqual([]);
    await tab.keyboard.press('Escape');
    await panel(tab).waitFor({ state: 'detached' });
  }, 60_000);

  it('UI-4 the bell counts up by itself when a campaign ends and its variants wait', async () => {
    expect(await unreadIn(tab)).toBe(0);
    const payload = { text: JSON.stringify(smallBrief({ target_variants: 4 })), fileName: 'brief.json' };
    const made = await web.inject({ method: 'POST', url: '/api/v1/briefs', payload });
    await atRest(stand.house, made.json<{ campaignId: string }>().campaignId);
    await expect.poll(() => unreadIn(tab), { timeout: 15_000 }).toBeGreaterThan(1);
    await bell(tab).click();
    await told(tab, 'Quiet Autumn is finished.').waitFor();
    await told(tab, '4 variants of Quiet Autumn wait for a decision.').waitFor();
    await panel(tab).getByRole('button', { name: 'Mark all as read' }).click();
    await expect.poll(() => unreadIn(tab)).toBe(0);
    await tab.keyboard.press('Escape');
  }, 90_000);

  it('UI-4 what a second person says and decides reaches the first one without a reload', async () => {
    theirs = await (await stand.person(APPROVER)).open(`${WORKSPACE}/inbox?subjectType=variant`);
    await theirs.getByLabel('Your comment').fill('A calmer picture, please.');
    await theirs.getByRole('button', { name: 'Comment', exact: true }).click();
    await theirs.getByText('A calmer picture, please.').waitFor();
    await expect.poll(() => unreadIn(tab), { timeout: 15_000 }).toBe(1);
    // The brief waits as well.
    for (const left of [4, 3]) {
      await theirs.getByRole('button', { name: 'Approve', exact: true }).click();
      await theirs.getByText(`${left} things wait for a decision`).waitFor();
    }
    // Two decisions alike are one notification.
    await expect.poll(() => unreadIn(tab), { timeout: 15_000 }).toBe(2);
  }, 90_000);

  it('UI-4 by keys alone: open, follow, come back, mark all as read', async () => {
    await tab.locator('h1').focus();
    await tab.keyboard.press('n');
    await told(tab, 'Unread: Approver Person approved 2 variants of Quiet Autumn.').waitFor();
    await KEYBOARD.press(told(tab, 'Approver Person commented').getByRole('link'));
    await tab.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    await tab.getByText('A calmer picture, please.').waitFor();
    await panel(tab).waitFor({ state: 'detached' });
    await expect.poll(() => unreadIn(tab)).toBe(1);
    await KEYBOARD.press(bell(tab));
    await KEYBOARD.tick(panel(tab).getByRole('switch', { name: 'Unread only' }));
    await expect.poll(() => panel(tab).getByRole('listitem').count()).toBe(1);
    await KEYBOARD.press(panel(tab).getByRole('button', { name: 'Mark all as read' }));
    await panel(tab).getByText('You have read everything').waitFor();
    await expect.poll(() => unreadIn(tab)).toBe(0);
    await tab.keyboard.press('Escape');
    await panel(tab).waitFor({ state: 'detached' });
    await bell(tab).and(tab.locator(':focus')).waitFor();
    await tab.keyboard.press('?');
    await tab.getByRole('dialog').getByText('Show the notifications').waitFor();
    await tab.keyboard.press('Escape');
  }, 90_000);

  it('UI-4 a kind is switched off and on again by keys alone', async () => {
    await tab.keyboard.press('n');
    await KEYBOARD.press(panel(tab).getByRole('link', { name: 'Choose what is told here' }));
    await tab.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor();
    await panel(tab).waitFor({ state: 'detached' });
    const finished = tab.getByRole('switch', { name: 'A campaign is finished' });
    for (const isOn of [false, true]) {
      await KEYBOARD.tick(finished);
      await expect.poll(() => finished.isChecked()).toBe(isOn);
      await KEYBOARD.press(bell(tab));
      await told(tab, 'wait for a decision').waitFor();
      await expect.poll(() => told(tab, 'Quiet Autumn is finished.').count()).toBe(isOn ? 1 : 0);
      await tab.keyboard.press('Escape');
      await panel(tab).waitFor({ state: 'detached' });
    }
  }, 60_000);

  it.each(['light', 'dark'] as const)(
    'UI-4 the open panel is free of faults, %s, also on a phone',
    async (scheme) => {
      for (const width of [1280, 390]) {
        const page = await (await stand.person(APPROVER)).open(WORKSPACE, { scheme, width });
        await expect.poll(() => unreadIn(page), { timeout: 15_000 }).toBeGreaterThan(0);
        await bell(page).click();
        await told(page, 'Unread: ').first().waitFor();
        expect(await axeFaults(page)).toEqual([]);
        const box = await panel(page).boundingBox();
        if (width === 390) expect(box?.width).toBe(390);
        await page.close();
      }
    },
    90_000,
  );

  it('UI-4 says so where the notifications cannot be loaded, and tries again', async () => {
    const page = await stand.open(WORKSPACE);
    const address = '**/api/v1/notifications?*';
    await page.route(address, (route) =>
      route.fulfill({ status: 500, json: { code: 'http.internal', detail: 'Not now.' } }),
    );
    await bell(page).click();
    await panel(page).getByText('Not now.').waitFor();
    await page.unroute(address);
    await panel(page).getByRole('button', { name: 'Try again' }).click();
    await told(page, 'Quiet Autumn is finished.').waitFor();
    await page.close();
    expect(stand.faults).toEqual([]);
  }, 60_000);
});
