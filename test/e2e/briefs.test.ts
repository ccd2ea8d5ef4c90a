import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBrand, hasBrowser, heightAt, openOwnerStand, type OwnerStand, WORKSPACE } from '#test/browser';
import { KEYBOARD } from '#test/hands';
import { ownKey } from '#test/own-name';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PHONE = 390;

const COMMENTED = `# The autumn campaign.
id: quiet-lamps   # agreed with the client
title: 'Quiet Lamps'
items:
  - title: Dusk Lamp # working title
    benefit: [Dims with the sunset]
audience:
  en: people who read in bed
  de: Menschen, die im Bett lesen
`;

const area = (tab: Page) => tab.getByRole('textbox', { name: 'Brief', exact: true });
const field = (tab: Page, name: string) => tab.getByLabel(name, { exact: true });
const button = (tab: Page, name: string) => tab.getByRole('button', { name, exact: true });
const campaign = (tab: Page) => tab.getByRole('region', { name: 'Campaign' });
const product = (tab: Page, number: number) =>
  tab.getByRole('group', { name: new RegExp(`^Product ${number}`) });

/** Adds a product, which then waits for its name. */
async function addProduct(tab: Page, number: number, name: string): Promise<void> {
  await KEYBOARD.press(button(tab, 'Add a product'));
  const input = product(tab, number).getByLabel('Name', { exact: true });
  await input.and(tab.locator(':focus')).waitFor();
  await tab.keyboard.insertText(name);
}

async function turnToForm(tab: Page): Promise<void> {
  await KEYBOARD.turn(tab.getByRole('radiogroup', { name: 'Beside the text' }), 'Form');
  await tab.getByRole('heading', { level: 2, name: 'Campaign' }).waitFor();
}

