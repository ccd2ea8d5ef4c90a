import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { contextFor, takeBrief } from '#flows/index';
import type { Submission } from '#modules/briefs/index';
import { type Campaign, getCampaign, isAtRest } from '#modules/campaigns/index';
import { loadConfig } from '#platform/config/config';
import { silentLog } from '#platform/log/log';
import { renderProblems } from '#platform/structured-text/render-problem';
import { type House, openHouse } from '#server/house';
import { briefBytes } from '#test/briefs';
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

/** Hands a brief in as the command line does, with its pictures in the briefs folder. */
export async function handIn(
  house: TestHouse,
  brief: Readonly<Record<string, unknown>>,
  fileName = 'brief.json',
): Promise<Submission> {
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const assetRoot = house.config.briefsDir;
  const bytes = briefBytes(brief);
  const taken = await takeBrief(ctx, { fileName, bytes, assetRoot, source: { kind: 'cli', name: fileName } });
  if (!taken.ok) throw new Error(renderProblems(taken.problems, { fileName }));
  return taken.submission;
}

/** Looks again and again until `look` finds something. Throws after a minute: a busy machine can be slow. */
export async function until<Found>(look: () => Promise<Found | undefined | false>): Promise<Found> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await delay(20);
  }
  throw new Error('it did not happen within 60 s');
}

/** The campaign once it is at rest. */
export function atRest(house: TestHouse, id: string): Promise<Campaign> {
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  return until(async () => {
    const campaign = await getCampaign(ctx, { id });
    return isAtRest(campaign.status) && campaign;
  });
}
