import { type CalendarRules, newCalendarRules } from '#modules/schedule/contract';
import { WEEKDAYS } from '#modules/schedule/enums';
import { formatNumber } from '../../lib/words.ts';

export type Weekday = (typeof WEEKDAYS)[number];

/** Rules as they are typed: a number that is deleted is a text. */
export type DaysDraft = Omit<CalendarRules, 'maxTasksPerDay' | 'minutesPerDay'> & {
  readonly maxTasksPerDay: number | string;
  readonly minutesPerDay: number | string;
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
  return { ...rules, minutesPerDay: rules.minutesPerDay ?? '' };
}

/** What is wrong, in plain words, by the path of its field such as `workingHours.mon.0`. */
export type DaysProblems = Readonly<Record<string, string>>;

/** The rules that were typed, or what is wrong with them. */
export function readDraft(draft: DaysDraft): { rules: CalendarRules } | { problems: DaysProblems } {
  const read = newCalendarRules.safeParse({
    ...draft,
    maxTasksPerDay: draft.maxTasksPerDay === '' ? undefined : draft.maxTasksPerDay,
    minutesPerDay: draft.minutesPerDay === '' ? null : draft.minutesPerDay,
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

type Issue = NonNullable<ReturnType<typeof newCalendarRules.safeParse>['error']>['issues'][number];

function plainly(issue: Issue): string {
  const [field] = issue.path;
  if (issue.code === 'too_big')
    return issue.origin === 'array'
      ? `There are more than ${formatNumber(Number(issue.maximum))}.`
      : `It is at most ${formatNumber(Number(issue.maximum))}${issue.origin === 'string' ? ' letters' : ''}.`;
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'Give a reason.' : 'It is at least 0.';
  if (issue.code === 'invalid_type') return 'Give a whole number.';
  if (field === 'timeZone') return 'There is no such time zone. Write it like Europe/Berlin.';
  return `It ${issue.message}.`;
}
