import type { House } from '#server/house';
import type { Role } from '#server/worker-role';

/** Works on runs in this process as long as nobody else does. */
export interface Standby {
  /** Sees to it that somebody works on runs; call it before one is started. */
  ensure(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes the stand-by of a process that is no server: nothing is started until `ensure` finds it alone. */
export function workWhenAlone(house: House): Standby {
  let worker: Promise<Role> | undefined;
  const start = async (): Promise<Role> => {
    const { startWorkerRole } = await import('#server/worker-role');
    return startWorkerRole(house);
  };
  return {
    async ensure() {
      if (worker === undefined && (await house.runs.hasLiveWorker())) return;
      // Asked twice at the same time, one worker is enough.
      worker ??= start();
      try {
        await worker;
      } catch (error) {
        worker = undefined;
        throw error;
      }
    },
    async stop() {
      await (await worker)?.stop();
    },
  };
}
