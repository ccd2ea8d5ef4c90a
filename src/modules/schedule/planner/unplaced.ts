import { isSeated, type Board, type Stretch } from './board.ts';
import { earliestStart } from './calendar.ts';
import { daysWithin, freeBounds } from './choose-start.ts';
import type { Item } from './model.ts';
import { dateOf, namedResource, obstacleOn } from './obstacles.ts';
import type { ConflictCause, DayObstacle, Named, Unplaced } from './plan.ts';
import { findResolutions } from './resolutions.ts';
import { conflictOf } from './tell.ts';

/** Why an item has no place in the finished plan, and what would give it one. */
export function describeUnplaced(board: Board, item: Item): Unplaced {
  const waiting = item.before.filter((other) => !isSeated(board, other));
  const own = freeBounds(board, item);
  const causes: ConflictCause[] = [
    ...item.unknown.map((dependencyId) => ({ code: 'dependency_unknown', dependencyId }) as const),
    ...waiting.map((other): ConflictCause => ({
      code: 'dependency_unplaced',
      dependency: (board.model.items[other] as Item).named,
      root: rootOf(board, other),
    })),
    ...(waiting.length > 0 ? [] : timeCauses(board, item, own)),
  ];
  return {
    taskId: item.named.id,
    conflicts: causes.map(conflictOf),
    resolutions: waiting.length > 0 ? [] : findResolutions(board, item, own),
  };
}

/** The task that a chain of unplaced ones begins with. */
export function rootOf(board: Board, index: number): Named {
  const { items } = board.model;
  let item = items[index] as Item;
  for (;;) {
    const next = item.before.find((other) => !isSeated(board, other));
    if (next === undefined) return item.named;
    item = items[next] as Item;
  }
}

function timeCauses(board: Board, item: Item, within: Stretch): ConflictCause[] {
  const { calendar, length, minutes } = item;
  if (calendar.longest === 0) {
    const resources = item.resources.map((index) => namedResource(board.model, index));
    return [{ code: 'no_working_time', resources }];
  }
  if (calendar.longest < length)
    return [{ code: 'too_long', minutes, longest: Math.floor(calendar.longest / 60_000) }];
  const start = earliestStart(calendar, within.from, length);
  return start + length > within.until
    ? [boundCause(board, item, { start, until: within.until })]
    : takenDays(board, item, within);
}

/** Even with empty days it would end too late. */
function boundCause(board: Board, item: Item, at: { start: number; until: number }): ConflictCause {
  const { model } = board;
  const { tell } = model.zone;
  const earliest = at.start === Infinity ? '' : tell(at.start);
  if (item.deadline === at.until) {
    const code = item.deadline <= model.earliest ? 'deadline_passed' : 'deadline_too_early';
    return { code, deadline: tell(item.deadline), earliest };
  }
  const dependant = item.after.find((other) => board.startOf[other] === at.until);
  const { named } = model.items[dependant ?? -1] ?? {};
  if (named !== undefined)
    return { code: 'dependant_fixed_too_early', dependant: named, startAt: tell(at.until), earliest };
  return { code: 'starts_too_late', earliest, rangeTo: dateOf(model, model.days.inRange - 1) };
}

/** The days it could be on, by what takes them; free weekdays are no news. */
function takenDays(board: Board, item: Item, within: Stretch): ConflictCause[] {
  const [first, last] = daysWithin(board, within);
  const groups = new Map<string, { firstDay: string; days: number; obstacle: DayObstacle }>();
  for (let day = first; day <= last; day++) {
    const obstacle = obstacleOn(board, item, { day, within });
    if (obstacle === undefined || (obstacle.code === 'closed' && obstacle.cause === 'no_hours')) continue;
    const key = groupKey(obstacle);
    const group = groups.get(key) ?? { firstDay: dateOf(board.model, day), days: 0, obstacle };
    groups.set(key, { ...group, days: group.days + 1 });
  }
  return [...groups.values()].map((group) => ({ code: 'days_taken', ...group }));
}

function groupKey(obstacle: DayObstacle): string {
  const { code } = obstacle;
  if (code === 'closed') return `${code} ${obstacle.cause} ${obstacle.name}`;
  if (code === 'no_stretch') return `${code} ${obstacle.resources.map(({ id }) => id).join(' ')}`;
  return 'resource' in obstacle ? `${code} ${obstacle.resource.id}` : code;
}
