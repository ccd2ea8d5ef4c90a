import type { FastifyInstance } from 'fastify';
import type { Locator, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { raiseAlert } from '#modules/alerts/index';
import { withTransaction } from '#platform/db/database';
import { buildWeb } from '#server/web-role';
import { hasBrowser, openOwnerStand, type OwnerStand, WORKSPACE } from '#test/browser';
import { insertCampaign } from '#test/campaign-records';
import { ownKey, ownName } from '#test/own-name';
import { axeFaults } from '#test/page-faults';
import { addTestPerson, injectSignedIn, OWNER_EMAIL } from '#test/sign-in';

const ANALYST = 'ada@example.com';
const bell = (tab: Page): Locator => tab.getByRole('button', { name: /^Notifications/ });
const banner = (tab: Page): Locator => tab.getByText('No live connection', { exact: true });

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-1 pages that follow', () => {
  let stand: OwnerStand;
  /** Asks as the owner. */
  let web: FastifyInstance;
  beforeAll(async () => {
    stand = await openOwnerStand();
    web = await buildWeb(stand.house);
    await addTestPerson(stand.house, web, { email: ANALYST, role: 'analyst' });
    await injectSignedIn(web, OWNER_EMAIL);
  }, 120_000);
  afterAll(async () => {
    await web.close();
    await stand[Symbol.asyncDispose]();
  });

  async function raise(message: string): Promise<void> {
    const ctx = contextFor(stand.house, { kind: 'operator', via: 'cli' });
    const alert = { type: 'disk.low', severity: 'HIGH', dedupKey: message, message, details: {} } as const;
    await withTransaction(stand.house.db, (tx) => raiseAlert(tx, ctx, alert));
  }

  it('UI-4 the bell of another browser follows what is read in the first', async () => {
    const [here, there] = [
      await stand.open(WORKSPACE),
      await (await stand.person(OWNER_EMAIL)).open(WORKSPACE),
    ];
    await web.inject({
      method: 'POST',
      url: '/api/v1/notifications/read',
      payload: { upTo: '9999999999999999999:999999999999999999' },
    });
    await raise(ownName('The disk is nearly full'));
    for (const tab of [here, there]) await tab.getByRole('button', { name: /1 unread$/ }).waitFor();
    await bell(here).click();
    await here.getByRole('button', { name: 'Mark all as read' }).click();
    await there.getByRole('button', { name: 'Notifications', exact: true }).waitFor({ timeout: 5_000 });
    await here.close();
    await there.close();
  }, 60_000);

  it('E1 the open menu of views follows what others share, rename and take away', async () => {
    await insertCampaign(stand.house.db, { id: ownKey('spring') });
    await stand.house.db.pool.query('delete from saved_view');
    const tab = await (await stand.person(ANALYST)).open(`${WORKSPACE}/campaigns`);
    await tab.locator('button[data-views]').click();
    await tab.getByText('No view is saved yet.').waitFor();
    const view = { list: 'campaigns', search: {}, columns: ['name'], isShared: true };
    const save = async (payload: object): Promise<string> => {
      const saved = await web.inject({ method: 'POST', url: '/api/v1/views', payload });
      return saved.json<{ id: string }>().id;
    };
    const id = await save({ ...view, name: 'Waiting' });
    await tab.getByRole('menuitem', { name: 'Waiting' }).waitFor({ timeout: 5_000 });
    await save({ ...view, id, name: 'Missing pictures' });
    await tab.getByRole('menuitem', { name: 'Missing pictures' }).waitFor({ timeout: 5_000 });
    await save({ ...view, id, name: 'Missing pictures', isShared: false });
    await tab.getByText('No view is saved yet.').waitFor({ timeout: 5_000 });
    await tab.close();
  }, 60_000);

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    'UI-1 ten seconds without a socket, and a banner says so while the page asks every 15 seconds, until it is back (%s)',
    async (scheme, width) => {
      const name = ownName(scheme);
      const tab = await stand.open(`${WORKSPACE}/alerts`, { scheme, width });
      const sockets: WebSocketRoute[] = [];
      let isAway = false;
      await tab.routeWebSocket(/\/api\/ws/, async (socket) => {
        // As a server that is full does: it takes the socket and closes it.
        if (isAway) return socket.close({ code: 1013, reason: 'full' });
        socket.connectToServer();
        sockets.push(socket);
      });
      await tab.reload();
      await tab.getByRole('heading', { level: 1 }).waitFor();
      await tab.getByRole('status', { name: 'What happens here is shown at once.' }).waitFor();
      await raise(`Seen at once, ${name}`);
      await tab.getByText(`Seen at once, ${name}`).first().waitFor({ timeout: 5_000 });

      isAway = true;
      const away = performance.now();
      for (const socket of sockets) await socket.close();
      await banner(tab).waitFor({ timeout: 20_000 });
      expect(performance.now() - away).toBeGreaterThan(8_000);
      await raise(`Seen by asking, ${name}`);
      await tab.getByText(`Seen by asking, ${name}`).first().waitFor({ timeout: 25_000 });
      // The socket is tried again meanwhile; what only accepts it is no connection.
      expect(await banner(tab).isVisible()).toBe(true);
      expect(await axeFaults(tab)).toEqual([]);
      expect(await tab.evaluate('document.scrollingElement.scrollWidth')).toBe(width);

      isAway = false;
      await banner(tab).waitFor({ state: 'detached', timeout: 45_000 });
      await raise(`Seen at once again, ${name}`);
      await tab.getByText(`Seen at once again, ${name}`).first().waitFor({ timeout: 5_000 });
      await tab.close();
    },
    120_000,
  );

  it('UI-1 nothing of it breaks the policy of the page', () => {
    expect(stand.faults).toEqual([]);
  });
});
