import { roomOn, type Board, type Stretch } from './board.ts';
import { wholeMinute } from './calendar.ts';
import type { Item, Limits, ResourceLimits } from './model.ts';
import { namedResource } from './obstacles.ts';
import type { Change } from './plan.ts';

interface Place {
  readonly day: number;
  readonly within: Stretch;
}

/**
 * The limits that would have to be raised, and to what, for an item to have a place on a day; undefined when the hours of
 * the day are too short for it.
 */
export function changesOn(board: Board, item: Item, place: Place): Change[] | undefined {
  if (!hasRoom(board, { ...item, resources: [] }, { ...place, limits: board.model.limits })) return undefined;
  const counts = raisedCounts(board, item, place.day);
  const atOnce = raisedAtOnce(board, item, place);
  return atOnce && [...counts, ...atOnce];
}

function raisedCounts(board: Board, item: Item, day: number): Change[] {
  const { limits } = board.model;
  const changes: Change[] = [];
  const tasks = (board.tasksOn[day] ?? 0) + 1;
  const minutes = (board.minutesOn[day] ?? 0) + item.minutes;
  if (tasks > limits.tasksPerDay) changes.push({ kind: 'tasksPerDay', from: limits.tasksPerDay, to: tasks });
  if (minutes > limits.minutesPerDay)
    changes.push({ kind: 'minutesPerDay', from: limits.minutesPerDay, to: minutes });
  for (const index of item.resources) {
    const limit = limits.resources[index] as ResourceLimits;
    const load = board.resources[index];
    const resource = namedResource(board.model, index);
    const wanted = {
      tasksPerDay: (load?.tasksOn[day] ?? 0) + 1,
      minutesPerDay: (load?.minutesOn[day] ?? 0) + item.minutes,
    };
    for (const kind of ['tasksPerDay', 'minutesPerDay'] as const) {
      if (wanted[kind] > limit[kind])
        changes.push({ kind: 'resource', resource, limit: kind, from: limit[kind], to: wanted[kind] });
    }
  }
  return changes;
}

/** None when there is a stretch as it is; else one resource that takes more at once; else all that are busy. */
function raisedAtOnce(board: Board, item: Item, place: Place): Change[] | undefined {
  const { limits } = board.model;
  if (hasRoom(board, item, { ...place, limits })) return [];
  const enough = (index: number): number => (board.resources[index]?.seated[place.day]?.length ?? 0) + 1;
  const limitOf = (index: number): number => limits.resources[index]?.atOnce ?? 1;
  const raise = (index: number, to: number): Change => ({
    kind: 'resource',
    resource: namedResource(board.model, index),
    limit: 'atOnce',
    from: limitOf(index),
    to,
  });
  const busy = item.resources.filter((index) => enough(index) > limitOf(index));
  for (const index of busy) {
    for (let to = limitOf(index) + 1; to <= enough(index); to++) {
      const raised = withAtOnce(limits, new Map([[index, to]]));
      if (hasRoom(board, item, { ...place, limits: raised })) return [raise(index, to)];
    }
  }
  const all = new Map(busy.map((index) => [index, enough(index)]));
  return hasRoom(board, item, { ...place, limits: withAtOnce(limits, all) })
    ? busy.map((index) => raise(index, enough(index)))
    : undefined;
}

function withAtOnce(limits: Limits, raised: ReadonlyMap<number, number>): Limits {
  const resources = limits.resources.map((limit, index) => ({
    ...limit,
    atOnce: raised.get(index) ?? limit.atOnce,
  }));
  return { ...limits, resources };
}

/** Whether a stretch holds the item from a whole minute on, as every place that is chosen anew does. */
function hasRoom(board: Board, item: Item, query: Place & { limits: Limits }): boolean {
  const room = roomOn(board, item, query);
  for (let i = 0; i < room.length; i += 2)
    if (wholeMinute(room[i] ?? 0) + item.length <= (room[i + 1] ?? 0)) return true;
  return false;
}
