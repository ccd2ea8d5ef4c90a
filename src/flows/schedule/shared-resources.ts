import {
  type CalendarRules,
  calendarRules,
  type Resource,
  rulesStore,
  scheduleStore,
  type SharedResource,
  type TaskRequest,
} from '#modules/schedule/index';
import type { Context } from '#platform/context';

type Whose = Pick<scheduleStore.BusyPlace, 'type' | 'brandId'>;

/** The people, accounts and rooms of a plan, and who needs them. */
export interface Sharing {
  readonly resources: readonly Resource[];
  /** What a task needs, by id, as the days of its own brand have it. */
  readonly needsOf: (task: Whose) => string[];
  /** Days that a brand has of its own limit its own tasks; those of the workspace limit all. */
  readonly countsInDay: (task: Whose) => boolean;
}

/**
 * The resources of a plan by the days of `brandId` ('' for the workspace), and those that tasks of other brands need. Of
 * equal names it is one resource, with the limits that the days of the plan have for it.
 */
export async function openSharing(
  ctx: Context,
  { brandId, others }: { brandId: string; others: readonly Whose[] },
): Promise<Sharing> {
  const brandIds = [...new Set([brandId, ...others.map((task) => task.brandId ?? '')])].toSorted();
  const kept = await rulesStore.findRulesOf(ctx.db, ctx.workspaceId, brandIds);
  const parsed = new Map<string, CalendarRules>();
  for (const [whose, rules] of kept) parsed.set(whose, calendarRules.parse(rules));
  const resourcesOf = (whose: string): readonly SharedResource[] =>
    (parsed.get(whose) ?? parsed.get(''))?.resources ?? [];
  const all = new Map<string, Resource>();
  for (const whose of [brandId, '', ...brandIds])
    for (const resource of resourcesOf(whose)) {
      const made = forPlanner(resource);
      if (!all.has(made.id)) all.set(made.id, made);
    }
  const hasOwnDays = brandId !== '' && parsed.has(brandId);
  return {
    resources: [...all.values()],
    needsOf: (task) =>
      resourcesOf(task.brandId ?? '')
        .filter(({ types }) => types === null || types.includes(task.type))
        .map(idOf),
    countsInDay: (task) => !hasOwnDays || task.brandId === brandId,
  };
}

/** What takes time already, as the planner takes it: it stays where it is. */
export function standingTasks(places: readonly scheduleStore.BusyPlace[], sharing: Sharing): TaskRequest[] {
  return places.flatMap((place): TaskRequest[] => {
    const resourceIds = sharing.needsOf(place);
    const onlyResources = !sharing.countsInDay(place);
    if (onlyResources && resourceIds.length === 0) return [];
    const minutes = Math.round((place.endAt.getTime() - place.runAt.getTime()) / 60_000);
    return [
      {
        // What is being done may be waited for; what was done may come a second time, under its own name.
        id: place.state === 'IN_PROGRESS' ? place.taskId : place.id,
        title: place.title,
        durationMinutes: Math.max(1, minutes),
        priority: place.priority,
        fixedAt: place.runAt,
        resourceIds,
        onlyResources,
      },
    ];
  });
}

function idOf({ name }: Pick<SharedResource, 'name'>): string {
  return name.toLowerCase();
}

function forPlanner({ name, atOnce, tasksPerDay, minutesPerDay }: SharedResource): Resource {
  return {
    id: idOf({ name }),
    name,
    atOnce,
    ...(tasksPerDay === null ? {} : { tasksPerDay }),
    ...(minutesPerDay === null ? {} : { minutesPerDay }),
  };
}
