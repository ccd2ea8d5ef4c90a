import type { EventCursor, LogHead } from '#platform/events/outbox';
import { cursorOf, isAfter, positionOf } from '#platform/events/positions';

/** A place as clients get it and send it back: which history, then where in it. */
export function placeOf(epoch: string, cursor: EventCursor): string {
  return `${epoch}:${positionOf(cursor)}`;
}

/** Where to go on, or why the client's place cannot be gone on from. */
export function startFrom(after: string | undefined, { epoch, newest }: LogHead): EventCursor | string {
  if (after === undefined) return newest;
  const [, history, position = ''] = /^([0-9a-f]{12}):(\d{1,20}:\d{1,15})$/.exec(after) ?? [];
  if (history !== epoch)
    return 'the position is of another history than that of this database, which was restored since';
  const cursor = cursorOf(position);
  return isAfter(cursor, newest) ? 'the position lies ahead of this database' : cursor;
}
