import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KeyScope } from '#kernel/permission';

export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
/** What `aicmo` starts. */
export const MAIN = join(REPOSITORY, 'src/cli/main.ts');

/** The folders of one installation under test. */
export interface TestHome {
  readonly root: string;
  readonly home: string;
  readonly briefs: string;
  readonly output: string;
  readonly alerts: string;
  readonly logs: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Lays out an installation under `root`; `extra` adds to its environment. */
export function layOutHome(root: string, extra: Readonly<Record<string, string>> = {}): TestHome {
  const at = (name: string): string => join(root, name);
  for (const name of ['briefs', 'brands']) mkdirSync(at(name), { recursive: true });
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? root,
    AICMO_HOME: at('home'),
    AICMO_PORT: '0',
    AICMO_BRIEFS_DIR: at('briefs'),
    AICMO_BRANDS_DIR: at('brands'),
    AICMO_OUTPUT_DIR: at('output'),
    AICMO_ALERTS_DIR: at('alerts'),
    AICMO_LOGS_DIR: at('logs'),
    AICMO_DISK_MIN_FREE_MB: '0',
    ...extra,
  };
  return {
    root,
    home: at('home'),
    briefs: at('briefs'),
    output: at('output'),
    alerts: at('alerts'),
    logs: at('logs'),
    env,
  };
}

/** A server in a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Its address, once it is ready; rejects when it ends before. */
  readonly ready: Promise<string>;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** The end of what it wrote, to read when a test fails. */
  tail(): string;
}

/** Starts `aicmo serve`. */
export function startServerProcess(at: TestHome, env: Readonly<Record<string, string>> = {}): ServerProcess {
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    cwd: at.root,
    env: { ...at.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const ready = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      text = (text + chunk.toString('utf8')).slice(-20_000);
      const address = /"address":"(http:[^"]+)"/.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    void exited.then(({ code, signal }) =>
      reject(new Error(`the server ended before it was ready (${code ?? signal ?? ''}): ${text}`)),
    );
  });
  ready.catch(() => undefined);
  return { child, ready, exited, tail: () => text };
}

/** The process id of the embedded PostgreSQL of a home, or undefined when it does not run. */
export function postmasterPid(at: Pick<TestHome, 'home'>): number | undefined {
  try {
    const text = readFileSync(join(at.home, 'postgres/data/postmaster.pid'), 'utf8');
    return Number(text.split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** What a command printed and how it ended. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one `aicmo` command to its end. */
export async function runCommand(
  at: Pick<TestHome, 'root' | 'env'>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  return startCommand(at, args, env).result;
}

/** Starts one `aicmo` command; with `pipe` it reads what is written to the child's stdin. */
export function startCommand(
  at: Pick<TestHome, 'root' | 'env'>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input: 'ignore' | 'pipe' = 'ignore',
): { child: ChildProcess; result: Promise<CommandResult> } {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: at.root,
    env: { ...at.env, ...env },
    stdio: [input, 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  const result = new Promise<CommandResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({
        code,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    );
  });
  return { child, result };
}

/** Makes a key by the command line and returns the headers of a program that has it. */
export async function makeKeyHeaders(
  at: Pick<TestHome, 'root' | 'env'>,
  scopes: readonly KeyScope[],
): Promise<{ authorization: string }> {
  const args = ['key', 'create', '--name', 'test', '--json', '--scope', ...scopes];
  const { stdout, stderr } = await runCommand(at, args);
  if (stdout === '') throw new Error(stderr);
  return { authorization: `Bearer ${(JSON.parse(stdout) as { key: string }).key}` };
}
