import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAlive } from '#platform/process/is-alive';

const SCRIPT = fileURLToPath(new URL('hold-database.ts', import.meta.url));
const started: ChildProcess[] = [];

/** What a process that wants to hold a database says: where it is, or why it cannot. */
export interface HolderAnswer {
  readonly url?: string;
  readonly folder?: string;
  readonly error?: string;
  readonly code?: string;
}

/** A real process that holds the embedded database of a home. */
export interface Holder {
  readonly child: ChildProcess;
  /** Settles when it holds the database or has failed. */
  readonly answer: Promise<HolderAnswer>;
  /** Asks it to leave and waits until it has ended. */
  leave(): Promise<void>;
}

/** Starts a holder, as another account and with other environment where asked. */
export function startHolder(
  home: string,
  options: { uid?: number; gid?: number; env?: Readonly<Record<string, string>> } = {},
): Holder {
  const { env, ...account } = options;
  const child = fork(SCRIPT, [home], {
    execArgv: [],
    cwd: '/',
    ...account,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  started.push(child);
  const answer = new Promise<HolderAnswer>((resolve) => {
    child.once('message', (message) => resolve(message as HolderAnswer));
    child.once('exit', (code, signal) => resolve({ error: `ended with ${code ?? signal ?? ''}` }));
  });
  return {
    child,
    answer,
    async leave() {
      const ended = once(child, 'exit');
      child.send('leave');
      await ended;
    },
  };
}

/** Ends every holder that is left. */
export function endHolders(): void {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
}

/** The process id of the postgres whose files lie in a folder; undefined when none runs. */
export function postgresOf(folder: string): number | undefined {
  const file = join(folder, 'data/postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return isAlive(pid) ? pid : undefined;
}
