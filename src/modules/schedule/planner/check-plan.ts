import type { Placement, Plan } from './plan.ts';
import type { PlanRequest, Resource, TaskRequest, WorkingHours } from './request.ts';

/** A judge for tests and benchmarks that shares nothing with the planner: every broken rule, in words. */
export function findBrokenRules(request: PlanRequest, plan: Plan): string[] {
  const tasks = new Map(request.tasks.map((task) => [task.id, task]));
  const placements = new Map(plan.placements.map((placement) => [placement.taskId, placement]));
  const broken: string[] = [];
  const own = plan.placements.filter(({ isFixed }) => !isFixed);
  for (const placement of own) {
    const task = tasks.get(placement.taskId) as TaskRequest;
    broken.push(...brokenTimes(request, task, placement));
    for (const id of task.dependsOn ?? []) {
      const before = placements.get(id);
      if (before === undefined || before.endAt > placement.runAt)
        broken.push(`${task.id} does not wait for ${id}`);
    }
    for (const other of request.tasks.filter((t) => t.dependsOn?.includes(task.id))) {
      const after = placements.get(other.id);
      if (after !== undefined && after.runAt < placement.endAt)
        broken.push(`${task.id} ends after ${other.id} starts`);
    }
  }
  return [...broken, ...brokenLoads(request, plan, tasks)];
}

/** The wall clock by the runtime itself. */
function wallOf(instant: Date, timeZone: string): { date: string; time: string } {
  const text = instant.toLocaleString('sv-SE', { timeZone });
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

function resourcesOf({ resources = [] }: PlanRequest, task: TaskRequest): Resource[] {
  return resources.filter(({ id }) => task.resourceIds?.includes(id));
}

function brokenTimes(
  request: PlanRequest,
  task: TaskRequest,
  { runAt, endAt, windowEnd }: Placement,
): string[] {
  const { timeZone, range, holidays = [], blackouts = [] } = request;
  const { date, time } = wallOf(runAt, timeZone);
  const last = wallOf(new Date(endAt.getTime() - 1), timeZone);
  const broken: string[] = [];
  const say = (isBroken: boolean, what: string): void => {
    if (isBroken) broken.push(`${task.id} on ${date} ${time}: ${what}`);
  };
  say(endAt.getTime() - runAt.getTime() !== task.durationMinutes * 60_000, 'its length');
  say(date < range.from || last.date > range.to, 'outside the range');
  say(last.date !== date, 'over midnight');
  say(task.deadline !== undefined && endAt > task.deadline, 'after its deadline');
  say(task.notBefore !== undefined && runAt < task.notBefore, 'before its first start');
  say(request.earliest !== undefined && runAt < request.earliest, 'before the earliest start');
  say(windowEnd < runAt, 'window ends before it starts');
  say(
    holidays.some((holiday) => holiday.date === date),
    'a holiday',
  );
  const isOut = blackouts.some(
    (b) =>
      b.from <= date && date <= b.to && (b.resourceIds?.some((id) => task.resourceIds?.includes(id)) ?? true),
  );
  say(isOut, 'blacked out');
  const resources = resourcesOf(request, task);
  const hours =
    resources.length === 0
      ? [request.workingHours]
      : resources.map((r) => r.workingHours ?? request.workingHours);
  say(!hours.every((week) => isWithin(week, { date, from: time, to: last.time })), 'outside the hours');
  return broken;
}

function isWithin(week: WorkingHours, at: { date: string; from: string; to: string }): boolean {
  const weekday = new Date(`${at.date}T00:00:00Z`).toLocaleDateString('en', {
    weekday: 'short',
    timeZone: 'UTC',
  });
  const spans = week[weekday.toLowerCase() as keyof WorkingHours] ?? [];
  return spans.some(({ from, to }) => from <= at.from && at.to < to);
}

function brokenLoads(request: PlanRequest, plan: Plan, tasks: ReadonlyMap<string, TaskRequest>): string[] {
  const byDay = Map.groupBy(plan.placements, ({ runAt }) => wallOf(runAt, request.timeZone).date);
  const broken: string[] = [];
  const check = (placements: readonly Placement[], limits: Partial<Resource>, what: string): void => {
    // What only fixed tasks break is their own conflict.
    if (!placements.some(({ isFixed }) => !isFixed)) return;
    const minutes = placements.reduce((sum, p) => sum + (tasks.get(p.taskId)?.durationMinutes ?? 0), 0);
    if (placements.length > (limits.tasksPerDay ?? Infinity))
      broken.push(`${what}: ${placements.length} tasks`);
    if (minutes > (limits.minutesPerDay ?? Infinity)) broken.push(`${what}: ${minutes} minutes`);
  };
  for (const [date, placements] of byDay) {
    const ofDay = placements.filter(({ taskId }) => tasks.get(taskId)?.onlyResources !== true);
    check(ofDay, { ...request, tasksPerDay: request.maxTasksPerDay }, date);
    for (const resource of request.resources ?? []) {
      const its = placements.filter(({ taskId }) => tasks.get(taskId)?.resourceIds?.includes(resource.id));
      check(its, resource, `${date} ${resource.id}`);
    }
  }
  for (const { id, atOnce } of request.resources ?? []) {
    const its = plan.placements.filter(({ taskId }) => tasks.get(taskId)?.resourceIds?.includes(id));
    for (const { isFixed, taskId, runAt, endAt } of its) {
      if (isFixed) continue;
      const moments = [runAt, ...its.map((p) => p.runAt).filter((at) => at > runAt && at < endAt)];
      for (const at of moments)
        if (its.filter((p) => p.runAt <= at && at < p.endAt).length > atOnce)
          broken.push(`${taskId} on ${id} at once`);
    }
  }
  return broken;
}
