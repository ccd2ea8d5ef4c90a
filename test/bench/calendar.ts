import { setTimeout as delay } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { loadConfig } from '#platform/config/config';
import type { Database } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { openHouse } from '#server/house';
import { buildWeb } from '#server/web-role';
import { CHROMIUM, CHROMIUM_FLAGS } from '#test/chromium';
import { OWNER_EMAIL, setUpOwner, TEST_PASSWORD } from '#test/sign-in';
import { type BenchFigures, percentile, printFigures } from './figures.ts';
import { makeHome, startBenchServer } from './server-process.ts';

const ITEMS = 5_000;
const LOOSE = 200;
const CAMPAIGNS = 40;
/** In the future, so that nothing of it begins; all of it lies within this month. */
const DAY = '2031-12-01';
const REQUESTS = 40;
const LOADS = 5;
const VIEWS = ['month', 'week', 'day', 'agenda', 'resources'] as const;
const PATHS = {
  'outline of the month': 'schedule/outline?from=2031-12-01&to=2032-01-11&by=day&most=3',
  'outline of its campaigns': 'schedule/outline?from=2031-12-01&to=2031-12-31&by=campaign&most=2',
  'the whole month': 'schedule?from=2031-12-01T00:00:00Z&to=2032-01-12T00:00:00Z&limit=5000',
} as const;

/** A calendar with 5,000 tasks in the shown month: its answer, and how soon a browser shows it. Needs a built dashboard. */
export async function benchCalendar(): Promise<BenchFigures> {
  const home = makeHome();
  await using parts = new AsyncDisposableStack();
  parts.defer(home.remove);
  await fillCalendar(home.folder);
  const off = { AICMO_RATE_API: 'off', AICMO_RATE_METRICS: 'off', AICMO_RATE_ADMIN: 'off' };
  const server = await startBenchServer(home.folder, off);
  parts.defer(() => server.stop());
  const figures: Record<string, number> = {};
  for (const [name, path] of Object.entries(PATHS)) {
    const times: number[] = [];
    for (let n = 0; n < REQUESTS; n++) {
      const started = performance.now();
      const answer = await server.ask(path);
      figures[`${name}, kB`] = Math.round((await answer.arrayBuffer()).byteLength / 1000);
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      times.push(performance.now() - started);
    }
    figures[`${name}, p50 ms`] = Math.round(percentile(times, 0.5));
    figures[`${name}, p95 ms`] = Math.round(percentile(times, 0.95));
  }
  if (CHROMIUM === undefined)
    return { name: 'calendar', figures, lines: ['No browser is installed: apt-get install chromium'] };
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
  parts.defer(() => browser.close());
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  const origin = server.address.replace('127.0.0.1', 'localhost');
  await signIn(context, origin);
  for (const view of VIEWS) {
    const found = await measureView(context, `${origin}/w/ws_default/calendar?day=${DAY}&view=${view}`);
    figures[`${view}, navigation to items shown, median of ${LOADS}, ms`] = found.ms;
    figures[`${view}, the same, CPU of its thread, ms`] = found.cpuMs;
    figures[`${view}, nodes of the page`] = found.nodes;
  }
  return { name: `calendar, ${ITEMS} tasks in a month`, figures };
}

interface Seen {
  readonly ms: number;
  readonly cpuMs: number;
  readonly nodes: number;
}

