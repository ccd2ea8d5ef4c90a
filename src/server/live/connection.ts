import type { WebSocket } from 'ws';
import {
  type ClientMessage,
  clientMessage,
  CLOSE,
  MOST_TOPICS,
  type ServerMessage,
  type Topic,
} from '#client/live-protocol';
import { AppError } from '#kernel/errors';
import { authorise } from '#platform/auth/permissions';
import type { Database } from '#platform/db/database';
import { type EventCursor, newestCursor, type PlacedEvent } from '#platform/events/outbox';
import { cursorOf, isAfter, positionOf } from '#platform/events/positions';
import type { Log } from '#platform/log/log';
import type { Caller } from '#server/callers';
import { createSubscription, type Subscription } from './subscription.ts';
import { campaignOf, ruleOf } from './topics.ts';

/** A socket of one caller. */
export interface Connection {
  readonly caller: Caller;
  take(event: PlacedEvent): void;
  /** Ends it with a code of `CLOSE`. */
  end(code: number, reason: string): void;
}

const PING_MS = 25_000;
const MOST_BUFFERED = 1_000_000;
/** So many messages in ten seconds; the dashboard sends one when a page opens and one when it closes. */
const MOST_MESSAGES = 100;
const MESSAGE_WINDOW_MS = 10_000;

export interface ConnectionParts {
  readonly db: Database;
  readonly log: Log;
  readonly caller: Caller;
  readonly socket: WebSocket;
  /** Settled once events are followed: before it, one could be missed between reading and following. */
  readonly ready: Promise<unknown>;
  /** The brand of a campaign; null where it has none or is not there. */
  readonly brandOf: (workspaceId: string, campaignId: string) => Promise<string | null>;
  readonly onEnd: () => void;
}

/** Serves one socket until it ends. */
export function serveConnection(parts: ConnectionParts): Connection {
  const { socket, caller, db, log } = parts;
  const subscriptions = new Map<Topic, Subscription>();
  let isAlive = true;
  let messages = 0;

  function send(message: ServerMessage): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MOST_BUFFERED)
      return end(CLOSE.tooSlow, 'too slow: come back with your positions');
    socket.send(JSON.stringify(message));
  }

  function end(code: number, reason: string): void {
    socket.close(code, reason);
  }

  async function isVisible(event: PlacedEvent): Promise<boolean> {
    const { brandIds, workspaceId } = caller;
    if (brandIds === null) return true;
    const campaignId = campaignOf(event);
    const brand = campaignId === null ? null : await parts.brandOf(workspaceId, campaignId);
    return brand !== null && brandIds.includes(brand);
  }

  async function subscribe(topic: Topic, after: string | undefined): Promise<void> {
    try {
      authorise(caller, ruleOf(topic).needs);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return send({ topic, error: { code: error.code, detail: error.message } });
    }
    subscriptions.get(topic)?.end();
    const newest = await newestCursor(db);
    const subscription = createSubscription(
      {
        db,
        topic,
        workspaceId: caller.workspaceId,
        isVisible,
        tell: (events, at) => send({ topic, position: positionOf(at), events: events.map(shorten) }),
        giveUp: (reason, at) => send({ topic, position: positionOf(at), reload: reason }),
      },
      newest,
    );
    subscriptions.set(topic, subscription);
    const from = startFrom(after, newest);
    if (from === undefined) {
      send({ topic, position: positionOf(newest), reload: 'the position is not one of this database' });
      return subscription.replay(newest);
    }
    if (after === undefined) send({ topic, position: positionOf(newest), events: [] });
    await subscription.replay(from);
  }

  async function obey(message: ClientMessage): Promise<void> {
    if ('ping' in message) return send({ pong: message.ping });
    if ('unsubscribe' in message) {
      for (const topic of message.unsubscribe) {
        subscriptions.get(topic)?.end();
        subscriptions.delete(topic);
      }
      return;
    }
    if (subscriptions.size + message.subscribe.length > 2 * MOST_TOPICS)
      return end(CLOSE.misuse, 'too many topics');
    for (const { topic, after } of message.subscribe) await subscribe(topic, after);
  }

  /** One after the other, so that a topic that is left and taken up again ends up taken up. */
  let work: Promise<unknown> = parts.ready;
  socket.on('message', (data: Buffer) => {
    messages += 1;
    if (messages > MOST_MESSAGES) return end(CLOSE.misuse, 'too many messages');
    const message = readMessage(data);
    if (message === undefined) return end(CLOSE.misuse, 'not a message of this protocol');
    work = work
      .then(() => obey(message))
      .catch((error: unknown) => {
        log.warn({ err: error }, 'a live topic could not be served');
        end(1011, 'the server could not go on; come back with your positions');
      });
  });
  socket.on('pong', () => (isAlive = true));
  socket.on('error', () => undefined);

  const ping = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_MS);
  const window = setInterval(() => (messages = 0), MESSAGE_WINDOW_MS);
  socket.on('close', () => {
    clearInterval(ping);
    clearInterval(window);
    for (const subscription of subscriptions.values()) subscription.end();
    parts.onEnd();
  });

  return {
    caller,
    take(event) {
      if (event.workspaceId !== caller.workspaceId) return;
      for (const subscription of subscriptions.values()) subscription.take(event);
    },
    end,
  };
}

/** Where to go on; undefined when the client's position cannot be one of this database: it lies ahead of it. */
function startFrom(after: string | undefined, newest: EventCursor): EventCursor | undefined {
  if (after === undefined) return newest;
  const cursor = cursorOf(after);
  return isAfter(cursor, newest) ? undefined : cursor;
}

function readMessage(data: Buffer): ClientMessage | undefined {
  try {
    return clientMessage.safeParse(JSON.parse(data.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** What leaves the house of an event: which record changed how. What stands in it is asked for by the API. */
function shorten(event: PlacedEvent): {
  id: string;
  type: string;
  subject: PlacedEvent['subject'];
  campaignId: string | null;
  at: string;
} {
  const { id, type, subject, at } = event;
  return { id, type, subject, campaignId: campaignOf(event), at: at.toISOString() };
}
