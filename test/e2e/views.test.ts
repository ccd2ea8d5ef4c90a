import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { saveView } from '#modules/views/index';
import {
  addAnalyst,
  ANALYST,
  type Desk,
  hasBrowser,
  openOwnerStand,
  type OwnerStand,
  WORKSPACE,
} from '#test/browser';
import { insertCampaign, valueOf } from '#test/campaign-records';
import { KEYBOARD, POINTER } from '#test/hands';
import { OWNER_EMAIL } from '#test/sign-in';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const LIST = `${WORKSPACE}/campaigns`;
const FORMULA = '=HYPERLINK("http://evil.example","x")';

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('E1 views and exports of lists in a browser', () => {
  let stand: OwnerStand;
  let ada: Desk;
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addAnalyst(stand.house);
    for (const [id, status] of [
      ['spring', 'needs_assets'],
      ['summer', 'completed'],
      ['autumn', 'needs_assets'],
    ] as const)
      await insertCampaign(stand.house.db, { id, status, costMicro: 2_500_000 });
    await stand.house.db.pool.query(`update campaign set name = $1 where id = 'autumn'`, [FORMULA]);
    ada = await stand.person(ANALYST);
  }, 120_000);
  beforeEach(() => stand.house.db.pool.query('delete from saved_view'));
  afterAll(() => stand[Symbol.asyncDispose]());

  const views = (tab: Page) => tab.locator('button[data-views]');
  const exports = (tab: Page) => tab.getByRole('button', { name: 'Export what is shown' });
  const searchOf = (tab: Page): Record<string, string> => Object.fromEntries(new URL(tab.url()).searchParams);
  const rowsOf = (tab: Page): Promise<string[]> => tab.locator('a.row-link').allTextContents();
  const shows = (tab: Page, name: string): Promise<void> =>
    tab.locator('button[data-views]', { hasText: new RegExp(`^${name}$`) }).waitFor();

  /** What the owner shares: the campaigns that wait for pictures. */
  async function shareWaiting(): Promise<void> {
    const id = await valueOf<string>(stand.house.db, `select id from person where email = '${OWNER_EMAIL}'`);
    await saveView(contextFor(stand.house, { kind: 'user', id, name: 'Olga Owner', role: 'owner' }), {
      list: 'campaigns',
      name: 'Waiting for pictures',
      search: { status: 'needs_assets', sort: 'name' },
      columns: ['name', 'status', 'completion', 'effective', 'cost', 'created'],
      isShared: true,
    });
  }

  async function faultsOf(tab: Page): Promise<string[]> {
    const found: string[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      await tab.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await tab.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
      await tab.waitForTimeout(150);
      const { violations } = await new AxeBuilder({ page: tab }).withTags(TAGS).analyze();
      for (const { id, nodes } of violations)
        found.push(`${scheme}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }
    return found;
  }

  it('E1 UI-4 a list is filtered and saved for all by keys alone', async () => {
    const tab = await stand.open(LIST);
    await KEYBOARD.press(views(tab));
    await tab.getByText('No view is saved yet.').waitFor();
    expect(await faultsOf(tab)).toEqual([]);
    await tab.keyboard.press('Escape');
    await KEYBOARD.choose(tab.getByRole('combobox', { name: 'Status' }), 'Needs assets');
    await tab.getByText('2 campaigns').waitFor();
    await KEYBOARD.press(tab.getByRole('button', { name: 'Campaign', exact: true }));
    await KEYBOARD.press(tab.getByRole('button', { name: 'Choose columns' }));
    await KEYBOARD.tick(tab.getByRole('checkbox', { name: 'Diversity' }));
    await tab.keyboard.press('Escape');
    await tab.getByRole('columnheader', { name: 'Diversity' }).waitFor({ state: 'detached' });
    await KEYBOARD.pick(views(tab), 'Save as a new view');
    const dialog = tab.getByRole('dialog', { name: 'Save as a new view' });
    await KEYBOARD.write(dialog.getByLabel('Name'), 'Waiting for pictures');
    await KEYBOARD.tick(dialog.getByLabel('Share with the workspace'));
    expect(await faultsOf(tab)).toEqual([]);
    await KEYBOARD.press(dialog.getByRole('button', { name: 'Save the view' }));
    await shows(tab, 'View Waiting for pictures');
    expect(searchOf(tab)).toMatchObject({
      status: 'needs_assets',
      sort: 'name',
      columns: 'name,status,completion,effective,cost,created',
      view: expect.stringMatching(/^view_/),
    });
    await tab.close();
  }, 60_000);

  it('E1 another person opens it, sees where the list differs from it, and cannot change it', async () => {
    await shareWaiting();
    const tab = await ada.open(LIST);
    await tab.getByText('3 campaigns').waitFor();
    await KEYBOARD.pick(views(tab), /Waiting for pictures.*by Olga Owner/);
    await shows(tab, 'View Waiting for pictures');
    await tab.getByText('2 campaigns').waitFor();
    expect(await rowsOf(tab)).toEqual([FORMULA, 'spring']);
    await tab.getByRole('columnheader', { name: 'Diversity' }).waitFor({ state: 'detached' });
    // The address is the list: it opens the same for who gets it.
    const again = await ada.open(new URL(tab.url()).pathname + new URL(tab.url()).search);
    await shows(again, 'View Waiting for pictures');
    expect(await rowsOf(again)).toEqual([FORMULA, 'spring']);
    await again.close();
    await POINTER.write(tab.getByLabel('Name or key'), 'spring');
    await shows(tab, 'View Waiting for pictures, changed');
    await views(tab).click();
    await tab.getByRole('menuitem', { name: 'Undo the changes' }).waitFor();
    expect(await faultsOf(tab)).toEqual([]);
    for (const name of ['Save the changes', 'Rename or share', 'Remove'])
      expect(await tab.getByRole('menuitem', { name }).count()).toBe(0);
    await tab.keyboard.press('Escape');
    await KEYBOARD.pick(views(tab), 'Save as a new view');
    const dialog = tab.getByRole('dialog', { name: 'Save as a new view' });
    await dialog.getByLabel('Name').fill('Spring only');
    await tab.keyboard.press('Enter');
    await shows(tab, 'View Spring only');
    await tab.goBack();
    await tab.goBack();
    await tab.getByText('3 campaigns').waitFor();
    await shows(tab, 'Views');
    await tab.close();
    const theirs = await stand.open(LIST);
    await views(theirs).click();
    await theirs.getByRole('menuitem', { name: 'Waiting for pictures' }).waitFor();
    expect(await theirs.getByRole('menuitem', { name: 'Spring only' }).count()).toBe(0);
    await theirs.close();
  }, 60_000);

  it('E1 who made it renames it, overwrites it, and removes it', async () => {
    await shareWaiting();
    const tab = await stand.open(LIST);
    await KEYBOARD.pick(views(tab), /Waiting for pictures/);
    await KEYBOARD.pick(views(tab), 'Rename or share');
    const dialog = tab.getByRole('dialog', { name: 'Rename or share' });
    expect(await dialog.getByLabel('Share with the workspace').isChecked()).toBe(true);
    await KEYBOARD.write(dialog.getByLabel('Name'), 'Missing pictures');
    await tab.keyboard.press('Enter');
    await shows(tab, 'View Missing pictures');
    await tab.getByRole('button', { name: 'Clear', exact: true }).click();
    await shows(tab, 'View Missing pictures, changed');
    await KEYBOARD.pick(views(tab), 'Save the changes');
    await shows(tab, 'View Missing pictures');
    expect(searchOf(tab)).not.toHaveProperty('status');
    await KEYBOARD.pick(views(tab), 'Remove');
    await tab
      .getByRole('dialog', { name: 'Remove the view' })
      .getByRole('button', { name: 'Remove the view' })
      .press('Enter');
    await shows(tab, 'Views');
    await views(tab).click();
    await tab.getByText('No view is saved yet.').waitFor();
    await tab.close();
  }, 60_000);

  async function exported(tab: Page, kind: string): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([tab.waitForEvent('download'), KEYBOARD.pick(exports(tab), kind)]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  it('E1 what is shown is exported as XLSX, CSV and JSON, and no text runs as a formula', async () => {
    const tab = await stand.open(`${LIST}?status=needs_assets&sort=name&columns=name,effective,cost,created`);
    await tab.getByText('2 campaigns').waitFor();
    await exports(tab).click();
    await tab.getByRole('menuitem', { name: 'CSV' }).waitFor();
    expect(await faultsOf(tab)).toEqual([]);
    await tab.keyboard.press('Escape');

    const sheet = await exported(tab, 'Excel (XLSX)');
    expect(sheet.name).toBe('campaigns.xlsx');
    const parts = unzipSync(sheet.bytes);
    const text = (path: string): string => strFromU8(parts[path] ?? new Uint8Array());
    expect(text('xl/workbook.xml')).toContain('<sheet name="campaigns"');
    expect(text('xl/worksheets/sheet1.xml')).toContain('state="frozen"');
    expect(text('xl/worksheets/sheet1.xml')).not.toContain('<f>');
    const texts = [...text('xl/sharedStrings.xml').matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(
      ([, found]) => found,
    );
    expect(texts).toEqual(['Campaign', 'Effective', 'Model cost (USD)', 'Created (UTC)', FORMULA, 'spring']);

    const csv = await exported(tab, 'CSV');
    expect([csv.name, csv.bytes.toString().split('\r\n')[0]]).toEqual([
      'campaigns.csv',
      'Campaign,Effective,Model cost (USD),Created',
    ]);
    expect(csv.bytes.toString()).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    const json = await exported(tab, 'JSON');
    const records = JSON.parse(json.bytes.toString()) as object[];
    expect([json.name, records.length]).toEqual(['campaigns.json', 2]);
    expect(records[0]).toMatchObject({ name: FORMULA, costUsd: 2.5, created: expect.stringMatching(/Z$/) });
    await tab.close();
  }, 60_000);

  it('E1 many views fit a phone, and axe finds nothing where they scroll', async () => {
    const tab = await stand.open(LIST, { width: 390 });
    await tab.getByText('3 campaigns').waitFor();
    await tab.evaluate(`Promise.all(Array.from({ length: 12 }, (_, n) => fetch('/api/v1/views', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ list: 'campaigns', name: 'A view with a long name, number ' + n, search: {}, columns: ['name'] }),
    })))`);
    await KEYBOARD.pick(views(tab), 'A view with a long name, number 9');
    await shows(tab, 'View A view with a long name, number 9');
    await views(tab).click();
    await tab.getByRole('menuitem', { name: 'Save as a new view' }).waitFor();
    expect(await faultsOf(tab)).toEqual([]);
    expect(await tab.evaluate('document.scrollingElement.scrollWidth')).toBe(390);
    await tab.close();
  }, 60_000);

  it('UI-1 no page asks another origin, breaks its policy or throws', () => {
    expect(stand.faults).toEqual([]);
  });
});
