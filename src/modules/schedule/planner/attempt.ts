import { isSeated, newBoard, seat, unseat, type Board } from './board.ts';
import { canStartAt, chooseStart, nearestStart } from './choose-start.ts';
import { levelDays } from './level-days.ts';
import type { Item, Model } from './model.ts';
import type { Prospects } from './prospects.ts';

/** How one attempt goes about it. */
export interface Approach {
  /** What failed before goes first, the higher the number the earlier. By index; what it depends on follows suit. */
  readonly urgency: Float64Array;
  /** Without it, the latest start decides before the priority does. */
  readonly isByPriority: boolean;
  /** Previous places that are given up because something before them found no time. */
  readonly released: ReadonlySet<number>;
}

/** One serial schedule: fixed items, then those that stay where they were, then the others one by one. */
export function attemptPlan(model: Model, prospects: Prospects, approach: Approach): Board {
  const board = newBoard(model);
  for (const item of model.items) if (item.fixedAt !== undefined) seat(board, item, item.fixedAt);
  const list = listItems(model, prospects, approach);
  for (const item of list) keepPrevious(board, item, approach);
  const share = evenShare(model, prospects);
  const failed = new Set<number>();
  for (const item of list) {
    if (isSeated(board, item.index)) continue;
    const isLost = item.before.some((other) => failed.has(other));
    if (isLost || !place(board, item, { prospects, share })) failed.add(item.index);
  }
  dropOrphans(board);
  fillGaps(board, list, { prospects, share });
  return board;
}

/** Evens out the days of the attempt that was chosen, and fills what that leaves free. */
export function finishPlan(board: Board, prospects: Prospects, approach: Approach): void {
  const { model } = board;
  if (!model.isEven) return;
  const share = evenShare(model, prospects);
  levelDays(board, prospects, share);
  fillGaps(board, listItems(model, prospects, approach), { prospects, share });
}

/** Everything that has to be placed, in the order in which it takes its place. */
function listItems(model: Model, { isHopeless, latest, rank }: Prospects, approach: Approach): Item[] {
  const urgency = inheritUrgency(model, approach.urgency, isHopeless);
  const position = new Int32Array(model.items.length);
  for (const [at, index] of model.order.entries()) position[index] = at;
  const of = (values: ArrayLike<number>, { index }: Item): number => values[index] ?? 0;
  return model.items
    .filter(({ index, fixedAt }) => fixedAt === undefined && isHopeless[index] === false)
    .toSorted(
      (a, b) =>
        of(urgency, b) - of(urgency, a) ||
        Number(b.previousAt !== undefined) - Number(a.previousAt !== undefined) ||
        (approach.isByPriority ? of(rank, b) - of(rank, a) : 0) ||
        of(latest, a) - of(latest, b) ||
        of(rank, b) - of(rank, a) ||
        of(position, a) - of(position, b),
    );
}

function inheritUrgency(model: Model, own: Float64Array, isHopeless: readonly boolean[]): Float64Array {
  const urgency = Float64Array.from(own);
  for (const index of model.order.toReversed()) {
    for (const other of model.items[index]?.after ?? [])
      if (isHopeless[other] === false) urgency[index] = Math.max(urgency[index] ?? 0, urgency[other] ?? 0);
  }
  return urgency;
}

/** The tasks that each working day has when all days have as many as the others, rounded up. */
function evenShare(model: Model, { isHopeless }: Prospects): number {
  if (!model.isEven) return Infinity;
  const { days, dayOf } = model;
  const isOutside = (at: number): boolean => dayOf(at) < 0 || dayOf(at) >= days.inRange;
  const tasks = model.items.filter(
    ({ index, onlyResources, fixedAt }) =>
      isHopeless[index] === false && !onlyResources && (fixedAt === undefined || !isOutside(fixedAt)),
  ).length;
  return Math.max(1, Math.ceil(tasks / Math.max(1, countWorkingDays(model))));
}

/** Days of the range on which tasks without resources may be planned. */
export function countWorkingDays({ house, days, earliest }: Model): number {
  let count = 0;
  for (let day = 0; day < days.inRange; day++)
    if (house.closed[day] === undefined && (days.starts[day + 1] ?? 0) > earliest) count++;
  return count;
}

function keepPrevious(board: Board, item: Item, { released }: Approach): void {
  const { previousAt, index } = item;
  if (previousAt === undefined || released.has(index)) return;
  if (canStartAt(board, item, previousAt)) seat(board, item, previousAt);
}

function place(board: Board, item: Item, ways: { prospects: Prospects; share: number }): boolean {
  const start =
    item.previousAt === undefined
      ? chooseStart(board, item, {
          share: ways.share,
          preferred: ways.prospects.tail[item.index] ?? Infinity,
        })
      : nearestStart(board, item, item.previousAt);
  if (start === undefined) return false;
  seat(board, item, start);
  return true;
}

/** Takes back what has its place although something it depends on has none. */
function dropOrphans(board: Board): void {
  const { items, order } = board.model;
  for (const index of order) {
    const item = items[index] as Item;
    if (item.fixedAt !== undefined || !isSeated(board, index)) continue;
    if (item.before.some((other) => !isSeated(board, other))) unseat(board, item);
  }
}

/** What was taken back may have left room. Goes on until nothing more fits, so that every refusal holds for the end. */
function fillGaps(board: Board, list: readonly Item[], ways: { prospects: Prospects; share: number }): void {
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (const item of list) {
      if (isSeated(board, item.index) || item.before.some((other) => !isSeated(board, other))) continue;
      if (place(board, item, ways)) hasChanged = true;
    }
  }
}
