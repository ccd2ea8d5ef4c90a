import { isSeated, seat, unseat, type Board } from './board.ts';
import { boundsOf, daysWithin, firstBelow, firstStartOn } from './choose-start.ts';
import type { Item } from './model.ts';
import type { Prospects } from './prospects.ts';

/** Exchanges tried, which bounds the time. */
const MOST_TRIES = 6_000;
/** From the fullest day down to the share. */
const STEPS = 6;
/** Tasks of a day that are asked to make room for one that has to be there. */
const ASKED = 6;

interface Levelling {
  readonly board: Board;
  readonly prospects: Prospects;
  /** What no day is to exceed. */
  readonly share: number;
  /** Free items by day; kept up to date. */
  readonly byDay: Map<number, Item[]>;
  readonly progress: { tries: number };
}

/**
 * Takes tasks off days that have more than their share, the least important first: to a day with room, or to one where
 * another task makes room by going to such a day. What is fixed, and what stood somewhere in the plan before, stays.
 */
export function levelDays(board: Board, prospects: Prospects, share: number): void {
  const { items, days, dayOf } = board.model;
  const free = items.filter(
    ({ index, fixedAt, previousAt }) =>
      isSeated(board, index) && fixedAt === undefined && previousAt === undefined,
  );
  const byDay = Map.groupBy(free, ({ index }) => dayOf(board.startOf[index] ?? 0));
  const fullest = board.tasksOn.subarray(0, days.inRange).reduce((a, b) => Math.max(a, b), 0);
  const progress = { tries: 0 };
  // Step by step, so that the fullest days get the room first.
  const step = Math.max(1, Math.floor((fullest - share) / STEPS));
  for (let level = fullest - step; level >= share; level -= step) {
    for (const move of [moveToRoom, moveAgainstAnother])
      lowerTo({ board, prospects, share: level, byDay, progress }, move);
  }
}

function lowerTo(
  levelling: Levelling,
  move: (levelling: Levelling, item: Item, today: number) => void,
): void {
  const { board, share, progress } = levelling;
  // From the end, so that what waits for a task is out of its way first.
  for (let day = board.model.days.inRange - 1; day >= 0; day--) {
    if ((board.tasksOn[day] ?? 0) <= share) continue;
    for (const item of byImportance(levelling, day)) {
      if ((board.tasksOn[day] ?? 0) <= share || progress.tries > MOST_TRIES) break;
      move(levelling, item, day);
    }
  }
}

function moveToRoom({ board, prospects, share, byDay }: Levelling, item: Item, today: number): void {
  const start = startBelow(board, item, { prospects, share });
  if (start === undefined) return;
  unseat(board, item);
  seat(board, item, start);
  rebook(byDay, item, [today, board.model.dayOf(start)]);
}

function moveAgainstAnother(levelling: Levelling, item: Item, today: number): void {
  const { board, progress } = levelling;
  const [first, last] = daysWithin(board, boundsOf(board, item));
  for (let day = first; day <= last; day++) {
    if (day === today || item.calendar.closed[day] !== undefined) continue;
    for (const other of byImportance(levelling, day).slice(0, ASKED)) {
      if (progress.tries++ > MOST_TRIES) return;
      if (exchange(levelling, { item, other, day, today })) return;
    }
  }
}

/** A start on a day with room that leaves what depends on it its time. */
function startBelow(
  board: Board,
  item: Item,
  { prospects, share }: { prospects: Prospects; share: number },
): number | undefined {
  const { from, until } = boundsOf(board, item);
  const preferred = Math.min(until, prospects.tail[item.index] ?? Infinity);
  return firstBelow(board, item, { within: { from, until: preferred }, share });
}

/** The movable tasks of a day: those that can wait longest first, of these the least important. */
function byImportance({ byDay, prospects: { rank, latest } }: Levelling, day: number): Item[] {
  const value = (values: ArrayLike<number>, { index }: Item): number => values[index] ?? 0;
  return (byDay.get(day) ?? [])
    .toSorted(
      (a, b) => value(latest, b) - value(latest, a) || value(rank, a) - value(rank, b) || a.index - b.index,
    )
    .slice(0, ASKED);
}

function exchange(
  { board, prospects, share, byDay }: Levelling,
  { item, other, day, today }: { item: Item; other: Item; day: number; today: number },
): boolean {
  const { limits, dayOf } = board.model;
  const [stood, otherStood] = [board.startOf[item.index] ?? 0, board.startOf[other.index] ?? 0];
  unseat(board, item);
  unseat(board, other);
  const start = firstStartOn(board, item, { day, within: boundsOf(board, item), limits });
  if (start !== undefined) {
    seat(board, item, start);
    const otherStart = startBelow(board, other, { prospects, share });
    if (otherStart !== undefined) {
      seat(board, other, otherStart);
      rebook(byDay, item, [today, day]);
      rebook(byDay, other, [day, dayOf(otherStart)]);
      return true;
    }
    unseat(board, item);
  }
  seat(board, item, stood);
  seat(board, other, otherStood);
  return false;
}

function rebook(byDay: Map<number, Item[]>, item: Item, [from, to]: readonly [number, number]): void {
  byDay.set(from, byDay.get(from)?.filter((other) => other !== item) ?? []);
  byDay.set(to, [...(byDay.get(to) ?? []), item]);
}
