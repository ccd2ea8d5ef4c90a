import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';

/** What tells one state of a file from the next. */
export interface FileSignature {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

export type RefusalReason =
  | 'missing'
  | 'link'
  | 'hard_link'
  | 'directory'
  | 'fifo'
  | 'socket'
  | 'device'
  | 'too_large'
  | 'changed'
  | 'unreadable'
  | 'failed';

/** Why a file was not read: an expected outcome, not an exception. */
export interface FileRefusal {
  readonly ok: false;
  readonly reason: RefusalReason;
  readonly message: string;
  readonly hint: string;
}

export type ReadOutcome =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly signature: FileSignature }
  | FileRefusal;

/** A file that was opened and found fit, before it is read. */
export interface OpenedFile {
  readonly ok: true;
  readonly path: string;
  readonly handle: FileHandle;
  readonly stats: Stats;
}

export const DEFAULT_MAX_BYTES = 256 * 1024;

/**
 * Reads a small regular file that someone else may be changing, by descriptor and without following links;
 * at most `maxBytes` (256 KB). Links, hard links, pipes, devices, folders, large and changing files come back
 * as named refusals.
 */
export async function readBoundedFile(path: string, maxBytes = DEFAULT_MAX_BYTES): Promise<ReadOutcome> {
  const opened = await openBoundedFile(path, maxBytes);
  return opened.ok ? readOpenedFile(opened) : opened;
}

/** Opens a regular file of at most `maxBytes` without following links. Hand the result to `readOpenedFile`. */
export async function openBoundedFile(path: string, maxBytes: number): Promise<OpenedFile | FileRefusal> {
  let handle: FileHandle | undefined;
  try {
    // Opening a device or a pipe can already do harm, so its kind is looked at first.
    const seen = refusalOfKind(await lstat(path), maxBytes);
    if (seen !== undefined) return seen;
    handle = await open(path, openFlags());
    const stats = await handle.stat();
    const refusal = refusalOfKind(stats, maxBytes);
    if (refusal === undefined) return { ok: true, path, handle, stats };
    await handle.close();
    return refusal;
  } catch (error) {
    await handle?.close();
    return refusalOfError(error);
  }
}

/** Reads an opened file and closes it; refuses when it was changed, replaced or removed since it was opened. */
export async function readOpenedFile({ path, handle, stats }: OpenedFile): Promise<ReadOutcome> {
  try {
    const bytes = await readAll(handle, stats.size);
    const [after, named] = await Promise.all([handle.stat(), lstat(path).catch(() => undefined)]);
    const isWhole = bytes.byteLength === stats.size && isSame(stats, after);
    if (!isWhole || named === undefined || !isSame(stats, named)) return refuse('changed');
    return { ok: true, bytes, signature: signatureOf(stats) };
  } catch (error) {
    return refusalOfError(error);
  } finally {
    await handle.close();
  }
}

/** The signature of a file's state. */
export function signatureOf(stats: Stats): FileSignature {
  return { size: stats.size, mtimeMs: stats.mtimeMs, ino: stats.ino };
}

function openFlags(): number {
  // Windows knows neither flag; there the look by lstat before and after stands alone.
  const {
    O_RDONLY,
    O_NOFOLLOW = 0,
    O_NONBLOCK = 0,
  } = constants as Partial<typeof constants> & Pick<typeof constants, 'O_RDONLY'>;
  return O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
}

/** Reads one byte more than expected, so that growth is seen. */
async function readAll(handle: FileHandle, size: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(size + 1);
  let filled = 0;
  while (filled < buffer.byteLength) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.byteLength - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function isSame(a: Stats, b: Stats): boolean {
  return a.ino === b.ino && a.dev === b.dev && a.size === b.size && a.mtimeMs === b.mtimeMs;
}

function refusalOfKind(stats: Stats, maxBytes: number): FileRefusal | undefined {
  if (stats.isSymbolicLink()) return refuse('link');
  if (stats.isDirectory()) return refuse('directory');
  if (stats.isFIFO()) return refuse('fifo');
  if (stats.isSocket()) return refuse('socket');
  if (!stats.isFile()) return refuse('device');
  if (stats.nlink > 1) return refuse('hard_link');
  if (stats.size <= maxBytes) return undefined;
  const size = stats.size.toLocaleString('en');
  const message = `The file has ${size} bytes; the limit is ${maxBytes.toLocaleString('en')}.`;
  return { ok: false, reason: 'too_large', message, hint: 'Make the file smaller.' };
}

function refusalOfError(error: unknown): FileRefusal {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return refuse('missing');
    case 'ELOOP':
      return refuse('link');
    case 'ENXIO':
      return refuse('socket');
    case 'EACCES':
    case 'EPERM':
      return refuse('unreadable');
    default: {
      const detail = error instanceof Error ? error.message : String(error);
      const message = `The file cannot be read: ${detail}.`;
      return { ok: false, reason: 'failed', message, hint: 'Check the disk and try again.' };
    }
  }
}

function refuse(reason: Exclude<RefusalReason, 'too_large' | 'failed'>): FileRefusal {
  const [message, hint] = SENTENCES[reason];
  return { ok: false, reason, message, hint };
}

const PUT_A_COPY = 'Put a copy of the file here instead.';

const SENTENCES: Readonly<Record<Exclude<RefusalReason, 'too_large' | 'failed'>, readonly [string, string]>> =
  {
    missing: ['The file does not exist.', 'Check the name and the folder.'],
    link: ['The file is a symbolic link; links are not followed.', PUT_A_COPY],
    hard_link: ['The file is a hard link to a file that also lies elsewhere.', PUT_A_COPY],
    directory: ['This is a folder, not a file.', 'Rename the folder, or put the file itself here.'],
    fifo: ['This is a named pipe (FIFO), not a file.', 'Put a regular file here.'],
    socket: ['This is a socket, not a file.', 'Put a regular file here.'],
    device: ['This is a device, not a file.', 'Put a regular file here.'],
    changed: [
      'The file was changed or replaced while it was read.',
      'It is read again when it has come to rest; write to another name and rename it.',
    ],
    unreadable: [
      'The file may not be read: permission denied.',
      'Give the account of AICMO the right to read it.',
    ],
  };
