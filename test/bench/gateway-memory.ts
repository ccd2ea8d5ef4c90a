import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROCESS = fileURLToPath(new URL('gateway-memory-process.ts', import.meta.url));

/** Memory of a process after a number of calls, everything that can be collected being collected. */
export interface MemoryMark {
  readonly calls: number;
  readonly residentMb: number;
  readonly heapMb: number;
}

/** Calls after which memory is looked at; the last is how many are made. */
const MARKS = {
  'no database': [10_000, 50_000, 100_000],
  PostgreSQL: [2_000, 10_000, 20_000],
} as const;

/** Whether memory grows with calls: of a process that does nothing else, with and without the database. */
export async function measureMemory(baseUrl: string): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const [engine, marks] of Object.entries(MARKS)) {
    for (const { calls, residentMb, heapMb } of await watchCalls(baseUrl, engine, marks)) {
      const what = `memory after ${calls.toLocaleString('en')} calls, gateway, ${engine}`;
      figures[`${what}: resident, MB`] = residentMb;
      figures[`${what}: heap used, MB`] = heapMb;
    }
  }
  return figures;
}

async function watchCalls(
  baseUrl: string,
  engine: string,
  marks: readonly number[],
): Promise<readonly MemoryMark[]> {
  const child = fork(PROCESS, [baseUrl, engine, marks.join(',')], { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit');
  const [found] = (await Promise.race([once(child, 'message'), ended])) as [readonly MemoryMark[] | number];
  await ended;
  if (typeof found === 'number') throw new Error(`the process that watches memory ended with ${found}`);
  return found;
}
