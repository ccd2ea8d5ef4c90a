import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isMarkAlive, processMark } from '#platform/process/process-mark';

const HALF_WRITTEN = /^\..+~([\d.]+)\.tmp$/;

/** Writes a file so that readers see the old one or the new one, never half of it. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const half = join(dirname(path), `.${basename(path)}~${processMark()}.tmp`);
  try {
    const file = await open(half, 'w', 0o644);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}

/** Removes what processes that are gone left half-written in a folder, which need not exist. */
export function sweepHalfWritten(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const mark = HALF_WRITTEN.exec(name)?.[1];
    if (mark !== undefined && !isMarkAlive(mark)) rmSync(join(folder, name), { force: true });
  }
}
