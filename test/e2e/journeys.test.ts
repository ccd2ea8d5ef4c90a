import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { createBrand } from '#modules/brands/index';
import { getCampaign } from '#modules/campaigns/index';
import {
  addCampaign,
  type Desk,
  hasBrowser,
  openDesks,
  openOwnerStand,
  type OwnerStand,
  WORKSPACE,
} from '#test/browser';
import { briefBytes, smallBrief } from '#test/briefs';
import { valueOf } from '#test/campaign-records';
import { type Hands, KEYBOARD, POINTER } from '#test/hands';
import { ownKey, ownName } from '#test/own-name';
import { TEST_PASSWORD } from '#test/sign-in';
import { layOutHome, REPOSITORY, startServerProcess } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

const WAYS = [POINTER, KEYBOARD];
const button = (tab: Page, name: string | RegExp) => tab.getByRole('button', { name, exact: true });
const heading = (tab: Page, name: string | RegExp) => tab.getByRole('heading', { level: 1, name });

// Without a browser on this machine there is nothing to work with.
describe.skipIf(!hasBrowser).each(WAYS)('UI-4 from the first start to approved variants, $name', (hands) => {
  it('UI-1 SEC-1 needs the one link of the terminal, and nothing else', async () => {
    const folder = makeTempFolder('journey');
    await using parts = new AsyncDisposableStack();
    parts.defer(() => removeFolder(folder));
    const at = layOutHome(folder);
    await cp(join(REPOSITORY, 'examples/brands/northlight'), join(folder, 'brands/northlight'), {
      recursive: true,
    });
    const server = startServerProcess(at);
    parts.defer(async () => {
      server.child.kill('SIGTERM');
      await server.exited;
    });
    await server.ready;
    await expect.poll(() => server.tail(), { timeout: 20_000 }).toContain('First account');
    const link = new URL(/First account +(\S+)/.exec(server.tail())?.[1] ?? '');
    link.hostname = 'localhost';
    const desks = parts.use(await openDesks(link.origin));
    const tab = await (await desks.visitor()).open(`${link.pathname}${link.hash}`);

    await hands.write(tab.getByLabel('Name of the workspace'), 'Harbour agency');
    await hands.write(tab.getByLabel('Your name'), 'Olga Owner');
    await hands.write(tab.getByLabel('E-mail'), 'olga@example.com');
    await hands.write(tab.getByLabel('Password', { exact: true }), TEST_PASSWORD);
    await hands.press(button(tab, 'Make the account'));
    await heading(tab, 'Overview').waitFor();
    await tab.getByText('Hand in a brief').waitFor();

    await hands.press(tab.getByRole('link', { name: 'Write one' }));
    const brief = { ...smallBrief({ brand: 'northlight' }), campaign_id: 'first-work', name: 'First work' };
    await hands.write(tab.getByLabel('Brief', { exact: true }), new TextDecoder().decode(briefBytes(brief)));
    await tab.getByText('The brief can be taken').waitFor();
    await hands.press(button(tab, 'Hand it in'));
    await heading(tab, 'First work').waitFor();
    // Nobody loads the page anew: what is made shows by itself.
    await tab.getByText('Completed', { exact: true }).first().waitFor({ timeout: 60_000 });

    await hands.press(tab.getByRole('link', { name: /^Inbox/ }));
    await heading(tab, 'Inbox').waitFor();
    for (let left = 4; left > 0; left--) {
      await tab.getByText(new RegExp(`^${left} things? waits? for a decision`)).waitFor();
      await hands.press(button(tab, 'Approve'));
    }
    await tab.getByText('Nothing waits for you').waitFor();
    await hands.press(tab.getByRole('link', { name: 'Overview' }));
    await tab.locator('[data-figure="Waiting for a decision"]', { hasText: /^0$/ }).waitFor();
    expect(desks.faults).toEqual([]);
  }, 150_000);
});

