import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseError } from '#platform/db/database-errors';
import { isMarkAlive, processMark } from '#platform/process/process-mark';

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
      throw databaseError('db.start_locked', {
        pid: markOf(lock).split('.')[0],
        folder,
        seconds: PATIENCE_MS / 1000,
      });
    }
    await delay(20);
  }
  try {
    return await body();
  } finally {
    if (markOf(lock) === processMark()) rmSync(lock, { recursive: true, force: true });
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
  writeFileSync(join(lock, 'pid'), processMark());
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
    // Somebody else cleared it first, or took it anew: the next try decides.
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    rmSync(aside, { recursive: true, force: true });
  }
}

function markOf(lock: string): string {
  try {
    return readFileSync(join(lock, 'pid'), 'utf8');
  } catch {
    return '';
  }
}

function isStale(lock: string): boolean {
  const mark = markOf(lock);
  if (mark !== '') return !isMarkAlive(mark);
  // Taken, but its owner died before it wrote its pid.
  const stat = statSync(lock, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > 2_000;
}
