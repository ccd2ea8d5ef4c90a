import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright-core';
import { CHROMIUM, CHROMIUM_FLAGS } from '#test/chromium';
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
  const { ownerCookie } = await fillLargeHouse(home.folder);
  const server = await startBenchServer(home.folder);
  parts.defer(() => server.stop());
  const origin = server.address.replace('127.0.0.1', 'localhost');
  // Of a persistent context, because Lighthouse opens its tabs in the browser's own and needs the sign-in there.
  const browser = await chromium.launchPersistentContext(`${home.folder}/browser`, {
    executablePath: CHROMIUM,
    args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${DEBUG_PORT}`],
  });
  parts.defer(() => browser.close());
  await browser.addCookies(
    ownerCookie.split('; ').map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return { name, value: value.join('='), url: origin };
    }),
  );
  const figures: Record<string, number> = {};
  const lines: string[] = [];
  for (const [name, path] of Object.entries(PAGES)) {
    const url = `${origin}/w/ws_default${path}`;
    const options = {
      port: DEBUG_PORT,
      // What is in the cache stays out; the sign-in stays in.
      disableStorageReset: true,
      onlyCategories: [...CATEGORIES],
      logLevel: 'error' as const,
    };
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

if (import.meta.main) printFigures(await benchDashboard());
