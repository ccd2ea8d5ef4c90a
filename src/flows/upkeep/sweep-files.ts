import { sweepOrphans } from '#platform/files/sweep-orphans';
import { sweepHalfWritten } from '#platform/files/write-atomically';
import type { FlowDeps } from '#flows/deps';

const FIRST_MS = 60_000;
const EVERY_MS = 3_600_000;

/** Clears what dead processes left: half-written alert files now, files of the store that nobody recorded once an hour. */
export function sweepFiles(deps: FlowDeps): { close(): void } {
  sweepHalfWritten(deps.config.alertsDir);
  const sweep = (): void => {
    sweepOrphans(deps.db, deps.files).then(
      (count) => count > 0 && deps.log.info({ count }, 'files that nobody recorded were removed'),
      (error: unknown) => deps.log.warn({ err: error }, 'the file store could not be swept'),
    );
  };
  const timers = [setTimeout(sweep, FIRST_MS), setInterval(sweep, EVERY_MS)];
  for (const timer of timers) timer.unref();
  return { close: () => timers.forEach((timer) => clearTimeout(timer)) };
}
