/** Makes calls by one path and says how much memory the process has at marks on the way. */
import { setTimeout as delay } from 'node:timers/promises';
import { openBareGateway, openStoredGateway } from './gateway-engines.ts';
import type { MemoryMark } from './gateway-memory.ts';
import { directPaths, NAMES, type Path, pipelinePaths, storedPaths } from './gateway-paths.ts';
import { ANSWER } from './gateway-prompt.ts';

const CALLERS = 32;
const [baseUrl = '', wanted = '', marks = ''] = process.argv.slice(2);

async function makeCalls(path: Path, count: number): Promise<void> {
  let begun = 0;
  async function call(): Promise<void> {
    while (begun++ < count) {
      const text = await path.call();
      if (text !== ANSWER) throw new Error(`another answer came: ${text}`);
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, call));
}

/** Collects twice with a pause between, so that what waited for the first collection goes with the second. */
async function lookAtMemory(calls: number): Promise<MemoryMark> {
  globalThis.gc?.();
  await delay(500);
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const inMb = (bytes: number): number => Math.round(bytes / 100_000) / 10;
  return { calls, residentMb: inMb(rss), heapMb: inMb(heapUsed) };
}

await using stored = wanted === NAMES.stored ? await openStoredGateway(baseUrl) : undefined;
const path = [
  ...directPaths(baseUrl),
  ...pipelinePaths(openBareGateway(baseUrl)),
  ...(stored === undefined ? [] : storedPaths(stored.gateway, () => [])),
].find(({ name }) => name === wanted);
if (path === undefined) throw new Error(`there is no path ${wanted}`);
const found: MemoryMark[] = [];
for (const mark of marks.split(',').map(Number)) {
  await makeCalls(path, mark - (found.at(-1)?.calls ?? 0));
  found.push(await lookAtMemory(mark));
}
process.send?.(found);
process.disconnect?.();
