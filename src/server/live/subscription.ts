import { type Db } from '#platform/db/database';
import { type EventCursor, type PlacedEvent, readEvents } from '#platform/events/outbox';
import { isAfter } from '#platform/events/positions';

/** One topic of one socket: tells each event once, in the order of all events, from a place on. */
export interface Subscription {
  /** An event that was just committed. */
  take(event: PlacedEvent): void;
  /** Reads what came after a place and tells it, then goes on with what is new. */
  replay(from: EventCursor): Promise<void>;
  end(): void;
}

interface Parts {
  readonly db: Db;
  /** Whether it is of the topic at all; quick, as it is asked of every event. */
  readonly isWanted: (event: PlacedEvent) => boolean;
  /** Whether whoever listens may hear of it. */
  readonly isVisible: (event: PlacedEvent) => Promise<boolean>;
  readonly tell: (events: readonly PlacedEvent[], at: EventCursor) => void;
  readonly giveUp: (reason: string, at: EventCursor) => void;
  /** Settles when the client has taken in most of what it was sent. */
  readonly whenDrained: () => Promise<void>;
  /** What is new could not be told. */
  readonly onFault: (error: unknown) => void;
}

const PAGE = 500;
/** Who missed more than this loads everything anew: that is quicker for both. */
const MOST_REPLAYED = 20_000;
/** So many may wait until it is known whether they are visible. */
const MOST_PENDING = 5_000;

export function createSubscription(parts: Parts, start: EventCursor): Subscription {
  let at = start;
  let isEnded = false;
  let isReplaying = false;
  /** The newest event that came while reading: what lies before it is in the database, and is kept nowhere else. */
  let newest = start;
  let pending: PlacedEvent[] = [];
  let isTelling = false;

  async function tell(events: readonly PlacedEvent[]): Promise<void> {
    const heard: PlacedEvent[] = [];
    for (const event of events)
      if (!isEnded && parts.isWanted(event) && (await parts.isVisible(event))) heard.push(event);
    at = events.at(-1)?.cursor ?? at;
    if (heard.length > 0 && !isEnded) parts.tell(heard, at);
  }

  function giveUp(reason: string): void {
    at = newest;
    parts.giveUp(reason, at);
  }

  /** Looking up whether an event is visible takes time; events keep their order all the same. */
  async function tellPending(): Promise<void> {
    if (isTelling) return;
    isTelling = true;
    try {
      while (pending.length > 0) await tell(pending.splice(0).filter(({ cursor }) => isAfter(cursor, at)));
    } catch (error) {
      parts.onFault(error);
    } finally {
      isTelling = false;
    }
  }

  return {
    take(event) {
      if (isEnded) return;
      if (isReplaying) {
        newest = event.cursor;
        return;
      }
      if (!parts.isWanted(event)) return;
      pending.push(event);
      if (pending.length > MOST_PENDING) return parts.onFault(new Error('too many events wait to be told'));
      void tellPending();
    },
    async replay(from) {
      isReplaying = true;
      at = from;
      try {
        for (let count = 0; !isEnded;) {
          if (count >= MOST_REPLAYED) return giveUp('too much has happened since');
          const events = await readEvents(parts.db, at, PAGE);
          count += events.length;
          await tell(events);
          // What came while a page was read may not be in it.
          if (events.length < PAGE && !isAfter(newest, at)) return;
          await parts.whenDrained();
        }
      } finally {
        isReplaying = false;
      }
    },
    end() {
      isEnded = true;
      pending = [];
    },
  };
}
