import type { Db } from '#platform/db/database';
import { listenTo } from '#platform/db/listen';
import type { Log } from '#platform/log/log';
import { newestCursor, readEvents, type EventCursor, type PlacedEvent } from './outbox.ts';

const BATCH = 500;
/** Looked at even without a notification, so that a lost one delays an event, never loses it. */
const POLL_MS = 2_000;

export interface LiveEvents {
  /** Calls `listener` for each event of any process that commits from now on. Returns the function that ends it. */
  subscribe(listener: (event: PlacedEvent) => void): () => void;
  close(): Promise<void>;
}

/** Follows the outbox for this process: one connection listens, everyone subscribed here is told. */
export async function openLiveEvents(options: { db: Db; url: string; log: Log }): Promise<LiveEvents> {
  const listeners = new Set<(event: PlacedEvent) => void>();
  let cursor: EventCursor = await newestCursor(options.db);
  const follower = followOutbox({
    ...options,
    onWake: async () => {
      for (;;) {
        const events = await readEvents(options.db, cursor, BATCH);
        for (const event of events) {
          cursor = event.cursor;
          for (const listener of listeners) listener(event);
        }
        if (events.length < BATCH) return;
      }
    },
  });
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => follower.close(),
  };
}

/**
 * Calls `onWake` after each committed event of any process, and every two seconds in any case.
 * Calls never overlap; the connection is opened again when it is lost.
 */
export function followOutbox(options: { url: string; log: Log; onWake: () => Promise<void> }): {
  close(): Promise<void>;
} {
  let isClosed = false;
  let isBusy = false;
  let isAsked = false;

  async function wake(): Promise<void> {
    isAsked = true;
    if (isBusy) return;
    isBusy = true;
    try {
      while (isAsked && !isClosed) {
        isAsked = false;
        await options.onWake();
      }
    } catch (error) {
      if (!isClosed) options.log.warn({ err: error }, 'events could not be read; trying again');
    } finally {
      isBusy = false;
    }
  }

  const listening = listenTo({
    url: options.url,
    channel: 'aicmo_event',
    part: 'events',
    onMessage: () => void wake(),
    onConnect: () => void wake(),
  });
  const poll = setInterval(() => void wake(), POLL_MS);
  return {
    async close() {
      isClosed = true;
      clearInterval(poll);
      await listening.close();
      while (isBusy) await new Promise((resolve) => setTimeout(resolve, 10));
    },
  };
}
