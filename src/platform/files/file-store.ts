import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { defineErrors } from '#kernel/errors';
import { sha256 } from '#kernel/hash';
import { isMarkAlive, processMark } from '#platform/process/process-mark';

const fileError = defineErrors({
  'files.missing': {
    status: 500,
    retryable: false,
    message:
      'File {sha256} is recorded but not in the store {folder}. Restore it from a backup, or run the campaign again.',
  },
  'files.damaged': {
    status: 500,
    retryable: false,
    message:
      'File {sha256} in the store {folder} is not what was kept there. Hand in again what it came from: a brief with its pictures, or a brand kit.',
  },
  'files.disk_full': {
    status: 507,
    retryable: true,
    message: 'The disk of {folder} is full. Free space; the work goes on by itself.',
  },
});

/** Bytes kept once under their SHA-256; nothing in it is ever changed. */
export interface FileStore {
  readonly folder: string;
  /** Keeps bytes and returns their address; what is there already and whole stays. Throws `files.disk_full`. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes of an address. Throws `files.missing`, or `files.damaged` when a disk or a person changed them. */
  read(address: string): Promise<Buffer>;
  pathOf(address: string): string;
  has(address: string): boolean;
  /** Makes the bytes appear under a readable path: a hard link where the disk allows it, else a copy. */
  project(address: string, target: string): void;
  /** Removes files that processes which are gone left half-written. */
  sweep(): void;
  /** Folders of the store with the addresses in them that nobody has put for `ageMs`. */
  listUntouched(ageMs: number): Iterable<readonly string[]>;
  /** Removes an address, unless somebody has put it again within `ageMs`. */
  removeUntouched(address: string, ageMs: number): void;
}

/** Whether the bytes of an address are there as they were kept. */
export function isWhole(store: FileStore, address: string): Promise<boolean> {
  return isWholeFile(store.pathOf(address), address);
}

/** Opens the file store in a folder, creating it on first use. */
export function openFileStore(folder: string): FileStore {
  const incoming = join(folder, 'incoming');
  mkdirSync(incoming, { recursive: true });
  const pathOf = (address: string): string => join(folder, address.slice(0, 2), address);
  return {
    folder,
    pathOf,
    has: (address) => existsSync(pathOf(address)),
    put: async (bytes) => {
      const address = sha256(bytes);
      const target = pathOf(address);
      // A damaged file is written anew; a good one counts as used now.
      if ((await isWholeFile(target, address)) && touch(target)) return address;
      const half = join(incoming, `${processMark()}-${randomUUID()}`);
      try {
        mkdirSync(dirname(target), { recursive: true });
        await writeSynced(half, bytes);
        await rename(half, target);
      } catch (error) {
        rmSync(half, { force: true });
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
          throw fileError('files.disk_full', { folder }, error);
        throw error;
      }
      return address;
    },
    read: async (address) => {
      const bytes = await readFile(pathOf(address)).catch((error: unknown) => {
        throw fileError('files.missing', { sha256: address, folder }, error);
      });
      if (sha256(bytes) !== address) throw fileError('files.damaged', { sha256: address, folder });
      return bytes;
    },
    project: (address, target) => projectFile(pathOf(address), target),
    sweep: () => {
      for (const name of readdirSync(incoming)) {
        const [mark = ''] = name.split('-');
        if (!isMarkAlive(mark)) rmSync(join(incoming, name), { force: true });
      }
    },
    listUntouched: function* (ageMs) {
      for (const fan of readdirSync(folder).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
        const names = readdirSync(join(folder, fan)).filter((name) => /^[0-9a-f]{64}$/.test(name));
        yield names.filter((name) => isUntouched(pathOf(name), ageMs));
      }
    },
    removeUntouched: (address, ageMs) => {
      if (isUntouched(pathOf(address), ageMs)) rmSync(pathOf(address), { force: true });
    },
  };
}

async function isWholeFile(path: string, address: string): Promise<boolean> {
  // Not asked first whether it is there: the sweep may remove it in between.
  const bytes = await readFile(path).catch(() => undefined);
  return bytes !== undefined && sha256(bytes) === address;
}

/** Whether a file is there; if so it counts as put just now, so that the sweep of orphans leaves it alone. */
function touch(path: string): boolean {
  try {
    const now = new Date();
    utimesSync(path, now, now);
    return existsSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function isUntouched(path: string, ageMs: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs >= ageMs;
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  // Read-only: a hard link of it lies in the output folder, where an editor could change it in place.
  const file = await open(path, 'wx', 0o444);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function projectFile(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  const present = statSync(target, { throwIfNoEntry: false });
  const original = statSync(source);
  if (present !== undefined) {
    if (present.ino === original.ino && present.dev === original.dev) return;
    unlinkSync(target);
  }
  try {
    linkSync(source, target);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK', 'EOPNOTSUPP'].includes(code)) throw error;
    copyFileSync(source, target);
  }
}
