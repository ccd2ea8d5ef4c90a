import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { Role } from '#kernel/permission';
import { buildWeb } from '#server/web-role';
import { type OwnerStand, hasBrowser, openOwnerStand, WORKSPACE } from '#test/browser';
import { valueOf } from '#test/campaign-records';
import { ownKey, ownName } from '#test/own-name';
import { addTestPerson, codeOf, OWNER_EMAIL, TEST_PASSWORD } from '#test/sign-in';

const inDialog = (tab: Page, name: string) =>
  tab.getByRole('dialog').getByRole('button', { name, exact: true });

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-1 settings, audit and developers in a browser', () => {
  let stand: OwnerStand;
  const open = (path: string): ReturnType<OwnerStand['open']> => stand.open(`/w/ws_default/${path}`);
  beforeAll(async () => {
    stand = await openOwnerStand();
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  const addressOf = (name: string): string => `${ownKey(name)}@example.com`;
  /** Somebody whom no other test knows; their address. */
  const addPerson = async (name: string, role: Role): Promise<string> => {
    const email = addressOf(name);
    const web = await buildWeb(stand.house);
    await addTestPerson(stand.house, web, { email, role, name });
    await web.close();
    return email;
  };

  it('UI-1 an invitation gives its link once and waits in the list', async () => {
    const email = addressOf('ann');
    const tab = await open('settings/people');
    await tab.getByRole('button', { name: 'Invite a person' }).press('Enter');
    await tab.getByRole('dialog').getByLabel('E-mail').fill(email);
    await tab.keyboard.press('Enter');
    const link = await tab.getByRole('group', { name: 'Link of the invitation' }).textContent();
    expect(link).toMatch(/\/invitation#[\w-]{43}$/);
    await tab.getByRole('button', { name: 'I have kept it' }).press('Enter');
    await tab.getByRole('row', { name: email }).waitFor();
    await tab.close();
  }, 60_000);

  it('SEC-1 an invitation that is taken back opens nothing', async () => {
    const email = addressOf('ben');
    const tab = await open('settings/people');
    await tab.getByRole('button', { name: 'Invite a person' }).click();
    await tab.getByRole('dialog').getByLabel('E-mail').fill(email);
    await inDialog(tab, 'Make the invitation').click();
    const link = await tab.getByRole('group', { name: 'Link of the invitation' }).textContent();
    const { pathname, hash } = new URL(link ?? '');
    await tab.getByRole('button', { name: 'I have kept it' }).click();
    const row = tab.getByRole('row', { name: email });
    await row.getByRole('button', { name: 'Take back' }).click();
    await inDialog(tab, 'Take it back').click();
    await row.waitFor({ state: 'detached' });
    const late = await (await stand.visitor()).open(`${pathname}${hash}`);
    await late.getByText(/works no more|not valid|no longer/).waitFor();
    await tab.close();
  }, 60_000);

  it('SEC-1 a changed role holds at once, a removed person is out', async () => {
    const name = ownName('Ada Analyst');
    const desk = await stand.person(await addPerson(name, 'analyst'));
    const theirs = await desk.open(`${WORKSPACE}/briefs`);
    expect(await theirs.getByRole('link', { name: 'Write a brief' }).count()).toBe(0);
    const tab = await open('settings/people');
    await tab.getByRole('button', { name: `Change the role of ${name}`, exact: true }).click();
    await tab.getByRole('dialog').getByRole('combobox', { name: 'Role' }).click();
    await tab.getByRole('option', { name: 'Strategist' }).click();
    await inDialog(tab, 'Change it').click();
    const row = tab.getByRole('row', { name });
    await row.filter({ hasText: 'Strategist' }).waitFor();
    await theirs.reload();
    await theirs.getByRole('link', { name: 'Write a brief' }).first().waitFor();
    await row.getByRole('button', { name: 'Remove' }).click();
    await inDialog(tab, 'Remove the person').click();
    await row.waitFor({ state: 'detached' });
    await theirs.reload();
    await theirs.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
    await tab.close();
  }, 60_000);

  it('SEC-3 a secret is set, replaced and removed, and never shown', async () => {
    const tab = await open('settings/secrets');
    const secret = 'sk-test-0123456789abcdef';
    await tab.getByRole('button', { name: 'Set a key' }).click();
    const provider = 'openai';
    await tab.getByRole('dialog').getByLabel('Provider').fill(provider);
    await tab.getByRole('dialog').getByLabel('Key', { exact: true }).fill(secret);
    await inDialog(tab, 'Set the key').click();
    const row = tab.getByRole('row', { name: new RegExp(provider) });
    await row.getByText('AICMO, sealed').waitFor();
    expect(await tab.content()).not.toContain(secret);
    const kept = await valueOf<string>(
      stand.house.db,
      `select string_agg(t::text, ' ') from secret t where t::text like '%' || '${provider}' || '%'`,
    );
    expect(kept).not.toContain(secret);
    await row.getByRole('button', { name: 'Remove' }).click();
    await inDialog(tab, 'Remove the key').click();
    await tab.getByText('No key is kept').waitFor();
    await tab.close();
  }, 60_000);

  it('SEC-1 a session is ended from another one', async () => {
    const other = await (await stand.person(OWNER_EMAIL)).open(`${WORKSPACE}/settings/account`);
    const tab = await open('settings/account');
    await tab.getByRole('button', { name: 'End all others' }).click();
    await inDialog(tab, 'End them').click();
    await tab.getByText('Your other sessions are ended').waitFor();
    await other.reload();
    await other.getByRole('button', { name: 'Sign in' }).waitFor();
    await tab.close();
  }, 60_000);

  it('UI-1 the audit page shows the entries of the chain, and that it is whole', async () => {
    const tab = await open('audit');
    const newest = await valueOf<number>(
      stand.house.db,
      `select max(sequence)::int from audit_entry where workspace_id = 'ws_default'`,
    );
    expect(await tab.locator('[data-entry]').first().getAttribute('data-entry')).toBe(String(newest));
    await tab.getByRole('button', { name: 'Verify the chain' }).press('Enter');
    await tab.getByText('The chain is whole').waitFor();
    const [download] = await Promise.all([
      tab.waitForEvent('download'),
      tab.getByRole('link', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('audit-ws_default.ndjson');
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(newest);
    expect(JSON.parse(lines[0] ?? '')).toBeTypeOf('object');
    await tab.getByLabel('Action', { exact: true }).fill('nothing.such');
    await tab.keyboard.press('Enter');
    await tab.getByText('Nothing matches this filter.').waitFor();
    expect(new URL(tab.url()).searchParams.get('action')).toBe('nothing.such');
    await tab.close();
  }, 60_000);

  it('UI-1 the console answers as the server does', async () => {
    const tab = await open('developers?op=audit.head');
    await tab.getByRole('button', { name: 'Send', exact: true }).press('Enter');
    await tab.getByText('Status 200').waitFor();
    expect(await tab.getByRole('group', { name: 'Body of the answer' }).textContent()).toContain('"hash"');
    await tab.close();
  }, 60_000);

  it('SEC-1 a second factor is set up by its picture, and asked for at the next sign-in', async () => {
    const email = await addPerson(ownName('Sam Second'), 'strategist');
    const tab = await (await stand.person(email)).open(`${WORKSPACE}/settings/account`);
    await tab.getByRole('textbox', { name: 'Password', exact: true }).fill(TEST_PASSWORD);
    await tab.getByRole('button', { name: 'Set it up' }).click();
    await tab.getByRole('img', { name: /QR picture/ }).waitFor();
    const uri = (await tab.getByRole('group', { name: 'Address for the app' }).textContent()) ?? '';
    await tab.getByLabel('Code of the app').fill(codeOf(uri));
    await tab.getByRole('button', { name: 'Switch it on' }).click();
    await tab.getByRole('button', { name: 'Switch it off' }).waitFor();
    await tab.getByRole('button', { name: 'Sign out' }).click();
    await tab.getByLabel('E-mail').fill(email);
    await tab.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD);
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await tab.getByLabel('Code').fill('000000');
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await tab.getByRole('alert').waitFor();
    // The code of now was used when the factor was switched on; each works once.
    await tab.getByLabel('Code').fill(codeOf(uri, 1));
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await tab.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await tab.close();
  }, 60_000);

  it('UI-1 no page asks another origin, breaks its policy or throws', () => {
    expect(stand.faults).toEqual([]);
  });
});
