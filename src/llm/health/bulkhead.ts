import { llmError } from '#llm/errors';

/** Limits how many calls run side by side under one key; some may wait, the rest is refused at once. */
export interface Bulkhead {
  /** Waits for a place; returns the function that gives it back. Throws `llm.busy`, or the signal's reason. */
  enter(key: string, limit: number, signal?: AbortSignal): Promise<() => void>;
  running(key: string): number;
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
    async enter(key, limit, signal) {
      let room = rooms.get(key);
      if (room === undefined) rooms.set(key, (room = { running: 0, waiting: [] }));
      if (room.running < limit) room.running++;
      else {
        if (room.waiting.length >= mostWaiting)
          throw llmError('llm.busy', { where: key, limit, queued: room.waiting.length });
        await waitIn(room, signal);
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
async function waitIn(room: Room, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = (): void => {
    const place = room.waiting.indexOf(resolve);
    if (place !== -1) room.waiting.splice(place, 1);
    reject(signal?.reason as Error);
  };
  if (signal?.aborted === true) throw signal.reason;
  signal?.addEventListener('abort', giveUp, { once: true });
  room.waiting.push(resolve);
  try {
    await promise;
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}
