import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseError } from '#platform/db/database-errors';
import { isAlive } from '#platform/process/is-alive';

const PATIENCE_MS = 60_000;

/**
 * Runs `body` while no other process starts or stops the same embedded database.
 * A lock of a process that no longer lives is taken over. Throws `db.start_locked` after a minute.
 */
export async function withStartLock<T>(folder: string, body: () => Promise<T>): Promise<T> {
  const lock = join(folder, 'start.lock');
  const deadline = Date.now() + PATIENCE_MS;
  while (!takeLock(lock)) {
    if (Date.now() > deadline) {
      throw databaseError('db.start_locked', { pid: ownerOf(lock), folder, seconds: PATIENCE_MS / 1000 });
    }
    await delay(20);
  }
  try {
    return await body();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isStale(lock)) clearStale(lock);
    return false;
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  return true;
}

/** Moves the lock away before removing it, so that a lock taken anew in between is put back, not lost. */
function clearStale(lock: string): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (isStale(aside)) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function ownerOf(lock: string): number {
  try {
    return Number(readFileSync(join(lock, 'pid'), 'utf8'));
  } catch {
    return 0;
  }
}

function isStale(lock: string): boolean {
  const pid = ownerOf(lock);
  if (pid > 0) return !isAlive(pid);
  // Taken, but its owner died before it wrote its pid.
  const stat = statSync(lock, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > 2_000;
}
