import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '#platform/log/log';
import { endHolders, postgresOf, startHolder } from '#test/database-holder';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { findBinaries } from './binaries.ts';
import { accountForPostgres } from './os-account.ts';
import { type EmbeddedServer, holdEmbeddedServer } from './supervisor.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65534, gid: 65534 };
const folders: string[] = [];
const servers: EmbeddedServer[] = [];

function newRoot(): string {
  const root = makeTempFolder('embedded');
  folders.push(root);
  return root;
}

async function hold(home: string): Promise<EmbeddedServer> {
  const server = await holdEmbeddedServer(home, silentLog());
  servers.push(server);
  return server;
}

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(text)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

async function askUntilAnswered(url: string, text: string): Promise<unknown> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      return await ask(url, text);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(100);
    }
  }
}

/** Whether another account can start node and read this repository; in some places it cannot. */
function canRunAs(account: { uid: number; gid: number }): boolean {
  try {
    execFileSync(
      process.execPath,
      ['-e', `require('node:fs').readFileSync(process.argv[1])`, import.meta.filename],
      {
        ...account,
        cwd: '/',
        stdio: 'ignore',
      },
    );
    return true;
  } catch {
    return false;
  }
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.release().catch(() => undefined);
  endHolders();
  for (const folder of folders.splice(0)) {
    const pid = postgresOf(join(folder, 'home/postgres'));
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    removeFolder(folder);
  }
});

describe('the embedded database', () => {
  it('DEV-1 starts on an empty home, keeps its password to itself, and stops with the last one', async () => {
    const home = join(newRoot(), 'home');
    const server = await hold(home);
    expect(Number(await ask(server.url, 'show server_version_num'))).toBeGreaterThanOrEqual(180_000);
    expect(statSync(join(server.folder, 'password')).mode & 0o077).toBe(0);
    expect(statSync(join(server.folder, 'data')).mode & 0o077).toBe(0);
    expect(postgresOf(server.folder)).toBeDefined();
    await server.release();
    expect(postgresOf(server.folder)).toBeUndefined();
  });

  it('DEV-1 is there again after kill -9, with everything that was committed', async () => {
    const server = await hold(join(newRoot(), 'home'));
    await ask(server.url, 'create table kept as select 42 as answer');
    const pid = postgresOf(server.folder) ?? 0;
    process.kill(pid, 'SIGKILL');
    expect(await askUntilAnswered(server.url, 'select answer from kept')).toBe(42);
    expect(postgresOf(server.folder)).not.toBe(pid);
  });

  it('DEV-1 starts again after both its process and postgres were killed', async () => {
    const home = join(newRoot(), 'home');
    const first = startHolder(home);
    const { url = '', folder = '' } = await first.answer;
    await ask(url, 'create table kept as select 7 as answer');
    first.child.kill('SIGKILL');
    process.kill(postgresOf(folder) ?? 0, 'SIGKILL');
    const server = await hold(home);
    expect(await ask(server.url, 'select answer from kept')).toBe(7);
  });

  it('DEV-1 a second process joins the one that runs; the last to leave stops it', async () => {
    const home = join(newRoot(), 'home');
    const first = startHolder(home);
    const { folder = '' } = await first.answer;
    const pid = postgresOf(folder);
    const server = await hold(home);
    expect(postgresOf(folder)).toBe(pid);
    await first.leave();
    expect(postgresOf(folder)).toBe(pid);
    expect(await ask(server.url, 'select 1')).toBe(1);
    await server.release();
    expect(postgresOf(folder)).toBeUndefined();
  });

  it('DEV-1 four processes that start at once on an empty home share one server', async () => {
    const home = join(newRoot(), 'home');
    const holders = [1, 2, 3, 4].map(() => startHolder(home));
    const answers = await Promise.all(holders.map((holder) => holder.answer));
    expect(answers.map((answer) => answer.error)).toEqual([undefined, undefined, undefined, undefined]);
    expect(new Set(answers.map((answer) => answer.url)).size).toBe(1);
    const folder = answers[0]?.folder ?? '';
    for (const holder of holders) await holder.leave();
    expect(postgresOf(folder)).toBeUndefined();
  });

  it.each([80, 250, 600])('DEV-1 a first start killed after %i ms leaves nothing in the way', async (ms) => {
    const home = join(newRoot(), 'home');
    const first = startHolder(home);
    await delay(ms);
    first.child.kill('SIGKILL');
    const server = await hold(home);
    expect(await ask(server.url, 'select 1')).toBe(1);
  });
});

