import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { Locator, Page } from 'playwright-core';
import { contextFor } from '#flows/index';
import { listApprovals } from '#modules/approvals/index';
import { buildWeb } from '#server/web-role';
import { smallBrief } from '#test/briefs';
import { hasBrowser, type OwnerStand, openOwnerStand, WORKSPACE } from '#test/browser';
import { KEYBOARD } from '#test/hands';
import { atRest } from '#test/house';
import { ownKey, ownName } from '#test/own-name';
import { axeFaults } from '#test/page-faults';
import { addTestPerson, injectSignedIn, OWNER_EMAIL, type TestPerson } from '#test/sign-in';

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
  let approver: TestPerson;
  /** Of the owner, who hands in the briefs, and whom nothing has been told that they have not read. */
  let tab: Page;
  beforeAll(async () => {
    stand = await openOwnerStand();
    web = await buildWeb(stand.house);
    approver = await addTestPerson(stand.house, web, { email: APPROVER, role: 'approver' });
    await injectSignedIn(web, OWNER_EMAIL);
  }, 120_000);
  beforeEach(async () => {
    await post('notifications/choice', { hidden: [] });
    await readAll();
    tab = await stand.open(WORKSPACE);
  });
  afterEach(() => tab.close());
  afterAll(async () => {
    await web.close();
    await stand[Symbol.asyncDispose]();
  });

  async function post<Answer>(url: string, payload: object, headers = {}): Promise<Answer> {
    const answer = await web.inject({ method: 'POST', url: `/api/v1/${url}`, payload, headers });
    expect([url, answer.statusCode]).toEqual([url, 200]);
    return answer.json<Answer>();
  }

  const readAll = () => post('notifications/read', { upTo: '9999999999999999999:999999999999999999' });

  /** Hands in a brief for four variants, and waits until they are there. */
  async function submit(): Promise<{ id: string; name: string }> {
    const name = ownName('Quiet Autumn');
    const brief = smallBrief({ campaign_id: ownKey('quiet-autumn'), name, target_variants: 4 });
    const made = await post<{ campaignId: string }>('briefs', {
      text: JSON.stringify(brief),
      fileName: 'brief.json',
    });
    await atRest(stand.house, made.campaignId);
    return { id: made.campaignId, name };
  }

  /** The same, once the owner has been told of it and has read that. */
  async function submitRead(): Promise<{ id: string; name: string }> {
    const made = await submit();
    await bell(tab).click();
    await told(tab, `${made.name} is finished.`).waitFor();
    await told(tab, `4 variants of ${made.name} wait for a decision.`).waitFor();
    await panel(tab).getByRole('button', { name: 'Mark all as read' }).click();
    await expect.poll(() => unreadIn(tab), { timeout: 15_000 }).toBe(0);
    await tab.keyboard.press('Escape');
    await panel(tab).waitFor({ state: 'detached' });
    return made;
  }

  it('UI-4 the panel of a new house says what will be told there', async () => {
    await tab.keyboard.press('n');
    await panel(tab).getByText('Nothing has happened yet').waitFor();
    expect(await axeFaults(tab)).toEqual([]);
    await tab.keyboard.press('Escape');
    await panel(tab).waitFor({ state: 'detached' });
  }, 60_000);

  it('UI-4 the bell counts up by itself when a campaign ends and its variants wait', async () => {
    expect(await unreadIn(tab)).toBe(0);
    const { name } = await submit();
    await expect.poll(() => unreadIn(tab), { timeout: 15_000 }).toBeGreaterThan(1);
    await bell(tab).click();
    await told(tab, `${name} is finished.`).waitFor();
    await told(tab, `4 variants of ${name} wait for a decision.`).waitFor();
    await panel(tab).getByRole('button', { name: 'Mark all as read' }).click();
    await expect.poll(() => unreadIn(tab)).toBe(0);
    await tab.keyboard.press('Escape');
  }, 90_000);

  it('UI-4 what a second person says and decides reaches the first one without a reload', async () => {
    const { id } = await submitRead();
    const theirs = await (
      await stand.person(APPROVER)
    ).open(`${WORKSPACE}/inbox?subjectType=variant&campaignId=${id}`);
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
    await theirs.close();
  }, 90_000);

  it('UI-4 by keys alone: open, follow, come back, mark all as read', async () => {
    const { id, name } = await submitRead();
    const { items } = await listApprovals(contextFor(stand.house, { kind: 'operator', via: 'cli' }), {
      campaignId: id,
      subjectType: 'variant',
      limit: 2,
    });
    const chosen = items.map(({ id: approvalId, contentHash }) => ({ id: approvalId, contentHash }));
    const comment = { text: 'A calmer picture, please.' };
    await post(`approvals/${chosen[0]?.id}/comments`, comment, approver.headers);
    await post('approvals/decide', { items: chosen, decision: 'approve' }, approver.headers);
    await expect.poll(() => unreadIn(tab), { timeout: 15_000 }).toBe(2);
    await tab.locator('h1').focus();
    await tab.keyboard.press('n');
    await told(tab, `Unread: Approver Person approved 2 variants of ${name}.`).waitFor();
    await KEYBOARD.press(told(tab, `Approver Person commented on a variant of ${name}.`).getByRole('link'));
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
    const { name } = await submitRead();
    await tab.keyboard.press('n');
    await KEYBOARD.press(panel(tab).getByRole('link', { name: 'Choose what is told here' }));
    await tab.getByRole('heading', { level: 1, name: 'Notifications' }).waitFor();
    await panel(tab).waitFor({ state: 'detached' });
    const finished = tab.getByRole('switch', { name: 'A campaign is finished' });
    for (const isOn of [false, true]) {
      await KEYBOARD.tick(finished);
      await expect.poll(() => finished.isChecked()).toBe(isOn);
      await KEYBOARD.press(bell(tab));
      await told(tab, `variants of ${name} wait for a decision`).waitFor();
      await expect.poll(() => told(tab, `${name} is finished.`).count()).toBe(isOn ? 1 : 0);
      await tab.keyboard.press('Escape');
      await panel(tab).waitFor({ state: 'detached' });
    }
  }, 60_000);

  it.each(['light', 'dark'] as const)(
    'UI-4 the open panel is free of faults, %s, also on a phone',
    async (scheme) => {
      await submit();
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
    const { name } = await submitRead();
    const page = await stand.open(WORKSPACE);
    const address = '**/api/v1/notifications?*';
    await page.route(address, (route) =>
      route.fulfill({ status: 500, json: { code: 'http.internal', detail: 'Not now.' } }),
    );
    await bell(page).click();
    await panel(page).getByText('Not now.').waitFor();
    await page.unroute(address);
    await panel(page).getByRole('button', { name: 'Try again' }).click();
    await told(page, `${name} is finished.`).waitFor();
    await page.close();
    expect(stand.faults).toEqual([]);
  }, 60_000);
});
