import { AppError } from '#kernel/errors';
import { contextFor, type FlowDeps } from '#flows/deps';
import { claimTask, RUN_TASK, type TaskRunInput } from '#flows/tasks/run-task';
import { scheduleStore } from '#modules/schedule/index';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';

/** What one look at the calendar came to. */
export interface Tick {
  /** Runs that were begun. */
  readonly begun: number;
  /** Due ones in whose way something stood; they are looked at again. */
  readonly hindered: number;
  /** Ones whose window had ended. */
  readonly missed: number;
}

/** Taken in one transaction. */
const AT_ONCE = 20;
/** Whoever cannot begin is looked at again after this. */
const NEXT_TRY_MS = 60_000;
const MOST_MISSED = 500;
const SCHEDULER = { kind: 'system', part: 'scheduler' } as const;

/**
 * Begins what is due, at most `maxToRun` tasks, in all workspaces. Any number of processes may do this at once: each task
 * is begun once, in the transaction that takes it. What could not begin in its window is passed over, with the reason.
 */
export async function tick(deps: FlowDeps, { maxToRun }: { maxToRun: number }): Promise<Tick> {
  const now = deps.clock.now();
  const missed = await passOverMissed(deps, now);
  let [begun, hindered] = [0, 0];
  while (begun + hindered < maxToRun) {
    const limit = Math.min(AT_ONCE, maxToRun - begun - hindered);
    const round = await withTransaction(deps.db, (tx) => beginDue(tx, deps, { now, limit }));
    begun += round.begun;
    hindered += round.hindered;
    if (round.begun + round.hindered < limit) break;
  }
  return { begun, hindered, missed };
}

async function beginDue(
  tx: Tx,
  deps: FlowDeps,
  { now, limit }: { now: Date; limit: number },
): Promise<Omit<Tick, 'missed'>> {
  const due = await scheduleStore.takeDue(tx, now, limit);
  let begun = 0;
  for (const one of due) {
    const problem = await begin(tx, deps, { due: one, now });
    if (problem === undefined) begun++;
    else {
      const nextTryAt = new Date(now.getTime() + NEXT_TRY_MS);
      await scheduleStore.markHindered(tx, { ...one, problem, nextTryAt });
    }
  }
  return { begun, hindered: due.length - begun };
}

/** Begins one task; what stands in its way, where something does. */
async function begin(
  tx: Tx,
  deps: FlowDeps,
  { due, now }: { due: scheduleStore.DueTask; now: Date },
): Promise<string | undefined> {
  const ctx = contextFor(deps, SCHEDULER, due.workspaceId);
  const { taskId, isDryRun, workspaceId } = due;
  try {
    const { id: taskRunId } = await claimTask(tx, ctx, { id: taskId, isDryRun, batchId: null });
    const input: TaskRunInput = { workspaceId, taskId, taskRunId, isDryRun };
    await deps.runs.start(tx, RUN_TASK, { runId: taskRunId, input });
    await scheduleStore.markBegun(tx, { ...due, taskRunId, at: now });
    return undefined;
  } catch (error) {
    // Anything else has broken the transaction, and is tried again as a whole.
    if (error instanceof AppError && error.status < 500) return error.message;
    throw error;
  }
}

async function passOverMissed(deps: FlowDeps, now: Date): Promise<number> {
  return withTransaction(deps.db, async (tx) => {
    const missed = await scheduleStore.skipMissed(tx, now, MOST_MISSED);
    for (const { workspaceId, taskId, campaignId, problem } of missed)
      await appendEvent(tx, contextFor(deps, SCHEDULER, workspaceId), {
        type: 'schedule.missed',
        subject: { type: 'task', id: taskId },
        payload: { campaignId, problem },
        after: { state: 'SKIPPED', problem },
      });
    return missed.length;
  });
}

/** Looks at the calendar again and again until it is closed. */
export function watchCalendar(deps: FlowDeps, everyMs: number, maxToRun: number): { close(): Promise<void> } {
  let isOpen = true;
  let wake = (): void => undefined;
  const work = async (): Promise<void> => {
    while (isOpen) {
      try {
        const { begun, missed } = await tick(deps, { maxToRun });
        if (begun + missed > 0) deps.log.info({ begun, missed }, 'the calendar was looked at');
      } catch (error) {
        deps.log.warn({ err: error }, 'the calendar could not be looked at; it is tried again');
      }
      if (isOpen)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, everyMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
    }
  };
  const working = work();
  return {
    async close() {
      isOpen = false;
      wake();
      await working;
    },
  };
}
