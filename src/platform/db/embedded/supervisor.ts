import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { AppError, messageOf } from '#kernel/errors';
import { databaseError } from '#platform/db/database-errors';
import type { Log } from '#platform/log/log';
import { isAlive } from '#platform/process/is-alive';
import { dataVersion, initialiseData, type Place, preparePlace, programVersion } from './place.ts';
import { withStartLock } from './start-lock.ts';

/** A running embedded PostgreSQL that this process uses, started by it or by another one. */
export interface EmbeddedServer {
  readonly url: string;
  readonly folder: string;
  /** Leaves the server; the last process to leave stops it. */
  release(): Promise<void>;
}

const DATABASE = 'aicmo';
const SETTINGS = [
  // A process opens up to fifty; several run beside each other on one server.
  'max_connections=300',
  'shared_buffers=48MB',
  'max_wal_size=512MB',
  'jit=off',
  'io_method=sync',
  'max_parallel_workers=2',
  'max_wal_senders=0',
  'wal_level=minimal',
  'log_min_messages=warning',
];

/**
 * Starts the embedded PostgreSQL of an AICMO home, or joins the one that another process started.
 * While it is held, a server that dies is started again. Throws the `db.*` errors, each saying what to do.
 */
export async function holdEmbeddedServer(homeDir: string, log: Log): Promise<EmbeddedServer> {
  const place = preparePlace(homeDir);
  let port = 0;
  let keeper: pg.Client | undefined;
  let isReleased = false;

  async function joinServer(): Promise<void> {
    await withStartLock(place.folder, async () => {
      port = await ensureRunning(place, log);
      await ensureDatabase(place, port);
      keeper = await openKeeper(place, port);
    });
    keeper?.once('end', () => {
      if (!isReleased) void rejoin();
    });
  }

  async function rejoin(): Promise<void> {
    log.warn({ folder: place.folder }, 'the embedded PostgreSQL is gone; starting it again');
    for (let wait = 100; !isReleased; wait = Math.min(wait * 2, 5_000)) {
      try {
        await joinServer();
        return;
      } catch (error) {
        log.error({ err: error }, 'the embedded PostgreSQL did not start again yet');
        await delay(wait);
      }
    }
  }

  await joinServer();
  return {
    url: urlOf(place, port, DATABASE),
    folder: place.folder,
    async release() {
      isReleased = true;
      await withStartLock(place.folder, async () => {
        // Without an answer the server is gone already, and the id in its file may be another process by now.
        const others = keeper === undefined ? undefined : await countOthers(keeper);
        await keeper?.end().catch(() => undefined);
        if (others === 0) await stopServer(place);
      });
    },
  };
}

async function ensureRunning(place: Place, log: Log): Promise<number> {
  const carried = programVersion(place);
  const found = dataVersion(place);
  if (found === undefined) initialiseData(place);
  else if (found !== carried) {
    throw databaseError(found > carried ? 'db.data_newer' : 'db.data_older', {
      folder: place.dataDir,
      found,
      carried,
    });
  }
  const running = readPostmaster(place);
  if (running !== undefined && isAlive(running.pid) && (await answers(place, running.port)))
    return running.port;
  const port = process.platform === 'win32' ? await findFreePort() : 5432;
  await startServer(place, port);
  log.debug({ folder: place.folder }, 'embedded PostgreSQL started');
  return port;
}

async function startServer(place: Place, port: number): Promise<void> {
  const deadline = Date.now() + 30_000;
  const logStart = statSync(place.logFile).size;
  // A killed postgres can leave its pid or shared memory behind for about a second: hence more than one try.
  for (let attempt = 1; ; attempt++) {
    const child = spawnPostgres(place, port);
    let exit: number | null | undefined;
    child.once('exit', (code) => (exit = code ?? 1));
    child.once('error', () => (exit = 1));
    while (exit === undefined && Date.now() < deadline) {
      if (await answers(place, port)) {
        child.unref();
        return;
      }
      await delay(10);
    }
    if (Date.now() >= deadline || attempt >= 6) {
      const folder = place.folder;
      throw databaseError('db.start_failed', {
        folder,
        reason: lastLogLine(place, logStart),
        log: place.logFile,
      });
    }
    await delay(250 * attempt);
  }
}

