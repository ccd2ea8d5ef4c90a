import { once } from 'node:events';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { messageOf } from '#kernel/errors';
import { type BenchFigures, printFigures } from './figures.ts';
import { openBareGateway, openStoredGateway } from './gateway-engines.ts';
import { measureMemory } from './gateway-memory.ts';
import { directPaths, NAMES, type Path, pipelinePaths, portkeyPaths, storedPaths } from './gateway-paths.ts';
import { INSTALL_PORTKEY, installPortkey, type Portkey, startPortkey } from './gateway-portkey.ts';
import { joinSlices, measureSlice, type Measured, type Slice } from './gateway-slices.ts';
import { pidsUnder } from './server-process.ts';

const ROUNDS = 8;
/** Callers at once, how long a slice is, and how many of them a path has in a round. */
const LEVELS = [
  { callers: 1, ms: 120, slices: 5 },
  { callers: 32, ms: 400, slices: 1 },
  { callers: 256, ms: 700, slices: 1 },
] as const;
/** Connections are opened and code is compiled before anything counts. */
const WARM_UP_MS = 1_500;

/** What the gateway adds to a call, beside the AI SDK alone and Portkey, all in one run against one provider at 0 ms. */
export async function benchGateway(): Promise<BenchFigures> {
  await using stack = new AsyncDisposableStack();
  const upstream = await startUpstream();
  stack.defer(() => upstream.stop());
  const stored = stack.use(await openStoredGateway(upstream.baseUrl));
  const portkey = await startPortkeyOrSay();
  if (portkey !== undefined) stack.use(portkey);
  const paths = [
    ...directPaths(upstream.baseUrl),
    ...pipelinePaths(openBareGateway(upstream.baseUrl)),
    ...storedPaths(stored.gateway, () => pidsUnder(stored.dataDir)),
    ...(portkey === undefined ? [] : portkeyPaths(portkey, upstream.baseUrl)),
  ];
  const measured = await measurePaths(paths);
  const memory = await measureMemory(upstream.baseUrl);
  return { name: 'gateway', lines: tableOf(measured), figures: { ...addedBy(measured), ...memory } };
}

/** Starts the provider in a process of its own. */
async function startUpstream(): Promise<{ baseUrl: string; stop: () => Promise<void> }> {
  const child = fork(fileURLToPath(new URL('gateway-upstream-process.ts', import.meta.url)), {
    execArgv: [],
  });
  const [baseUrl] = (await once(child, 'message')) as [string];
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  };
  return { baseUrl, stop };
}

async function startPortkeyOrSay(): Promise<Portkey | undefined> {
  try {
    if (process.argv.includes(INSTALL_PORTKEY)) installPortkey();
    const portkey = await startPortkey();
    if (portkey === undefined)
      console.log(`Portkey is not installed and is left out; ${INSTALL_PORTKEY} installs it.`);
    return portkey;
  } catch (error) {
    console.log(`Portkey cannot be had and is left out: ${messageOf(error)}`);
    return undefined;
  }
}

type Measurements = ReadonlyMap<number, ReadonlyMap<string, Measured>>;

/** Takes turns in short slices, so that whatever else the machine does meets all paths alike. */
async function measurePaths(paths: readonly Path[]): Promise<Measurements> {
  for (const path of paths) await measureSlice(path, 8, WARM_UP_MS);
  const taken = new Map(LEVELS.map(({ callers }) => [callers as number, new Map<string, Slice[]>()]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { callers, ms, slices } of LEVELS) {
      const level = taken.get(callers);
      for (let turn = 0; turn < slices; turn++) {
        for (const path of startingAt(paths, round + turn)) {
          const slice = await measureSlice(path, callers, ms);
          level?.set(path.name, [...(level.get(path.name) ?? []), slice]);
        }
      }
    }
  }
  return new Map(
    [...taken].map(([callers, level]) => [
      callers,
      new Map(paths.map(({ name }) => [name, joinSlices(level.get(name) ?? [])])),
    ]),
  );
}

/** Each turn begins with another path, so that none is always behind the same one. */
function startingAt<Item>(items: readonly Item[], turn: number): Item[] {
  const at = (turn * 4) % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

function tableOf(measured: Measurements): string[] {
  const heads = LEVELS.map(({ callers }) => (callers === 1 ? '1 caller' : `${callers} callers`));
  const rows = [...(measured.get(1)?.keys() ?? [])].map((name) => [
    name,
    ...LEVELS.map(({ callers }) => cellOf(measured.get(callers)?.get(name))),
  ]);
  return [
    'p50 ms / p99 ms / calls a second / CPU µs a call',
    ...[['path', ...heads], heads.map(() => '---').concat('---'), ...rows].map(
      (cells) => `| ${cells.join(' | ')} |`,
    ),
  ];
}

function cellOf(cell: Measured | undefined): string {
  if (cell === undefined) return '';
  const { p50Ms, p99Ms, perSecond, cpuMicros, failures } = cell;
  const digits = p50Ms < 10 ? 3 : 1;
  const parts = [
    p50Ms.toFixed(digits),
    p99Ms.toFixed(p99Ms < 10 ? 2 : 0),
    Math.round(perSecond).toLocaleString('en'),
    Math.round(cpuMicros).toLocaleString('en'),
  ];
  return parts.join(' / ') + (failures === 0 ? '' : ` (${failures} failed)`);
}

/** What each way adds to the one below it, with one caller. */
function addedBy(measured: Measurements): Record<string, number> {
  const level = measured.get(1);
  const pairs: readonly (readonly [string, string])[] = [
    [NAMES.pipeline, NAMES.adapter],
    [NAMES.pipeline, NAMES.sdk],
    [NAMES.sdkPipeline, NAMES.sdk],
    [NAMES.stored, NAMES.adapter],
    [NAMES.portkey, NAMES.fetch],
    [NAMES.sdkPortkey, NAMES.sdk],
    [NAMES.liveStream, NAMES.adapterStream],
    [NAMES.liveStream, NAMES.sdkStream],
    [NAMES.bufferedStream, NAMES.adapterStream],
    [NAMES.portkeyStream, NAMES.fetchStream],
  ];
  const figures: Record<string, number> = {};
  for (const [name, than] of pairs) {
    const above = level?.get(name);
    const below = level?.get(than);
    if (above === undefined || below === undefined) continue;
    figures[`${name}, minus ${than}: p50, ms`] = round(above.p50Ms - below.p50Ms, 3);
    figures[`${name}, minus ${than}: CPU, µs`] = round(above.cpuMicros - below.cpuMicros, 0);
  }
  return figures;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

if (import.meta.main) printFigures(await benchGateway());
