import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type WebRole, startWebRole } from '#server/web-role';
import { startWorkerRole } from '#server/worker-role';
import { smallBrief } from '#test/briefs';
import { atRest, handIn, openTestHouse, type TestHouse } from '#test/house';
import { OWNER_EMAIL, setUpOwner, TEST_PASSWORD } from '#test/sign-in';
import { buildWeb } from '#server/web-role';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
/** Whether a browser is installed here; without one, tests that need it are skipped, and say so. */
export const hasBrowser = CHROMIUM !== undefined;

const FLAGS =
  `--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync`.split(/\s+/);

export interface OpenOptions {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
}

/** A house that serves its dashboard, with a campaign that is done, and a browser in which the owner is signed in. */
export interface DashboardStand extends AsyncDisposable {
  readonly house: TestHouse;
  readonly address: string;
  readonly campaignKey: string;
  /** What must not have happened: blocked styles and scripts, other origins, errors of the page. */
  readonly faults: string[];
  open(path: string, options?: OpenOptions): Promise<Page>;
  /** Signs a person in, in the place of whoever was. */
  signIn(email: string): Promise<void>;
  pages(): Promise<{ name: string; path: string }[]>;
}

/** Opens a stand; `env` adds to the configuration of its house. */
export async function openDashboardStand(
  env: Readonly<Record<string, string>> = {},
): Promise<DashboardStand> {
  await using parts = new AsyncDisposableStack();
  const house = await openTestHouse({ AICMO_PORT: '0', ...env });
  parts.defer(() => house.close());
  const worker = await startWorkerRole(house);
  parts.defer(() => worker.stop());
  const campaignKey = await makeCampaign(house);
  const setUp = await buildWeb(house);
  await setUpOwner(house, setUp);
  await setUp.close();
  const web: WebRole = await startWebRole(house);
  parts.defer(() => web.stop());
  const address = web.address.replace('127.0.0.1', 'localhost');
  const faults: string[] = [];
  const context = await openBrowser(parts);
  watch(context, address, faults);
  const enter = (email: string): Promise<void> => signIn(context, address, email);
  await enter(OWNER_EMAIL);
  const kept = parts.move();
  return {
    house,
    address,
    campaignKey,
    faults,
    open: (path, options) => openPage(context, `${address}${path}`, options),
    signIn: enter,
    async pages() {
      return listPages(house, campaignKey);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function makeCampaign(house: TestHouse): Promise<string> {
  const brief = smallBrief({
    channels: ['instagram', 'linkedin'],
    locales: ['en-US', 'de-DE'],
    aspect_ratios: ['1:1', '16:9'],
    target_variants: 6,
  });
  const { campaignId, campaignKey } = await handIn(house, brief);
  await atRest(house, campaignId);
  return campaignKey;
}

async function openBrowser(parts: AsyncDisposableStack): Promise<BrowserContext> {
  const profile = mkdtempSync(join(tmpdir(), 'aicmo-browser-'));
  parts.defer(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  const context = await chromium.launchPersistentContext(profile, {
    ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
    args: FLAGS,
    reducedMotion: 'reduce',
  });
  parts.defer(() => context.close());
  return context;
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
  await context.clearCookies();
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
  await page.setViewportSize({ width, height: width < 500 ? 844 : 860 });
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

async function listPages(house: TestHouse, campaignKey: string): Promise<{ name: string; path: string }[]> {
  const base = '/w/ws_default';
  const { rows: alerts } = await house.db.pool.query<{ id: string }>(
    'select id from alert order by id limit 1',
  );
  const { rows: briefs } = await house.db.pool.query<{ id: string }>('select id from brief_revision limit 1');
  const tabs = ['coverage', 'variants', 'diversity', 'checks', 'activity', 'cost', 'files'];
  return [
    { name: 'overview', path: base },
    { name: 'campaigns', path: `${base}/campaigns` },
    { name: 'campaign', path: `${base}/campaigns/${campaignKey}` },
    ...tabs.map((tab) => ({ name: tab, path: `${base}/campaigns/${campaignKey}/${tab}` })),
    { name: 'briefs', path: `${base}/briefs` },
    { name: 'refused', path: `${base}/briefs/refused` },
    { name: 'editor', path: `${base}/briefs/new` },
    ...briefs.map(({ id }) => ({ name: 'brief', path: `${base}/briefs/${id}` })),
    { name: 'alerts', path: `${base}/alerts` },
    ...alerts.map(({ id }) => ({ name: 'alert', path: `${base}/alerts/${id}` })),
    { name: 'missing', path: `${base}/campaigns/nobody` },
  ];
}
