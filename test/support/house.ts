import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '#platform/config/config';
import { silentLog } from '#platform/log/log';
import { type House, openHouse } from '#server/house';
import { createTestDatabase } from '#test/database';

export interface TestHouse extends House {
  /** Folder of its own with `briefs`, `output`, `alerts` and the file store; gone after `close`. */
  readonly folder: string;
}

/** A whole house on a database and a folder of its own, as the composition root opens it. */
export async function openTestHouse(env: Readonly<Record<string, string>> = {}): Promise<TestHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'aicmo-house-'));
  const db = await createTestDatabase();
  await db.close();
  const config = loadConfig(
    {
      DATABASE_URL: db.url,
      AICMO_HOME: 'home',
      AICMO_BRIEFS_DIR: 'briefs',
      AICMO_BRANDS_DIR: 'brands',
      AICMO_LOG_LEVEL: 'silent',
      // A test machine may be busy or full; neither is what is tested here.
      AICMO_LEASE_MS: '120000',
      AICMO_DISK_MIN_FREE_MB: '0',
      ...env,
    },
    folder,
  );
  const house = await openHouse(config, silentLog());
  const close = async (): Promise<void> => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...house, folder, close };
}
