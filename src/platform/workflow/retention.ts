import { DBOS } from '@dbos-inc/dbos-sdk';
import type { Log } from '#platform/log/log';

const BATCH = 1000;
const HOUR_MS = 3_600_000;

/** Deletes the records of runs that ended more than `days` ago, once an hour, in batches. */
export function startRetention(options: { days: number; log: Log }): { stop(): void } {
  const timer = setInterval(() => {
    deleteOldRuns(options.days)
      .then((count) => count > 0 && options.log.info({ count }, 'records of old runs deleted'))
      .catch((error: unknown) => options.log.warn({ err: error }, 'old runs not deleted'));
  }, HOUR_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** Deletes all runs that ended before the limit; returns how many. */
export async function deleteOldRuns(days: number): Promise<number> {
  const completedBefore = new Date(Date.now() - days * 24 * HOUR_MS).toISOString();
  let count = 0;
  for (;;) {
    const old = await DBOS.listWorkflows({
      completedBefore,
      status: ['SUCCESS', 'ERROR', 'CANCELLED'],
      limit: BATCH,
      loadInput: false,
      loadOutput: false,
    });
    if (old.length === 0) return count;
    await DBOS.deleteWorkflows(old.map((run) => run.workflowID));
    count += old.length;
  }
}
