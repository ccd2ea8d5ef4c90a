import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { NAMES } from './gateway-paths.ts';

const PROCESS = fileURLToPath(new URL('gateway-memory-process.ts', import.meta.url));

/** Memory of a process after a number of calls, everything that can be collected being collected. */
export interface MemoryMark {
  readonly calls: number;
  readonly residentMb: number;
  readonly heapMb: number;
}

/** Calls after which memory is looked at, path by path; the last is how many are made. */
const MARKS = [
  [NAMES.adapter, [10_000, 50_000, 100_000]],
  [NAMES.pipeline, [10_000, 50_000, 100_000]],
  [NAMES.stored, [2_000, 10_000, 20_000]],
] as const;

/** Whether memory grows with calls: of a process that does nothing else, by the adapter alone and by the gateway. */
export async function measureMemory(baseUrl: string): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const [name, marks] of MARKS) {
    for (const { calls, residentMb, heapMb } of await watchCalls(baseUrl, name, marks)) {
      const what = `${name}, after ${calls.toLocaleString('en')} calls`;
      figures[`${what}: MB resident`] = residentMb;
      figures[`${what}: MB heap used`] = heapMb;
    }
  }
  return figures;
}

async function watchCalls(
  baseUrl: string,
  name: string,
  marks: readonly number[],
): Promise<readonly MemoryMark[]> {
  const execArgv = [...process.execArgv, '--expose-gc'];
  const child = fork(PROCESS, [baseUrl, name, marks.join(',')], { execArgv });
  const ended = once(child, 'exit');
  const [found] = (await Promise.race([once(child, 'message'), ended])) as [readonly MemoryMark[] | number];
  await ended;
  if (typeof found === 'number') throw new Error(`the process that watches memory ended with ${found}`);
  return found;
}
