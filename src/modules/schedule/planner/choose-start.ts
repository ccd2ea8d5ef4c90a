import { endOf, isSeated, limitOn, roomOn, type Board, type Stretch } from './board.ts';
import { wholeMinute } from './calendar.ts';
import type { Item, Limits } from './model.ts';

/** Between which instants an item may lie: its own rules, and where its kin stand. */
export function freeBounds(board: Board, item: Item): Stretch {
  let from = item.notBefore;
  let until = Math.min(item.deadline, board.model.days.rangeEnd);
  for (const other of item.before) if (isSeated(board, other)) from = Math.max(from, endOf(board, other));
  for (const other of item.after)
    if (isSeated(board, other)) until = Math.min(until, board.startOf[other] ?? 0);
  return { from, until };
}

/** The same, and not before what it depends on can be done, where that has no place yet. */
export function boundsOf(board: Board, item: Item): Stretch {
  const { from, until } = freeBounds(board, item);
  return { from: Math.max(from, board.model.head[item.index] ?? Infinity), until };
}

/** The first start on a day within bounds and limits; undefined when the day cannot take the item. */
export function firstStartOn(
  board: Board,
  item: Item,
  { day, within, limits }: { day: number; within: Stretch; limits: Limits },
): number | undefined {
  if (limitOn(board, item, day, limits) !== undefined) return undefined;
  const room = roomOn(board, item, { day, within, limits });
  for (let i = 0; i < room.length; i += 2) {
    const start = wholeMinute(room[i] ?? 0);
    if (start + item.length <= (room[i + 1] ?? 0)) return start;
  }
  return undefined;
}

/** Whether an item may lie exactly there. */
export function canStartAt(board: Board, item: Item, start: number): boolean {
  const within = boundsOf(board, item);
  const day = board.model.dayOf(start);
  if (start < within.from || start + item.length > within.until || day < 0) return false;
  const { limits } = board.model;
  if (limitOn(board, item, day, limits) !== undefined) return false;
  const exact = { from: start, until: start + item.length };
  return roomOn(board, item, { day, within: exact, limits }).length > 0;
}

/**
 * The first day, from the earliest on, that has not yet its share and can take the item; else the one with the fewest
 * tasks. Days up to `preferred` (so that what depends on it still has time) come before the rest.
 */
export function chooseStart(
  board: Board,
  item: Item,
  { share, preferred }: { share: number; preferred: number },
): number | undefined {
  const within = boundsOf(board, item);
  const early = { from: within.from, until: Math.min(within.until, preferred) };
  return (
    firstBelow(board, item, { within: early, share }) ??
    leastLoaded(board, item, early) ??
    (preferred < within.until ? firstBelow(board, item, { within, share: Infinity }) : undefined)
  );
}

/** The days of bounds, first and last; none when the first is after the last. */
export function daysWithin(board: Board, { from, until }: Stretch): readonly [number, number] {
  if (!(from < until)) return [0, -1];
  const { dayOf, days } = board.model;
  return [Math.max(0, dayOf(from)), Math.min(days.count - 1, dayOf(until - 1))];
}

/** The first start on a day that has fewer tasks than its share. */
export function firstBelow(
  board: Board,
  item: Item,
  { within, share }: { within: Stretch; share: number },
): number | undefined {
  const [first, last] = daysWithin(board, within);
  const { limits } = board.model;
  for (let day = first; day <= last; day++) {
    if ((board.tasksOn[day] ?? 0) >= share) continue;
    const start = firstStartOn(board, item, { day, within, limits });
    if (start !== undefined) return start;
  }
  return undefined;
}

function leastLoaded(board: Board, item: Item, within: Stretch): number | undefined {
  const [first, last] = daysWithin(board, within);
  const { limits } = board.model;
  const days: number[] = [];
  for (let day = first; day <= last; day++)
    if (limitOn(board, item, day, limits) === undefined) days.push(day);
  days.sort((a, b) => (board.tasksOn[a] ?? 0) - (board.tasksOn[b] ?? 0) || a - b);
  for (const day of days) {
    const start = firstStartOn(board, item, { day, within, limits });
    if (start !== undefined) return start;
  }
  return undefined;
}

/** The allowed start nearest to where the item stood; of two as near, the earlier. */
export function nearestStart(board: Board, item: Item, previous: number): number | undefined {
  const within = boundsOf(board, item);
  const [first, last] = daysWithin(board, within);
  const { dayOf, days } = board.model;
  const middle = Math.min(Math.max(dayOf(previous), first), last);
  let best: number | undefined;
  for (let step = 0; middle - step >= first || middle + step <= last; step++) {
    for (const day of step === 0 ? [middle] : [middle - step, middle + step]) {
      if (day < first || day > last) continue;
      const start = nearestOn(board, item, { day, within, previous });
      if (start !== undefined && isNearer(start, best, previous)) best = start;
    }
    if (best === undefined) continue;
    // What lies further out, on the sides that have more days, is at least this far away.
    const left = middle - step > first ? previous - (days.starts[middle - step] ?? 0) : Infinity;
    const right = middle + step < last ? (days.starts[middle + step + 1] ?? 0) - previous : Infinity;
    if (Math.abs(best - previous) <= Math.min(left, right)) break;
  }
  return best;
}

function nearestOn(
  board: Board,
  item: Item,
  { day, within, previous }: { day: number; within: Stretch; previous: number },
): number | undefined {
  const { limits } = board.model;
  if (limitOn(board, item, day, limits) !== undefined) return undefined;
  const room = roomOn(board, item, { day, within, limits });
  let best: number | undefined;
  for (let i = 0; i < room.length; i += 2) {
    const latest = (room[i + 1] ?? 0) - item.length;
    const earliest = Math.min(latest, wholeMinute(room[i] ?? 0));
    const start = Math.min(Math.max(previous, earliest), latest);
    if (isNearer(start, best, previous)) best = start;
  }
  return best;
}

function isNearer(start: number, best: number | undefined, previous: number): boolean {
  if (best === undefined) return true;
  const difference = Math.abs(start - previous) - Math.abs(best - previous);
  return difference < 0 || (difference === 0 && start < best);
}
