import { setTimeout as delay } from 'node:timers/promises';
import { getTaskRun, listTaskRuns } from '#flows/index';
import type { TaskRun } from '#modules/tasks/index';
import { cut, table } from './output.ts';
import type { Session } from './session.ts';

const LOOK_MS = 150;

/** Waits until a run of a task has ended. Where no other process works on runs, this one does. */
export function watchRun(session: Session, id: string): Promise<TaskRun> {
  return whileWorking(session, async () => {
    const run = await getTaskRun(session.ctx, { id });
    return run.state === 'running' ? undefined : run;
  });
}

/** Waits until a batch has ended; its runs in the order in which they were begun. */
export function watchBatch(session: Session, batchId: string): Promise<TaskRun[]> {
  return whileWorking(session, async () => {
    const status = await session.house.runs.statusOf(batchId);
    if (status?.state === 'waiting' || status?.state === 'running') return undefined;
    const { items } = await listTaskRuns(session.ctx, { batchId, limit: 200 });
    return items.toReversed();
  });
}

/** Runs of tasks for people. */
export function describeRuns(runs: readonly TaskRun[]): string {
  return table(
    ['run', 'state', 'ms', 'US dollars', 'what'],
    runs.map((run) => [
      run.id,
      run.state,
      run.durationMs ?? 0,
      run.costMicro / 1e6,
      cut(run.problem ?? run.log.map(({ text }) => text).join(' '), 90),
    ]),
  );
}

async function whileWorking<T>(session: Session, look: () => Promise<T | undefined>): Promise<T> {
  const isAlone = !(await session.house.runs.hasLiveWorker());
  const { startWorkerRole } = await import('#server/worker-role');
  const worker = isAlone ? await startWorkerRole(session.house) : undefined;
  try {
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      await delay(LOOK_MS, undefined, { signal: session.stopping });
    }
  } finally {
    await worker?.stop();
  }
}
