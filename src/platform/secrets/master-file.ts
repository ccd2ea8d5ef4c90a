import {
  chownSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { processMark } from '#platform/process/process-mark';
import { secretError } from './secret-errors.ts';

const OTHERS = 0o077;

/** The lines of the file of master keys; undefined when there is none. Throws `secrets.master_readable` or `secrets.master_refused`. */
export function readMasterFile(file: string): string[] | undefined {
  const opened = openPlain(file);
  if (opened === undefined) return undefined;
  try {
    const { mode } = fstatSync(opened);
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
      throw secretError('secrets.master_readable', { file, mode: (mode & 0o777).toString(8) });
    const lines = readFileSync(opened, 'utf8')
      .split('\n')
      .map((line) => line.trim());
    return lines.filter((line) => line !== '');
  } finally {
    closeSync(opened);
  }
}

/** Makes the file, unless another process was first: then that one stays. */
export function makeMasterFile(file: string, lines: readonly string[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const half = writeHalf(file, lines);
  try {
    linkSync(half, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(half, { force: true });
  }
}

/** Puts other lines into the file; readers see the old ones or the new ones. Its owner stays. */
export function replaceMasterFile(file: string, lines: readonly string[], like: string = file): void {
  const half = writeHalf(file, lines);
  const before = openSync(like, constants.O_RDONLY);
  const { uid, gid } = fstatSync(before);
  closeSync(before);
  // Root may rotate the key of a server that runs under another account.
  if (process.getuid?.() === 0) chownSync(half, uid, gid);
  renameSync(half, file);
}

function openPlain(file: string): number | undefined {
  try {
    const opened = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (fstatSync(opened).isFile()) return opened;
    closeSync(opened);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    const reason = code === 'ELOOP' ? 'it is a link' : `it cannot be read (${code})`;
    throw secretError('secrets.master_refused', { file, reason }, error);
  }
  throw secretError('secrets.master_refused', { file, reason: 'it is no plain file' });
}

function writeHalf(file: string, lines: readonly string[]): string {
  const half = `${file}~${processMark()}.tmp`;
  rmSync(half, { force: true });
  const opened = openSync(half, 'wx', 0o600);
  try {
    writeSync(opened, `${lines.join('\n')}\n`);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  return half;
}
