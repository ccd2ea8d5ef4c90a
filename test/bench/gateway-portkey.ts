import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Asks the bench to install what is compared with; nothing installs it by itself. */
export const INSTALL_PORTKEY = '--install-portkey';

const FOLDER = fileURLToPath(new URL('../peers/portkey', import.meta.url));
const SCRIPT = join(FOLDER, 'node_modules', '@portkey-ai', 'gateway', 'build', 'start-server.js');
const PATIENCE_MS = 15_000;

export interface Portkey extends AsyncDisposable {
  readonly baseUrl: string;
  readonly pid: number;
}

/** Installs what the lock file says, under this very Node. Throws when it cannot be had. */
export function installPortkey(): void {
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  execFileSync('npm', ['ci', '--prefix', FOLDER], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: path },
  });
}

/** Starts Portkey in a process of its own, as for production; undefined where it is not installed. */
export async function startPortkey(): Promise<Portkey | undefined> {
  if (!existsSync(SCRIPT)) return undefined;
  const port = await findFreePort();
  const child = spawn(process.execPath, [SCRIPT, `--port=${port}`, '--headless'], {
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
  });
  // Also when the bench is broken off, it must not stay behind.
  process.once('exit', () => child.kill('SIGKILL'));
  const origin = `http://127.0.0.1:${port}`;
  await waitUntilUp(child, origin);
  return {
    baseUrl: `${origin}/v1`,
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function waitUntilUp(child: ChildProcess, origin: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await globalThis.fetch(origin).catch(() => undefined);
    if (answer?.ok === true) return;
    if (child.exitCode !== null || performance.now() > end) {
      await stop(child);
      throw new Error(`Portkey did not start within ${PATIENCE_MS / 1000} s`);
    }
    await delay(100);
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
