/** Makes calls through one gateway and says how much memory the process has at marks on the way. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Gateway } from '#llm/gateway';
import { openBareGateway, openStoredGateway, SCOPE, WHOLE } from './gateway-engines.ts';
import type { MemoryMark } from './gateway-memory.ts';
import { ANSWER, PROMPT } from './gateway-prompt.ts';

const CALLERS = 32;
const [baseUrl = '', engine = '', marks = ''] = process.argv.slice(2);

async function makeCalls(gateway: Gateway, count: number): Promise<void> {
  let begun = 0;
  async function call(): Promise<void> {
    while (begun++ < count) {
      const { result } = await gateway.text({ useCase: WHOLE, scope: SCOPE, prompt: PROMPT });
      if (result.text !== ANSWER) throw new Error(`another answer came: ${result.text}`);
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

await using stored = engine === 'PostgreSQL' ? await openStoredGateway(baseUrl) : undefined;
const gateway = stored?.gateway ?? openBareGateway(baseUrl);
const found: MemoryMark[] = [];
for (const mark of marks.split(',').map(Number)) {
  await makeCalls(gateway, mark - (found.at(-1)?.calls ?? 0));
  found.push(await lookAtMemory(mark));
}
process.send?.(found);
process.disconnect?.();
