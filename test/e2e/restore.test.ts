import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { type BrandDetail } from '#modules/brands/contract';
import { createBrand, getBrand, updateBrand } from '#modules/brands/index';
import { listBriefs } from '#modules/briefs/index';
import { getCampaign } from '#modules/campaigns/index';
import { addAnalyst, ANALYST, hasBrowser, openOwnerStand, type OwnerStand, WORKSPACE } from '#test/browser';
import { smallBrief } from '#test/briefs';
import { type Hands, KEYBOARD, POINTER } from '#test/hands';
import { handIn } from '#test/house';
import { ownKey, ownName } from '#test/own-name';
import { axeFaults, faultsOf } from '#test/page-faults';

const dialog = (tab: Page): Locator => tab.getByRole('dialog', { name: /^Restore revision 1 as revision / });
const button = (tab: Page | Locator, name: string | RegExp): Locator => tab.getByRole('button', { name });
const open = (tab: Page): Locator => button(tab, 'Restore as a new revision');

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-1 former revisions come back in a browser', () => {
  let stand: OwnerStand;
  const operator = (): ReturnType<typeof contextFor> =>
    contextFor(stand.house, { kind: 'operator', via: 'cli' });
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addAnalyst(stand.house);
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  /** Hands a brief in under another name; returns the id of that revision. */
  async function revise(key: string, name: string): Promise<string> {
    const { campaignId } = await handIn(
      stand.house,
      smallBrief({ campaign_id: key, name, target_variants: 1 }),
    );
    const { items } = await listBriefs(operator(), { campaignId, limit: 1 });
    return items[0]?.id ?? '';
  }

  async function edit(id: string, part: Partial<BrandDetail['document']>): Promise<BrandDetail> {
    const { revision, document } = await getBrand(operator(), { id });
    return updateBrand(operator(), { id, revision, document: { ...document, ...part } });
  }

  async function makeKit(title: string): Promise<BrandDetail> {
    const name = ownName(title);
    const { id } = await createBrand(operator(), { name });
    await edit(id, { shape: 'angular' });
    return edit(id, { name: `${name} now` });
  }

  describe.each<Hands>([POINTER, KEYBOARD])('$name', (hands) => {
    it('BRF-4 a former brief is found from the newest, compared with it, and comes back', async () => {
      const key = ownKey('brief');
      await revise(key, 'First thoughts');
      const newest = await revise(key, 'Second thoughts');
      const tab = await stand.open(`${WORKSPACE}/briefs/${newest}`);
      expect(await open(tab).count()).toBe(0);
      await hands.press(tab.getByRole('link', { name: 'Revision 1', exact: true }));
      await tab.getByRole('heading', { level: 1, name: `${key}, revision 1` }).waitFor();
      await hands.press(open(tab));
      await dialog(tab).getByText(`The campaign ${key} is made anew from it`).waitFor();
      await dialog(tab).getByText('1 line added, 1 removed').waitFor();
      await dialog(tab).getByText('+ "name": "First thoughts",').waitFor();
      await hands.press(button(dialog(tab), 'Leave it'));
      await dialog(tab).waitFor({ state: 'detached' });
      expect((await getCampaign(operator(), { id: key })).revision).toBe(2);
      await hands.press(open(tab));
      await hands.press(button(dialog(tab), 'Restore it'));
      await tab.getByText('Revision 3 is taken: it is revision 1 again.').waitFor();
      await tab.getByRole('heading', { level: 1, name: 'First thoughts' }).waitFor();
      expect(await getCampaign(operator(), { id: key })).toMatchObject({
        revision: 3,
        name: 'First thoughts',
      });
      await tab.close();
    }, 60_000);

    it('CRE-3 a former kit is chosen, compared with the newest, and comes back', async () => {
      const { key: brand, id, name } = await makeKit('Former kit');
      const tab = await stand.open(`${WORKSPACE}/brands/${brand}`);
      await hands.press(tab.getByRole('link', { name: 'Revisions', exact: true }));
      await hands.press(tab.getByRole('link', { name: 'Revision 1', exact: true }));
      await tab.getByRole('heading', { level: 2, name: 'Revision 1 against revision 3' }).waitFor();
      await tab.getByRole('rowheader', { name: 'shape' }).waitFor();
      await hands.press(open(tab));
      await dialog(tab).getByText('Revision 4 gets the whole kit of revision 1').waitFor();
      expect(await dialog(tab).getByRole('rowheader').allTextContents()).toEqual(['name', 'shape']);
      await hands.press(button(dialog(tab), 'Restore it'));
      await tab.getByText('Revision 4 is saved: it is revision 1 again.').waitFor();
      await tab.getByText('Revision 4 says the same: there is nothing to restore.').waitFor();
      await tab.getByRole('cell', { name: 'restored from revision 1' }).waitFor();
      expect(await open(tab).count()).toBe(0);
      expect(await getBrand(operator(), { id })).toMatchObject({
        revision: 4,
        name: name.replace(/ now$/, ''),
        document: { shape: 'rounded' },
      });
      await tab.close();
    }, 60_000);
  });

  it('BRF-4 who looks while somebody hands a newer brief in is told, and compares with that one first', async () => {
    const campaign = ownKey('contested');
    const first = await revise(campaign, 'First thoughts');
    await revise(campaign, 'Second thoughts');
    const tab = await stand.open(`${WORKSPACE}/briefs/${first}`);
    await open(tab).click();
    await dialog(tab).getByText('1 line added, 1 removed').waitFor();
    await revise(campaign, 'Third thoughts');
    await dialog(tab).getByText('Somebody made revision 3 meanwhile').waitFor();
    // What one looked at stands until one looks anew.
    await dialog(tab).getByText('- "name": "Second thoughts",').waitFor();
    expect(await button(dialog(tab), 'Restore it').isDisabled()).toBe(true);
    expect(await axeFaults(tab)).toEqual([]);
    await KEYBOARD.press(button(dialog(tab), 'Compare with revision 3'));
    await dialog(tab).getByText('- "name": "Third thoughts",').waitFor();
    await KEYBOARD.press(button(dialog(tab), 'Restore it'));
    await tab.getByText('Revision 4 is taken: it is revision 1 again.').waitFor();
    await tab.close();
  }, 60_000);

  it('CRE-3 a conflict that the server finds first is told in the dialog as well', async () => {
    const { id, key } = await makeKit('Contested kit');
    const tab = await stand.open(`${WORKSPACE}/brands/${key}/revisions?revision=1`);
    // The page hears of nothing: what it knows is old when it asks.
    await tab.routeWebSocket(/\/api\/ws/, () => undefined);
    await tab.reload();
    await open(tab).click();
    const later = ownName('Contested kit later');
    await edit(id, { name: later });
    await button(dialog(tab), 'Restore it').click();
    await dialog(tab).getByText('Somebody made revision 4 meanwhile').waitFor();
    expect((await getBrand(operator(), { id })).name).toBe(later);
    await button(dialog(tab), 'Compare with revision 4').click();
    await button(dialog(tab), 'Restore it').click();
    await tab.getByText('Revision 5 is saved: it is revision 1 again.').waitFor();
    await tab.close();
  }, 60_000);

  it('BRF-5 CRE-3 what does not pass the checks of today is told line by line, and axe finds nothing in it', async () => {
    const campaign = ownKey('stale');
    const first = await revise(campaign, 'First thoughts');
    await revise(campaign, 'Second thoughts');
    await stand.house.db.pool.query(`update brief_revision set text = 'name: [' where id = $1`, [first]);
    const brief = await stand.open(`${WORKSPACE}/briefs/${first}`);
    await open(brief).click();
    expect(await axeFaults(brief)).toEqual([]);
    await button(dialog(brief), 'Restore it').click();
    await dialog(brief).getByText('Revision 1 was not restored').waitFor();
    await dialog(brief)
      .getByText(/^line 1, column/)
      .waitFor();
    expect(await axeFaults(brief)).toEqual([]);
    await brief.close();

    const { id, key } = await makeKit('Stale kit');
    await stand.house.db.pool.query(
      `update brand_revision set document = jsonb_set(document, '{language}', '"qqq"') where brand_id = $1 and revision = 1`,
      [id],
    );
    const kit = await stand.open(`${WORKSPACE}/brands/${key}/revisions?revision=1`);
    await open(kit).click();
    expect(await axeFaults(kit)).toEqual([]);
    await button(dialog(kit), 'Restore it').click();
    await dialog(kit)
      .getByText(/^language: .*is not a language/)
      .waitFor();
    expect(await axeFaults(kit)).toEqual([]);
    await kit.close();
  }, 90_000);

  it('SEC-1 who may only look sees revisions and differences, and no way to restore', async () => {
    const desk = await stand.person(ANALYST);
    const { id, key } = await makeKit('Looked at');
    const kit = await desk.open(`${WORKSPACE}/brands/${key}/revisions?revision=1`);
    await kit.getByRole('rowheader', { name: 'shape' }).waitFor();
    expect(await open(kit).count()).toBe(0);
    await kit.close();
    const campaign = ownKey('looked-at');
    const first = await revise(campaign, 'First thoughts');
    await revise(campaign, 'Second thoughts');
    const brief = await desk.open(`${WORKSPACE}/briefs/${first}`);
    await brief.getByRole('link', { name: 'Revision 2', exact: true }).waitFor();
    expect(await open(brief).count()).toBe(0);
    await brief.close();
    expect((await getBrand(operator(), { id })).revision).toBe(3);
  }, 60_000);

  it('UI-3 both pages are free of faults that axe finds, light and dark, and fit a phone', async () => {
    const campaign = ownKey('of-three');
    const first = await revise(campaign, 'First thoughts');
    await revise(campaign, 'Second thoughts');
    const { key: brand } = await makeKit('Kit of three');
    const pages = [
      { name: 'brief with revisions', path: `${WORKSPACE}/briefs/${first}` },
      { name: 'revisions of a kit', path: `${WORKSPACE}/brands/${brand}/revisions?revision=2` },
    ];
    expect(await faultsOf(stand, pages, 'restore')).toEqual([]);
    expect(stand.faults).toEqual([]);
  }, 90_000);
});