// Without a browser on this machine there is nothing to work with.
describe.skipIf(!hasBrowser)('UI-1 the form beside the text of a brief', () => {
  let stand: OwnerStand;
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addBrand(stand.house, 'northlight');
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  it('UI-4 BRF-4 makes a whole brief by keys alone, and hands it in', async () => {
    const key = ownKey('quiet-autumn');
    const tab = await stand.open(`${WORKSPACE}/briefs/new`);
    await turnToForm(tab);
    await KEYBOARD.write(field(tab, 'Name'), 'Quiet Autumn');
    await KEYBOARD.write(field(tab, 'Campaign id'), 'Quiet Autumn!');
    await KEYBOARD.choose(tab.getByRole('combobox', { name: 'Brand' }), 'northlight');
    await KEYBOARD.write(field(tab, 'Variants per product'), '2');
    await addProduct(tab, 1, 'Hush One');
    const first = product(tab, 1);
    await KEYBOARD.write(first.getByLabel('Category', { exact: true }), 'headphones: over-ear');
    await KEYBOARD.write(
      first.getByLabel('Benefit 1', { exact: true }),
      'Turns a full train into a quiet room',
    );
    await KEYBOARD.write(
      first.getByLabel('Benefit 2', { exact: true }),
      'Stays comfortable on a ten-hour flight',
    );
    await KEYBOARD.write(first.getByLabel('Feature 1', { exact: true }), '60 hours of battery life');
    await KEYBOARD.write(first.getByLabel('Proof 1', { exact: true }), '38 decibels less noise at 1 kHz');
    await KEYBOARD.write(first.getByLabel('Price', { exact: true }), '249 USD');
    await KEYBOARD.write(tab.getByRole('combobox', { name: 'Locales' }), 'en-US');
    await tab.keyboard.press('Enter');
    await KEYBOARD.choose(tab.getByRole('combobox', { name: 'Channels' }), 'instagram');
    await KEYBOARD.choose(tab.getByRole('combobox', { name: 'Aspect ratios' }), '1:1');
    await KEYBOARD.write(field(tab, 'First day'), '2026-12-01');
    await KEYBOARD.write(field(tab, 'Last day'), '2026-12-24');
    await KEYBOARD.write(field(tab, 'Audience'), 'people who travel for work');

    // What the server finds wrong stands at the field.
    await tab.getByText('may hold lower-case letters, digits, - and _ only').waitFor();
    expect(await field(tab, 'Campaign id').getAttribute('aria-invalid')).toBe('true');
    await KEYBOARD.write(field(tab, 'Campaign id'), key);
    await tab.getByText(/^The brief can be taken/).waitFor();
    expect(await area(tab).inputValue()).toBe(`campaign_id: ${key}
name: Quiet Autumn
brand: northlight
products:
  - name: Hush One
    category: "headphones: over-ear"
    benefits:
      - Turns a full train into a quiet room
      - Stays comfortable on a ten-hour flight
    features:
      - 60 hours of battery life
    proofs:
      - 38 decibels less noise at 1 kHz
    price: 249 USD
target_variants: 2
audience: people who travel for work
locales: [en-US]
channels: [instagram]
aspect_ratios: [1:1]
schedule:
  start: 2026-12-01
  end: 2026-12-24
`);
    await KEYBOARD.press(button(tab, 'Hand it in'));
    await tab.getByRole('heading', { level: 1, name: 'Quiet Autumn' }).waitFor();
    expect(stand.faults).toEqual([]);
    await tab.close();
  }, 120_000);

  it('UI-1 changes a text and keeps its comments, its words and what only the text can say', async () => {
    const tab = await stand.open(`${WORKSPACE}/briefs/new`);
    await KEYBOARD.write(area(tab), COMMENTED);
    await turnToForm(tab);
    await KEYBOARD.write(campaign(tab).getByLabel('Name', { exact: true }), "Mara's lamps");
    await KEYBOARD.write(
      product(tab, 1).getByLabel('Benefit 2', { exact: true }),
      'Lights the table, without a cable',
    );
    await addProduct(tab, 2, 'Night Lamp');
    await KEYBOARD.press(button(tab, 'Move Product 2 up'));
    await button(tab, 'Move Product 1 down').and(tab.locator(':focus')).waitFor();
    await expect
      .poll(() => area(tab).inputValue())
      .toBe(
        COMMENTED.replace("'Quiet Lamps'", "'Mara''s lamps'")
          .replace('[Dims with the sunset]', '[Dims with the sunset, "Lights the table, without a cable"]')
          .replace('items:\n', 'items:\n  - name: Night Lamp\n'),
      );
    await KEYBOARD.press(button(tab, 'Written in the text: Audience'));
    const caret = await area(tab).evaluate('document.activeElement.selectionStart');
    expect((await area(tab).inputValue()).slice(Number(caret))).toMatch(/^en: people who read/);

    // What the form wrote is taken back where one writes.
    for (let n = 0; n < 8; n++) await tab.keyboard.press('Control+z');
    expect(await area(tab).inputValue()).toBe('');
    for (let n = 0; n < 8; n++) await tab.keyboard.press('Control+Shift+z');
    expect(await area(tab).inputValue()).toContain('Night Lamp');

    // What is typed shows in the form; what cannot be read leaves it.
    await KEYBOARD.write(area(tab), COMMENTED.replace('Quiet Lamps', 'Loud Lamps'));
    await expect
      .poll(() => campaign(tab).getByLabel('Name', { exact: true }).inputValue())
      .toBe('Loud Lamps');
    await KEYBOARD.write(area(tab), 'name: [');
    await tab.getByText('The text cannot be shown as a form').waitFor();
    expect(stand.faults).toEqual([]);
    await tab.close();
  }, 90_000);

  it('UI-3 is free of faults that axe finds, light and dark, and fits a phone', async () => {
    const tab = await stand.open(`${WORKSPACE}/briefs/new`);
    await KEYBOARD.write(
      area(tab),
      COMMENTED.replace('quiet-lamps', 'Quiet Lamps!').replace('title: D', 'kind: D'),
    );
    await turnToForm(tab);
    await tab.getByText('may hold lower-case letters, digits, - and _ only').waitFor();
    for (const scheme of ['light', 'dark'] as const) {
      await tab.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await tab.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
      await tab.waitForTimeout(200);
      const { violations } = await new AxeBuilder({ page: tab }).withTags(TAGS).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
      ).toEqual([]);
    }
    await tab.setViewportSize({ width: PHONE, height: heightAt(PHONE) });
    await tab.waitForTimeout(200);
    expect(await tab.evaluate('document.scrollingElement.scrollWidth')).toBe(PHONE);
    await tab.close();
  }, 90_000);
});
