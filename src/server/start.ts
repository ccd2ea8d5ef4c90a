import { setTimeout as delay } from 'node:timers/promises';
import { watchBriefs } from '#flows/index';
import type { Config } from '#platform/config/config';
import type { FolderWatch } from '#platform/files/watch-folder';
import type { Log } from '#platform/log/log';
import { type House, openHouse } from './house.ts';
import { importBrands } from './import-brands.ts';
import type { Role } from './worker-role.ts';

/** `web` serves API and pages, `worker` works on runs, `watcher` takes briefs from the folder. */
export const ROLES = ['web', 'worker', 'watcher'] as const;
export type RoleName = (typeof ROLES)[number];

export interface RunningServer {
  readonly house: House;
  /** Where it listens; absent without the role `web`. */
  readonly address: string | undefined;
  readonly watch: FolderWatch | undefined;
  /** Milliseconds from the start of the process until everything was ready. */
  readonly readyAfterMs: number;
  /** Stops taking work, waits for what is under way, and leaves the rest to others. */
  stop(): Promise<void>;
}

/** Starts the named roles in this process. What was started is stopped again when a later part fails. */
export async function startServer(options: {
  config: Config;
  log: Log;
  roles: readonly RoleName[];
}): Promise<RunningServer> {
  const { config, log, roles } = options;
  await using parts = new AsyncDisposableStack();
  const house = await openHouse(config, log);
  parts.defer(() => house.close());
  let address: string | undefined;
  if (roles.includes('web')) {
    const { startWebRole } = await import('./web-role.ts');
    const web = await startWebRole(house);
    parts.defer(() => web.stop());
    address = web.address;
  }
  if (roles.includes('worker')) {
    const { startWorkerRole } = await import('./worker-role.ts');
    const worker: Role = await startWorkerRole(house);
    parts.defer(() => worker.stop());
  }
  let watch: FolderWatch | undefined;
  if (roles.includes('watcher')) {
    const changed = await importBrands(house);
    if (changed.length > 0) log.info({ brands: changed }, 'brand kits imported');
    const watching = watchBriefs(house);
    parts.defer(() => watching.close());
    watch = watching;
  }
  const readyAfterMs = Math.round(process.uptime() * 1000);
  log.info({ address, roles, readyAfterMs, database: house.databasePlace }, 'ready');
  const kept = parts.move();
  return { house, address, watch, readyAfterMs, stop: () => stopAll(kept, config.drainMs) };
}

/** Parts end in the other order of their start, within the time that is allowed for draining and a little more. */
async function stopAll(parts: AsyncDisposableStack, drainMs: number): Promise<void> {
  const patience = delay(drainMs + 10_000, 'late' as const, { ref: false });
  const outcome = await Promise.race([parts.disposeAsync().then(() => 'done' as const), patience]);
  if (outcome === 'late') throw new Error('the parts of the server did not end in time');
}
