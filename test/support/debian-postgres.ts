import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { accountForPostgres } from '#platform/db/embedded/os-account';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

const PROGRAMS = '/usr/lib/postgresql/15/bin';

/** Whether Debian's PostgreSQL 15 is installed here. */
export const hasPostgres15 = existsSync(join(PROGRAMS, 'postgres'));

/** A PostgreSQL 15 of its own, with one empty database. */
export interface OtherServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts Debian's PostgreSQL 15 on a new data folder, reached by a socket only. */
export async function startPostgres15(): Promise<OtherServer> {
  const root = makeTempFolder('pg15');
  const account = accountForPostgres();
  const data = join(root, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (account !== undefined) for (const folder of [root, data]) chownSync(folder, account.uid, account.gid);
  execFileSync(
    join(PROGRAMS, 'initdb'),
    ['-D', data, '-U', 'aicmo', '--auth=trust', '-E', 'UTF8', '--locale=C'],
    {
      ...account,
      cwd: '/',
      stdio: 'ignore',
    },
  );
  const args = ['-D', data, '-k', root, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  const child = spawn(join(PROGRAMS, 'postgres'), args, { ...account, cwd: '/', stdio: 'ignore' });
  const url = `postgresql://aicmo@localhost/postgres?host=${encodeURIComponent(root)}`;
  for (let tries = 0; !(await answers(url)); tries++) {
    if (tries > 200) throw new Error('PostgreSQL 15 did not start');
    await delay(50);
  }
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
      removeFolder(root);
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
