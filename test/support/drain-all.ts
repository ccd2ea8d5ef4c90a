import { sql } from 'kysely';
import { firstRow, type Database } from '#platform/db/database';
import { drain, type Consumer } from '#platform/events/consumer';
import { silentLog } from '#platform/log/log';

/** Has consumers read until nothing waits: an event can be read once no older transaction of the whole server is under way. */
export async function drainAll(db: Database, consumers: readonly Consumer[]): Promise<void> {
  const waiting = sql<{ n: number }>`select count(*)::int as n from event e join event_cursor c
    on c.consumer = any(${consumers.map(({ name }) => name)}) and (e.xid, e.position) > (c.xid, c.position)`;
  do {
    for (const consumer of consumers) await drain(db, consumer, silentLog());
  } while ((await firstRow(db, waiting))?.n !== 0);
}
