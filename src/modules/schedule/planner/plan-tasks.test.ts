import { expect, test } from 'vitest';
import { AppError } from '#kernel/errors';
import { findBrokenRules } from './check-plan.ts';
import { inventRequest } from './invented-requests.ts';
import {
  planTasks,
  tellReason,
  type Plan,
  type PlanRequest,
  type TaskRequest,
  type WorkingHours,
} from './index.ts';
import type { Unplaced } from './plan.ts';

const everyDay = (from: string, to: string): WorkingHours =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [{ from, to }]]));
const task = (id: string, given: Partial<TaskRequest> = {}): TaskRequest => ({
  id,
  title: `Task ${id}`,
  durationMinutes: 60,
  priority: 'MEDIUM',
  ...given,
});
/** Monday 1 to Friday 5 March 2027 in UTC, nine to five, unless said otherwise. */
const request = (tasks: readonly TaskRequest[], given: Partial<PlanRequest> = {}): PlanRequest => ({
  timeZone: 'UTC',
  range: { from: '2027-03-01', to: '2027-03-05' },
  workingHours: everyDay('09:00', '17:00'),
  maxTasksPerDay: 2,
  tasks,
  ...given,
});
const at = (text: string): Date => new Date(`2027-03-${text}:00Z`);
const startsOf = (plan: Plan): Record<string, string> =>
  Object.fromEntries(plan.placements.map(({ taskId, runAt }) => [taskId, runAt.toISOString().slice(8, 16)]));
const onlyUnplaced = (plan: Plan): Unplaced => {
  expect(plan.unplaced).toHaveLength(1);
  return plan.unplaced[0] as Unplaced;
};
const codeOf = (run: () => unknown): { code: string; details: unknown } => {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('nothing was refused');
};

test.each([
  ['an empty range', request([], { range: { from: '2027-03-02', to: '2027-03-01' } }), 'ends'],
  [
    'a day that does not exist',
    request([], { range: { from: '2027-02-30', to: '2027-03-01' } }),
    '2027-02-30',
  ],
  ['two tasks with one id', request([task('a'), task('a')]), 'two tasks'],
  ['a negative duration', request([task('a', { durationMinutes: -5 })]), '-5 minutes'],
  ['no duration', request([task('a', { durationMinutes: 0 })]), '0 minutes'],
  ['a broken instant', request([task('a', { deadline: new Date(NaN) })]), 'deadline of task a'],
  [
    'an instant outside all calendars',
    request([task('a', { deadline: new Date(8.64e15) })]),
    'deadline of task a',
  ],
  ['half a task per day', request([], { maxTasksPerDay: 1.5 }), 'tasks per day'],
  ['hours over midnight', request([], { workingHours: everyDay('22:00', '06:00') }), '22:00 to 06:00'],
  ['a resource that is not there', request([task('a', { resourceIds: ['x'] })]), 'resource x'],
] as const)('SCH-2 refused: %s', (_name, given, words) => {
  const { code, details } = codeOf(() => planTasks(given));
  expect(code).toBe('schedule.bad_request');
  expect((details as { problem: string }).problem).toContain(words);
});

test('SCH-2 a time zone that does not exist is refused', () => {
  expect(codeOf(() => planTasks(request([], { timeZone: 'Europe/Atlantis' })))).toMatchObject({
    code: 'schedule.zone_unknown',
    details: { timeZone: 'Europe/Atlantis' },
  });
});

test('SCH-2 a circle is refused with its path, also one of a task with itself', () => {
  const circle = [
    task('d', { dependsOn: ['c'] }),
    task('c', { dependsOn: ['a'] }),
    task('b', { dependsOn: ['c'] }),
    task('a', { dependsOn: ['b'] }),
  ];
  const found = codeOf(() => planTasks(request(circle)));
  expect(found.code).toBe('schedule.circle');
  expect(found.details).toMatchObject({ path: ['a', 'b', 'c', 'a'] });
  expect(codeOf(() => planTasks(request([task('a', { dependsOn: ['a'] })]))).details).toMatchObject({
    path: ['a', 'a'],
  });
});

test('SCH-2 nothing to plan is a plan', () => {
  expect(planTasks(request([])).measures).toEqual({
    placed: 0,
    unplaced: 0,
    workingDays: 5,
    tasksPerDay: { most: 0, least: 0, mean: 0 },
    latestEnd: null,
    moved: 0,
  });
});