function spawnPostgres(place: Place, port: number): ReturnType<typeof spawn> {
  const log = openSync(place.logFile, 'a');
  const network =
    process.platform === 'win32'
      ? ['listen_addresses=127.0.0.1']
      : ['listen_addresses=', `unix_socket_directories=${place.socketDir}`, 'unix_socket_permissions=0777'];
  const options = [...network, ...SETTINGS].flatMap((setting) => ['-c', setting]);
  try {
    return spawn(
      join(place.binDir, 'bin', 'postgres'),
      ['-D', place.dataDir, '-p', String(port), ...options],
      {
        ...place.account,
        cwd: '/',
        detached: true,
        stdio: ['ignore', log, log],
        env: { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' },
      },
    );
  } finally {
    closeSync(log);
  }
}

async function stopServer(place: Place): Promise<void> {
  const running = readPostmaster(place);
  if (running === undefined || !isAlive(running.pid)) return;
  process.kill(running.pid, 'SIGINT');
  const deadline = Date.now() + 15_000;
  while (isAlive(running.pid) && existsSync(join(place.dataDir, 'postmaster.pid')) && Date.now() < deadline) {
    await delay(5);
  }
}

function readPostmaster(place: Place): { pid: number; port: number } | undefined {
  try {
    const lines = readFileSync(join(place.dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]) };
  } catch {
    return undefined;
  }
}

/** Whether the server of this place answers. Throws `db.socket_taken` when another one does. */
async function answers(place: Place, port: number): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(place, port, 'postgres'),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    const found = rows[0]?.folder ?? '';
    if (realPath(found) === realPath(place.dataDir)) return true;
    throw databaseError('db.socket_taken', { found, socket: place.socketDir, folder: place.folder });
  } catch (error) {
    if (error instanceof AppError) throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

async function ensureDatabase(place: Place, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(place, port, 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function openKeeper(place: Place, port: number): Promise<pg.Client> {
  const name = `aicmo keeper ${process.pid}`;
  const client = new pg.Client({
    connectionString: urlOf(place, port, DATABASE),
    application_name: name,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Sessions of other programs; those of our own processes that have died are not counted, though they may still end. */
async function countOthers(keeper: pg.Client): Promise<number | undefined> {
  try {
    const { rows } = await keeper.query<{ name: string }>(
      `select application_name as name from pg_stat_activity where backend_type = 'client backend'`,
    );
    return rows.filter(({ name }) => !isOwnOrDead(name)).length;
  } catch {
    return undefined;
  }
}

function isOwnOrDead(applicationName: string): boolean {
  const pid = Number(/^aicmo \w+ (\d+)$/.exec(applicationName)?.[1] ?? 0);
  return pid > 0 && (pid === process.pid || !isAlive(pid));
}

function urlOf(place: Place, port: number, database: string): string {
  const user = `aicmo:${encodeURIComponent(place.password)}`;
  if (process.platform === 'win32') return `postgresql://${user}@127.0.0.1:${port}/${database}`;
  return `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(place.socketDir)}`;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** What the log says of this start, with the hint of postgres where it gives one. */
function lastLogLine(place: Place, start: number): string {
  try {
    const lines = readFileSync(place.logFile).subarray(start).toString('utf8').trim().split('\n');
    const at = lines.findLastIndex((line) => /FATAL|PANIC|ERROR|could not/.test(line));
    const hint = at >= 0 && /HINT:/.test(lines[at + 1] ?? '') ? ` ${lines[at + 1]}` : '';
    const found = at >= 0 ? `${lines[at]}${hint}` : lines.at(-1);
    return found === undefined || found === '' ? 'no reason in its log' : found;
  } catch (error) {
    return messageOf(error);
  }
}
