import { type Database, openDatabase } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { type BenchFigures, percentile, printFigures } from './figures.ts';
import { CAMPAIGNS, fillLargeHouse } from './large-house.ts';
import { makeHome, startBenchServer } from './server-process.ts';

const AT_ONCE = 20;
const REQUESTS = 1_000;

/** Lists and pages of a large workspace over HTTP, twenty at once, as a program with a key and as a limited person. */
export async function benchApi(): Promise<BenchFigures> {
  const home = makeHome();
  try {
    const { url, key, limitedCookie: cookie } = await fillLargeHouse(home.folder);
    const off = {
      AICMO_RATE_API: 'off',
      AICMO_RATE_METRICS: 'off',
      AICMO_RATE_ADMIN: 'off',
      AICMO_LOG_LEVEL: 'info',
    };
    const server = await startBenchServer(home.folder, off);
    const figures: Record<string, number> = {};
    const db = await openDatabase({ url, log: silentLog() });
    const { campaign, variant, alert } = await samplesOf(db);
    const paths: Record<string, string> = {
      'campaigns, first page, right after the start': 'campaigns?limit=50',
      'campaigns, first page': 'campaigns?limit=50',
      'campaigns, a page in the middle': `campaigns?limit=50&after=${campaign}`,
      'one campaign': `campaigns/${campaign}`,
      'history of a campaign': `campaigns/${campaign}/history`,
      'variants of a campaign': `campaigns/${campaign}/variants?limit=50`,
      'one variant': `variants/${variant}`,
      'cells of a campaign': `campaigns/${campaign}/cells`,
      briefs: 'briefs?limit=50',
      alerts: 'alerts?limit=50',
      'approvals that wait, as many as the inbox asks for': 'approvals?limit=25&state=pending_review',
      'approvals that wait, 50 of them': 'approvals?limit=50&state=pending_review',
      'numbers of approvals': 'approvals/counts',
      'context of an alert': `alerts/${alert}/context`,
      'audit entries': 'audit/entries?limit=50',
      'audit entries of one subject': `audit/entries?limit=50&subjectType=campaign&subjectId=${campaign}`,
    };
    for (const [name, path] of Object.entries(paths)) {
      const times = await measure(`${server.address}/api/v1/${path}`, { authorization: `Bearer ${key}` });
      figures[`${name}, p50 ms`] = round(percentile(times, 0.5));
      figures[`${name}, p95 ms`] = round(percentile(times, 0.95));
    }
    for (const name of ['campaigns, first page', 'variants of a campaign', 'one campaign']) {
      const times = await measure(`${server.address}/api/v1/${paths[name]}`, { cookie });
      figures[`${name}, of a person limited to one brand, p95 ms`] = round(percentile(times, 0.95));
    }
    await db.close();
    await server.stop();
    return { name: 'api', figures };
  } finally {
    home.remove();
  }
}

/** Milliseconds of each request, `AT_ONCE` under way at any time. */
async function measure(url: string, headers: Readonly<Record<string, string>>): Promise<number[]> {
  const times: number[] = [];
  let left = REQUESTS;
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const started = performance.now();
      const answer = await globalThis.fetch(url, { headers });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return times.slice(AT_ONCE);
}

async function samplesOf(db: Database): Promise<{ campaign: string; variant: string; alert: string }> {
  const middle = String(CAMPAIGNS / 2).padStart(8, '0');
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from variant where campaign_id = $1 limit 1`,
    [`cmp_${middle}`],
  );
  return { campaign: `cmp_${middle}`, variant: rows[0]?.id ?? '', alert: `alr_${middle}` };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

if (import.meta.main) printFigures(await benchApi());