test('SCH-2 dependencies end before what waits for them starts, whatever the ids and priorities', () => {
  const plan = planTasks(
    request(
      [task('a', { dependsOn: ['b'], priority: 'CRITICAL' }), task('b', { dependsOn: ['c'] }), task('c')],
      {
        maxTasksPerDay: 9,
        pace: 'early',
      },
    ),
  );
  expect(startsOf(plan)).toEqual({ c: '01T09:00', b: '01T10:00', a: '01T11:00' });
});

test('SCH-2 the more important tasks come earlier, unless that would cost a deadline', () => {
  const tasks = [
    task('low', { priority: 'LOW', deadline: at('01T17:00') }),
    task('high', { priority: 'HIGH' }),
    task('critical', { priority: 'CRITICAL' }),
    task('medium'),
  ];
  const plan = planTasks(request(tasks, { maxTasksPerDay: 1 }));
  expect(startsOf(plan)).toEqual({
    low: '01T09:00',
    critical: '02T09:00',
    high: '03T09:00',
    medium: '04T09:00',
  });
});

test('SCH-2 when not all can be in time, the less important one is left out', () => {
  const deadline = at('01T17:00');
  const tasks = [task('a', { priority: 'LOW', deadline }), task('b', { priority: 'CRITICAL', deadline })];
  const plan = planTasks(request(tasks, { maxTasksPerDay: 1 }));
  expect(plan.placements.map(({ taskId }) => taskId)).toEqual(['b']);
});

test('SCH-2 tasks are spread evenly over the days, and each place is explained', () => {
  const plan = planTasks(
    request(
      Array.from({ length: 10 }, (_, i) => task(`t${i}`)),
      { maxTasksPerDay: 10 },
    ),
  );
  expect(plan.measures.tasksPerDay).toEqual({ most: 2, least: 2, mean: 2 });
  const full = planTasks(
    request([task('a'), task('b'), task('c'), task('d', { deadline: at('02T12:00'), priority: 'LOW' })], {
      range: { from: '2027-03-01', to: '2027-03-02' },
      resources: [],
    }),
  );
  const last = full.placements.find(({ taskId }) => taskId === 'd');
  expect(last?.why.map(tellReason)).toEqual([
    'On 2 March 2027, 09:00.',
    '1 March 2027 is full (2 of 2 tasks).',
    'Its deadline is 2 March 2027, 12:00.',
  ]);
});

test('SCH-2 the window ends where the deadline, the working span or what depends on it would be late', () => {
  const plan = planTasks(
    request([task('a'), task('b', { dependsOn: ['a'], deadline: at('01T15:00') })], { pace: 'early' }),
  );
  expect(plan.placements.map(({ windowEnd }) => windowEnd)).toEqual([at('01T09:00'), at('01T14:00')]);
  const alone = planTasks(request([task('a')]));
  expect(alone.placements[0]?.windowEnd).toEqual(at('01T16:00'));
});

test.each([
  ['Europe/Berlin', '2027-03-28', 180],
  ['Europe/Berlin', '2027-10-31', 300],
  ['America/New_York', '2027-03-14', 180],
  ['America/New_York', '2027-11-07', 300],
  ['Australia/Lord_Howe', '2027-10-03', 210],
  ['Australia/Lord_Howe', '2027-04-04', 270],
  ['Europe/Berlin', '2027-03-29', 240],
] as const)('SCH-2 from one to five by the clock in %s on %s are %d minutes', (timeZone, day, minutes) => {
  const given = (durationMinutes: number): PlanRequest =>
    request([task('a', { durationMinutes })], {
      timeZone,
      range: { from: day, to: day },
      workingHours: everyDay('01:00', '05:00'),
    });
  expect(planTasks(given(minutes)).placements).toHaveLength(1);
  const { conflicts, resolutions } = onlyUnplaced(planTasks(given(minutes + 1)));
  expect(conflicts).toMatchObject([{ code: 'too_long', longest: minutes }]);
  expect(resolutions).toContainEqual({
    changes: [{ kind: 'duration', from: minutes + 1, to: minutes }],
    message: `Shorten it from ${minutes + 1} to ${minutes} minutes.`,
  });
});

test('SCH-2 a time that does not exist moves forward, one that comes twice is the first', () => {
  const start = (day: string): string | undefined =>
    planTasks(
      request([task('a')], {
        timeZone: 'Europe/Berlin',
        range: { from: day, to: day },
        workingHours: everyDay('02:30', '08:00'),
      }),
    ).placements[0]?.runAt.toISOString();
  expect(start('2027-03-28')).toBe('2027-03-28T01:30:00.000Z');
  expect(start('2027-10-31')).toBe('2027-10-31T00:30:00.000Z');
});

