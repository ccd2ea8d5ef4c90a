import { RUN_BATCH, RUN_TASK, runBatchFlow, runGroupFlow, runTaskFlow } from '#flows/index';
import { startWorker, type Worker } from '#platform/workflow/engine';
import type { TestHouse } from '#test/house';

/** A worker of tasks alone; the calendar is looked at by tests themselves, with clocks of their own. */
export async function startTaskWorker(house: TestHouse): Promise<Worker> {
  const studio = { renderer: await house.studio(), lanes: 1 };
  return startWorker({
    url: house.databaseUrl,
    log: house.log,
    flows: [runTaskFlow(house, studio), runGroupFlow(house, studio), runBatchFlow(house, studio)],
    queues: [
      { name: RUN_TASK.queue, perProcess: 4, pollMs: 20 },
      { name: RUN_BATCH.queue, perProcess: 2, pollMs: 20 },
    ],
    leaseMs: 60_000,
    drainMs: 5_000,
    retentionDays: 1,
    onTakeover: () => undefined,
    onLeaseLost: () => undefined,
  });
}
