import type { AppError } from '#kernel/errors';
import { llmError } from '#llm/errors';

/** Limits how many calls run side by side under one key; some may wait, the rest is refused at once. */
export interface Bulkhead {
  /** Waits for a place; returns the function that gives it back. Throws `llm.busy` or `llm.cancelled`. */
  enter(key: string, limit: number, patience: Patience): Promise<() => void>;
  running(key: string): number;
}

export interface Patience {
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
}

interface Room {
  running: number;
  readonly waiting: (() => void)[];
}

/** A bulkhead whose queues hold at most `mostWaiting` calls a key. Keys without calls are forgotten. */
export function createBulkhead(mostWaiting = 1000): Bulkhead {
  const rooms = new Map<string, Room>();

  function leave(key: string, room: Room): void {
    const next = room.waiting.shift();
    if (next !== undefined) return next();
    room.running--;
    if (room.running === 0) rooms.delete(key);
  }

  return {
    async enter(key, limit, patience) {
      let room = rooms.get(key);
      if (room === undefined) rooms.set(key, (room = { running: 0, waiting: [] }));
      if (room.running < limit) room.running++;
      else {
        const busy = (): AppError =>
          llmError('llm.busy', { where: key, limit, queued: room?.waiting.length ?? 0 });
        if (room.waiting.length >= mostWaiting) throw busy();
        await waitIn(room, patience, busy);
      }
      let isLeft = false;
      const own = room;
      return () => {
        if (isLeft) return;
        isLeft = true;
        leave(key, own);
      };
    },
    running: (key) => rooms.get(key)?.running ?? 0,
  };
}

/** The place is handed on by whoever leaves, so `running` does not change. */
async function waitIn(room: Room, { waitMs, signal }: Patience, busy: () => AppError): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = (error: AppError): void => {
    const place = room.waiting.indexOf(resolve);
    if (place !== -1) room.waiting.splice(place, 1);
    reject(error);
  };
  const onAbort = (): void => giveUp(llmError('llm.cancelled'));
  if (signal?.aborted === true) throw llmError('llm.cancelled');
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => giveUp(busy()), waitMs);
  room.waiting.push(resolve);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
