import { canonicalJson, sha256 } from '#kernel/hash';
import { PRIORITIES, type Priority, type RunState, type TaskStatus } from './enums.ts';

/** Hash of what would be done: an approval is bound to it. Priority, date and order may change without it. */
export function hashOfTask(task: {
  campaignId: string;
  type: string;
  title: string;
  description: string;
  payload: unknown;
}): string {
  const { campaignId, type, title, description, payload } = task;
  return sha256(canonicalJson({ kind: 'task', campaignId, type, title, description, payload }));
}

/** Edges of a graph of tasks: id to the ids it depends on. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** The ids of a circle that an edge from `id` to one of `wanted` would close, from `id` to `id`; undefined without one. */
export function findCircle(
  graph: Dependencies,
  { id, wanted }: { id: string; wanted: readonly string[] },
): readonly string[] | undefined {
  const seen = new Set<string>();
  const follow = (from: string, path: readonly string[]): readonly string[] | undefined => {
    if (from === id) return [...path, from];
    if (seen.has(from)) return undefined;
    seen.add(from);
    for (const next of graph.get(from) ?? []) {
      const found = follow(next, [...path, from]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  for (const next of wanted) {
    const found = follow(next, [id]);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Ordered {
  readonly id: string;
  readonly priority: Priority;
  readonly dueAt: Date | null;
  readonly dependsOn: readonly string[];
}

/**
 * Tasks so that each stands after those it depends on; among those that are free the most urgent comes first, then the
 * one that is due first, then the older one. Dependencies that are not in the list do not count.
 */
export function inOrder<Item extends Ordered>(tasks: readonly Item[]): Item[] {
  const left = new Map(tasks.map((task) => [task.id, task]));
  const ordered: Item[] = [];
  const byUrgency = tasks.toSorted(compareUrgency);
  while (left.size > 0) {
    const free = byUrgency.find(
      ({ id, dependsOn }) => left.has(id) && !dependsOn.some((before) => left.has(before)),
    );
    // Only a circle leaves none free, and no circle is let in.
    const next = free ?? byUrgency.find(({ id }) => left.has(id));
    if (next === undefined) break;
    left.delete(next.id);
    ordered.push(next);
  }
  return ordered;
}

function compareUrgency(a: Ordered, b: Ordered): number {
  const urgency = PRIORITIES.indexOf(b.priority) - PRIORITIES.indexOf(a.priority);
  if (urgency !== 0) return urgency;
  const due = (a.dueAt?.getTime() ?? Infinity) - (b.dueAt?.getTime() ?? Infinity);
  if (due !== 0 && !Number.isNaN(due)) return due;
  return a.id < b.id ? -1 : 1;
}

/** How a task stands whose last run ended so (EXE-1). */
const STATUS_OF: Readonly<Record<RunState, TaskStatus>> = {
  running: 'RUNNING',
  completed: 'COMPLETED',
  preview: 'COMPLETED_PREVIEW',
  failed: 'FAILED',
  skipped: 'SKIPPED',
};

/** How a task stands: by its last run, else by whether anything stands in the way. */
export function statusOf(execution: RunState | null, isBlocked: boolean): TaskStatus {
  if (execution !== null) return STATUS_OF[execution];
  return isBlocked ? 'NOT_EXECUTABLE' : 'READY_TO_RUN';
}

/** Whether a task may be done now: it is not being done, not done for good, and nothing stands in the way. */
export function mayRun(execution: RunState | null, isBlocked: boolean): boolean {
  return !isBlocked && execution !== 'running' && execution !== 'completed';
}
