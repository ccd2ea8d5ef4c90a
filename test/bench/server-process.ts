import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KEY_SCOPES } from '#kernel/permission';

/** A kit without texts, so that it holds in every language. */
const BENCH_BRAND = `key: bench
name: Northlight
colours: { primary: '#0f2a47', secondary: '#7fd1c7', accent: '#ffb454', dark: '#081726', light: '#f2f6f8' }
fonts: { display: Sora, text: Inter }
logo: { on_light: logo-on-light.png, on_dark: logo-on-dark.png }
shape: rounded
`;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A server of its own, in its own folders, for measuring from outside. */
export interface BenchServer {
  readonly address: string;
  readonly briefsDir: string;
  readonly process: ChildProcess;
  /** Milliseconds from the start of the process until it said that it is ready. */
  readonly readyMs: number;
  /** Asks the API as a program with a key for all that a key may. */
  readonly ask: (path: string) => Promise<Response>;
  /** The headers of that program. */
  readonly keyHeaders: () => { authorization: string };
  stop(): Promise<void>;
}

/** Makes the folders of a server; call the result to remove them. */
export function makeHome(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'aicmo-bench-'));
  // Reachable for the account that runs postgres where this runs as root.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'briefs', 'assets'), { recursive: true });
  cpSync(join(ROOT, 'examples', 'briefs', 'assets'), join(folder, 'briefs', 'assets'), { recursive: true });
  const brand = join(folder, 'brands', 'bench');
  mkdirSync(brand, { recursive: true });
  for (const logo of ['logo-on-light.png', 'logo-on-dark.png']) {
    cpSync(join(ROOT, 'examples', 'brands', 'northlight', logo), join(brand, logo));
  }
  writeFileSync(join(brand, 'brand.yaml'), BENCH_BRAND);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts `aicmo serve` in a home, with all roles or those named, and waits until it is ready. */
export async function startBenchServer(
  folder: string,
  env: Record<string, string> = {},
  roles: readonly string[] = [],
): Promise<BenchServer> {
  const started = performance.now();
  const where = { cwd: ROOT, env: { ...environmentOf(folder), ...env } };
  const only = roles.length === 0 ? [] : ['--role', ...roles];
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'aicmo.js'), 'serve', ...only], {
    ...where,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await readAddress(child);
  let authorization: string | undefined;
  const keyHeaders = (): { authorization: string } => ({
    authorization: (authorization ??= makeKey(where)),
  });
  return {
    address,
    ask: (path) => globalThis.fetch(`${address}/api/v1/${path}`, { headers: keyHeaders() }),
    keyHeaders,
    briefsDir: join(folder, 'briefs'),
    process: child,
    readyMs: Math.round(performance.now() - started),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The environment of everything that belongs to a home. */
export function environmentOf(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    AICMO_HOME: join(folder, 'home'),
    AICMO_BRIEFS_DIR: join(folder, 'briefs'),
    AICMO_BRANDS_DIR: join(folder, 'brands'),
    AICMO_OUTPUT_DIR: join(folder, 'output'),
    AICMO_ALERTS_DIR: join(folder, 'alerts'),
    AICMO_LOGS_DIR: join(folder, 'logs'),
    AICMO_PORT: '0',
  };
}

function makeKey(where: { cwd: string; env: NodeJS.ProcessEnv }): string {
  const args = [
    join(ROOT, 'bin', 'aicmo.js'),
    'key',
    'create',
    '--name',
    'bench',
    '--json',
    '--scope',
    ...KEY_SCOPES,
  ];
  const { key } = JSON.parse(execFileSync(process.execPath, args, { ...where, encoding: 'utf8' })) as {
    key: string;
  };
  return `Bearer ${key}`;
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      if (text === 'done') return;
      text += chunk.toString();
      const ready = text.split('\n').find((line) => line.includes('"msg":"ready"'));
      if (ready === undefined) return;
      text = 'done';
      resolve(String((JSON.parse(ready) as { address?: string }).address));
    });
    child.once('exit', () => reject(new Error(`the server ended before it was ready:\n${text}`)));
  });
}

/** Memory of a process and its children in MB: resident now, and its peak. Linux only; 0 elsewhere. */
export function memoryOf(pid: number | undefined): { residentMb: number; peakMb: number } {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    const read = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
    return { residentMb: Math.round(read('VmRSS')), peakMb: Math.round(read('VmHWM')) };
  } catch {
    return { residentMb: 0, peakMb: 0 };
  }
}

/** Memory of all postgres processes of a home in MB, shared pages counted once (PSS). */
export function postgresMemoryMb(folder: string): number {
  let kilobytes = 0;
  for (const pid of pidsUnder(join(folder, 'home', 'postgres', 'data'))) {
    try {
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    } catch {
      // It ended in between.
    }
  }
  return Math.round(kilobytes / 1024);
}

/** Processor time of a process so far, in milliseconds. */
export function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

/** The postmaster of a data folder and its children. */
export function pidsUnder(dataDir: string): number[] {
  const master = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const children = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === master);
  return [master, ...children];
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}
