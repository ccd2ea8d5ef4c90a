import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnerStand, hasBrowser, openOwnerStand } from '#test/browser';
import { valueOf } from '#test/campaign-records';

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-1 settings, audit and developers in a browser', () => {
  let stand: OwnerStand;
  const open = (path: string): ReturnType<OwnerStand['open']> => stand.open(`/w/ws_default/${path}`);
  beforeAll(async () => {
    stand = await openOwnerStand();
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  it('UI-1 an invitation gives its link once and waits in the list', async () => {
    const tab = await open('settings/people');
    await tab.getByRole('button', { name: 'Invite a person' }).press('Enter');
    await tab.getByRole('dialog').getByLabel('E-mail').fill('ann@example.com');
    await tab.keyboard.press('Enter');
    const link = await tab.getByRole('group', { name: 'Link of the invitation' }).textContent();
    expect(link).toMatch(/\/invitation#[\w-]{43}$/);
    await tab.getByRole('button', { name: 'I have kept it' }).press('Enter');
    await tab.getByRole('row', { name: /ann@example\.com/ }).waitFor();
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

  it('UI-1 no page asks another origin, breaks its policy or throws', () => {
    expect(stand.faults).toEqual([]);
  });
});