describe.skipIf(!hasBrowser).each(WAYS)("UI-3 a client's approver, $name", (hands) => {
  let stand: OwnerStand;
  beforeAll(async () => {
    stand = await openOwnerStand();
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  /** A campaign of two variants, of a brand of its own. */
  const addBranded = async (title: string): Promise<{ key: string; name: string; brand: string }> => {
    const ctx = contextFor(stand.house, { kind: 'operator', via: 'cli' });
    const brand = await createBrand(ctx, { name: ownName(`House of ${title}`) });
    const name = ownName(title);
    const changes = { campaign_id: ownKey(title), name, brand: brand.key, target_variants: 2 };
    return { key: await addCampaign(stand.house, changes), name, brand: brand.name };
  };

  it('SEC-1 SEC-2 is invited for one brand, and sees, decides and finds nothing else', async () => {
    const [own, other] = [await addBranded('Ours'), await addBranded('Theirs')];
    const people = await stand.open(`${WORKSPACE}/settings/people`);
    await hands.press(button(people, 'Invite a person'));
    await hands.write(people.getByLabel('E-mail'), `${ownKey('client')}@example.com`);
    await hands.choose(people.getByRole('combobox', { name: 'Role' }), 'Approver');
    await hands.choose(people.getByRole('combobox', { name: 'Brands' }), own.brand);
    await hands.press(button(people, 'Make the invitation'));
    const link = new URL(
      (await people.getByRole('group', { name: 'Link of the invitation' }).textContent()) ?? '',
    );
    await people.close();

    const client: Desk = await stand.visitor();
    const tab = await client.open(`${link.pathname}${link.hash}`);
    await hands.write(tab.getByLabel('Your name'), 'Clara Client');
    await hands.write(tab.getByLabel('Password', { exact: true }), TEST_PASSWORD);
    await hands.press(button(tab, 'Accept'));
    await heading(tab, 'Overview').waitFor();

    await hands.press(tab.getByRole('link', { name: 'Campaigns', exact: true }));
    await heading(tab, 'Campaigns').waitFor();
    await tab.locator('a.row-link', { hasText: new RegExp(`^${own.name}$`) }).waitFor();
    expect(await tab.getByText('Theirs').count()).toBe(0);
    const hidden = await client.open(`${WORKSPACE}/campaigns/${other.key}`);
    await heading(hidden, 'Not found').waitFor();
    const { rows } = await stand.house.db.pool.query<{ id: string; ratio: string; name: string }>(
      `select v.id, r.ratio, c.key as name from variant v join rendition r on r.variant_id = v.id
        join campaign c on c.id = v.campaign_id where c.key = any($1)`,
      [[own.key, other.key]],
    );
    const seen = await Promise.all(
      rows.map(async ({ id, ratio, name }) => {
        const path = `/variants/${id}/${ratio.replace(':', 'x')}.jpg?workspace=ws_default`;
        const status = await hidden.evaluate(`fetch(${JSON.stringify(path)}).then(({ status }) => status)`);
        return `${name} ${String(status)}`;
      }),
    );
    expect(new Set(seen)).toEqual(new Set([`${own.key} 200`, `${other.key} 404`]));

    await hands.press(tab.getByRole('link', { name: /^Inbox/ }));
    await tab.getByText(/^3 things wait for a decision/).waitFor();
    await hands.press(button(tab, 'Reject'));
    await hands.write(tab.getByLabel('Why'), 'Not our tone');
    await hands.press(tab.getByRole('dialog').getByRole('button', { name: 'Reject', exact: true }));
    await tab.getByText(/^2 things wait for a decision/).waitFor();
    expect(
      await valueOf<string>(
        stand.house.db,
        `select comment || ' ' || (decided_by ->> 'name') from approval a join campaign c on c.id = a.campaign_id
          where a.state = 'rejected' and c.key = '${own.key}'`,
      ),
    ).toBe('Not our tone Clara Client');
    expect(stand.faults).toEqual([]);
  }, 90_000);
});

describe.skipIf(!hasBrowser)('UI-4 the work of a day', () => {
  let stand: OwnerStand;
  beforeAll(async () => {
    stand = await openOwnerStand();
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  const asked = async (hands: Hands): Promise<Page> => {
    // Wants more than the brief has facts for, which raises an alert.
    const key = ownKey('short');
    await addCampaign(stand.house, { campaign_id: key, name: key, target_variants: 6 });
    const { id } = await getCampaign(contextFor(stand.house, { kind: 'operator', via: 'cli' }), { id: key });
    const tab = await stand.open(`${WORKSPACE}/alerts?campaignId=${id}`);
    await hands.press(tab.locator('a.row-link').first());
    await heading(tab, /./).waitFor();
    return tab;
  };

  it.each(WAYS)(
    'ALR-4 leads from an alert to a message that was edited, $name',
    async (hands) => {
      const tab = await asked(hands);
      const card = tab.getByRole('article').filter({ has: tab.getByRole('heading', { name: 'Client' }) });
      await hands.press(card.getByRole('button', { name: 'Draft it' }));
      await hands.press(card.getByRole('button', { name: 'Edit' }));
      await hands.write(tab.getByLabel('Subject'), 'Two variants are still to come');
      await hands.press(button(tab, 'Keep the changes'));
      await card.getByText('Two variants are still to come').waitFor();
      await hands.press(button(tab, 'Acknowledge'));
      await tab.getByText('acknowledged by Olga Owner').waitFor();
      await hands.press(button(tab, 'Resolve'));
      await hands.write(tab.getByLabel('What was done'), 'The client sent more facts');
      await hands.press(tab.getByRole('dialog').getByRole('button', { name: 'Resolve' }));
      await tab.getByText('Resolved by Olga Owner').waitFor();
      const id = new URL(tab.url()).pathname.split('/').at(-1) ?? '';
      const { rows } = await stand.house.db.pool.query(
        `select a.state, m.subject, m.writer from alert a join message m on m.alert_id = a.id
        where a.id = $1 and m.audience = 'client'`,
        [id],
      );
      expect(rows).toEqual([
        { state: 'resolved', subject: 'Two variants are still to come', writer: 'edited by Olga Owner' },
      ]);
      await tab.close();
    },
    90_000,
  );

  it.each(WAYS)(
    'SEC-3 leads from a key to a call of the API, until it is revoked, $name',
    async (hands) => {
      const name = ownName('reports');
      const tab = await stand.open(`${WORKSPACE}/settings/keys`);
      await hands.press(button(tab, 'Make a key'));
      await hands.write(tab.getByLabel('Name'), name);
      const scope = tab.getByLabel('campaigns.read', { exact: true });
      await hands.tick(scope);
      await hands.press(tab.getByRole('dialog').getByRole('button', { name: 'Make the key' }));
      const key = (await tab.getByRole('group', { name: 'Key', exact: true }).textContent()) ?? '';
      await hands.press(button(tab, 'I have kept it'));
      const call = async (path: string): Promise<number> => {
        const headers = { authorization: `Bearer ${key}` };
        return (await fetch(`${stand.address}/api/v1/${path}`, { headers })).status;
      };
      expect([await call('campaigns'), await call('alerts')]).toEqual([200, 403]);
      const row = tab.getByRole('row', { name: new RegExp(`^${name}\\b(?! \\d)`) });
      await hands.press(row.getByRole('button', { name: /Revoke/ }));
      await hands.press(tab.getByRole('dialog').getByRole('button', { name: /Revoke/ }));
      await row.getByText('Revoked').waitFor();
      expect(await call('campaigns')).toBe(401);
      await tab.close();
    },
    60_000,
  );

  it('UI-1 asks no other origin, breaks no policy and throws nothing', () => {
    expect(stand.faults).toEqual([]);
  });
});
