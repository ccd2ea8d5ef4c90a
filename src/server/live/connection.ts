import { setTimeout as delay } from 'node:timers/promises';
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
import { admit } from '#platform/auth/permissions';
import type { Database } from '#platform/db/database';
import { findLogHead, type PlacedEvent } from '#platform/events/outbox';
import type { Log } from '#platform/log/log';
import type { Caller } from '#server/callers';
import { liveError } from './errors.ts';
import { placeOf, startFrom } from './places.ts';
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
/** While more than this is unsent, no further page of what was missed is read. */
const DRAINED = 250_000;
const DRAIN_LOOK_MS = 20;
const DRAIN_WITHIN_MS = 10_000;
/** So many messages in ten seconds, and so many that wait; the dashboard sends one when a page opens and one when it closes. */
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
  let waiting = 0;

  function send(message: ServerMessage): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MOST_BUFFERED)
      return end(CLOSE.tooSlow, 'too slow: come back with your positions');
    socket.send(JSON.stringify(message));
  }

  function end(code: number, reason: string): void {
    for (const subscription of subscriptions.values()) subscription.end();
    socket.close(code, reason);
  }

  function fail(error: unknown): void {
    log.warn({ err: error }, 'a live topic could not be served');
    end(1011, 'the server could not go on; come back with your positions');
  }

  async function whenDrained(): Promise<void> {
    const until = Date.now() + DRAIN_WITHIN_MS;
    while (socket.readyState === socket.OPEN && socket.bufferedAmount > DRAINED) {
      if (Date.now() > until) return end(CLOSE.tooSlow, 'too slow: come back with your positions');
      await delay(DRAIN_LOOK_MS);
    }
  }

  async function seesCampaignOf(event: PlacedEvent): Promise<boolean> {
    const { brandIds, workspaceId } = caller;
    if (brandIds === null) return true;
    const campaignId = campaignOf(event);
    const brand = campaignId === null ? null : await parts.brandOf(workspaceId, campaignId);
    return brand !== null && brandIds.includes(brand);
  }

  /** Throws `auth.forbidden`, `auth.person_needed` or `live.too_many_topics`. */
  function admitTo(topic: Topic): void {
    admit(caller.actor, ruleOf(topic).needs);
    if (!subscriptions.has(topic) && subscriptions.size >= MOST_TOPICS)
      throw liveError('live.too_many_topics');
  }

  async function subscribe(topic: Topic, after: string | undefined): Promise<void> {
    try {
      admitTo(topic);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return send({ topic, error: { code: error.code, detail: error.message } });
    }
    subscriptions.get(topic)?.end();
    const head = await findLogHead(db);
    const { tells } = ruleOf(topic);
    const position = placeOf(head.epoch, head.newest);
    const subscription = createSubscription(
      {
        db,
        isWanted: (event) => event.workspaceId === caller.workspaceId && tells(event, caller) !== false,
        isVisible: async (event) => tells(event, caller) === true || seesCampaignOf(event),
        tell: (events, at) => send({ topic, position: placeOf(head.epoch, at), events: events.map(shorten) }),
        giveUp: (reason, at) => send({ topic, position: placeOf(head.epoch, at), reload: reason }),
        whenDrained,
        onFault: fail,
      },
      head.newest,
    );
    subscriptions.set(topic, subscription);
    const from = startFrom(after, head);
    if (typeof from === 'string') {
      send({ topic, position, reload: from });
      return subscription.replay(head.newest);
    }
    if (after === undefined) send({ topic, position, events: [] });
    await subscription.replay(from);
  }

  async function obey(message: ClientMessage): Promise<void> {
    if (socket.readyState !== socket.OPEN) return;
    if ('ping' in message) return send({ pong: message.ping });
    if ('unsubscribe' in message) {
      for (const topic of message.unsubscribe) {
        subscriptions.get(topic)?.end();
        subscriptions.delete(topic);
      }
      return;
    }
    for (const { topic, after } of message.subscribe) await subscribe(topic, after);
  }

  /** One after the other, so that a topic that is left and taken up again ends up taken up. */
  let work: Promise<unknown> = parts.ready;
  socket.on('message', (data: Buffer) => {
    messages += 1;
    waiting += 1;
    if (messages > MOST_MESSAGES || waiting > MOST_MESSAGES) return end(CLOSE.misuse, 'too many messages');
    const message = readMessage(data);
    if (message === undefined) return end(CLOSE.misuse, 'not a message of this protocol');
    work = work
      .then(() => obey(message))
      .catch(fail)
      .finally(() => (waiting -= 1));
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
