import type { Change, Conflict, ConflictCause, DayObstacle, Named, Reason } from './plan.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A reason as a plain English sentence. */
export function tellReason(reason: Reason): string {
  switch (reason.code) {
    case 'fixed':
      return `Fixed on ${tellTime(reason.at)}.`;
    case 'kept':
      return `Stays on ${tellTime(reason.at)}, as in the plan before.`;
    case 'moved':
      return `Moved from ${tellTime(reason.from)} to ${tellTime(reason.to)}, as near as the rules allow.`;
    case 'placed':
      return `On ${tellTime(reason.at)}.`;
    case 'after_dependency':
      return `After ${tellNamed(reason.dependency)}, which ends on ${tellTime(reason.endAt)}.`;
    case 'not_before':
      return `It may not start before ${tellTime(reason.at)}.`;
    case 'deadline':
      return `Its deadline is ${tellTime(reason.at)}.`;
    case 'before_dependant':
      return `${tellNamed(reason.dependant)} waits for it, on ${tellTime(reason.startAt)}.`;
    case 'day_passed':
      return tellDay(reason.day, reason.obstacle);
    case 'day_evened':
      return `${tellDate(reason.day)} has its share of the work (${tellCount(reason.count, 'task')}).`;
  }
}

export function conflictOf(cause: ConflictCause): Conflict {
  return { ...cause, message: tellConflict(cause) };
}

function tellConflict(cause: ConflictCause): string {
  switch (cause.code) {
    case 'dependency_unknown':
      return `It depends on ${cause.dependencyId}, which is not among the tasks.`;
    case 'dependency_unplaced':
      return cause.root.id === cause.dependency.id
        ? `It waits for ${tellNamed(cause.dependency)}, which has no place. Solve that first.`
        : `It waits for ${tellNamed(cause.dependency)}, which has no place because ${tellNamed(cause.root)} has none. Solve that first.`;
    case 'too_long':
      return `The longest working span (${cause.longest} minutes) is shorter than the task (${cause.minutes} minutes).`;
    case 'no_working_time':
      return cause.resources.length === 0
        ? 'There are no working hours in the range.'
        : `${tellAll(cause.resources)} ${cause.resources.length === 1 ? 'has no working hours' : 'have no working hours in common'} in the range.`;
    case 'deadline_passed':
      return `Its deadline, ${tellTime(cause.deadline)}, is over before anything can start.`;
    case 'deadline_too_early':
      return `Its deadline is ${tellTime(cause.deadline)}, but ${tellEarliest(cause.earliest)}.`;
    case 'starts_too_late':
      return `The range ends on ${tellDate(cause.rangeTo)}, but ${tellEarliest(cause.earliest)}.`;
    case 'dependant_fixed_too_early':
      return `${tellNamed(cause.dependant)} needs it and is fixed on ${tellTime(cause.startAt)}, but ${tellEarliest(cause.earliest)}.`;
    case 'days_taken':
      return cause.days === 1
        ? tellDay(cause.firstDay, cause.obstacle)
        : `${tellDay(cause.firstDay, cause.obstacle).slice(0, -1)}; it is the same on ${tellCount(cause.days - 1, 'other day')}.`;
    case 'outside_range':
      return `It is fixed on ${tellTime(cause.at)}, outside the range.`;
    case 'outside_hours':
      return `It is fixed on ${tellTime(cause.at)}, and not all of it lies in working hours.`;
    case 'day_refuses':
      return tellDay(cause.day, cause.obstacle);
    case 'after_deadline':
      return `It ends on ${tellTime(cause.endAt)}, after its deadline ${tellTime(cause.deadline)}.`;
    case 'before_allowed':
      return `It is fixed on ${tellTime(cause.at)}, before ${tellTime(cause.allowed)}, its first start.`;
    case 'before_dependency':
      return `It starts before ${tellNamed(cause.dependency)} ends on ${tellTime(cause.endAt)}.`;
  }
}

function tellEarliest(earliest: string): string {
  return earliest === '' ? 'there is no working time for it' : `it cannot start before ${tellTime(earliest)}`;
}

