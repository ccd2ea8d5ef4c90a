import { PRIORITIES } from '#kernel/priority';
import {
  earliestStart,
  indexOfDay,
  layOutDays,
  openCalendars,
  type Calendar,
  type Days,
} from './calendar.ts';
import { orderByDependencies } from './dependencies.ts';
import type { Named } from './plan.ts';
import type { PlanRequest } from './request.ts';
import { MINUTE_MS, openZone, type Zone } from './zone.ts';

/** One task, with everything by index and in epoch milliseconds. */
export interface Item {
  readonly index: number;
  readonly named: Named;
  readonly length: number;
  readonly minutes: number;
  /** 0 LOW to 3 CRITICAL. */
  readonly priority: number;
  readonly resources: readonly number[];
  readonly calendar: Calendar;
  /** What it depends on, and what depends on it. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Dependencies that are not among the tasks. */
  readonly unknown: readonly string[];
  /** Its own first start, or that of the request or of the range. */
  readonly notBefore: number;
  /** Infinity when it has none. */
  readonly deadline: number;
  readonly fixedAt: number | undefined;
  readonly previousAt: number | undefined;
  /** It counts in no limit of the day. */
  readonly onlyResources: boolean;
  readonly comesLast: boolean;
}

/** Limits of a day and of each resource; Infinity where there is none. */
export interface Limits {
  readonly tasksPerDay: number;
  readonly minutesPerDay: number;
  readonly resources: readonly ResourceLimits[];
}

export interface ResourceLimits {
  readonly atOnce: number;
  readonly tasksPerDay: number;
  readonly minutesPerDay: number;
}

/** A request made ready: the same for every order in which its tasks and resources were given. */
export interface Model {
  readonly zone: Zone;
  readonly days: Days;
  readonly items: readonly Item[];
  readonly resources: readonly Named[];
  readonly limits: Limits;
  /** Nothing starts before this. */
  readonly earliest: number;
  /** Indexes of items, dependencies first, otherwise by id. */
  readonly order: readonly number[];
  /** Earliest start of each item by calendar and dependencies alone; Infinity when there is none. */
  readonly head: Float64Array;
  /** The calendar of tasks without resources. */
  readonly house: Calendar;
  readonly isEven: boolean;
  readonly dayOf: (instant: number) => number;
}

/** Makes a checked request ready. Throws `schedule.zone_unknown` and `schedule.circle`. */
export function buildModel(request: PlanRequest): Model {
  const zone = openZone(request.timeZone);
  const days = layOutDays(request, zone);
  const resources = (request.resources ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const calendarOf = openCalendars({ ...request, resources }, days, zone);
  const earliest = Math.max(days.starts[0] ?? 0, request.earliest?.getTime() ?? -Infinity);
  const items = buildItems(request, {
    calendarOf,
    earliest,
    resourceIndex: new Map(resources.map(({ id }, i) => [id, i])),
  });
  const order = orderByDependencies(items);
  return {
    zone,
    days,
    items,
    resources: resources.map(({ id, name }) => ({ id, name })),
    limits: {
      tasksPerDay: request.maxTasksPerDay,
      minutesPerDay: request.minutesPerDay ?? Infinity,
      resources: resources.map(({ atOnce, tasksPerDay = Infinity, minutesPerDay = Infinity }) => ({
        atOnce,
        tasksPerDay,
        minutesPerDay,
      })),
    },
    earliest,
    order,
    head: findHeads(items, order),
    house: calendarOf([]),
    isEven: request.pace !== 'early',
    dayOf: (instant) => indexOfDay(days, zone, instant),
  };
}

function buildItems(
  request: PlanRequest,
  parts: {
    calendarOf: (resources: readonly number[]) => Calendar;
    earliest: number;
    resourceIndex: ReadonlyMap<string, number>;
  },
): Item[] {
  const tasks = request.tasks.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const indexOf = new Map(tasks.map(({ id }, index) => [id, index]));
  const after: number[][] = tasks.map(() => []);
  return tasks.map((task, index) => {
    const ids = [...new Set(task.dependsOn)].toSorted();
    const before = ids.flatMap((id) => indexOf.get(id) ?? []);
    for (const other of before) after[other]?.push(index);
    const resources = [...new Set(task.resourceIds)]
      .map((id) => parts.resourceIndex.get(id) ?? 0)
      .toSorted((a, b) => a - b);
    return {
      index,
      named: { id: task.id, name: task.title },
      length: task.durationMinutes * MINUTE_MS,
      minutes: task.durationMinutes,
      priority: PRIORITIES.indexOf(task.priority),
      resources,
      calendar: parts.calendarOf(resources),
      before,
      after: after[index] ?? [],
      unknown: ids.filter((id) => !indexOf.has(id)),
      notBefore: Math.max(parts.earliest, task.notBefore?.getTime() ?? -Infinity),
      deadline: task.deadline?.getTime() ?? Infinity,
      fixedAt: task.fixedAt?.getTime(),
      previousAt: task.previousAt?.getTime(),
      onlyResources: task.onlyResources ?? false,
      comesLast: task.comesLast ?? false,
    };
  });
}

function findHeads(items: readonly Item[], order: readonly number[]): Float64Array {
  const head = new Float64Array(items.length);
  for (const index of order) {
    const item = items[index] as Item;
    let from = item.notBefore;
    for (const other of item.before) from = Math.max(from, (head[other] ?? 0) + (items[other]?.length ?? 0));
    head[index] = item.fixedAt ?? earliestStart(item.calendar, from, item.length);
  }
  return head;
}
