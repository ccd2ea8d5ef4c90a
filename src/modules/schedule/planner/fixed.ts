import { endOf, isSeated, limitOn, newBoard, roomOn, seat, type Board } from './board.ts';
import type { Item } from './model.ts';
import { dateOf, obstacleOn } from './obstacles.ts';
import type { ConflictCause, FixedConflict } from './plan.ts';
import { conflictOf } from './tell.ts';
import { rootOf } from './unplaced.ts';

/**
 * What fixed items break, by id. Of those that share a day or a resource, the later ones are over the limit, or the one
 * that came last.
 */
export function findFixedConflicts(board: Board): FixedConflict[] {
  const { model } = board;
  const fixedOnly = newBoard(model);
  const found = new Map<number, ConflictCause[]>();
  const inTime = model.items
    .filter(({ fixedAt }) => fixedAt !== undefined)
    .toSorted(
      (a, b) =>
        Number(a.comesLast) - Number(b.comesLast) || (a.fixedAt ?? 0) - (b.fixedAt ?? 0) || a.index - b.index,
    );
  for (const item of inTime) {
    const start = item.fixedAt ?? 0;
    found.set(item.index, [
      ...brokenByTime(fixedOnly, item, start),
      ...brokenBounds(board, item, start),
      ...brokenDependencies(board, item, start),
    ]);
    seat(fixedOnly, item, start);
  }
  return model.items.flatMap(({ index, named }) => {
    const causes = found.get(index) ?? [];
    return causes.length === 0 ? [] : [{ taskId: named.id, conflicts: causes.map(conflictOf) }];
  });
}

/** Range, hours, closed days, limits and resources. */
function brokenByTime(board: Board, item: Item, start: number): ConflictCause[] {
  const { model } = board;
  const day = model.dayOf(start);
  const at = model.zone.tell(start);
  if (day < 0 || day >= model.days.inRange) return [{ code: 'outside_range', at }];
  const exact = { from: start, until: start + item.length };
  const refused = (obstacle: ReturnType<typeof obstacleOn>): ConflictCause[] =>
    obstacle === undefined ? [] : [{ code: 'day_refuses', day: dateOf(model, day), obstacle }];
  if (item.calendar.closed[day] !== undefined)
    return refused(obstacleOn(board, item, { day, within: exact }));
  const { limits } = model;
  const query = { day, within: exact, limits };
  const causes: ConflictCause[] = [];
  const isInHours = roomOn(board, { ...item, resources: [] }, query).length > 0;
  if (!isInHours) causes.push({ code: 'outside_hours', at });
  for (const part of partsOf(item)) {
    const isFull = limitOn(board, part, day, limits) !== undefined;
    const isBusy = isInHours && roomOn(board, part, query).length === 0;
    if (isFull || isBusy) causes.push(...refused(obstacleOn(board, part, { day, within: exact })));
  }
  return causes;
}

/** The item for the limits of the day, then for each of its resources, so that every limit it breaks is told. */
function partsOf(item: Item): Item[] {
  const ofEach = item.resources.map((resource) => ({ ...item, resources: [resource], onlyResources: true }));
  return [{ ...item, resources: [] }, ...ofEach];
}

function brokenBounds({ model }: Board, item: Item, start: number): ConflictCause[] {
  const { tell } = model.zone;
  const end = start + item.length;
  const causes: ConflictCause[] = [];
  if (end > item.deadline)
    causes.push({ code: 'after_deadline', deadline: tell(item.deadline), endAt: tell(end) });
  if (item.notBefore > model.earliest && start < item.notBefore)
    causes.push({ code: 'before_allowed', at: tell(start), allowed: tell(item.notBefore) });
  return causes;
}

function brokenDependencies(board: Board, item: Item, start: number): ConflictCause[] {
  const { model } = board;
  const unknown = item.unknown.map((dependencyId): ConflictCause => ({
    code: 'dependency_unknown',
    dependencyId,
  }));
  const known = item.before.flatMap((other): ConflictCause[] => {
    const dependency = (model.items[other] as Item).named;
    if (!isSeated(board, other))
      return [{ code: 'dependency_unplaced', dependency, root: rootOf(board, other) }];
    const end = endOf(board, other);
    return end <= start ? [] : [{ code: 'before_dependency', dependency, endAt: model.zone.tell(end) }];
  });
  return [...unknown, ...known];
}
