import type { Task, TaskDetail } from '#modules/tasks/contract';

/** A task as its form holds it. */
export interface TaskDraft {
  readonly title: string;
  readonly description: string;
  readonly priority: Task['priority'];
  /** A day such as `2026-11-26` where the person is; empty without one. */
  readonly dueDay: string;
  readonly minutes: number | string;
  readonly dependsOn: readonly string[];
  readonly payload: Readonly<Record<string, unknown>>;
}
export type DraftField = keyof TaskDraft;

export const DRAFT_WORDS: Readonly<Record<DraftField, string>> = {
  title: 'Title',
  description: 'Description',
  priority: 'Priority',
  dueDay: 'Due on',
  minutes: 'Minutes of work',
  dependsOn: 'Comes after',
  payload: 'Payload',
};
const FIELDS = Object.keys(DRAFT_WORDS) as DraftField[];

type Editable = Pick<
  TaskDetail,
  'title' | 'description' | 'priority' | 'dueAt' | 'minutes' | 'dependsOn' | 'payload'
>;

export function draftOf({ dueAt, ...task }: Editable): TaskDraft {
  const { title, description, priority, minutes, dependsOn, payload } = task;
  return {
    title,
    description,
    priority,
    minutes,
    dependsOn,
    payload,
    dueDay: dueAt === null ? '' : dayOf(dueAt),
  };
}

/** The fields in which two drafts differ. */
export function differing(one: TaskDraft, other: TaskDraft): DraftField[] {
  return FIELDS.filter((field) => inOrder(one[field]) !== inOrder(other[field]));
}

type Json = TaskDetail['payload'];

/** What is sent of a draft: only what was changed, so that nobody's other changes are undone. */
export function changesOf(base: TaskDraft, draft: TaskDraft) {
  const changed = new Set(differing(base, draft));
  return {
    ...(changed.has('title') ? { title: draft.title } : {}),
    ...(changed.has('description') ? { description: draft.description } : {}),
    ...(changed.has('priority') ? { priority: draft.priority } : {}),
    ...(changed.has('dueDay') ? { dueAt: endOfDay(draft.dueDay) } : {}),
    ...(changed.has('minutes') ? { minutes: Number(draft.minutes) } : {}),
    ...(changed.has('dependsOn') ? { dependsOn: [...draft.dependsOn] } : {}),
    ...(changed.has('payload') ? { payload: draft.payload as Json } : {}),
  };
}

/** One's own changes on top of what somebody else saved meanwhile. */
export function onTopOf(base: TaskDraft, mine: TaskDraft, theirs: TaskDraft): TaskDraft {
  const own = differing(base, mine);
  return { ...theirs, ...Object.fromEntries(own.map((field) => [field, mine[field]])) };
}

/** The last second of a day where the person is; null for none. */
export function endOfDay(day: string): Date | null {
  return day === '' ? null : new Date(`${day}T23:59:59`);
}

function dayOf(at: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** As JSON with the names of objects in order; what is not set is not there. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
