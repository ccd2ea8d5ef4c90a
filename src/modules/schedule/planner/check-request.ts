import { PRIORITIES } from '#kernel/priority';
import { scheduleError } from './errors.ts';
import type { PlanRequest, Resource, TaskRequest, WorkingHours } from './request.ts';
import { DAY_MS, parseDay, parseMinute } from './zone.ts';

/** Ten years. */
const MAX_DAYS = 3_660;
/** What the calendar counts with, so that a day before and after is a date as well. */
const FIRST_INSTANT = 0;
const LAST_INSTANT = Date.UTC(9999, 0);
const WEEKDAYS = new Set(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

/** Throws `schedule.bad_request` with the first thing that makes no sense; what merely has no place is not looked at. */
export function checkRequest(request: PlanRequest): void {
  checkDays(request);
  checkHours(request.workingHours, 'the working hours');
  checkCount(request.maxTasksPerDay, 'the tasks per day');
  checkCount(request.minutesPerDay, 'the minutes per day');
  checkInstant(request.earliest, 'the earliest start');
  refuseTwice(request.resources ?? [], 'resources');
  for (const resource of request.resources ?? []) checkResource(resource);
  const resources = new Set(request.resources?.map(({ id }) => id));
  for (const { resourceIds, reason } of request.blackouts ?? [])
    checkKnown(resourceIds, resources, `the blackout "${reason}"`);
  refuseTwice(request.tasks, 'tasks');
  for (const task of request.tasks) {
    checkTask(task);
    checkKnown(task.resourceIds, resources, `task ${task.id}`);
  }
}

function checkDays({ range, blackouts = [], holidays = [] }: PlanRequest): void {
  const first = dayOf(range.from, 'the range');
  const last = dayOf(range.to, 'the range');
  refuseIf(last < first, `the range ends (${range.to}) before it begins (${range.from})`);
  refuseIf(last - first >= MAX_DAYS, `the range has more than ${MAX_DAYS} days`);
  for (const { from, to, reason } of blackouts) {
    const what = `the blackout "${reason}"`;
    refuseIf(dayOf(to, what) < dayOf(from, what), `${what} ends before it begins`);
  }
  for (const { date, name } of holidays) dayOf(date, `the holiday "${name}"`);
}

function dayOf(text: string, what: string): number {
  const day = parseDay(text);
  if (day === undefined) throw badRequest(`"${text}" in ${what} is no date such as 2027-03-04`);
  const at = day * DAY_MS;
  refuseIf(at < FIRST_INSTANT || at >= LAST_INSTANT, `${text} in ${what} is no date from 1970 to 9998`);
  return day;
}

function checkHours(hours: WorkingHours, what: string): void {
  for (const [weekday, spans] of Object.entries(hours)) {
    refuseIf(!WEEKDAYS.has(weekday), `"${weekday}" in ${what} is no weekday: they are mon to sun`);
    for (const { from, to } of spans) {
      const start = parseMinute(from);
      const end = parseMinute(to);
      if (start === undefined || end === undefined || end <= start)
        throw badRequest(`${from} to ${to} on ${weekday} in ${what} is no stretch of one day`);
    }
  }
}

function checkResource({ id, atOnce, tasksPerDay, minutesPerDay, workingHours }: Resource): void {
  checkCount(atOnce, `what resource ${id} takes at once`);
  checkCount(tasksPerDay, `the tasks per day of resource ${id}`);
  checkCount(minutesPerDay, `the minutes per day of resource ${id}`);
  if (workingHours !== undefined) checkHours(workingHours, `the hours of resource ${id}`);
}

function checkTask({ id, durationMinutes, priority, ...task }: TaskRequest): void {
  refuseIf(
    !Number.isSafeInteger(durationMinutes) || durationMinutes < 1,
    `task ${id} takes ${durationMinutes} minutes; give a whole number of at least 1`,
  );
  refuseIf(!PRIORITIES.includes(priority), `task ${id} has no priority from LOW to CRITICAL`);
  checkInstant(task.deadline, `the deadline of task ${id}`);
  checkInstant(task.notBefore, `the first start of task ${id}`);
  checkInstant(task.fixedAt, `the fixed time of task ${id}`);
  checkInstant(task.previousAt, `the previous time of task ${id}`);
}

function checkCount(value: number | undefined, what: string): void {
  if (value === undefined) return;
  refuseIf(!Number.isSafeInteger(value) || value < 0, `${what} are no whole number of at least 0`);
}

function checkInstant(value: Date | undefined, what: string): void {
  if (value === undefined) return;
  const isSane = value.getTime() >= FIRST_INSTANT && value.getTime() < LAST_INSTANT;
  refuseIf(!isSane, `${what} is no date from 1970 to 9998`);
}

function checkKnown(ids: readonly string[] | undefined, known: ReadonlySet<string>, what: string): void {
  const unknown = ids?.find((id) => !known.has(id));
  if (unknown !== undefined) throw badRequest(`${what} names a resource ${unknown} that is not there`);
}

function refuseTwice(things: readonly { readonly id: string }[], what: string): void {
  const seen = new Set<string>();
  for (const { id } of things) {
    refuseIf(seen.has(id), `two ${what} have the id ${id}`);
    seen.add(id);
  }
}

function refuseIf(isWrong: boolean, problem: string): void {
  if (isWrong) throw badRequest(problem);
}

function badRequest(problem: string): Error {
  return scheduleError('schedule.bad_request', { problem });
}
