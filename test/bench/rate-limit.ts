import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#platform/db/database';
import { holdEmbeddedServer } from '#platform/db/embedded/supervisor';
import { migrateDatabase } from '#platform/db/migrate';
import { noteRefusal, takePlace } from '#platform/http/rate-limit/sliding-window';
import { silentLog } from '#platform/log/log';
import { type BenchFigures, percentile, printFigures } from './figures.ts';

const LANES = 8;
const EACH_MS = 4_000;

/** What counting one request costs: one caller alone, eight side by side on one key and on keys of their own. */
export async function benchRateLimit(): Promise<BenchFigures> {
  const home = mkdtempSync(join(tmpdir(), 'aicmo-bench-limit-'));
  const server = await holdEmbeddedServer(home, silentLog());
  const db = await openDatabase({ url: server.url, log: silentLog(), poolSize: LANES });
  const figures: Record<string, number> = {};
  try {
    await migrateDatabase(db);
    const measure = async (
      what: string,
      lanes: number,
      ask: (lane: number) => Promise<unknown>,
    ): Promise<void> => {
      const times: number[] = [];
      const end = performance.now() + EACH_MS;
      const run = async (lane: number): Promise<void> => {
        while (performance.now() < end) {
          const start = performance.now();
          await ask(lane);
          times.push(performance.now() - start);
        }
      };
      await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
      for (const [name, share] of [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const)
        figures[`${what}, ${name} ms`] = Math.round(percentile(times, share) * 100) / 100;
      figures[`${what}, per s`] = Math.round(times.length / (EACH_MS / 1000));
    };
    const minute = { count: 60, windowMs: 60_000 };
    const hour = { count: 600, windowMs: 3_600_000 };
    const local = { count: 1_000, windowMs: 10_000 };
    const quick = { count: 600, windowMs: 50 };
    await measure('one caller, 600 in 50 ms', 1, () => takePlace(db, 'alone', quick));
    for (let n = 0; n < 600; n++) await takePlace(db, 'full', hour);
    await measure('one caller beyond 600 an hour', 1, () => takePlace(db, 'full', hour));
    await measure('a refusal noted', 1, () => noteRefusal(db, 'full', hour));
    for (let n = 0; n < 990; n++) await takePlace(db, 'local', local);
    await measure('the operator, 1000 in 10 s', 1, () => takePlace(db, 'local', local));
    await measure('eight side by side on one key, 60 a minute', LANES, () => takePlace(db, 'hot', minute));
    await measure('eight side by side, a key each, 600 in 50 ms', LANES, (lane) =>
      takePlace(db, `l${lane}`, quick),
    );
  } finally {
    await db.close();
    await server.release();
    rmSync(home, { recursive: true, force: true });
  }
  return { name: 'rate limit', figures };
}

if (import.meta.main) printFigures(await benchRateLimit());
