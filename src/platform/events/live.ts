import type { Db } from '#platform/db/database';
import { listenTo } from '#platform/db/listen';
import type { Log } from '#platform/log/log';
import { findEpoch, findLogHead, readEvents, type PlacedEvent } from './outbox.ts';

const BATCH = 500;
/** Looked at even without a notification, so that a lost one delays an event, never loses it. */
const POLL_MS = 2_000;

export interface LiveEvents {
  close(): Promise<void>;
}

interface LiveOptions {
  readonly db: Db;
  readonly url: string;
  readonly log: Log;
  /** Called for each event of any process that commits from now on. */
  readonly onEvent: (event: PlacedEvent) => void;
  /** Called when the database holds another history than before, as after a restore; what comes is of that one. */
  readonly onOtherHistory?: () => void;
  /** Called when events cannot be read now; it is tried again. */
  readonly onFault?: () => void;
}

/** Follows the outbox for this process: one connection listens, and everyone here hears of it. */
export async function openLiveEvents(options: LiveOptions): Promise<LiveEvents> {
  const { db, onEvent } = options;
  let { epoch, newest: cursor } = await findLogHead(db);

  async function noticeOtherHistory(): Promise<void> {
    if ((await findEpoch(db)) === epoch) return;
    ({ epoch, newest: cursor } = await findLogHead(db));
    options.onOtherHistory?.();
  }

  return followOutbox({
    ...options,
    onWake: async () => {
      await noticeOtherHistory();
      for (;;) {
        const events = await readEvents(db, cursor, BATCH);
        for (const event of events) {
          cursor = event.cursor;
          onEvent(event);
        }
        if (events.length < BATCH) return;
      }
    },
  });
}

/**
 * Calls `onWake` after each committed event of any process, and every two seconds in any case.
 * Calls never overlap; the connection is opened again when it is lost.
 */
export function followOutbox(options: {
  url: string;
  log: Log;
  onWake: () => Promise<void>;
  onFault?: () => void;
}): { close(): Promise<void> } {
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
      if (isClosed) return;
      options.log.warn({ err: error }, 'events could not be read; trying again');
      options.onFault?.();
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
