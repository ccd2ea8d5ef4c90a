import type { Item, Limits, Model, ResourceLimits } from './model.ts';

/** What is placed so far: loads by day, busy stretches by resource and day. Changed by `seat` and `unseat` only. */
export interface Board {
  readonly model: Model;
  /** Start of each item; NaN while it has no place. */
  readonly startOf: Float64Array;
  readonly tasksOn: Int32Array;
  readonly minutesOn: Float64Array;
  readonly resources: readonly ResourceLoad[];
}

export interface ResourceLoad {
  readonly tasksOn: Int32Array;
  readonly minutesOn: Float64Array;
  /** Items by day. */
  readonly seated: (number[] | undefined)[];
  /** Where it takes no more, by day, for the limit of the request; made when asked for. */
  readonly full: (Stretches | undefined)[];
}

/** Starts and ends in turn, in order. */
export type Stretches = readonly number[];

const NEVER: Stretches = [];
const ALWAYS: Stretches = [-Infinity, Infinity];

export function newBoard(model: Model): Board {
  const { count } = model.days;
  return {
    model,
    startOf: new Float64Array(model.items.length).fill(NaN),
    tasksOn: new Int32Array(count),
    minutesOn: new Float64Array(count),
    resources: model.resources.map(() => ({
      tasksOn: new Int32Array(count),
      minutesOn: new Float64Array(count),
      seated: Array.from({ length: count }),
      full: Array.from({ length: count }),
    })),
  };
}

export function isSeated(board: Board, index: number): boolean {
  return !Number.isNaN(board.startOf[index]);
}

/** The end of a seated item; NaN for others. */
export function endOf(board: Board, index: number): number {
  return (board.startOf[index] ?? NaN) + (board.model.items[index]?.length ?? 0);
}

/** Gives an item its place. A fixed one may lie outside the days that are looked at; then it loads none of them. */
export function seat(board: Board, item: Item, start: number): void {
  board.startOf[item.index] = start;
  load(board, item, 1);
}

export function unseat(board: Board, item: Item): void {
  load(board, item, -1);
  board.startOf[item.index] = NaN;
}

function load(board: Board, item: Item, sign: 1 | -1): void {
  const { days, dayOf } = board.model;
  const start = board.startOf[item.index] ?? NaN;
  const day = dayOf(start);
  const lastDay = Math.min(dayOf(start + item.length - 1), days.count - 1);
  if (!item.onlyResources && day >= 0 && day < days.count) {
    board.tasksOn[day] = (board.tasksOn[day] ?? 0) + sign;
    board.minutesOn[day] = (board.minutesOn[day] ?? 0) + sign * item.minutes;
  }
  for (const index of item.resources) {
    const resource = board.resources[index] as ResourceLoad;
    if (day >= 0 && day < days.count) {
      resource.tasksOn[day] = (resource.tasksOn[day] ?? 0) + sign;
      resource.minutesOn[day] = (resource.minutesOn[day] ?? 0) + sign * item.minutes;
    }
    // Only a fixed one reaches into another day.
    for (let busy = Math.max(0, day); busy <= lastDay; busy++) {
      const seated = resource.seated[busy] ?? [];
      if (sign === 1) seated.push(item.index);
      else seated.splice(seated.indexOf(item.index), 1);
      resource.seated[busy] = seated;
      resource.full[busy] = undefined;
    }
  }
}

/** The first limit of a day that another item would break, without looking at the hours. */
export function limitOn(board: Board, item: Item, day: number, limits: Limits): LimitHit | undefined {
  if (!item.onlyResources) {
    if ((board.tasksOn[day] ?? 0) + 1 > limits.tasksPerDay) return { kind: 'tasksPerDay' };
    if ((board.minutesOn[day] ?? 0) + item.minutes > limits.minutesPerDay) return { kind: 'minutesPerDay' };
  }
  for (const resource of item.resources) {
    const load = board.resources[resource] as ResourceLoad;
    const limit = limits.resources[resource] as ResourceLimits;
    if ((load.tasksOn[day] ?? 0) + 1 > limit.tasksPerDay) return { kind: 'tasksPerDay', resource };
    if ((load.minutesOn[day] ?? 0) + item.minutes > limit.minutesPerDay)
      return { kind: 'minutesPerDay', resource };
  }
  return undefined;
}

export interface LimitHit {
  readonly kind: 'tasksPerDay' | 'minutesPerDay';
  /** Of a resource; of everybody when left out. */
  readonly resource?: number;
}

export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** The stretches of a day between two instants in which the hours and all resources of an item leave room for it. */
export function roomOn(
  board: Board,
  item: Item,
  { day, within, limits }: { day: number; within: Stretch; limits: Limits },
): Stretches {
  const { starts, ends, firstSpan } = item.calendar;
  let room: number[] = [];
  for (let i = firstSpan[day] ?? 0; i < (firstSpan[day + 1] ?? 0); i++) {
    const start = Math.max(starts[i] ?? 0, within.from);
    const end = Math.min(ends[i] ?? 0, within.until);
    if (end - start >= item.length) room.push(start, end);
  }
  for (const resource of item.resources) {
    if (room.length === 0) break;
    room = subtract(room, fullOn(board, { resource, day, limits }), item.length);
  }
  return room;
}

function subtract(room: readonly number[], full: Stretches, length: number): number[] {
  if (full.length === 0) return room as number[];
  const left: number[] = [];
  for (let i = 0; i < room.length; i += 2) {
    let start = room[i] ?? 0;
    const end = room[i + 1] ?? 0;
    for (let k = 0; k < full.length && (full[k] ?? 0) < end; k += 2) {
      const free = full[k] ?? 0;
      if (free - start >= length) left.push(start, free);
      start = Math.max(start, full[k + 1] ?? 0);
    }
    if (end - start >= length) left.push(start, end);
  }
  return left;
}

/** The stretches of a day in which a resource takes no more. */
export function fullOn(
  board: Board,
  { resource, day, limits }: { resource: number; day: number; limits: Limits },
): Stretches {
  const { atOnce } = limits.resources[resource] as ResourceLimits;
  if (atOnce === 0) return ALWAYS;
  const load = board.resources[resource] as ResourceLoad;
  const seated = load.seated[day];
  if (seated === undefined || seated.length < atOnce) return NEVER;
  if (limits !== board.model.limits) return sweep(board, seated, atOnce);
  const known = load.full[day] ?? sweep(board, seated, atOnce);
  load.full[day] = known;
  return known;
}

function sweep(board: Board, seated: readonly number[], atOnce: number): Stretches {
  const starts = seated.map((index) => board.startOf[index] ?? 0).toSorted((a, b) => a - b);
  const ends = seated.map((index) => endOf(board, index)).toSorted((a, b) => a - b);
  const full: number[] = [];
  let begun = 0;
  for (let ended = 0; ended < ends.length;) {
    const next = starts[begun] ?? Infinity;
    const end = ends[ended] ?? 0;
    if (next < end) {
      begun++;
      if (begun - ended === atOnce) full.push(next);
    } else {
      if (begun - ended === atOnce) full.push(end);
      ended++;
    }
  }
  return full;
}
