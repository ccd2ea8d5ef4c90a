import { roomOn, seat, unseat, type Board, type Stretch } from './board.ts';
import { boundsOf, daysWithin, firstStartOn } from './choose-start.ts';
import { changesOn } from './raise-limits.ts';
import type { Item } from './model.ts';
import { dateOf } from './obstacles.ts';
import type { Change, Resolution } from './plan.ts';
import { tellChanges } from './tell.ts';
import { MINUTE_MS } from './zone.ts';

type Changes = readonly Change[];

/**
 * Changes that give an item a place while all others stay where they are: each was tried on the finished plan. Single
 * changes come first; several together only where no single one helps.
 */
export function findResolutions(board: Board, item: Item, within: Stretch): Resolution[] {
  const base = item.unknown.map((dependencyId): Change => ({ kind: 'removeDependency', dependencyId }));
  const found = alternatives(board, item, within).map((changes) => [...base, ...changes]);
  return found.map((changes) => ({ changes, message: tellChanges(changes) }));
}

function alternatives(board: Board, item: Item, within: Stretch): Changes[] {
  if (firstOf(board, item, within) !== undefined) return [[]];
  const raised = raisedLimits(board, item, within);
  const single = raised.filter((changes) => changes.length === 1);
  const others = [
    laterEnd(board, item, within),
    earlierStart(board, item, within),
    shorter(board, item, within),
  ];
  const found = [...single, ...others.filter((changes) => changes !== undefined)];
  if (found.length > 0) return found;
  const several = raised.toSorted((a, b) => a.length - b.length).slice(0, 1);
  return several.length > 0
    ? several
    : [laterEndAndLimits(board, item, within)].filter((c) => c !== undefined);
}

/** The first start of an item within bounds that may reach past the range. */
function firstOf(board: Board, item: Item, within: Stretch): number | undefined {
  const [first, last] = daysWithin(board, within);
  for (let day = first; day <= last; day++) {
    const start = firstStartOn(board, item, { day, within, limits: board.model.limits });
    if (start !== undefined) return start;
  }
  return undefined;
}

/** Which limits would have to be raised: of each set of limits, the day that asks for the least. */
function raisedLimits(board: Board, item: Item, within: Stretch): Changes[] {
  const [first, last] = daysWithin(board, within);
  const best = new Map<string, { changes: Changes; by: number }>();
  for (let day = first; day <= last; day++) {
    const changes = changesOn(board, item, { day, within });
    if (changes === undefined) continue;
    const key = changes.map((change) => keyOf(change)).join(' ');
    const by = changes.reduce((sum, change) => sum + ('from' in change ? change.to - change.from : 0), 0);
    const known = best.get(key);
    if (known === undefined || by < known.by) best.set(key, { changes, by });
  }
  return [...best.values()].map(({ changes }) => changes);
}

function keyOf(change: Change): string {
  return change.kind === 'resource' ? `${change.resource.id} ${change.limit}` : change.kind;
}

/** Past its deadline, its fixed dependants, or the range: the first end that there is, with what has to give way. */
function laterEnd(board: Board, item: Item, within: Stretch): Changes | undefined {
  for (const until of laterBounds(board, within)) {
    const start = firstOf(board, item, { from: within.from, until });
    if (start === undefined) continue;
    const moved = moveFixed(board, item, start);
    return moved && [...laterLimits(board, item, start + item.length), ...moved];
  }
  return undefined;
}

function laterEndAndLimits(board: Board, item: Item, within: Stretch): Changes | undefined {
  for (const until of [within.until, ...laterBounds(board, within)]) {
    const later = { from: within.from, until };
    const [first, last] = daysWithin(board, later);
    for (let day = first; day <= last; day++) {
      const raised = changesOn(board, item, { day, within: later });
      if (raised === undefined) continue;
      const { starts } = board.model.days;
      const end = endWithin(board, item, { from: later.from, until: Math.min(until, starts[day + 1] ?? 0) });
      if (needsFixedMoved(board, item, end)) return undefined;
      return [...raised, ...laterLimits(board, item, end)];
    }
  }
  return undefined;
}

