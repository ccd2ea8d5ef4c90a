import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { contextFor, putTask } from '#flows/index';
import { setPolicy } from '#modules/approvals/index';
import type { BrandDetail } from '#modules/brands/contract';
import { getBrand, importBrand } from '#modules/brands/index';
import { addKnowledge } from '#modules/knowledge/index';
import { addFileSource, addPageSource } from '#modules/sources/index';
import { buildWeb, type WebRole, startWebRole } from '#server/web-role';
import { startWorkerRole } from '#server/worker-role';
import { smallBrief } from '#test/briefs';
import { CHROMIUM, CHROMIUM_FLAGS } from '#test/chromium';
import { atRest, handIn, openTestHouse, type TestHouse } from '#test/house';
import { addDoneTask } from '#test/tasks';
import { addTestPerson, OWNER_EMAIL, setUpOwner, TEST_PASSWORD } from '#test/sign-in';

/**
 * Whether a browser is installed here. Without one, tests that need it are skipped on a developer's machine, and
 * fail where `.ci/run` has promised one.
 */
export const hasBrowser = CHROMIUM !== undefined || process.env['AICMO_TEST_BROWSER'] === 'required';

export const WORKSPACE = '/w/ws_default';

export interface OpenOptions {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
}

/** A browser of one person on the dashboard of a house. */
export interface Desk {
  /** Opens a page and waits until it stands. */
  open(path: string, options?: OpenOptions): Promise<Page>;
}

/** A browser that looks at one dashboard. */
export interface Desks extends AsyncDisposable {
  readonly address: string;
  /** What must not have happened: blocked styles and scripts, other origins, errors of the page. */
  readonly faults: string[];
  /** A window in which nobody is signed in. */
  visitor(): Promise<Desk>;
  /** A window in which this person is signed in. */
  person(email: string): Promise<Desk>;
}

