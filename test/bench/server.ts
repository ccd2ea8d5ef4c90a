import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type BenchFigures, percentile, printFigures } from './figures.ts';
import {
  type BenchServer,
  cpuOf,
  makeHome,
  memoryOf,
  pidsUnder,
  postgresMemoryMb,
  startBenchServer,
} from './server-process.ts';

const BRIEFS = 40;
const IDLE_MS = 15_000;

/** Start-up on an empty home and on a used one, idle cost, and how long a brief waits until it is taken. */
export async function benchServer(): Promise<BenchFigures> {
  const home = makeHome();
  try {
    const cold = await startBenchServer(home.folder);
    await cold.stop();
    const server = await startBenchServer(home.folder);
    const idle = await measureIdle(home.folder, server.process.pid ?? 0);
    const waits = await measurePickUp(server);
    await server.stop();
    return {
      name: 'server',
      figures: {
        'first start to ready, ms': cold.readyMs,
        'second start to ready, ms': server.readyMs,
        ...idle,
        'brief pick-up p50, ms': Math.round(percentile(waits, 0.5)),
        'brief pick-up p95, ms': Math.round(percentile(waits, 0.95)),
        'brief pick-up longest, ms': Math.round(Math.max(...waits)),
      },
    };
  } finally {
    home.remove();
  }
}

/** What a server and its database use while nothing happens: memory, and processor time over `forMs` milliseconds. */
export async function measureIdle(
  folder: string,
  pid: number,
  forMs = IDLE_MS,
): Promise<Record<string, number>> {
  await delay(3_000);
  const pids = pidsUnder(join(folder, 'home', 'postgres', 'data'));
  const cpu = (): { server: number; database: number } => ({
    server: cpuOf(pid),
    database: pids.reduce((sum, found) => sum + cpuOf(found), 0),
  });
  const before = cpu();
  await delay(forMs);
  const after = cpu();
  const share = (ms: number): number => Math.round((ms / forMs) * 10_000) / 100;
  return {
    'idle server, MB resident': memoryOf(pid).residentMb,
    'idle database, MB (PSS)': postgresMemoryMb(folder),
    'idle server, % of one core': share(after.server - before.server),
    'idle database, % of one core': share(after.database - before.database),
  };
}

/** From the write of the file until its revision is in the database, for briefs dropped one after the other. */
async function measurePickUp({ briefsDir: folder, ask }: BenchServer): Promise<number[]> {
  const written = new Map<string, number>();
  for (let n = 0; n < BRIEFS; n++) {
    const key = `pick-up-${n}`;
    const text = `campaign_id: ${key}\nname: Pick-up ${n}\nproducts: [Lamp]\nlocales: [en-US]\nchannels: [x]\naspect_ratios: ["1:1"]\ntarget_variants: 1\n`;
    written.set(key, Date.now());
    writeFileSync(join(folder, `${key}.yaml`), text);
    await delay(400);
  }
  await delay(3_000);
  const answer = await ask('briefs?limit=200');
  const { items } = (await answer.json()) as { items: { campaignKey: string; createdAt: string }[] };
  return items.flatMap((item) => {
    const at = written.get(item.campaignKey);
    return at === undefined ? [] : [Date.parse(item.createdAt) - at];
  });
}

if (import.meta.main) printFigures(await benchServer());