/** The latest end that an item could have, whatever else there is: enough for every bound that is derived from it. */
function endWithin(board: Board, item: Item, within: Stretch): number {
  const { starts, ends } = item.calendar;
  const [first, last] = daysWithin(board, within);
  let end = within.until;
  for (let i = item.calendar.firstSpan[first] ?? 0; i < (item.calendar.firstSpan[last + 1] ?? 0); i++)
    if ((starts[i] ?? 0) < within.until) end = Math.min(within.until, ends[i] ?? 0);
  return end;
}

/** The end of the range, then that of the days known after it. */
function laterBounds({ model }: Board, { until }: Stretch): number[] {
  const { days } = model;
  return [days.rangeEnd, days.starts[days.count] ?? 0].filter((bound) => bound > until);
}

/** The changes of deadline and range that an end asks for. */
function laterLimits({ model }: Board, item: Item, end: number): Change[] {
  const { zone, days } = model;
  const changes: Change[] = [];
  if (end > item.deadline) changes.push({ kind: 'deadline', to: new Date(end), local: zone.tell(end) });
  if (end > days.rangeEnd) changes.push({ kind: 'rangeTo', to: dateOf(model, model.dayOf(end - 1)) });
  return changes;
}

function needsFixedMoved({ model }: Board, item: Item, end: number): boolean {
  return item.after.some((other) => (model.items[other]?.fixedAt ?? Infinity) < end);
}

/** Where fixed dependants that begin too early would have a place after it; undefined when one has none. */
function moveFixed(board: Board, item: Item, start: number): Change[] | undefined {
  const { model } = board;
  const end = start + item.length;
  const early = item.after
    .map((other) => model.items[other] as Item)
    .filter(({ fixedAt }) => (fixedAt ?? Infinity) < end);
  seat(board, item, start);
  const changes: Change[] = [];
  for (const dependant of early) {
    unseat(board, dependant);
    const { until } = boundsOf(board, { ...dependant, deadline: Infinity });
    const to = firstOf(board, dependant, { from: end, until });
    seat(board, dependant, to ?? dependant.fixedAt ?? 0);
    if (to === undefined) break;
    const local = model.zone.tell(to);
    changes.push({ kind: 'fixedAt', dependant: dependant.named, to: new Date(to), local });
  }
  unseat(board, item);
  for (const dependant of early) {
    unseat(board, dependant);
    seat(board, dependant, dependant.fixedAt ?? 0);
  }
  return changes.length === early.length ? changes : undefined;
}

/** Before the first start it was given, as late as possible. */
function earlierStart(board: Board, item: Item, within: Stretch): Changes | undefined {
  const { model } = board;
  if (item.notBefore <= model.earliest || item.notBefore < within.from) return undefined;
  let from = model.earliest;
  for (const other of item.before)
    from = Math.max(from, (board.startOf[other] ?? 0) + lengthOf(board, other));
  const earlier = { from, until: within.until };
  const [first, last] = daysWithin(board, earlier);
  for (let day = last; day >= first; day--) {
    const start = firstStartOn(board, item, { day, within: earlier, limits: model.limits });
    if (start === undefined) continue;
    return [{ kind: 'notBefore', to: new Date(start), local: model.zone.tell(start) }];
  }
  return undefined;
}

function lengthOf({ model }: Board, index: number): number {
  return model.items[index]?.length ?? 0;
}

/** For a task that is longer than any working span: the longest it could be. */
function shorter(board: Board, item: Item, within: Stretch): Changes | undefined {
  if (item.calendar.longest >= item.length) return undefined;
  const { limits } = board.model;
  const [first, last] = daysWithin(board, within);
  let longest = 0;
  for (let day = first; day <= last; day++) {
    const room = roomOn(board, { ...item, length: MINUTE_MS }, { day, within, limits });
    for (let i = 0; i < room.length; i += 2) {
      const minutes = Math.min(item.minutes, Math.floor(((room[i + 1] ?? 0) - (room[i] ?? 0)) / MINUTE_MS));
      const shorter = { ...item, minutes, length: minutes * MINUTE_MS };
      if (minutes > longest && firstStartOn(board, shorter, { day, within, limits }) !== undefined)
        longest = minutes;
    }
  }
  return longest === 0 ? undefined : [{ kind: 'duration', from: item.minutes, to: longest }];
}
