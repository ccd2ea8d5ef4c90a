import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';

/** Free and total space of the disk that holds a folder, in MB, as an ordinary user may use it. */
export async function diskSpace(folder: string): Promise<{ freeMb: number; totalMb: number }> {
  mkdirSync(folder, { recursive: true });
  const stats = await statfs(folder);
  const megabytes = (blocks: number): number => Math.floor((blocks * stats.bsize) / 1_000_000);
  return { freeMb: megabytes(stats.bavail), totalMb: megabytes(stats.blocks) };
}
