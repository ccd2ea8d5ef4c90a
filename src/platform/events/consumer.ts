import { sql } from 'kysely';
import { withTransaction, firstRow, rows, type Database, type Tx } from '#platform/db/database';
import type { Log } from '#platform/log/log';
import { crashPoint } from '#platform/process/crash-point';
import { followOutbox } from './live.ts';
import { readEvents, type EventCursor, type PlacedEvent } from './outbox.ts';

/** A durable reader of the outbox: sees every event, in order, and keeps its place in the database. */
export interface Consumer {
  readonly name: string;
  readonly types: readonly string[];
  /**
   * Handles one event. Writes through `tx` happen exactly once; anything else must bear to be repeated,
   * because a crash repeats the event in hand.
   */
  handle(event: PlacedEvent, tx: Tx): Promise<void>;
}

const BATCH = 200;

/** Runs consumers in this process; over all processes each consumer's event is handled by one of them. */
export function startConsumers(options: { db: Database; log: Log; consumers: readonly Consumer[] }): {
  close(): Promise<void>;
} {
  return followOutbox({
    url: options.db.url,
    log: options.log,
    onWake: async () => {
      for (const consumer of options.consumers) await drainOrLog(options.db, consumer, options.log);
    },
  });
}

/** A consumer that cannot go on holds up no other one. */
async function drainOrLog(db: Database, consumer: Consumer, log: Log): Promise<void> {
  try {
    await drain(db, consumer, log);
  } catch (error) {
    log.warn({ err: error, consumer: consumer.name }, 'an event could not be handled; it is tried again');
  }
}

/** Handles all events that wait for a consumer now. One that fails is logged and tried again later, in order. */
export async function drain(db: Database, consumer: Consumer, log: Log): Promise<void> {
  for (;;) {
    const outcome = await handleNext(db, consumer, log);
    if (outcome === 'idle') return;
  }
}

async function handleNext(db: Database, consumer: Consumer, log: Log): Promise<'more' | 'idle'> {
  return withTransaction(db, async (tx) => {
    const cursor = await lockCursor(tx, consumer.name);
    if (cursor === undefined) return 'idle';
    const events = await readEvents(tx, cursor, BATCH);
    const wanted = events.findIndex((event) => consumer.types.includes(event.type));
    const event = events[wanted];
    const last = event ?? events.at(-1);
    if (last === undefined) return 'idle';
    if (event !== undefined) {
      await consumer.handle(event, tx);
      log.debug({ consumer: consumer.name, event: event.type, subject: event.subject.id }, 'event handled');
    }
    await saveCursor(tx, consumer.name, last.cursor);
    crashPoint('event.handled');
    return 'more';
  });
}

/** The consumer's place, locked; undefined when another process holds it now. */
async function lockCursor(tx: Tx, name: string): Promise<EventCursor | undefined> {
  const find = sql<EventCursor>`select xid::text as xid, position from event_cursor where consumer = ${name} for update skip locked`;
  const found = await firstRow<EventCursor>(tx, find);
  if (found !== undefined) return found;
  await rows(
    tx,
    sql`insert into event_cursor (consumer, xid, position) values (${name}, '0', 0) on conflict do nothing`,
  );
  return firstRow<EventCursor>(tx, find);
}

async function saveCursor(tx: Tx, name: string, cursor: EventCursor): Promise<void> {
  await rows(
    tx,
    sql`update event_cursor set xid = ${cursor.xid}::xid8, position = ${cursor.position}, updated_at = now() where consumer = ${name}`,
  );
}
