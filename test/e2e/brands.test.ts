import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import type { BrandDetail } from '#modules/brands/contract';
import { createBrand, getBrand, updateBrand } from '#modules/brands/index';
import {
  addAnalyst,
  ANALYST,
  addBrand,
  hasBrowser,
  openOwnerStand,
  type OwnerStand,
  WORKSPACE,
} from '#test/browser';
import { KEYBOARD } from '#test/hands';
import { ownName } from '#test/own-name';
import { drawPicture } from '#test/pictures';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-1 CRE-3 brands in a browser', () => {
  let stand: OwnerStand;
  const open = (path: string): Promise<Page> => stand.open(`${WORKSPACE}/brands${path}`);
  const operator = (): ReturnType<typeof contextFor> =>
    contextFor(stand.house, { kind: 'operator', via: 'cli' });
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addAnalyst(stand.house);
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  const makeBrand = (): Promise<BrandDetail> => createBrand(operator(), { name: ownName('Fjord Coffee') });

  function pictureOf(tab: Page, layout: string): Promise<string | null> {
    return tab.locator(`[data-layout="${layout}"] img`).getAttribute('src');
  }
  async function settled(tab: Page): Promise<void> {
    await tab.waitForTimeout(400);
    await tab.locator('[data-layout][data-stale]').first().waitFor({ state: 'detached' });
  }
  /** The colour in the corner of a preview. */
  async function cornerOf(tab: Page, layout: string): Promise<number[]> {
    const source = (await pictureOf(tab, layout)) ?? '';
    const { data } = await sharp(Buffer.from(source.split(',')[1] ?? '', 'base64'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    return [...data.subarray(0, 3)];
  }
  /** What axe finds on a page, in words. */
  async function faultsOf(tab: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: tab }).withTags(TAGS).analyze();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    );
  }
  const shown = (tab: Page): Promise<void> =>
    tab.getByRole('img', { name: /in the layout big type/ }).waitFor();

  it('UI-1 an empty place tells both ways, and axe finds nothing in it', async () => {
    const tab = await open('');
    await tab.getByText('No brand yet').waitFor();
    await tab.getByText('aicmo brand import FOLDER').waitFor();
    expect(await faultsOf(tab)).toEqual([]);
    await tab.close();
  }, 60_000);

  it('UI-1 UI-4 a brand is made, its colour changes the preview, it gets a logo and is saved', async () => {
    const name = ownName('Fjord Coffee');
    const tab = await open('');
    await KEYBOARD.press(tab.getByRole('button', { name: 'Make a brand' }).first());
    await KEYBOARD.write(tab.getByRole('dialog').getByLabel('Name'), name);
    await tab.keyboard.press('Enter');
    await tab.getByRole('heading', { level: 1, name }).waitFor();
    await shown(tab);
    await settled(tab);
    const before = await cornerOf(tab, 'big_type');
    await KEYBOARD.write(tab.getByLabel('Primary', { exact: true }), '#8a0f1a');
    await tab.getByText('Changes are not saved yet').waitFor();
    await settled(tab);
    const [red = 0, green = 0] = await cornerOf(tab, 'big_type');
    expect([red, green]).not.toEqual(before.slice(0, 2));
    expect(red).toBeGreaterThan(green + 60);

    const file = join(stand.house.folder, 'logo.png');
    writeFileSync(file, await drawPicture('png', '#8a0f1a'));
    await tab.locator('input[aria-label="logo for light grounds, file"]').setInputFiles(file);
    await tab.getByRole('img', { name: `Logo of ${name} for light grounds` }).waitFor();
    // What was typed before is still there, and still not saved.
    expect(await tab.getByLabel('Primary', { exact: true }).inputValue()).toBe('#8a0f1a');
    await tab.getByText('Changes are not saved yet').waitFor();
    await settled(tab);
    await tab.keyboard.press('Control+s');
    await tab.getByText('Revision 3 is saved').first().waitFor();
    const kept = await getBrand(operator(), { id: keyOf(tab) });
    expect([kept.revision, kept.document.colours.primary]).toEqual([3, '#8a0f1a']);
    expect(Object.keys(kept.files)).toEqual(['logo.onLight']);
    await tab.getByRole('link', { name: 'History' }).click();
    await tab.getByRole('cell', { name: 'brand.created' }).waitFor();
    expect(await tab.getByRole('cell', { name: 'brand.edited' }).count()).toBe(2);
    await tab.close();
  }, 60_000);

  it('UI-1 a refused file says why and how to go on, and a refused field says it in place', async () => {
    const tab = await open(`/${(await makeBrand()).key}`);
    await shown(tab);
    const file = join(stand.house.folder, 'logo.svg.png');
    writeFileSync(file, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    await tab.locator('input[aria-label="logo for dark grounds, file"]').setInputFiles(file);
    await tab.getByText(/it is an SVG drawing.*Export it as PNG/).waitFor();
    await tab.getByLabel('Primary', { exact: true }).fill('#12');
    await tab.getByText('Write it like #1a2b3c').waitFor();
    await tab.keyboard.press('Control+s');
    await tab
      .getByRole('alert')
      .getByText(/colours\.primary/)
      .waitFor();
    expect(await tab.getByLabel('Primary', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(await faultsOf(tab)).toEqual([]);
    await tab.getByLabel('Primary', { exact: true }).fill('#123456');
    await tab
      .getByRole('alert')
      .getByText(/colours\.primary/)
      .waitFor({ state: 'detached' });
    expect(await tab.getByText('The kit was not saved').count()).toBe(0);
    await tab.close();
  }, 60_000);

  it('UI-1 a file that is dropped on its place is taken', async () => {
    const { key, name } = await makeBrand();
    const tab = await open(`/${key}`);
    await shown(tab);
    const bytes = (await drawPicture('png', '#ffffff')).toString('base64');
    const carried = await tab.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob('${bytes}'), (sign) => sign.charCodeAt(0));
      transfer.items.add(new File([bytes], 'white.png', { type: 'image/png' }));
      return transfer;
    })()`);
    const place = tab.locator('.file-place', { hasText: 'logo for dark grounds' });
    await place.dispatchEvent('drop', { dataTransfer: carried });
    await tab.getByRole('img', { name: `Logo of ${name} for dark grounds` }).waitFor();
    await tab.close();
  }, 60_000);

  it('UI-1 a second editor hears of the first, loses nothing, and puts theirs on top', async () => {
    const seen = await makeBrand();
    const theirs = `${seen.name} Roasters`;
    const tab = await open(`/${seen.key}`);
    await shown(tab);
    await tab.getByLabel('Name', { exact: true }).fill(theirs);
    const document = { ...seen.document, shape: 'angular' as const };
    await updateBrand(operator(), { id: seen.id, revision: seen.revision, document });
    await tab.keyboard.press('Control+s');
    await tab.getByText(`Somebody saved revision ${seen.revision + 1} meanwhile`).waitFor();
    await tab.getByRole('rowheader', { name: 'shape' }).waitFor();
    expect(await faultsOf(tab)).toEqual([]);
    expect(await tab.getByLabel('Name', { exact: true }).inputValue()).toBe(theirs);
    await tab.getByRole('button', { name: 'Put mine on top of theirs' }).press('Enter');
    await tab.keyboard.press('Control+s');
    await tab
      .getByText(`Revision ${seen.revision + 2} is saved`)
      .first()
      .waitFor();
    const kept = await getBrand(operator(), { id: seen.id });
    expect([kept.name, kept.document.shape]).toEqual([theirs, 'angular']);
    await tab.close();
  }, 60_000);

  it('UI-1 leaving with changes asks first', async () => {
    const tab = await open(`/${(await makeBrand()).key}`);
    await shown(tab);
    await tab.getByLabel('Name', { exact: true }).fill('Left behind');
    await tab.getByRole('link', { name: 'Briefs' }).first().click();
    await tab.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await tab.getByRole('button', { name: 'Stay' }).press('Enter');
    expect(await tab.getByLabel('Name', { exact: true }).inputValue()).toBe('Left behind');
    await tab.getByRole('link', { name: 'Briefs' }).first().click();
    await tab.getByRole('button', { name: 'Leave', exact: true }).click();
    await tab.getByRole('heading', { level: 1, name: 'Briefs' }).waitFor();
    await tab.close();
  }, 60_000);

  it('UI-1 a voice and a legal line are written in a language that was added', async () => {
    const { revision } = await addBrand(stand.house, 'northlight');
    const tab = await open('/northlight');
    await shown(tab);
    await tab.getByRole('combobox', { name: 'Add a language' }).fill('French');
    await tab.getByRole('option', { name: 'French (fr)' }).click();
    await tab.getByLabel('Tagline (French)').fill('La soirée tranquille');
    await tab.getByRole('combobox', { name: 'Words that are banned (French)' }).fill('révolutionnaire');
    await tab.keyboard.press('Enter');
    await tab.getByRole('combobox', { name: 'Market of a new line' }).fill('France');
    await tab.getByRole('option', { name: 'France (FR)' }).click();
    await tab.getByRole('combobox', { name: 'Language of a new line' }).fill('French');
    await tab.getByRole('option', { name: 'French (fr)' }).click();
    await tab.getByRole('button', { name: 'Add a line' }).press('Enter');
    await tab.getByLabel('France, French', { exact: true }).fill('Prix TTC.');
    await tab.getByRole('button', { name: 'Save', exact: true }).click();
    await tab
      .getByText(`Revision ${revision + 1} is saved`)
      .first()
      .waitFor();
    const { document } = await getBrand(operator(), { id: 'northlight' });
    expect(document.legalLines['FR']).toEqual({ fr: 'Prix TTC.' });
    expect(document.voice.tagline?.['fr']).toBe('La soirée tranquille');
    expect(document.voice.bannedWords['fr']).toEqual(['révolutionnaire']);
    await tab.close();
  }, 60_000);

  it('UI-1 who may only look sees the kit, and nothing that would change it', async () => {
    await addBrand(stand.house, 'northlight');
    const tab = await (await stand.person(ANALYST)).open(`${WORKSPACE}/brands/northlight`);
    await shown(tab);
    await tab.getByText('You may look at this kit.').waitFor();
    expect(await tab.getByLabel('Primary', { exact: true }).getAttribute('readonly')).not.toBeNull();
    const kit = tab.getByRole('form', { name: 'Kit' });
    expect(await kit.getByRole('button', { name: /Save|Remove|Replace|Add|Choose/ }).count()).toBe(0);
    expect(await faultsOf(tab)).toEqual([]);
    await tab.getByRole('link', { name: 'History' }).click();
    await tab.getByText('The history is on the audit chain').waitFor();
    await tab.close();
  }, 60_000);

  it('UI-1 no page asks another origin, breaks its policy or throws', async () => {
    expect(stand.faults).toEqual([]);
  });
});

const keyOf = (tab: Page): string => new URL(tab.url()).pathname.split('/').at(-1) ?? '';
