import type { EventCursor } from './outbox.ts';

/** A cursor as clients get it. */
export function positionOf({ xid, position }: EventCursor): string {
  return `${xid}:${position}`;
}

/** A position as a cursor; its form was checked. */
export function cursorOf(position: string): EventCursor {
  const [xid = '0', place = '0'] = position.split(':');
  return { xid, position: Number(place) };
}

/** Whether a cursor lies after another one in the order of all events. */
export function isAfter(a: EventCursor, b: EventCursor): boolean {
  const [left, right] = [BigInt(a.xid), BigInt(b.xid)];
  return left === right ? a.position > b.position : left > right;
}
