/** What one benchmark found; printed, never judged. */
export interface BenchFigures {
  readonly name: string;
  /** What was measured, with its unit, to the number. */
  readonly figures: Readonly<Record<string, number>>;
  /** Where many figures belong together: a table, line by line, printed before the others. */
  readonly lines?: readonly string[];
}

/** Processor time of this process for some work, in milliseconds: it holds on a busy machine. */
export async function cpuMilliseconds(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return Math.round((user + system) / 100) / 10;
}

/** The value below which the given share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Prints the figures of a benchmark. */
export function printFigures({ name, figures, lines = [] }: BenchFigures): void {
  console.log(name);
  for (const line of lines) console.log(`  ${line}`);
  for (const [what, value] of Object.entries(figures))
    console.log(`  ${what}: ${value.toLocaleString('en')}`);
}
