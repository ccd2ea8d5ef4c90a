import lighthouse, { desktopConfig } from 'lighthouse';
import { type BrowserContext, chromium } from 'playwright-core';
import { CHROMIUM, CHROMIUM_FLAGS } from '#test/chromium';
import { OWNER_EMAIL, TEST_PASSWORD } from '#test/sign-in';
import { type BenchFigures, printFigures } from './figures.ts';
import { CAMPAIGNS, fillLargeHouse } from './large-house.ts';
import { makeHome, startBenchServer } from './server-process.ts';

const DEBUG_PORT = 9_377;
const MIDDLE = CAMPAIGNS / 2;
const PAGES = {
  overview: '',
  campaigns: '/campaigns',
  'a campaign': `/campaigns/campaign-${MIDDLE}`,
  'its variants': `/campaigns/campaign-${MIDDLE}/variants`,
  inbox: '/inbox',
} as const;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;

/** Lighthouse on five pages of a large workspace, as on a desktop; needs Chromium and a built dashboard. */
export async function benchDashboard(): Promise<BenchFigures> {
  if (CHROMIUM === undefined)
    return { name: 'dashboard', figures: {}, lines: ['No browser is installed: apt-get install chromium'] };
  const home = makeHome();
  await using parts = new AsyncDisposableStack();
  parts.defer(home.remove);
  await fillLargeHouse(home.folder);
  const server = await startBenchServer(home.folder);
  parts.defer(() => server.stop());
  const origin = server.address.replace('127.0.0.1', 'localhost');
  // Of a persistent context, because Lighthouse opens its tabs in the browser's own and needs the sign-in there.
  const browser = await chromium.launchPersistentContext(`${home.folder}/browser`, {
    executablePath: CHROMIUM,
    args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${DEBUG_PORT}`],
  });
  parts.defer(() => browser.close());
  await signIn(browser, origin);
  const figures: Record<string, number> = {};
  const lines: string[] = [];
  for (const [name, path] of Object.entries(PAGES)) {
    const url = `${origin}/w/ws_default${path}`;
    const options = {
      port: DEBUG_PORT,
      // The sign-in stays; what was loaded before is cleared by hand.
      disableStorageReset: true,
      onlyCategories: [...CATEGORIES],
      logLevel: 'error' as const,
    };
    await clearCache(browser);
    const ran = await lighthouse(url, options, desktopConfig);
    if (ran === undefined) throw new Error(`Lighthouse gave nothing for ${url}`);
    const { categories, audits, finalDisplayedUrl } = ran.lhr;
    if (new URL(finalDisplayedUrl).pathname !== new URL(url).pathname)
      throw new Error(`${url} led to ${finalDisplayedUrl}`);
    for (const category of CATEGORIES)
      figures[`${name}, ${category} of 100`] = Math.round((categories[category]?.score ?? 0) * 100);
    for (const audit of ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time'])
      figures[`${name}, ${audit.replaceAll('-', ' ')} ms`] = Math.round(audits[audit]?.numericValue ?? 0);
    const failed = Object.values(audits).filter(({ score, scoreDisplayMode }) => {
      return score !== null && score < 0.9 && scoreDisplayMode !== 'informative';
    });
    lines.push(`${name}: below 0.9: ${failed.map(({ id }) => id).join(', ') || 'nothing'}`);
  }
  return { name: 'dashboard', figures, lines };
}

async function signIn(browser: BrowserContext, origin: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('E-mail').fill(OWNER_EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.close();
}

async function clearCache(browser: BrowserContext): Promise<void> {
  const page = await browser.newPage();
  const session = await browser.newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await page.close();
}

if (import.meta.main) printFigures(await benchDashboard());
