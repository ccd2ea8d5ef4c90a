import { percentile } from './figures.ts';
import type { Path } from './gateway-paths.ts';
import { ANSWER } from './gateway-prompt.ts';
import { cpuOf } from './server-process.ts';

/** What one path did in one slice of time. */
export interface Slice {
  readonly waits: readonly number[];
  readonly failures: number;
  readonly seconds: number;
  /** Processor time of a call: this process, and those that work for the path, without the provider. */
  readonly cpuMicros: number;
}

/** What one path did over all its slices. */
export interface Measured {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
  readonly cpuMicros: number;
  readonly failures: number;
}

/** Calls a path back to back from some callers for a while, after a first bit that is not counted. */
export async function measureSlice(path: Path, callers: number, ms: number): Promise<Slice> {
  await callFor(path, callers, ms / 6);
  const pids = path.pids();
  const others = (): number => pids.reduce((sum, pid) => sum + cpuOf(pid), 0);
  const othersBefore = others();
  const own = process.cpuUsage();
  const start = performance.now();
  const { waits, failures } = await callFor(path, callers, ms);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(own);
  return {
    waits,
    failures,
    seconds,
    cpuMicros: (user + system + (others() - othersBefore) * 1000) / (waits.length + failures),
  };
}

/** Calls until the time is up; callers finish what they began. */
async function callFor(
  path: Path,
  callers: number,
  ms: number,
): Promise<{ waits: number[]; failures: number }> {
  const waits: number[] = [];
  let failures = 0;
  const end = performance.now() + ms;
  async function call(): Promise<void> {
    for (let start = performance.now(); start < end; start = performance.now()) {
      const isRight = await path.call().then(
        (text) => text === ANSWER,
        () => false,
      );
      if (isRight) waits.push(performance.now() - start);
      else failures++;
    }
  }
  await Promise.all(Array.from({ length: callers }, call));
  return { waits, failures };
}

/** Percentiles over all calls; rates and processor time over all slices together. */
export function joinSlices(slices: readonly Slice[]): Measured {
  const waits = slices.flatMap((slice) => slice.waits);
  const sum = (pick: (slice: Slice) => number): number =>
    slices.reduce((total, slice) => total + pick(slice), 0);
  const failures = sum((slice) => slice.failures);
  return {
    p50Ms: percentile(waits, 0.5),
    p99Ms: percentile(waits, 0.99),
    perSecond: waits.length / sum((slice) => slice.seconds),
    cpuMicros:
      sum((slice) => slice.cpuMicros * (slice.waits.length + slice.failures)) / (waits.length + failures),
    failures,
  };
}