/** Changes as one sentence that says what to do. */
export function tellChanges(changes: readonly Change[]): string {
  const text = changes.map(tellChange).join(', and ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function tellChange(change: Change): string {
  switch (change.kind) {
    case 'tasksPerDay':
      return `raise tasks per day from ${change.from} to ${change.to}`;
    case 'minutesPerDay':
      return `raise minutes per day from ${change.from} to ${change.to}`;
    case 'resource':
      return `raise ${LIMIT_NAMES[change.limit]} of ${tellNamed(change.resource)} from ${change.from} to ${change.to}`;
    case 'deadline':
      return `move the deadline to ${tellTime(change.local)}`;
    case 'notBefore':
      return `let it start on ${tellTime(change.local)}`;
    case 'rangeTo':
      return `plan up to ${tellDate(change.to)}`;
    case 'duration':
      return `shorten it from ${change.from} to ${change.to} minutes`;
    case 'fixedAt':
      return `move ${tellNamed(change.dependant)}, which needs it, to ${tellTime(change.local)}`;
    case 'removeDependency':
      return `remove the dependency on ${change.dependencyId}`;
  }
}

const LIMIT_NAMES = {
  tasksPerDay: 'tasks per day',
  minutesPerDay: 'minutes per day',
  atOnce: 'tasks at once',
} as const;

function tellDay(day: string, obstacle: DayObstacle): string {
  const date = tellDate(day);
  switch (obstacle.code) {
    case 'closed':
      if (obstacle.cause === 'holiday') return `${date} is a holiday (${obstacle.name}).`;
      if (obstacle.cause === 'blackout') return `${date} is blacked out (${obstacle.name}).`;
      return `${date} has no working hours.`;
    case 'tasks_full':
      if (obstacle.limit === 0) return `${date} takes no work: 0 tasks a day are set.`;
      return `${date} is full (${obstacle.count} of ${tellCount(obstacle.limit, 'task')}).`;
    case 'minutes_full':
      if (obstacle.limit === 0) return `${date} takes no work: 0 minutes a day are set.`;
      return `${date} is full (${obstacle.minutes} of ${tellCount(obstacle.limit, 'minute')} taken).`;
    case 'resource_tasks_full':
      if (obstacle.limit === 0)
        return `${tellNamed(obstacle.resource)} takes no work on ${date}: 0 tasks a day are set.`;
      return `${tellNamed(obstacle.resource)} has enough to do on ${date}: ${obstacle.count} of ${tellCount(obstacle.limit, 'task')}.`;
    case 'resource_minutes_full':
      return tellMinutesOf(obstacle, date);
    case 'no_stretch':
      return obstacle.resources.length === 0
        ? `${date} has no ${obstacle.minutes} minutes in one piece in the hours that are left for it.`
        : `${tellAll(obstacle.resources)} ${obstacle.resources.length === 1 ? 'has' : 'have'} no ${obstacle.minutes} free minutes in one piece on ${date}.`;
  }
}

function tellMinutesOf(
  { resource, minutes, limit, wanted }: Extract<DayObstacle, { code: 'resource_minutes_full' }>,
  date: string,
): string {
  const name = tellNamed(resource);
  if (limit === 0) return `${name} has no time on ${date}: 0 minutes a day are set.`;
  const taken = `${minutes} of ${tellCount(limit, 'minute')} are taken`;
  return minutes >= limit
    ? `${name} has no time left on ${date}: ${taken}.`
    : `${name} has too little time left on ${date}: ${taken}, and this takes ${wanted}.`;
}

function tellNamed({ name }: Named): string {
  return `“${name}”`;
}

function tellAll(all: readonly Named[]): string {
  return all.map(tellNamed).join(' and ');
}

function tellCount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** `3 March 2027` of `2027-03-03`. */
function tellDate(text: string): string {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

/** `3 March 2027, 09:00` of `2027-03-03T09:00`. */
function tellTime(text: string): string {
  return `${tellDate(text)}, ${text.slice(11, 16)}`;
}
