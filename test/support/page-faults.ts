import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { type Desk, heightAt } from '#test/browser';
import type { DashboardPage } from '#test/dashboard-pages';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SCHEMES = ['light', 'dark'] as const;
/** Rules whose outcome depends on the theme; the others say of one what they say of the other. */
const OF_THEME = ['color-contrast', 'link-in-text-block'];
const PHONE = 390;
/** With a folder, a picture of every page in both themes and two widths is put there (`npm run contact-sheet`). */
const SHOTS = process.env['AICMO_SHOTS'];

/** What is wrong with the pages: found by axe in both themes, and wider than a phone. */
export async function faultsOf(
  desk: Desk,
  pages: readonly DashboardPage[],
  folder = 'models',
): Promise<string[]> {
  const found: string[] = [];
  for (const { name, path } of pages) {
    const tab = await desk.open(path);
    for (const scheme of SCHEMES) {
      await turn(tab, scheme);
      await shoot(tab, folder, `${name} ${scheme} wide`);
      const faults = scheme === 'light' ? await axeFaults(tab) : await axeFaults(tab, OF_THEME);
      for (const fault of faults) found.push(`${name}, ${scheme}: ${fault}`);
    }
    await tab.setViewportSize({ width: PHONE, height: heightAt(PHONE) });
    await settle(tab);
    const width = await tab.evaluate('document.scrollingElement.scrollWidth');
    if (width !== PHONE) found.push(`${name}: ${String(width)} px wide on a phone of ${PHONE} px`);
    if (SHOTS !== undefined)
      for (const scheme of SCHEMES) {
        await turn(tab, scheme);
        await shoot(tab, folder, `${name} ${scheme} narrow`);
      }
    await tab.close();
  }
  return found;
}

/**
 * What axe finds wrong with a page as it stands, once it has come to rest; by all rules, or some. What is found is looked
 * at once more a moment later: a button whose colour was just changing is no fault.
 */
export async function axeFaults(tab: Page, rules?: string[]): Promise<string[]> {
  await settle(tab);
  if ((await lookWithAxe(tab, rules)).length === 0) return [];
  await tab.waitForTimeout(500);
  await settle(tab);
  return lookWithAxe(tab, rules);
}

async function lookWithAxe(tab: Page, rules: string[] | undefined): Promise<string[]> {
  // In the page itself: otherwise each look opens a page of its own to put its findings together. We have no frames.
  const axe = new AxeBuilder({ page: tab }).setLegacyMode();
  const { violations } = await (rules === undefined ? axe.withTags(TAGS) : axe.withRules(rules)).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}

async function turn(tab: Page, scheme: (typeof SCHEMES)[number]): Promise<void> {
  await tab.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await tab.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
  await settle(tab);
}

/** Waits until what moves has come to rest. */
async function settle(tab: Page): Promise<void> {
  await tab.waitForTimeout(100);
  // A sign of waiting turns for ever; it is not waited for.
  await tab.evaluate(`Promise.allSettled(document.getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    .map(({ finished }) => finished))`);
}

async function shoot(tab: Page, folder: string, name: string): Promise<void> {
  if (SHOTS === undefined) return;
  mkdirSync(join(SHOTS, folder), { recursive: true });
  await tab.screenshot({ path: join(SHOTS, folder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`) });
}
