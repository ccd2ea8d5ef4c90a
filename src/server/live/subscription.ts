import type { Topic } from '#client/live-protocol';
import { type Db } from '#platform/db/database';
import { type EventCursor, type PlacedEvent, readEvents } from '#platform/events/outbox';
import { isAfter } from '#platform/events/positions';
import { ruleOf } from './topics.ts';

/** One topic of one socket: tells each event once, in the order of all events, from a place on. */
export interface Subscription {
  readonly topic: Topic;
  /** An event that was just committed; kept back while what came before it is still being read. */
  take(event: PlacedEvent): void;
  /** Reads what came after a place and tells it, then goes on with what is new. */
  replay(from: EventCursor): Promise<void>;
  end(): void;
}

interface Parts {
  readonly db: Db;
  readonly topic: Topic;
  readonly workspaceId: string;
  /** Whether whoever listens may hear of it. */
  readonly isVisible: (event: PlacedEvent) => Promise<boolean>;
  readonly tell: (events: readonly PlacedEvent[], at: EventCursor) => void;
  readonly giveUp: (reason: string, at: EventCursor) => void;
}

const PAGE = 500;
/** Who missed more than this loads everything anew: that is quicker for both. */
const MOST_REPLAYED = 20_000;

export function createSubscription(parts: Parts, start: EventCursor): Subscription {
  const { topic, workspaceId } = parts;
  const { holds } = ruleOf(topic);
  let at = start;
  let isEnded = false;
  let isReplaying = false;
  let waiting: PlacedEvent[] = [];
  /** Looking up whether an event is visible takes time; events keep their order all the same. */
  let work = Promise.resolve();

  async function tell(events: readonly PlacedEvent[]): Promise<void> {
    const last = events.at(-1);
    if (last === undefined || isEnded) return;
    const heard: PlacedEvent[] = [];
    for (const event of events)
      if (event.workspaceId === workspaceId && holds(event) && (await parts.isVisible(event)))
        heard.push(event);
    at = last.cursor;
    if (heard.length > 0 && !isEnded) parts.tell(heard, at);
  }

  async function readFrom(from: EventCursor): Promise<void> {
    at = from;
    for (let count = 0; !isEnded; count += PAGE) {
      if (count >= MOST_REPLAYED) return giveUp('too much has happened since');
      const events = await readEvents(parts.db, at, PAGE);
      await tell(events);
      if (events.length < PAGE) return;
    }
  }

  function giveUp(reason: string): void {
    at = waiting.at(-1)?.cursor ?? start;
    waiting = [];
    parts.giveUp(reason, at);
  }

  return {
    topic,
    take(event) {
      if (isReplaying) {
        waiting.push(event);
        return;
      }
      work = work.then(() => (isAfter(event.cursor, at) ? tell([event]) : undefined));
    },
    async replay(from) {
      isReplaying = true;
      try {
        await readFrom(from);
        // What was committed meanwhile, less what the reading has told already.
        while (waiting.length > 0) await tell(waiting.splice(0).filter((event) => isAfter(event.cursor, at)));
      } finally {
        isReplaying = false;
      }
    },
    end() {
      isEnded = true;
      waiting = [];
    },
  };
}
