import { sql } from 'kysely';
import { rows, type Db } from '#platform/db/database';
import type { FileStore } from './file-store.ts';

/** Longer than any step may take from putting a file to recording it. */
export const ORPHAN_AGE_MS = 24 * 3_600_000;

/**
 * Removes files that no workspace has on record and that nobody has put for `ageMs`: what a run left that was
 * overtaken, cancelled or killed between file and record. Returns how many.
 */
export async function sweepOrphans(db: Db, store: FileStore, ageMs: number = ORPHAN_AGE_MS): Promise<number> {
  let count = 0;
  for (const addresses of store.listUntouched(ageMs)) {
    if (addresses.length === 0) continue;
    const orphans = await rows(
      db,
      sql<{ address: string }>`select address from unnest(${addresses}::text[]) as address
        where not exists (select 1 from file where file.sha256 = address)`,
    );
    for (const { address } of orphans) store.removeUntouched(address, ageMs);
    count += orphans.length;
  }
  return count;
}
