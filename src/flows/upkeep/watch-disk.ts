import { clearAlert, raiseAlert } from '#modules/alerts/index';
import { withTransaction } from '#platform/db/database';
import { diskSpace } from '#platform/files/disk-space';
import { contextFor, type FlowDeps } from '#flows/deps';

const EVERY_MS = 60_000;

/** Looks at the free disk space once a minute; raises an alert below the limit and clears it above. */
export function watchDisk(deps: FlowDeps): { close(): void } {
  const look = (): void => {
    checkDisk(deps).catch((error: unknown) => deps.log.warn({ err: error }, 'disk space could not be read'));
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  return { close: () => clearInterval(timer) };
}

/** One look at the disk of the home folder. */
export async function checkDisk(deps: FlowDeps): Promise<void> {
  const ctx = contextFor(deps, { kind: 'system', part: 'disk watch' });
  const { freeMb, totalMb } = await diskSpace(deps.config.homeDir);
  const least = deps.config.diskMinFreeMb;
  const dedupKey = `disk.low:${deps.config.homeDir}`;
  await withTransaction(deps.db, async (tx) => {
    if (freeMb >= least) {
      await clearAlert(tx, ctx, { dedupKey, resolution: `${freeMb} MB are free again.` });
      return;
    }
    await raiseAlert(tx, ctx, {
      type: 'disk.low',
      severity: freeMb < least / 5 ? 'CRITICAL' : 'HIGH',
      dedupKey,
      message: `Only ${freeMb} MB of ${totalMb} MB are free on the disk of ${deps.config.homeDir}; at least ${least} MB are wanted.`,
      details: { freeMb, totalMb, least, folder: deps.config.homeDir },
    });
  });
}