test('SCH-2 a day that a zone left out has no hours', () => {
  const plan = planTasks(
    request([task('a')], { timeZone: 'Pacific/Apia', range: { from: '2011-12-30', to: '2011-12-31' } }),
  );
  expect(plan.measures.workingDays).toBe(1);
  expect(plan.placements[0]?.runAt.toISOString()).toBe('2011-12-30T19:00:00.000Z');
});

test('SCH-2 holidays and blackouts are free, also those of one resource only', () => {
  const plan = planTasks(
    request([task('a', { resourceIds: ['r'] }), task('b')], {
      holidays: [{ date: '2027-03-01', name: 'First of March' }],
      blackouts: [{ from: '2027-03-02', to: '2027-03-03', reason: 'Leave', resourceIds: ['r'] }],
      resources: [{ id: 'r', name: 'Ada', atOnce: 1 }],
    }),
  );
  expect(startsOf(plan)).toEqual({ b: '02T09:00', a: '04T09:00' });
  expect(plan.placements[1]?.why.map(tellReason)).toEqual([
    'On 4 March 2027, 09:00.',
    '1 March 2027 is a holiday (First of March).',
    '3 March 2027 is blacked out (Leave).',
  ]);
});

test('SCH-2 what has no place says why and what would help', () => {
  const deadline = at('01T17:00');
  const plan = planTasks(
    request(
      [task('a'), task('b'), task('c', { deadline, priority: 'LOW' })].map((t) => ({ ...t, deadline })),
    ),
  );
  const { conflicts, resolutions } = onlyUnplaced(plan);
  expect(conflicts.map(({ message }) => message)).toEqual(['1 March 2027 is full (2 of 2 tasks).']);
  expect(resolutions.map(({ message }) => message)).toEqual([
    'Raise tasks per day from 2 to 3.',
    'Move the deadline to 2 March 2027, 10:00.',
  ]);
});

test.each([
  ['a deadline before the range', { deadline: new Date('2027-02-20T12:00Z') }, {}, 'deadline_passed'],
  [
    'a deadline that its first start leaves no time for',
    { notBefore: at('03T09:00'), deadline: at('03T09:30') },
    {},
    'deadline_too_early',
  ],
  ['a first start after the range', { notBefore: at('05T16:30') }, {}, 'starts_too_late'],
  ['no tasks per day', {}, { maxTasksPerDay: 0 }, 'days_taken'],
  ['no hours', {}, { workingHours: {} }, 'no_working_time'],
  ['an unknown dependency', { dependsOn: ['gone'] }, {}, 'dependency_unknown'],
] as const)('SCH-2 %s leaves a task without a place', (_name, given, rules, code) => {
  const { conflicts } = onlyUnplaced(planTasks(request([task('a', given)], rules)));
  expect(conflicts.map((conflict) => conflict.code)).toEqual([code]);
});

test('SCH-2 what waits for a task without a place names the one at the root', () => {
  const tasks = [
    task('a', { dependsOn: ['gone'] }),
    task('b', { dependsOn: ['a'] }),
    task('c', { dependsOn: ['b'] }),
  ];
  const plan = planTasks(request(tasks));
  expect(plan.unplaced.map(({ taskId }) => taskId)).toEqual(['a', 'b', 'c']);
  expect(plan.unplaced[2]?.conflicts).toMatchObject([
    { code: 'dependency_unplaced', dependency: { id: 'b' }, root: { id: 'a' } },
  ]);
  expect(plan.unplaced[0]?.resolutions.map(({ message }) => message)).toEqual([
    'Remove the dependency on gone.',
  ]);
});

