import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AppError, messageOf } from '#kernel/errors';
import { sha256 } from '#kernel/hash';
import { databaseError } from '#platform/db/database-errors';
import { findBinaries } from './binaries.ts';
import { accountForPostgres, canReach, type OsAccount } from './os-account.ts';

/** Where one embedded database lives and who runs it. */
export interface Place {
  /** Folder of everything below. */
  readonly folder: string;
  readonly dataDir: string;
  /** Folder of the unix socket; a sibling of the data, or a short path where that one is too long for a socket. */
  readonly socketDir: string;
  readonly logFile: string;
  readonly binDir: string;
  readonly account: OsAccount | undefined;
  readonly password: string;
}

const LONGEST_SOCKET_PATH = 90;
const ROOT_STORE = '/var/lib/aicmo';

/**
 * Prepares (and on the first start creates) the folders of the database of one AICMO home.
 * Throws `db.folder_refused` where that is not allowed, and `db.embedded_unavailable`.
 */
export function preparePlace(homeDir: string): Place {
  const account = accountForPostgres();
  const folder = chooseFolder(homeDir, account);
  try {
    return prepareFolder(folder, account);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw databaseError('db.folder_refused', { folder, reason: messageOf(error) }, error);
  }
}

function prepareFolder(folder: string, account: OsAccount | undefined): Place {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const socketDir = chooseSocketDir(folder);
  mkdirSync(socketDir, { recursive: true, mode: 0o755 });
  refuseForeign(socketDir, folder, account);
  const logFile = join(folder, 'postgres.log');
  if (!existsSync(logFile)) writeFileSync(logFile, '', { mode: 0o600 });
  if (account !== undefined) {
    chownSync(socketDir, account.uid, account.gid);
    chownSync(logFile, account.uid, account.gid);
  }
  const binDir = chooseBinaries(folder, account);
  return {
    folder,
    dataDir: join(folder, 'data'),
    socketDir,
    logFile,
    binDir,
    account,
    password: readPassword(folder),
  };
}

/** The major version that wrote the data, or undefined when there are none yet. */
export function dataVersion(place: Place): number | undefined {
  const file = join(place.dataDir, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').trim()) : undefined;
}

/** The major version of the programs, such as 18. */
export function programVersion(place: Place): number {
  const text = execFileSync(join(place.binDir, 'bin', 'postgres'), ['--version'], {
    cwd: '/',
    encoding: 'utf8',
  });
  return Number(/(\d+)\./.exec(text)?.[1] ?? 0);
}

/** Creates the data; a crash in the middle leaves nothing that looks like a database. */
export function initialiseData(place: Place): void {
  const { account } = place;
  const half = `${place.dataDir}.new-${randomBytes(6).toString('hex')}`;
  removeHalfData(place.dataDir);
  mkdirSync(half, { mode: 0o700 });
  const passwordFile = join(tmpdir(), `aicmo-${randomBytes(8).toString('hex')}`);
  writeFileSync(passwordFile, `${place.password}\n`, { mode: 0o600 });
  if (account !== undefined) {
    chownSync(half, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  const options = ['-D', half, '-U', 'aicmo', '--pwfile', passwordFile, '--auth=scram-sha-256', '-E', 'UTF8'];
  const locale = ['--locale-provider=builtin', '--locale=C.UTF-8', '--data-checksums', '--wal-segsize=4'];
  try {
    execFileSync(join(place.binDir, 'bin', 'initdb'), [...options, ...locale], {
      ...account,
      cwd: '/',
      stdio: 'pipe',
    });
  } catch (error) {
    const reason = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw databaseError('db.start_failed', { folder: place.folder, reason, log: place.logFile }, error);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(half, place.dataDir);
}

/** What killed processes left. Their initdb may still be running and writes into its own folder, not the new one. */
function removeHalfData(dataDir: string): void {
  const prefix = `${basename(dataDir)}.new`;
  const left = readdirSync(dirname(dataDir)).filter((name) => name.startsWith(prefix));
  for (const name of left)
    rmSync(join(dirname(dataDir), name), { recursive: true, force: true, maxRetries: 3 });
}

/** As root, data under a private home could not be reached by the account that runs postgres. */
function chooseFolder(homeDir: string, account: OsAccount | undefined): string {
  const own = join(homeDir, 'postgres');
  if (account === undefined || canReach(join(own, 'data'), account)) return own;
  return join(ROOT_STORE, sha256(homeDir).slice(0, 16));
}

/** Not under TMPDIR, which differs between processes that must find the same socket. */
function chooseSocketDir(folder: string): string {
  const beside = join(folder, 'socket');
  if (beside.length <= LONGEST_SOCKET_PATH || process.platform === 'win32') return beside;
  return join('/tmp', `aicmo-${sha256(folder).slice(0, 12)}`);
}

/** A folder in /tmp that somebody else made first could hold a socket that only looks like ours. */
function refuseForeign(socketDir: string, folder: string, account: OsAccount | undefined): void {
  const owner = statSync(socketDir).uid;
  const self = process.getuid?.();
  if (self === undefined || owner === self || owner === account?.uid) return;
  throw databaseError('db.folder_refused', {
    folder,
    reason: `its socket folder ${socketDir} belongs to another user (${owner})`,
  });
}

/** The npm folder, or a copy beside the data where the account cannot read the npm folder. */
function chooseBinaries(folder: string, account: OsAccount | undefined): string {
  const native = findBinaries();
  if (account === undefined || runs(native, account)) return native;
  const version =
    /[\d.]+/.exec(execFileSync(join(native, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' }))?.[0] ??
    '0';
  const copy = join(folder, `programs-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.new`;
    rmSync(half, { recursive: true, force: true });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  return copy;
}

function runs(native: string, account: OsAccount): boolean {
  try {
    execFileSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

function readPassword(folder: string): string {
  const file = join(folder, 'password');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'w' });
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}
