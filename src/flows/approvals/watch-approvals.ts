import { contextFor, type FlowDeps } from '#flows/deps';
import { lookAtOverlooked, lookAtSeatsOf, takeOverlooked } from '#modules/approvals/index';
import { withTransaction } from '#platform/db/database';
import type { Consumer } from '#platform/events/consumer';

const AT_ONCE = 500;
const WATCH = { kind: 'system', part: 'approvals' } as const;

/**
 * Looks at approvals whose time has come, in all workspaces: tells whose turn it is, reminds, and lets others decide where
 * the time has run out. Returns how many. Any number of processes may do this at once.
 */
export async function lookAtApprovals(deps: FlowDeps): Promise<number> {
  let looked = 0;
  for (;;) {
    const found = await withTransaction(deps.db, async (tx) => {
      const taken = await takeOverlooked(tx, deps.clock.now(), AT_ONCE);
      for (const [workspaceId, group] of Map.groupBy(taken, (one) => one.workspaceId))
        await lookAtOverlooked(tx, contextFor(deps, WATCH, workspaceId), group);
      return taken.length;
    });
    looked += found;
    if (found < AT_ONCE) return looked;
  }
}

/** Looks at them again and again until it is closed. */
export function watchApprovals(deps: FlowDeps, everyMs: number): { close(): Promise<void> } {
  let looking: Promise<unknown> = Promise.resolve();
  let isBusy = false;
  const look = async (): Promise<void> => {
    try {
      await lookAtApprovals(deps);
    } catch (error) {
      deps.log.warn({ err: error }, 'approvals could not be looked at; it is tried again');
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    looking = look();
  }, everyMs);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Has approvals that wait for a person looked at when what that person may changes: their seat may be vacant now. */
export function followDeciders(deps: FlowDeps): Consumer {
  return {
    name: 'approval-seats',
    types: ['member.changed', 'member.removed'],
    async handle({ workspaceId, subject }, tx) {
      await lookAtSeatsOf(tx, workspaceId, subject.id, deps.clock.now());
    },
  };
}