test('SCH-2 fixed tasks stay where they are, and what they break is told', () => {
  const fixed: readonly (readonly [string, Partial<TaskRequest>, string])[] = [
    ['a', { fixedAt: at('01T08:30') }, 'outside_hours'],
    ['b', { fixedAt: at('02T10:00') }, 'day_refuses'],
    ['c', { fixedAt: at('09T10:00') }, 'outside_range'],
    ['d', { fixedAt: at('03T10:00'), resourceIds: ['r'] }, ''],
    ['e', { fixedAt: at('03T10:30'), resourceIds: ['r'] }, 'day_refuses'],
    ['f', { fixedAt: at('03T11:00') }, 'day_refuses'],
    ['g', { fixedAt: at('04T10:00'), dependsOn: ['h'] }, 'before_dependency'],
    ['h', { fixedAt: at('04T09:30') }, ''],
    ['i', { fixedAt: at('05T10:00'), deadline: at('05T10:30') }, 'after_deadline'],
    ['j', { fixedAt: at('05T10:00'), notBefore: at('05T11:00') }, 'before_allowed'],
  ];
  const plan = planTasks(
    request(
      fixed.map(([id, given]) => task(id, given)),
      {
        holidays: [{ date: '2027-03-02', name: 'A holiday' }],
        resources: [{ id: 'r', name: 'Ada', atOnce: 1 }],
      },
    ),
  );
  expect(plan.placements).toHaveLength(fixed.length);
  for (const { taskId, runAt } of plan.placements)
    expect(runAt).toEqual(fixed.find(([id]) => id === taskId)?.[1].fixedAt);
  const told = Object.fromEntries(
    plan.fixedConflicts.map(({ taskId, conflicts }) => [taskId, conflicts.map(({ code }) => code)]),
  );
  for (const [id, , code] of fixed) expect(told[id] ?? [], id).toEqual(code === '' ? [] : [code]);
});

test('SCH-2 a task that a fixed one needs is done before it or not at all', () => {
  const plan = planTasks(request([task('a'), task('b', { fixedAt: at('01T09:30'), dependsOn: ['a'] })]));
  const { conflicts, resolutions } = onlyUnplaced(plan);
  expect(conflicts).toMatchObject([{ code: 'dependant_fixed_too_early', dependant: { id: 'b' } }]);
  expect(resolutions.map(({ message }) => message)).toEqual([
    'Move “Task b”, which needs it, to 1 March 2027, 10:00.',
  ]);
  expect(plan.fixedConflicts).toMatchObject([{ taskId: 'b', conflicts: [{ code: 'dependency_unplaced' }] }]);
});

test('SCH-2 planning again moves only what has to move, and that as little as possible', () => {
  const tasks = [
    task('a', { previousAt: at('02T09:00') }),
    task('b', { previousAt: at('04T13:00') }),
    task('new', { priority: 'CRITICAL' }),
  ];
  const plan = planTasks(
    request(tasks, {
      maxTasksPerDay: 1,
      blackouts: [{ from: '2027-03-04', to: '2027-03-04', reason: 'Strike' }],
    }),
  );
  expect(startsOf(plan)).toEqual({ a: '02T09:00', b: '05T09:00', new: '01T09:00' });
  expect(plan.measures.moved).toBe(1);
  expect(plan.placements.find(({ taskId }) => taskId === 'b')?.why.map(tellReason)).toEqual([
    'Moved from 4 March 2027, 13:00 to 5 March 2027, 09:00, as near as the rules allow.',
    '4 March 2027 is blacked out (Strike).',
  ]);
});

test('SCH-2 a new dependency that finds no time before a task that stood moves that task', () => {
  const tasks = [task('a', { dependsOn: ['new'], previousAt: at('01T09:30') }), task('new')];
  const plan = planTasks(request(tasks, { earliest: at('01T09:00') }));
  expect(startsOf(plan)).toEqual({ new: '01T09:00', a: '01T10:00' });
});

test('SCH-2 nothing starts before the earliest instant of the request', () => {
  const plan = planTasks(request([task('a')], { earliest: at('01T13:07') }));
  expect(startsOf(plan)).toEqual({ a: '01T13:07' });
});

test('SCH-2 two thousand tasks of a quarter break no rule', () => {
  const large = inventRequest({
    seed: 'large',
    tasks: 2_000,
    days: 90,
    resources: 8,
    maxTasksPerDay: 30,
    fixed: 0.03,
  });
  const plan = planTasks(large);
  expect(findBrokenRules(large, plan)).toEqual([]);
  expect(plan.measures.placed).toBeGreaterThan(1_500);
});

test.each([
  ['gap-117', 97, 18, 13],
  ['gap-55', 95, 16, 11],
] as const)('SCH-2 room that evening out leaves is filled: %s', (seed, tasks, days, maxTasksPerDay) => {
  const recipe = { seed, tasks, days, maxTasksPerDay, resources: 3, linked: 0.2, due: 0.7, isHard: true };
  const { unplaced } = planTasks({ ...inventRequest(recipe), pace: 'even' });
  expect(unplaced.length).toBeGreaterThan(0);
  for (const { resolutions } of unplaced)
    for (const { changes } of resolutions) expect(changes.length).toBeGreaterThan(0);
});
