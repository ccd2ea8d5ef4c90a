import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { loadConfig } from '#platform/config/config';
import { silentLog } from '#platform/log/log';
import { type House, openHouse } from '#server/house';
import { buildWeb } from '#server/web-role';
import { createTestDatabase } from './database.ts';
import { makeTempFolder, removeFolder } from './temp-folder.ts';

/** A whole house on a database of its own, with its HTTP server not listening. */
export interface TestHouse extends AsyncDisposable {
  readonly house: House;
  readonly web: FastifyInstance;
  readonly root: string;
}

/** Opens a house in a new folder; `env` adds to its configuration. */
export async function openTestHouse(env: Readonly<Record<string, string>> = {}): Promise<TestHouse> {
  const root = makeTempFolder('house');
  const db = await createTestDatabase();
  await db.close();
  const folders = Object.fromEntries(
    ['HOME', 'BRIEFS_DIR', 'BRANDS_DIR', 'OUTPUT_DIR', 'ALERTS_DIR', 'LOGS_DIR'].map((key) => [
      `AICMO_${key}`,
      join(root, key.toLowerCase()),
    ]),
  );
  const config = loadConfig({ DATABASE_URL: db.url, AICMO_LEASE_MS: '2000', ...folders, ...env }, root);
  const house = await openHouse(config, silentLog());
  const web = await buildWeb(house);
  return {
    house,
    web,
    root,
    async [Symbol.asyncDispose]() {
      await web.close();
      await house.close();
      removeFolder(root);
    },
  };
}
