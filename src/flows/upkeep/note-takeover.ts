import { raiseAlert } from '#modules/alerts/index';
import { withTransaction } from '#platform/db/database';
import { contextFor, type FlowDeps } from '#flows/deps';

/** Raises the alert of a process whose runs were taken over. */
export async function noteTakeover(
  deps: FlowDeps,
  taken: { executorId: string; runs: number },
): Promise<void> {
  const ctx = contextFor(deps, { kind: 'system', part: 'take-over' });
  const { runs, executorId } = taken;
  await withTransaction(deps.db, (tx) =>
    raiseAlert(tx, ctx, {
      type: 'run.taken_over',
      severity: 'LOW',
      dedupKey: `run.taken_over:${executorId}`,
      message: `A process ended without finishing: ${runs} ${runs === 1 ? 'run goes' : 'runs go'} on in process ${process.pid}.`,
      details: { executorId, runs, by: process.pid },
    }),
  );
}