/** Looks with each frame of the page: a locator looks again after half a second only. */
const LOOK = `(() => {
  const isShown = () => [...document.querySelectorAll('.calendar-main button')]
    .some((one) => (one.getAttribute('aria-label') ?? one.textContent).includes('Work of campaign'));
  const look = () => {
    if (isShown()) window.shownAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

/** Milliseconds from the start of the navigation until work was to be seen. */
async function shownAt(page: Page): Promise<number> {
  for (;;) {
    const at = await page.evaluate<number | null>('window.shownAt ?? null');
    if (at !== null) return at;
    await delay(10);
  }
}

async function measureView(context: BrowserContext, url: string): Promise<Seen> {
  const times: number[] = [];
  const cpu: number[] = [];
  let nodes = 0;
  for (let n = 0; n < LOADS; n++) {
    const page = await context.newPage();
    const cpuTime = await openCpuClock(page);
    const before = await cpuTime();
    await page.addInitScript(LOOK);
    await page.goto(url, { waitUntil: 'commit' });
    times.push(await shownAt(page));
    cpu.push((await cpuTime()) - before);
    nodes = await page.evaluate<number>('document.querySelectorAll("*").length');
    await page.close();
  }
  const [ms, cpuMs] = [times, cpu].map((all) => Math.round(percentile(all, 0.5)));
  return { ms: ms ?? 0, cpuMs: cpuMs ?? 0, nodes };
}

/** Milliseconds of processor time of a page's main thread so far: they hold on a busy machine. */
async function openCpuClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
}

async function signIn(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('E-mail').fill(OWNER_EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(TEST_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.close();
}

async function fillCalendar(folder: string): Promise<void> {
  const config = loadConfig(
    { AICMO_HOME: `${folder}/home`, AICMO_LOG_LEVEL: 'silent', AICMO_RATE_SIGN_IN: 'off' },
    folder,
  );
  const house = await openHouse(config, silentLog());
  try {
    await fill(house.db);
    const web = await buildWeb(house);
    await setUpOwner(house, web);
    await web.close();
  } finally {
    await house.close();
  }
}

/** Writes the rows by plain SQL: by hand one would put them for an hour. */
async function fill(db: Database): Promise<void> {
  const run = async (text: string, values: unknown[] = []): Promise<void> =>
    void (await db.pool.query(text, values));
  const actor = '{"kind":"operator","via":"cli"}';
  await run(`insert into brand (workspace_id, id, key, name, revision, content_hash, document)
    values ('ws_default', 'brd_1', 'brand-1', 'Brand 1', 1, 'h', '{}')`);
  await run(
    `insert into campaign (workspace_id, id, key, name, brand_id, revision, status, variant_count, target_variants, cell_count, cells_done, created_at)
     select 'ws_default', 'cmp_' || n, 'campaign-' || n, 'Campaign ' || n, 'brd_1', 1, 'completed', 20, 20, 2, 2, now()
     from generate_series(1, $1) n`,
    [CAMPAIGNS],
  );
  await run(
    `insert into task (workspace_id, id, campaign_id, type, title, description, payload, priority, confidence, reason, source, minutes, revision, made_by, created_at, updated_at)
     select 'ws_default', 'tsk_' || lpad(n::text, 8, '0'), 'cmp_' || (1 + n % $2), 'swot_analysis',
       'Work of campaign ' || (1 + n % $2) || ', part ' || n, '', '{}', (array['LOW', 'MEDIUM', 'HIGH'])[1 + n % 3], 0.8, '', 'person',
       30, 1, $3, now(), now() from generate_series(1, $1) n`,
    [ITEMS + LOOSE, CAMPAIGNS, actor],
  );
  await run(
    `insert into scheduled_task (workspace_id, id, task_id, run_at, end_at, window_end, state, is_fixed, is_dry_run, why, next_try_at, made_by, created_at)
     select 'ws_default', 'sch_' || lpad(n::text, 8, '0'), 'tsk_' || lpad(n::text, 8, '0'), at, at + interval '30 minutes', at + interval '1 day',
       'SCHEDULED', n % 10 = 0, n % 2 = 0,
       '["It is the first day on which it has room and all that it depends on is done.", "Of equal days the least loaded one was taken."]', at, $2, now()
     from generate_series(1, $1) n, lateral (select timestamptz '2031-12-01 08:00Z' + (n % 31) * interval '1 day' + (n / 31 % 16) * interval '30 minutes' as at) t`,
    [ITEMS, actor],
  );
}

if (import.meta.main) printFigures(await benchCalendar());
