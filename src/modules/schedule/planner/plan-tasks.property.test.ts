import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom, shuffled } from '#kernel/random';
import { findBrokenRules } from './check-plan.ts';
import { inventRequest } from './invented-requests.ts';
import { planTasks, type Change, type Plan, type PlanRequest, type TaskRequest } from './index.ts';

const ZONES = [
  ['Europe/Berlin', '2027-03-24'],
  ['Europe/Berlin', '2027-10-27'],
  ['America/New_York', '2027-03-10'],
  ['America/New_York', '2027-11-03'],
  ['Australia/Lord_Howe', '2027-04-01'],
  ['Australia/Lord_Howe', '2027-09-30'],
] as const;

const requests = fc
  .record({
    seed: fc.nat(1_000_000).map(String),
    tasks: fc.integer({ min: 1, max: 45 }),
    days: fc.integer({ min: 1, max: 12 }),
    resources: fc.integer({ min: 0, max: 3 }),
    maxTasksPerDay: fc.integer({ min: 0, max: 8 }),
    due: fc.constantFrom(0, 0.3, 0.8),
    linked: fc.constantFrom(0, 0.3, 0.8),
    fixed: fc.constantFrom(0, 0, 0.15),
    zone: fc.constantFrom(...ZONES),
  })
  .map(({ zone: [timeZone, from], ...recipe }) => inventRequest({ ...recipe, timeZone, from, isHard: true }));

const withPrevious = (request: PlanRequest, plan: Plan): PlanRequest => {
  const at = new Map(plan.placements.map(({ taskId, runAt }) => [taskId, runAt]));
  const tasks = request.tasks.map((task) => {
    const previousAt = at.get(task.id);
    return previousAt === undefined ? task : { ...task, previousAt };
  });
  return { ...request, tasks };
};

test('SCH-2 no placement breaks a rule, over changes of the clock in three zones', () => {
  fc.assert(
    fc.property(requests, (request) => {
      expect(findBrokenRules(request, planTasks(request))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('SCH-2 the plan does not depend on the order of tasks, resources, holidays and blackouts', () => {
  fc.assert(
    fc.property(requests, fc.nat(1_000), (request, seed) => {
      const random = seededRandom(`order-${seed}`);
      const mixed: PlanRequest = {
        ...request,
        tasks: shuffled(request.tasks, random).map((task) => ({
          ...task,
          dependsOn: shuffled(task.dependsOn ?? [], random),
          resourceIds: shuffled(task.resourceIds ?? [], random),
        })),
        resources: shuffled(request.resources ?? [], random),
        holidays: shuffled(request.holidays ?? [], random),
        blackouts: shuffled(request.blackouts ?? [], random),
      };
      expect(planTasks(mixed)).toEqual(planTasks(request));
    }),
    { numRuns: 60 },
  );
});

test('SCH-2 every task is placed or has a reason why not, never both', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const { placements, unplaced, measures } = planTasks(request);
      const ids = [...placements, ...unplaced].map(({ taskId }) => taskId);
      expect(ids.toSorted()).toEqual(request.tasks.map(({ id }) => id).toSorted());
      for (const { conflicts } of unplaced) expect(conflicts.length).toBeGreaterThan(0);
      for (const { why } of placements) expect(why.length).toBeGreaterThan(0);
      expect([measures.placed, measures.unplaced]).toEqual([placements.length, unplaced.length]);
    }),
    { numRuns: 100 },
  );
});

test('SCH-2 planning an unchanged request again moves nothing', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const plan = planTasks(request);
      const again = planTasks(withPrevious(request, plan));
      expect(again.measures.moved).toBe(0);
      const starts = new Map(again.placements.map(({ taskId, runAt }) => [taskId, runAt]));
      for (const { taskId, runAt } of plan.placements) expect(starts.get(taskId)).toEqual(runAt);
    }),
    { numRuns: 100 },
  );
});

test('SCH-2 planning again after changes breaks no rule', () => {
  fc.assert(
    fc.property(requests, fc.nat(1_000), (request, seed) => {
      const random = seededRandom(`change-${seed}`);
      const before = withPrevious(request, planTasks(request));
      const changed: PlanRequest = {
        ...before,
        maxTasksPerDay: Math.max(1, request.maxTasksPerDay - 1),
        tasks: before.tasks.map((task) =>
          random() < 0.15 ? { ...task, durationMinutes: task.durationMinutes + 30 } : task,
        ),
      };
      expect(findBrokenRules(changed, planTasks(changed))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

/** The request after the changes, without the other tasks that have no place. */
function applyChanges(request: PlanRequest, taskId: string, changes: readonly Change[]): PlanRequest {
  let next = request;
  const editTask = (id: string, edit: (task: TaskRequest) => TaskRequest): void => {
    next = { ...next, tasks: next.tasks.map((task) => (task.id === id ? edit(task) : task)) };
  };
  for (const change of changes) {
    if (change.kind === 'tasksPerDay') next = { ...next, maxTasksPerDay: change.to };
    if (change.kind === 'minutesPerDay') next = { ...next, minutesPerDay: change.to };
    if (change.kind === 'rangeTo') next = { ...next, range: { ...next.range, to: change.to } };
    if (change.kind === 'deadline') editTask(taskId, (task) => ({ ...task, deadline: change.to }));
    if (change.kind === 'notBefore') editTask(taskId, (task) => ({ ...task, notBefore: change.to }));
    if (change.kind === 'duration') editTask(taskId, (task) => ({ ...task, durationMinutes: change.to }));
    if (change.kind === 'fixedAt') editTask(change.dependant.id, (task) => ({ ...task, fixedAt: change.to }));
    if (change.kind === 'removeDependency')
      editTask(taskId, (task) => ({
        ...task,
        dependsOn: (task.dependsOn ?? []).filter((id) => id !== change.dependencyId),
      }));
    if (change.kind === 'resource')
      next = {
        ...next,
        resources: (next.resources ?? []).map((resource) =>
          resource.id === change.resource.id ? { ...resource, [change.limit]: change.to } : resource,
        ),
      };
  }
  return next;
}

test('SCH-2 a named resolution gives the task a place and moves no other', () => {
  const kinds = new Map<string, number>();
  fc.assert(
    fc.property(requests, (request) => {
      const plan = planTasks(request);
      const placed = new Set(plan.placements.map(({ taskId }) => taskId));
      for (const { taskId, resolutions } of plan.unplaced) {
        for (const { changes, message } of resolutions) {
          expect(changes.length).toBeGreaterThan(0);
          for (const { kind } of changes) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
          const rest = withPrevious(request, plan);
          const tasks = rest.tasks.filter(({ id }) => id === taskId || placed.has(id));
          const again = planTasks(applyChanges({ ...rest, tasks }, taskId, changes));
          const found = again.placements.some((placement) => placement.taskId === taskId);
          expect(found, `${taskId}: ${message}`).toBe(true);
          if (!changes.some(({ kind }) => kind === 'fixedAt')) expect(again.measures.moved, message).toBe(0);
        }
      }
    }),
    { numRuns: 60, seed: 1 },
  );
  for (const kind of ['tasksPerDay', 'resource', 'deadline', 'rangeTo', 'notBefore'])
    expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(0);
});
