import { type CalendarRules, newCalendarRules } from '#modules/schedule/contract';
import { WEEKDAYS } from '#modules/schedule/enums';
import { formatNumber } from '../../lib/words.ts';
import { issuesOf } from '../../lib/issues-of.ts';

export type Weekday = (typeof WEEKDAYS)[number];

/** Rules as they are typed: a number that is deleted is a text. */
export type DaysDraft = Omit<CalendarRules, 'maxTasksPerDay' | 'minutesPerDay' | 'resources'> & {
  readonly maxTasksPerDay: number | string;
  readonly minutesPerDay: number | string;
  readonly resources: readonly ResourceDraft[];
};

/** A person or account as it is typed: an empty limit is none, and no types are all. */
export interface ResourceDraft {
  readonly name: string;
  readonly minutesPerDay: number | string;
  readonly tasksPerDay: number | string;
  readonly atOnce: number | string;
  readonly types: readonly string[];
}

export const NEW_RESOURCE: ResourceDraft = {
  name: '',
  minutesPerDay: '',
  tasksPerDay: '',
  atOnce: 1,
  types: [],
};

export const WEEKDAY_NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

export function draftOf(rules: CalendarRules): DaysDraft {
  return {
    ...rules,
    minutesPerDay: rules.minutesPerDay ?? '',
    resources: rules.resources.map((resource) => ({
      ...resource,
      minutesPerDay: resource.minutesPerDay ?? '',
      tasksPerDay: resource.tasksPerDay ?? '',
      types: resource.types ?? [],
    })),
  };
}

/** What is wrong, in plain words, by the path of its field such as `workingHours.mon.0`. */
export type DaysProblems = Readonly<Record<string, string>>;

/** The rules that were typed, or what is wrong with them. */
export function readDraft(draft: DaysDraft): { rules: CalendarRules } | { problems: DaysProblems } {
  const read = newCalendarRules.safeParse({
    ...draft,
    maxTasksPerDay: draft.maxTasksPerDay === '' ? undefined : draft.maxTasksPerDay,
    minutesPerDay: orNone(draft.minutesPerDay),
    resources: draft.resources.map((resource) => ({
      ...resource,
      minutesPerDay: orNone(resource.minutesPerDay),
      tasksPerDay: orNone(resource.tasksPerDay),
      types: resource.types.length === 0 ? null : resource.types,
    })),
  });
  const missing = draft.maxTasksPerDay === '' ? { maxTasksPerDay: 'Give a number; 0 plans nothing.' } : {};
  if (read.success && draft.maxTasksPerDay !== '') return { rules: read.data };
  const issues = read.success ? [] : read.error.issues.toReversed();
  return {
    problems: {
      ...Object.fromEntries(issues.map((issue) => [issue.path.join('.'), plainly(issue)])),
      ...missing,
    },
  };
}

function orNone(typed: number | string): number | string | null {
  return typed === '' ? null : typed;
}

/** What the server found wrong with rules, by the path of its field. */
export function refusalOf(details: Readonly<Record<string, unknown>>): DaysProblems {
  return Object.fromEntries(
    Object.entries(issuesOf(details)).map(([field, message]) => [
      field.replace(/^rules\./, ''),
      `${message}.`,
    ]),
  );
}

/** The first problem of a field that holds several values. */
export function problemWithin(problems: DaysProblems, path: string): string | undefined {
  return Object.entries(problems).find(([at]) => at === path || at.startsWith(`${path}.`))?.[1];
}

type Issue = NonNullable<ReturnType<typeof newCalendarRules.safeParse>['error']>['issues'][number];

function plainly(issue: Issue): string {
  const [field] = issue.path;
  if (issue.code === 'too_big')
    return issue.origin === 'array'
      ? `There are more than ${formatNumber(Number(issue.maximum))}.`
      : `It is at most ${formatNumber(Number(issue.maximum))}${issue.origin === 'string' ? ' letters' : ''}.`;
  if (issue.code === 'too_small')
    return issue.origin === 'string'
      ? `Give a ${field === 'resources' ? 'name' : 'reason'}.`
      : `It is at least ${formatNumber(Number(issue.minimum))}.`;
  if (issue.code === 'invalid_type') return 'Give a whole number.';
  if (field === 'timeZone') return 'There is no such time zone. Write it like Europe/Berlin.';
  return `It ${issue.message}.`;
}
