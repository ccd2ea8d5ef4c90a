import { forgetOld, settleAbandoned } from '#llm/index';
import { workspaceIds } from '#modules/workspaces/index';
import type { FlowDeps } from '#flows/deps';

const SETTLE_MS = 30_000;
const FORGET_MS = 3_600_000;

/** Settles model calls that dead processes left running, and forgets calls that are past their time. */
export function settleCalls(deps: FlowDeps): { close(): void } {
  const settle = async (): Promise<void> => {
    const found = await settleAbandoned(deps.db);
    if (found > 0)
      deps.log.warn({ calls: found }, 'model calls of a dead process were settled at their estimate');
  };
  const forget = async (): Promise<void> => {
    for (const workspaceId of await workspaceIds(deps.db)) {
      const { document } = await deps.gateway.settings(workspaceId);
      await forgetOld(deps.db, { workspaceId, callDays: document.record.days });
    }
  };
  const run = (work: () => Promise<void>) => (): void =>
    void work().catch((error: unknown) =>
      deps.log.warn({ err: error }, 'model calls could not be looked after'),
    );
  const timers = [setInterval(run(settle), SETTLE_MS), setInterval(run(forget), FORGET_MS)];
  for (const timer of timers) timer.unref();
  run(settle)();
  return {
    close: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
