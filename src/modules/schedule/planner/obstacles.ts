import { limitOn, roomOn, type Board, type LimitHit, type Stretch } from './board.ts';
import { firstStartOn } from './choose-start.ts';
import type { Item, Model } from './model.ts';
import type { DayObstacle, Named } from './plan.ts';
import { dayText } from './zone.ts';

/** What keeps an item from a day between two instants; undefined when nothing does. */
export function obstacleOn(
  board: Board,
  item: Item,
  { day, within }: { day: number; within: Stretch },
): DayObstacle | undefined {
  const { limits } = board.model;
  const closed = item.calendar.closed[day];
  if (closed !== undefined) return { code: 'closed', ...closed };
  const hit = limitOn(board, item, day, limits);
  if (hit !== undefined) return describeHit(board, item, { hit, day });
  if (firstStartOn(board, item, { day, within, limits }) !== undefined) return undefined;
  const withoutResources = roomOn(board, { ...item, resources: [] }, { day, within, limits });
  return {
    code: 'no_stretch',
    resources: withoutResources.length === 0 ? [] : busyOn(board, item, day),
    minutes: item.minutes,
  };
}

function describeHit(
  board: Board,
  item: Item,
  { hit: { kind, resource }, day }: { hit: LimitHit; day: number },
): DayObstacle {
  const { limits } = board.model;
  const load = resource === undefined ? board : board.resources[resource];
  const limit = (resource === undefined ? limits : limits.resources[resource])?.[kind] ?? 0;
  const count = load?.tasksOn[day] ?? 0;
  const minutes = load?.minutesOn[day] ?? 0;
  if (resource === undefined)
    return kind === 'tasksPerDay'
      ? { code: 'tasks_full', count, limit }
      : { code: 'minutes_full', minutes, limit };
  const named = namedResource(board.model, resource);
  return kind === 'tasksPerDay'
    ? { code: 'resource_tasks_full', resource: named, count, limit }
    : { code: 'resource_minutes_full', resource: named, minutes, limit, wanted: item.minutes };
}

function busyOn(board: Board, item: Item, day: number): Named[] {
  const { limits } = board.model;
  return item.resources
    .filter((index) => {
      const seated = board.resources[index]?.seated[day]?.length ?? 0;
      return seated >= (limits.resources[index]?.atOnce ?? 1);
    })
    .map((index) => namedResource(board.model, index));
}

export function namedResource({ resources }: Model, index: number): Named {
  return resources[index] ?? { id: '', name: '' };
}

/** `YYYY-MM-DD` of a day by its index. */
export function dateOf({ days }: Model, day: number): string {
  return dayText(days.first + day);
}
