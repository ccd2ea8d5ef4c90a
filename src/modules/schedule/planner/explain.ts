import { endOf, isSeated, type Board, type Stretch } from './board.ts';
import { freeBounds, daysWithin } from './choose-start.ts';
import type { Item } from './model.ts';
import { dateOf, obstacleOn } from './obstacles.ts';
import type { Placement, Reason } from './plan.ts';

/** The placement of a seated item, with its reasons as they hold in the finished plan. */
export function describePlacement(board: Board, item: Item): Placement {
  const start = board.startOf[item.index] ?? 0;
  return {
    taskId: item.named.id,
    runAt: new Date(start),
    endAt: new Date(start + item.length),
    windowEnd: new Date(findWindowEnd(board, item, start)),
    isFixed: item.fixedAt !== undefined,
    why: listReasons(board, item, start),
  };
}

function findWindowEnd(board: Board, item: Item, start: number): number {
  let end = item.deadline;
  for (const other of item.after) if (isSeated(board, other)) end = Math.min(end, board.startOf[other] ?? 0);
  return Math.max(start, Math.min(end, spanEnd(board, item, start)) - item.length);
}

/** The end of the working span that holds an item; its own end when none does, as with some fixed ones. */
function spanEnd({ model }: Board, item: Item, start: number): number {
  const { starts, ends, firstSpan } = item.calendar;
  const day = model.dayOf(start);
  for (let i = firstSpan[day] ?? 0; i < (firstSpan[day + 1] ?? 0); i++)
    if ((starts[i] ?? 0) <= start && start + item.length <= (ends[i] ?? 0)) return ends[i] ?? 0;
  return start + item.length;
}

function listReasons(board: Board, item: Item, start: number): Reason[] {
  const { zone } = board.model;
  const at = zone.tell(start);
  if (item.fixedAt !== undefined) return [{ code: 'fixed', at }];
  if (item.previousAt === start) return [{ code: 'kept', at }];
  const within = freeBounds(board, item);
  const first: Reason =
    item.previousAt === undefined
      ? { code: 'placed', at }
      : { code: 'moved', from: zone.tell(item.previousAt), to: at };
  return [
    first,
    ...lowerBound(board, item, within),
    ...(item.previousAt === undefined ? passedDays(board, item, start) : leftDay(board, item, start)),
    ...upperBound(board, item),
  ];
}

/** What it had to wait for. */
function lowerBound(board: Board, item: Item, { from }: Stretch): Reason[] {
  const { model } = board;
  if (from <= model.earliest) return [];
  const binding = item.before.find((other) => endOf(board, other) === from);
  const dependency = model.items[binding ?? -1];
  if (dependency !== undefined)
    return [{ code: 'after_dependency', dependency: dependency.named, endAt: model.zone.tell(from) }];
  return from === item.notBefore ? [{ code: 'not_before', at: model.zone.tell(from) }] : [];
}

/** The first and the last day with working hours that it passed over. */
function passedDays(board: Board, item: Item, start: number): Reason[] {
  const { dayOf, isEven } = board.model;
  const within = freeBounds(board, item);
  const hasHours = (day: number): boolean => item.calendar.closed[day]?.cause !== 'no_hours';
  let [first] = daysWithin(board, within);
  let last = dayOf(start) - 1;
  while (first <= last && !hasHours(first)) first++;
  while (first < last && !hasHours(last)) last--;
  if (last < first) return [];
  return [...new Set([first, last])].flatMap((day): Reason[] => {
    const passed = whyNot(board, item, { day, within });
    if (passed !== undefined) return [passed];
    const count = board.tasksOn[day] ?? 0;
    return isEven ? [{ code: 'day_evened', day: dateOf(board.model, day), count }] : [];
  });
}

/** The day it stood on before, when it is another one now. */
function leftDay(board: Board, item: Item, start: number): Reason[] {
  const { dayOf } = board.model;
  const day = dayOf(item.previousAt ?? start);
  const within = freeBounds(board, item);
  const [first, last] = daysWithin(board, within);
  if (day === dayOf(start) || day < first || day > last) return [];
  const left = whyNot(board, item, { day, within });
  return left === undefined ? [] : [left];
}

function whyNot(board: Board, item: Item, at: { day: number; within: Stretch }): Reason | undefined {
  const obstacle = obstacleOn(board, item, at);
  return obstacle && { code: 'day_passed', day: dateOf(board.model, at.day), obstacle };
}

/** What it had to be done for. */
function upperBound(board: Board, item: Item): Reason[] {
  const { zone, items } = board.model;
  const reasons: Reason[] = [];
  if (item.deadline < Infinity) reasons.push({ code: 'deadline', at: zone.tell(item.deadline) });
  const next = item.after
    .filter((other) => isSeated(board, other))
    .toSorted((a, b) => (board.startOf[a] ?? 0) - (board.startOf[b] ?? 0))[0];
  const dependant = items[next ?? -1];
  if (dependant !== undefined)
    reasons.push({
      code: 'before_dependant',
      dependant: dependant.named,
      startAt: zone.tell(board.startOf[dependant.index] ?? 0),
    });
  return reasons;
}
