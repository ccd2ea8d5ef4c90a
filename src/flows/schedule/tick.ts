import { contextFor, type FlowDeps } from '#flows/deps';
import { claimTasks } from '#flows/tasks/claim-tasks';
import { type GroupInput, RUN_GROUP } from '#flows/tasks/run-group';
import { hasModelFor } from '#flows/has-model';
import { RUN_TASK } from '#flows/tasks/run-task';
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
  /** Nothing was begun, because enough waits for a worker already. */
  readonly isFull: boolean;
}

/** Taken in one transaction: on a busy machine waiting for each statement costs more than what it does. */
const AT_ONCE = 100;
/** Done in one run, so that several processes share what became due at once. */
const IN_GROUP = 25;
/** No more are begun while so many runs wait for a worker: a pause holds back the rest, and what is urgent goes first. */
const MOST_WAITING = 20;
/** Whoever cannot begin is looked at again after this. */
const NEXT_TRY_MS = 60_000;
const MOST_MISSED = 500;
const SCHEDULER = { kind: 'system', part: 'scheduler' } as const;

/**
 * Begins what is due, at most `maxToRun` tasks, in all workspaces. Any number of processes may do this at once: each task
 * is begun once, in the transaction that takes it. What could not begin in its window is passed over, with the reason.
 */
export async function tick(deps: FlowDeps, { maxToRun }: { maxToRun: number }): Promise<Tick> {
  const missed = await passOverMissed(deps, deps.clock.now());
  const isFull = (await deps.runs.countWaiting(RUN_TASK.queue)) >= MOST_WAITING;
  let [begun, hindered] = [0, 0];
  while (!isFull && begun + hindered < maxToRun) {
    const limit = Math.min(AT_ONCE, maxToRun - begun - hindered);
    const now = deps.clock.now();
    const round = await withTransaction(deps.db, (tx) => beginDue(tx, deps, { now, limit }));
    begun += round.begun;
    hindered += round.hindered;
    if (round.begun + round.hindered < limit) break;
  }
  return { begun, hindered, missed, isFull };
}

async function beginDue(
  tx: Tx,
  deps: FlowDeps,
  { now, limit }: { now: Date; limit: number },
): Promise<Pick<Tick, 'begun' | 'hindered'>> {
  const due = await scheduleStore.takeDue(tx, now, limit);
  const alike = Map.groupBy(due, ({ workspaceId, isDryRun }) => `${workspaceId} ${isDryRun}`);
  let begun = 0;
  for (const some of alike.values()) begun += await begin(tx, deps, { due: some, now });
  return { begun, hindered: due.length - begun };
}

/** Begins tasks of one workspace that are all previews or all not; gives how many, and notes why others were not. */
async function begin(
  tx: Tx,
  deps: FlowDeps,
  { due, now }: { due: readonly scheduleStore.DueTask[]; now: Date },
): Promise<number> {
  const [first] = due;
  if (first === undefined) return 0;
  const { workspaceId, isDryRun } = first;
  const ctx = contextFor(deps, SCHEDULER, workspaceId);
  const tasks = due.map(({ taskId }) => ({ id: taskId }));
  const { runs, refused } = await claimTasks(tx, ctx, { tasks, isDryRun, batchId: null });
  await start(tx, deps, {
    workspaceId,
    isDryRun,
    runs: [...runs].map(([taskId, { id: taskRunId }]) => ({ taskId, taskRunId })),
  });
  const begun = due.flatMap(({ id, taskId }) => {
    const taskRunId = runs.get(taskId)?.id;
    return taskRunId === undefined ? [] : [{ id, taskRunId }];
  });
  const hindered = due.flatMap(({ id, taskId }) => {
    const problem = refused.get(taskId)?.message;
    return problem === undefined ? [] : [{ id, problem }];
  });
  if (begun.length > 0) await scheduleStore.markBegun(tx, workspaceId, { items: begun, at: now });
  const nextTryAt = new Date(now.getTime() + NEXT_TRY_MS);
  if (hindered.length > 0) await scheduleStore.markHindered(tx, workspaceId, { items: hindered, nextTryAt });
  return begun.length;
}

/** Hands runs to the workers: together where code does the work, each for itself where a model is asked. */
async function start(tx: Tx, deps: FlowDeps, { runs, ...of }: GroupInput): Promise<void> {
  const isTogether = runs.length > 1 && !(await hasModelFor(deps, of.workspaceId, 'analysis'));
  if (isTogether)
    for (let from = 0; from < runs.length; from += IN_GROUP) {
      const group = runs.slice(from, from + IN_GROUP);
      const runId = `group:${group[0]?.taskRunId ?? ''}`;
      await deps.runs.start(tx, RUN_GROUP, { runId, input: { ...of, runs: group } });
    }
  else
    for (const run of runs)
      await deps.runs.start(tx, RUN_TASK, { runId: run.taskRunId, input: { ...of, ...run } });
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

/** How often the calendar is looked at in milliseconds, while nothing is due and while something was. */
export interface Pace {
  readonly idleMs: number;
  readonly busyMs: number;
  /** So many tasks are begun each time. */
  readonly maxToRun: number;
}

/** Looks at the calendar again and again until it is closed. */
export function watchCalendar(
  deps: FlowDeps,
  { idleMs, busyMs, maxToRun }: Pace,
): { close(): Promise<void> } {
  let isOpen = true;
  let wake = (): void => undefined;
  const look = async (): Promise<number> => {
    try {
      const { begun, missed, isFull } = await tick(deps, { maxToRun });
      if (begun + missed > 0) deps.log.info({ begun, missed }, 'the calendar was looked at');
      return begun > 0 || isFull ? busyMs : idleMs;
    } catch (error) {
      deps.log.warn({ err: error }, 'the calendar could not be looked at; it is tried again');
      return idleMs;
    }
  };
  const work = async (): Promise<void> => {
    while (isOpen) {
      const waitMs = await look();
      if (isOpen)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, waitMs);
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
