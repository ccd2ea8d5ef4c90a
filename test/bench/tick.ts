import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { silentLog } from '#platform/log/log';
import { loadConfig } from '#platform/config/config';
import type { Database } from '#platform/db/database';
import { openHouse } from '#server/house';
import { addApprovedTasks, putDue } from './due-work.ts';
import { type BenchFigures, percentile, printFigures } from './figures.ts';
import {
  cpuOf,
  environmentOf,
  makeHome,
  memoryOf,
  pidsUnder,
  postgresMemoryMb,
  startBenchServer,
} from './server-process.ts';

/** Due at once. */
const HEAP = 2_000;
const PER_SECOND = 100;
const SECONDS = 40;
/** Left out of the steady rate at the beginning. */
const WARM_MS = 5_000;
const PATIENCE_MS = 300_000;

/** One worker process: a heap of due tasks, and then 100 that become due each second. */
export async function benchTick(): Promise<BenchFigures> {
  const home = makeHome();
  const house = await openHouse(loadConfig(environmentOf(home.folder), home.folder), silentLog());
  try {
    const worker = await startBenchServer(home.folder, {}, ['worker']);
    try {
      const paced = PER_SECOND * SECONDS;
      const ids = await addApprovedTasks(house, { campaigns: (HEAP + paced) / 20, tasksEach: 20 });
      const pids = { worker: worker.process.pid ?? 0, folder: home.folder };
      const heap = await measure(house.db, ids.slice(0, HEAP), { ...pids, perSecond: 0 });
      const flow = await measure(house.db, ids.slice(HEAP), { ...pids, perSecond: PER_SECOND });
      return {
        name: 'tick',
        figures: {
          ...named(`${HEAP} due at once`, heap),
          ...named(`${PER_SECOND} become due each second for ${SECONDS} s`, flow),
          'worker, peak resident, MB': memoryOf(pids.worker).peakMb,
          'database, MB (PSS)': postgresMemoryMb(home.folder),
        },
      };
    } finally {
      await worker.stop();
    }
  } finally {
    await house.close();
    home.remove();
  }
}

type Figures = Readonly<Record<string, number>>;

function named(what: string, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${what}: ${name}`, value]));
}

interface Where {
  readonly worker: number;
  readonly folder: string;
  readonly perSecond: number;
}

/** From the first that is due until the last one is done. */
async function measure(db: Database, ids: readonly string[], where: Where): Promise<Figures> {
  const from = new Date(Date.now() + 2_000);
  await putDue(db, ids, { from, perSecond: where.perSecond });
  await delay(Math.max(0, from.getTime() - Date.now()));
  const before = cpu(where);
  await whenDone(db, ids);
  const after = cpu(where);
  const times = await timesOf(db, ids);
  const rate = (of: 'begun' | 'done'): number => {
    const ends = times.map((time) => time[of] - from.getTime());
    // Where work comes at a pace, only while it comes: the last ones have nothing after them.
    const [first, last] = where.perSecond === 0 ? [0, Math.max(...ends)] : [WARM_MS, SECONDS * 1_000];
    return round((ends.filter((at) => at > first && at <= last).length / (last - first)) * 1_000);
  };
  const lag = (of: 'begun' | 'done'): number[] => times.map((time) => time[of] - time.due);
  const each = (ms: number): number => round(ms / ids.length);
  return {
    'begun a second': rate('begun'),
    'done a second': rate('done'),
    'from due to begun p50, ms': percentile(lag('begun'), 0.5),
    'from due to begun p95, ms': percentile(lag('begun'), 0.95),
    'from due to done p50, ms': percentile(lag('done'), 0.5),
    'from due to done p95, ms': percentile(lag('done'), 0.95),
    'CPU ms a task, worker': each(after.worker - before.worker),
    'CPU ms a task, database': each(after.database - before.database),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** What has ended of a process is left out, and PostgreSQL keeps its connections. */
function cpu({ worker, folder }: Where): { worker: number; database: number } {
  const database = pidsUnder(join(folder, 'home', 'postgres', 'data'));
  return { worker: cpuOf(worker), database: database.reduce((sum, pid) => sum + cpuOf(pid), 0) };
}

async function whenDone(db: Database, ids: readonly string[]): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await db.pool.query<{ state: string; n: number }>(
      'select state, count(*)::int as n from scheduled_task where task_id = any($1) group by 1',
      [ids],
    );
    const open = rows.find(({ state }) => state === 'SCHEDULED' || state === 'IN_PROGRESS');
    if (open === undefined) {
      if (rows.length !== 1 || rows[0]?.state !== 'COMPLETED')
        throw new Error(`not all were done: ${JSON.stringify(rows)}`);
      return;
    }
    if (Date.now() > end) throw new Error(`not done in time: ${JSON.stringify(rows)}`);
    await delay(250);
  }
}

async function timesOf(
  db: Database,
  ids: readonly string[],
): Promise<{ due: number; begun: number; done: number }[]> {
  const { rows } = await db.pool.query<{ due: Date; begun: Date; done: Date }>(
    `select s.run_at as due, r.started_at as begun, s.ended_at as done from scheduled_task s
       join task_run r on r.workspace_id = s.workspace_id and r.id = s.task_run_id where s.task_id = any($1)`,
    [ids],
  );
  return rows.map(({ due, begun, done }) => ({
    due: due.getTime(),
    begun: begun.getTime(),
    done: done.getTime(),
  }));
}

if (import.meta.main) printFigures(await benchTick());