export async function openDesks(address: string): Promise<Desks> {
  const browser = await openBrowser();
  const faults: string[] = [];
  const newContext = async (): Promise<BrowserContext> => {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    watch(context, address, faults);
    return context;
  };
  const deskOf = (context: BrowserContext): Desk => ({
    open: (path, options) => openPage(context, `${address}${path}`, options),
  });
  return {
    address,
    faults,
    async visitor() {
      return deskOf(await newContext());
    },
    async person(email) {
      const context = await newContext();
      await signIn(context, address, email);
      return deskOf(context);
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

export interface DashboardStand extends Desks {
  readonly house: TestHouse;
}

/** A house that serves its dashboard and works, with nothing in it: not even an account. */
export async function openDashboardStand(
  env: Readonly<Record<string, string>> = {},
): Promise<DashboardStand> {
  await using parts = new AsyncDisposableStack();
  const house = await openTestHouse({ AICMO_PORT: '0', ...env });
  parts.defer(() => house.close());
  const worker = await startWorkerRole(house);
  parts.defer(() => worker.stop());
  const web: WebRole = await startWebRole(house);
  parts.defer(() => web.stop());
  const desks = parts.use(await openDesks(web.address.replace('127.0.0.1', 'localhost')));
  const kept = parts.move();
  return { ...desks, house, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** A stand with an owner, who is signed in. */
export interface OwnerStand extends DashboardStand, Desk {}

export async function openOwnerStand(env: Readonly<Record<string, string>> = {}): Promise<OwnerStand> {
  const stand = await openDashboardStand(env);
  const setUp = await buildWeb(stand.house);
  await setUpOwner(stand.house, setUp);
  await setUp.close();
  return { ...stand, ...(await stand.person(OWNER_EMAIL)) };
}

export const ANALYST = 'ada@example.com';

/** Adds a person who reads everything and changes little. */
export async function addAnalyst(house: TestHouse): Promise<void> {
  const web = await buildWeb(house);
  await addTestPerson(house, web, { email: ANALYST, role: 'analyst' });
  await web.close();
}

/** A stand with an owner, a brand, a campaign that is done, and one of its tasks done as well. */
export interface FilledStand extends OwnerStand {
  readonly campaignKey: string;
  readonly brand: BrandDetail;
}

export async function openFilledStand(env: Readonly<Record<string, string>> = {}): Promise<FilledStand> {
  const stand = await openOwnerStand(env);
  const brand = await addBrand(stand.house, 'northlight');
  const campaignKey = await addCampaign(stand.house, {
    brand: brand.key,
    channels: ['instagram', 'linkedin'],
    locales: ['en-US', 'de-DE'],
    aspect_ratios: ['1:1', '16:9'],
    target_variants: 6,
  });
  const { waiting } = await addDoneTask(stand.house, campaignKey);
  const inThreeDays = new Date(Date.now() + 3 * 86_400_000);
  const operator = contextFor(stand.house, { kind: 'operator', via: 'cli' });
  await setPolicy(operator, {
    name: 'Small research',
    types: ['swot_analysis', 'kpi_definition'],
    brandIds: [brand.id],
    mostPriority: 'LOW',
    leastConfidence: 0.9,
    mostMinutes: 60,
    mostCostMicro: null,
    isOn: false,
  });
  await addKnowledge(operator, {
    brandId: brand.id,
    statement: 'Commuters buy on Mondays',
    evidence: [{ text: '41 % of the orders of a week', source: 'Shop report, May 2026' }],
    confidence: 0.8,
  });
  await putTask(operator, { taskId: waiting.id, runAt: inThreeDays, onlyCheck: false });
  await addSources(stand.house, brand.id);
  return { ...stand, campaignKey, brand };
}

/** A file and a page about a competitor; the page comes from nowhere but here. */
async function addSources(house: TestHouse, brandId: string): Promise<void> {
  const operator = contextFor(house, { kind: 'operator', via: 'cli' });
  const fetchPage = (address: string) =>
    Promise.resolve({
      address,
      isHtml: true,
      charset: undefined,
      bytes: Buffer.from('<title>Halden Over – headphones for the commute</title><p>From €249.'),
    });
  await addPageSource(
    { ...operator, fetchPage },
    {
      brandId,
      about: 'Halden',
      address: 'https://halden.example/products/over-ear/halden-over?colour=black',
    },
  );
  await addFileSource(operator, {
    brandId,
    about: 'Halden',
    fileName: 'halden-over.txt',
    bytes: Buffer.from('Halden Over\nUp to 45 hours of battery life.\nFrom 249 EUR.'),
  });
}

/** Imports the kit of one of the example brands, in place of what was edited in it. */
export async function addBrand(house: TestHouse, name: string): Promise<BrandDetail> {
  const folder = join(house.folder, 'brands', name);
  await cp(join('examples', 'brands', name), folder, { recursive: true });
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const { brand } = await importBrand(ctx, { folder, replaces: true });
  return getBrand(ctx, { id: brand.id });
}

/** Hands a small brief in and waits until its campaign is at rest. Returns the key of the campaign. */
export async function addCampaign(
  house: TestHouse,
  changes: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { campaignId, campaignKey } = await handIn(house, smallBrief(changes));
  await atRest(house, campaignId);
  return campaignKey;
}

async function openBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined)
    throw new Error('No browser is installed. On Debian and Ubuntu: apt-get install chromium');
  return chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
}

function watch(context: BrowserContext, address: string, faults: string[]): void {
  context.on('page', (page) => {
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) faults.push(`policy: ${message.text()}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(address) && !/^(blob|data|about|chrome):/.test(url))
        faults.push(`other origin: ${url}`);
    });
  });
}

async function signIn(context: BrowserContext, address: string, email: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${address}/`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.close();
}

async function openPage(context: BrowserContext, url: string, options: OpenOptions = {}): Promise<Page> {
  const { scheme = 'light', width = 1280 } = options;
  const page = await context.newPage();
  // Shorter than a test, so that a failure names what was waited for.
  page.setDefaultTimeout(15_000);
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: heightAt(width) });
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

/** A screen of usual height for this width, in CSS pixels. */
export function heightAt(width: number): number {
  return width < 500 ? 844 : 860;
}
