/** Of a task, what its place in a timeline rests on. */
export interface TimelineTask {
  readonly id: string;
  readonly title: string;
  readonly dependsOn: readonly string[];
  readonly dueAt: Date | null;
}

/** When a task is planned, or was done. */
export interface Slot {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Tasks so that each stands after those it depends on; among those that are free, what is planned first, then what is
 * due first, then by title. Dependencies that are not among the tasks do not count.
 */
export function orderTasks<Task extends TimelineTask>(
  tasks: readonly Task[],
  slots: ReadonlyMap<string, Slot>,
): Task[] {
  const timeOf = ({ id, dueAt }: Task): readonly [number, number] => [
    slots.get(id)?.from.getTime() ?? Infinity,
    dueAt?.getTime() ?? Infinity,
  ];
  const waiting = tasks.toSorted((a, b) => {
    const [first, second] = [timeOf(a), timeOf(b)];
    for (const index of [0, 1] as const)
      if (first[index] !== second[index]) return first[index] < second[index] ? -1 : 1;
    return a.title.localeCompare(b.title, 'en') || (a.id < b.id ? -1 : 1);
  });
  const left = new Set(waiting.map(({ id }) => id));
  const ordered: Task[] = [];
  while (left.size > 0) {
    const open = waiting.filter(({ id }) => left.has(id));
    // No circle is let in; if there were one, its first task breaks it.
    const next = open.find(({ dependsOn }) => !dependsOn.some((id) => left.has(id))) ?? open[0];
    if (next === undefined) break;
    left.delete(next.id);
    ordered.push(next);
  }
  return ordered;
}

/**
 * The step of each task that stands at no time, counted from 1: one after the last of the tasks before it that stand at
 * no time either. It says in which order they can be done, not when.
 */
export function stepsOf(
  ordered: readonly TimelineTask[],
  slots: ReadonlyMap<string, Slot>,
): ReadonlyMap<string, number> {
  const steps = new Map<string, number>();
  for (const { id, dependsOn } of ordered) {
    if (slots.has(id)) continue;
    steps.set(id, 1 + Math.max(0, ...dependsOn.map((before) => steps.get(before) ?? 0)));
  }
  return steps;
}
