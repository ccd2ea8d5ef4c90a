import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { contextFor } from '#flows/index';
import { invite } from '#modules/workspaces/index';
import { buildWeb } from '#server/web-role';
import { hasBrowser, openOwnerStand, type OwnerStand, WORKSPACE } from '#test/browser';
import { KEYBOARD, POINTER } from '#test/hands';
import { type IdentityPeer, openIdentityPeer } from '#test/identity-peer';
import { ownKey, ownName } from '#test/own-name';
import { axeFaults } from '#test/page-faults';
import { addTestPerson, codeOf, TEST_PASSWORD } from '#test/sign-in';

const dialog = (tab: Page, name: string): Locator => tab.getByRole('dialog', { name, exact: true });
const PROOF = 'Confirm it is you';

/** A port of this machine that was free a moment ago: the provider must know it before the server listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('SEC-1 a person is asked once more who they are, in a browser', () => {
  let stand: OwnerStand;
  let peer: IdentityPeer;
  beforeAll(async () => {
    const port = String(await freePort());
    peer = await openIdentityPeer(`http://localhost:${port}`);
    stand = await openOwnerStand({ ...peer.env, AICMO_PORT: port, AICMO_RATE_ACCOUNT: 'off' });
  }, 120_000);
  afterAll(async () => {
    await stand[Symbol.asyncDispose]();
    peer.close();
  });

  /** All sessions are of people who proved an hour ago who they are. */
  const growStale = (): Promise<unknown> =>
    stand.house.db.pool.query(`update person_session set proved_at = now() - interval '1 hour'`);

  it.each([POINTER, KEYBOARD])(
    'SEC-1 a key is made after the proof, and nothing typed is lost ($name)',
    async (hands) => {
      const tab = await stand.open(`${WORKSPACE}/settings/keys`);
      await growStale();
      const name = ownName(`reporting ${hands.name}`);
      await hands.press(tab.getByRole('button', { name: 'Make a key' }));
      const form = dialog(tab, 'Make a key');
      await hands.write(form.getByLabel('Name'), name);
      await hands.tick(form.getByRole('checkbox', { name: 'alerts.read' }));
      const make = form.getByRole('button', { name: 'Make the key' });
      await hands.press(make);
      const proof = dialog(tab, PROOF);
      const password = proof.getByRole('textbox', { name: 'Your password' });
      await password.and(tab.locator(':focus')).waitFor();
      expect(await axeFaults(tab)).toEqual([]);

      // Left: the form stands as it was, and says why nothing came of it.
      await tab.keyboard.press('Escape');
      await proof.waitFor({ state: 'detached' });
      const refusal = form.getByRole('alert');
      await refusal.getByText('auth.proof_needed').waitFor();
      await refusal.and(tab.locator(':focus')).waitFor();
      expect(await form.getByLabel('Name').inputValue()).toBe(name);

      await hands.press(make);
      await password.and(tab.locator(':focus')).waitFor();
      await hands.write(password, 'not the password');
      await hands.press(proof.getByRole('button', { name: 'Confirm and go on' }));
      await proof.getByRole('alert').getByText('accounts.proof_wrong').waitFor();
      await hands.write(password, TEST_PASSWORD);
      await hands.press(proof.getByRole('button', { name: 'Confirm and go on' }));
      expect(await tab.getByRole('group', { name: 'Key' }).textContent()).toMatch(/^aicmo_[\w-]{43}$/);
      await hands.press(tab.getByRole('button', { name: 'I have kept it' }));
      await tab.getByRole('row', { name: new RegExp(name) }).waitFor();
      expect(await tab.getByRole('row', { name: new RegExp(name) }).count()).toBe(1);

      // It holds for the next one.
      await hands.press(tab.getByRole('button', { name: 'Make a key' }));
      await hands.write(form.getByLabel('Name'), `${name}, second`);
      await hands.tick(form.getByRole('checkbox', { name: 'alerts.read' }));
      await hands.press(make);
      await tab.getByRole('group', { name: 'Key' }).waitFor();
      await tab.close();
    },
    60_000,
  );

  it('SEC-1 the console of the API asks in the same dialog', async () => {
    const tab = await stand.open(`${WORKSPACE}/developers?op=accounts.endOtherSessions`);
    await growStale();
    await tab.getByText('must have confirmed within the last 15 minutes').waitFor();
    await tab.getByRole('button', { name: 'Send', exact: true }).click();
    await tab.getByRole('button', { name: 'Send it' }).click();
    const proof = dialog(tab, PROOF);
    await proof.getByRole('textbox', { name: 'Your password' }).fill(TEST_PASSWORD);
    await proof.getByRole('button', { name: 'Confirm and go on' }).click();
    await tab.getByText('Status 200').waitFor();
    await tab.close();
  }, 60_000);

  it('SEC-1 with a second factor the code is asked for as well, or a backup code', async () => {
    // Somebody who has none yet, whatever a first try came to.
    const email = `${ownKey('second-factor')}@example.com`;
    const web = await buildWeb(stand.house);
    await addTestPerson(stand.house, web, { email, role: 'admin' });
    await web.close();
    const desk = await stand.person(email);
    const tab = await desk.open(`${WORKSPACE}/settings/account`);
    await tab.getByRole('textbox', { name: 'Password', exact: true }).fill(TEST_PASSWORD);
    await tab.getByRole('button', { name: 'Set it up' }).click();
    const uri = (await tab.getByRole('group', { name: 'Address for the app' }).textContent()) ?? '';
    const backup = (await tab.getByRole('group', { name: 'Backup codes' }).textContent()) ?? '';
    await tab.getByLabel('Code of the app').fill(codeOf(uri));
    await tab.getByRole('button', { name: 'Switch it on' }).click();
    await tab.getByRole('button', { name: 'Switch it off' }).waitFor();
    await tab.close();

    const people = await desk.open(`${WORKSPACE}/settings/people`);
    await growStale();
    const inviteInPage = async (guest: string): Promise<Locator> => {
      await people.getByRole('button', { name: 'Invite a person' }).click();
      await people
        .getByRole('dialog')
        .getByLabel('E-mail')
        .fill(`${ownKey(guest)}@example.com`);
      await people.getByRole('button', { name: 'Make the invitation' }).click();
      return dialog(people, PROOF);
    };
    const confirm = async (proof: Locator, label: string, code: string): Promise<void> => {
      await proof.getByRole('textbox', { name: 'Your password' }).fill(TEST_PASSWORD);
      await proof.getByLabel(label).fill(code);
      await proof.getByRole('button', { name: 'Confirm and go on' }).click();
    };
    const proof = await inviteInPage('ann');
    await proof.getByRole('textbox', { name: 'Your password' }).waitFor();
    expect(await axeFaults(people)).toEqual([]);
    await confirm(proof, 'Code of the app', '000000');
    await proof.getByRole('alert').waitFor();
    await confirm(proof, 'Code of the app', codeOf(uri));
    await people.getByRole('button', { name: 'I have kept it' }).click();
    await growStale();
    const again = await inviteInPage('ben');
    await again.getByRole('button', { name: 'Use a backup code' }).click();
    await confirm(again, 'Backup code', backup.split('\n')[0] ?? '');
    await people.getByRole('group', { name: 'Link of the invitation' }).waitFor();
    await people.close();
  }, 60_000);

  it('SEC-1 who signs in at an identity provider confirms it there, and the page goes on', async () => {
    const subject = ownKey('ines');
    const email = `${subject}@example.com`;
    const ctx = contextFor(stand.house, { kind: 'operator', via: 'cli' });
    await invite({ ...ctx, baseUrl: stand.address }, { email, role: 'admin', brandIds: null });
    peer.known.set(subject, { email, email_verified: true, name: 'Ines Invited' });
    Object.assign(peer, { subject, signedInAgo: 3600 });
    const visitor = await stand.visitor();
    const door = await visitor.open('/sign-in');
    await door.getByRole('link', { name: 'Sign in with Example ID' }).click();
    await door.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await door.close();

    peer.signedInAgo = 0;
    const tab = await visitor.open(`${WORKSPACE}/settings/people`);
    await tab.getByRole('button', { name: 'Invite a person' }).click();
    await tab
      .getByRole('dialog')
      .getByLabel('E-mail')
      .fill(`${ownKey('carla')}@example.com`);
    await tab.getByRole('button', { name: 'Make the invitation' }).click();
    const proof = dialog(tab, PROOF);
    expect(await proof.getByRole('textbox').count()).toBe(0);
    const confirm = proof.getByRole('link', { name: 'Confirm with Example ID' });
    await confirm.and(tab.locator(':focus')).waitFor();
    expect(await axeFaults(tab)).toEqual([]);
    const opened = tab.waitForEvent('popup');
    await tab.keyboard.press('Enter');
    const elsewhere = await opened;
    await elsewhere.getByRole('heading', { level: 1, name: 'It is you' }).waitFor();
    await tab.getByRole('group', { name: 'Link of the invitation' }).waitFor();
    await tab.close();
  }, 120_000);

  it('UI-1 no page asks another origin but the provider, breaks its policy or throws', () => {
    const others = stand.faults.filter((fault) => !fault.startsWith(`other origin: ${peer.issuer}/`));
    expect(others).toEqual([]);
  });
});