describe('what is in the way of a start', () => {
  async function stoppedHome(): Promise<{ home: string; folder: string }> {
    const home = join(newRoot(), 'home');
    const server = await holdEmbeddedServer(home, silentLog());
    await server.release();
    return { home, folder: server.folder };
  }

  it.each([
    [19, 'db.data_newer', 'Use the newer AICMO'],
    [17, 'db.data_older', 'aicmo db backup'],
  ])('DEV-1 data of PostgreSQL %i are refused with %s', async (version, code, advice) => {
    const { home, folder } = await stoppedHome();
    writeFileSync(join(folder, 'data/PG_VERSION'), `${version}\n`);
    const refused = hold(home);
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(advice);
    await expect(refused).rejects.toThrow(`PostgreSQL ${version}`);
  });

  it('DEV-1 another postgres at the socket is named, and its data are left alone', async () => {
    const { home, folder } = await stoppedHome();
    const other = await stoppedHome();
    const socket = join(folder, 'socket');
    const account = accountForPostgres();
    const args = [
      '-D',
      join(other.folder, 'data'),
      '-c',
      'listen_addresses=',
      '-c',
      `unix_socket_directories=${socket}`,
    ];
    const stranger = spawn(join(findBinaries(), 'bin/postgres'), args, {
      ...account,
      cwd: '/',
      stdio: 'ignore',
    });
    try {
      while (!existsSync(join(socket, '.s.PGSQL.5432'))) await delay(20);
      await expect(hold(home)).rejects.toThrow(
        /lock file .*\.s\.PGSQL\.5432\.lock. already exists.*HINT.*using socket file/s,
      );
      expect(stranger.exitCode).toBeNull();
    } finally {
      const ended = once(stranger, 'exit');
      stranger.kill('SIGINT');
      await ended;
    }
    expect(await ask((await hold(home)).url, 'select 1')).toBe(1);
  }, 60_000);

  it('DEV-1 a path too long for a socket gets a short one, the same for processes with another TMPDIR', async () => {
    const root = newRoot();
    const home = join(root, 'a-very-long-name-of-a-folder'.repeat(4), 'home');
    const server = await hold(home);
    expect(decodeURIComponent(server.url).length).toBeLessThan(decodeURIComponent(home).length + 120);
    const second = startHolder(home, { env: { TMPDIR: root } });
    const answer = await second.answer;
    expect(answer).toMatchObject({ url: server.url });
    await second.leave();
    const socket = new URL(server.url).searchParams.get('host') ?? '';
    expect(socket.length).toBeLessThan(90);
    await server.release();
    expect(postgresOf(server.folder)).toBeUndefined();
    rmSync(socket, { recursive: true, force: true });
  });
});

describe.runIf(isRoot)('as root', () => {
  it('DEV-1 postgres runs under an ordinary account', async () => {
    const server = await hold(join(newRoot(), 'home'));
    const pid = postgresOf(server.folder) ?? 0;
    expect(statSync(`/proc/${pid}`).uid).toBe(accountForPostgres()?.uid);
    expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
  });

  it('DEV-1 a private home is no obstacle: the data go where that account can reach them', async () => {
    const root = newRoot();
    chmodSync(root, 0o700);
    const server = await hold(join(root, 'home'));
    try {
      expect(server.folder).toMatch(/^\/var\/lib\/aicmo\/[0-9a-f]{16}$/);
      expect(await ask(server.url, 'select 1')).toBe(1);
      const second = startHolder(join(root, 'home'));
      expect(await second.answer).toMatchObject({ folder: server.folder });
      await second.leave();
    } finally {
      await server.release();
      removeFolder(server.folder);
    }
  });

  it('DEV-1 a socket folder that another user made first is not trusted', async () => {
    const root = newRoot();
    const socket = join(root, 'home/postgres/socket');
    mkdirSync(socket, { recursive: true });
    chownSync(socket, 12_345, 12_345);
    await expect(hold(join(root, 'home'))).rejects.toThrow('belongs to another user (12345)');
  });
});

describe.runIf(isRoot && canRunAs(NOBODY))('as an ordinary user', () => {
  it('DEV-1 starts, is joined, and stops', async () => {
    const root = newRoot();
    chownSync(root, NOBODY.uid, NOBODY.gid);
    const home = join(root, 'home');
    const first = startHolder(home, NOBODY);
    const { url = '', folder = '', error } = await first.answer;
    expect(error).toBeUndefined();
    expect(statSync(`/proc/${postgresOf(folder) ?? 0}`).uid).toBe(NOBODY.uid);
    expect(await ask(url, 'select 1')).toBe(1);
    const second = startHolder(home, NOBODY);
    expect(await second.answer).toMatchObject({ url });
    await first.leave();
    await second.leave();
    expect(postgresOf(folder)).toBeUndefined();
  });

  it('DEV-1 a home that may not be written is refused with what to do', async () => {
    const root = newRoot();
    const holder = startHolder(join(root, 'home'), NOBODY);
    const answer = await holder.answer;
    expect(answer.code).toBe('db.folder_refused');
    expect(answer.error).toContain('permission denied');
    expect(answer.error).toContain('Set AICMO_HOME to a folder that this user may write');
    expect(existsSync(dirname(join(root, 'home/postgres')))).toBe(false);
  });
});
