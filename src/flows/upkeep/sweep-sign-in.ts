import { sweepAccounts } from '#modules/accounts/index';
import type { FlowDeps } from '#flows/deps';

const EVERY_MS = 3_600_000;

/** Forgets sessions and one-time values that have ended, once an hour. */
export function sweepSignIn(deps: FlowDeps): { close(): void } {
  const sweep = (): void =>
    void sweepAccounts(deps.db, deps.clock.now()).catch((error: unknown) =>
      deps.log.warn({ err: error }, 'ended sessions could not be swept'),
    );
  sweep();
  const timer = setInterval(sweep, EVERY_MS);
  timer.unref();
  return { close: () => clearInterval(timer) };
}
