import { holidaysOf, planTasks, type PlanRequest } from '#modules/schedule/index';
import { attemptPlan, countWorkingDays } from '#modules/schedule/planner/attempt';
import { isSeated, type Board } from '#modules/schedule/planner/board';
import { findBrokenRules } from '#modules/schedule/planner/check-plan';
import { inventRequest, type Recipe } from '#modules/schedule/planner/invented-requests';
import { PRIORITIES } from '#kernel/priority';
import { buildModel, type Model } from '#modules/schedule/planner/model';
import { findProspects, type Prospects } from '#modules/schedule/planner/prospects';
import { searchPlan } from '#modules/schedule/planner/search';
import { seededRandom } from '#kernel/random';
import { type BenchFigures, cpuMilliseconds, percentile, printFigures } from './figures.ts';

const YEAR: Recipe = {
  seed: 'year',
  tasks: 10_000,
  days: 365,
  resources: 8,
  maxTasksPerDay: 60,
  from: '2027-01-01',
  linked: 0.3,
  due: 0.3,
};

/** Cost of planning a year, and how far plans are from bounds and from the best there is. */
export async function benchPlanner(): Promise<BenchFigures> {
  return {
    name: 'planner',
    figures: {
      ...(await costs()),
      ...latestEnds(),
      ...fullestDays(),
      ...planted(),
      ...tiny(),
    },
  };
}

async function costs(): Promise<Record<string, number>> {
  const holidays = (await holidaysOf('DE', [2027])) ?? [];
  const idle = Math.round(process.memoryUsage().rss / 1024 ** 2);
  const request = { ...inventRequest(YEAR), holidays };
  let plan = planTasks(inventRequest({ ...YEAR, tasks: 1_000 }));
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    cpu.push(await cpuMilliseconds(() => (plan = planTasks(request))));
    wall.push(Math.round(performance.now() - start));
  }
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  const board = searchPlan(buildModel(request));
  const at = new Map(plan.placements.map(({ taskId, runAt }) => [taskId, runAt]));
  const again = {
    ...request,
    tasks: request.tasks.map((task) => {
      const previousAt = at.get(task.id);
      return previousAt === undefined ? task : { ...task, previousAt };
    }),
  };
  return {
    '10,000 tasks over a year, 8 resources, median of 5, ms': percentile(wall, 0.5),
    'the same, CPU ms': percentile(cpu, 0.5),
    'the same, planned again where it stood, CPU ms': await cpuMilliseconds(() => planTasks(again)),
    'the same with room for three quarters of the tasks, CPU ms': await cpuMilliseconds(() =>
      planTasks({ ...request, maxTasksPerDay: 30 }),
    ),
    'resident before the first plan, MB': idle,
    'resident at most, MB': peak,
    'the same, placed': placeable(board).placed,
    'the same, tasks that can be in time at all': placeable(board).possible,
  };
}

function placeable(board: Board): { placed: number; possible: number } {
  const { isHopeless } = findProspects(board.model);
  const possible = board.model.items.filter(({ index }) => isHopeless[index] === false);
  return {
    placed: possible.filter(({ index }) => isSeated(board, index)).length,
    possible: possible.length,
  };
}

/** Pace `early`: the span of the plan over the longest chain or the busiest limit, whichever is longer. */
function latestEnds(): Record<string, number> {
  const ratios: number[] = [];
  for (let i = 0; i < 30; i++) {
    const recipe: Recipe = {
      seed: `end-${i}`,
      tasks: 300,
      days: 200,
      resources: 4,
      maxTasksPerDay: 8 + (i % 4) * 8,
      linked: 0.2 + 0.1 * (i % 7),
      due: 0,
    };
    const request = inventRequest(recipe);
    const tasks = request.tasks.map(({ notBefore: _notBefore, ...task }) => task);
    const model = buildModel({ ...request, tasks, pace: 'early' });
    const board = searchPlan(model);
    ratios.push((lastWorkingDay(board) + 1) / daysAtLeast(model));
  }
  return {
    'latest end / bound in working days, mean of 30': mean(ratios),
    'latest end / bound, worst': round(Math.max(...ratios)),
  };
}

function workingDaysBefore(model: Model, day: number): number {
  let count = 0;
  for (let d = 0; d < day; d++) if (model.house.closed[d] === undefined) count++;
  return count;
}

function lastWorkingDay(board: Board): number {
  const days = board.model.items.map(({ index }) => board.model.dayOf(board.startOf[index] ?? 0));
  return workingDaysBefore(board.model, Math.max(...days));
}

function daysAtLeast(model: Model): number {
  const { items, limits, head } = model;
  const chain =
    workingDaysBefore(model, Math.max(...items.map(({ index }) => model.dayOf(head[index] ?? 0)))) + 1;
  const byCount = Math.ceil(items.length / limits.tasksPerDay);
  const byResource = limits.resources.map(({ atOnce }, r) => {
    const minutes = items
      .filter((item) => item.resources.includes(r))
      .reduce((sum, item) => sum + item.minutes, 0);
    return Math.ceil(minutes / (atOnce * 480));
  });
  return Math.max(chain, byCount, ...byResource);
}

/** Pace `even`: the fullest day over what some stretch of days must hold, because its tasks have no other days. */
function fullestDays(): Record<string, number> {
  const ratios: number[] = [];
  for (let i = 0; i < 30; i++) {
    const recipe: Recipe = {
      seed: `even-${i}`,
      tasks: 400,
      days: 60,
      resources: 6,
      maxTasksPerDay: 40,
      linked: 0.1 * (i % 5),
      due: 0.2 * (i % 4),
    };
    const model = buildModel(inventRequest(recipe));
    const board = searchPlan(model);
    ratios.push(Math.max(...board.tasksOn) / fullestAtLeast(model, board));
  }
  return {
    'fullest day / bound, mean of 30': mean(ratios),
    'fullest day / bound, worst': round(Math.max(...ratios)),
  };
}

function fullestAtLeast(model: Model, board: Board): number {
  const { latest } = findProspects(model);
  const seated = model.items.filter(({ index }) => isSeated(board, index));
  const windows = seated.map(
    ({ index }) => [model.dayOf(model.head[index] ?? 0), model.dayOf(latest[index] ?? 0)] as const,
  );
  let most = Math.ceil(seated.length / countWorkingDays(model));
  for (let from = 0; from < model.days.inRange; from++) {
    for (let to = from; to < model.days.inRange; to++) {
      const inside = windows.filter(([first, last]) => first >= from && last <= to).length;
      const days = workingDaysBefore(model, to + 1) - workingDaysBefore(model, from);
      if (days > 0) most = Math.max(most, Math.ceil(inside / days));
    }
  }
  return most;
}

/** Requests made from a plan that holds all tasks, so that all can be in time; deadlines up to three days after it. */
function planted(): Record<string, number> {
  let placed = 0;
  let tasks = 0;
  let whole = 0;
  const runs = 30;
  for (let i = 0; i < runs; i++) {
    const request = plantRequest(i);
    const plan = planTasks(request);
    placed += plan.placements.length;
    tasks += request.tasks.length;
    if (plan.unplaced.length === 0) whole++;
    const broken = findBrokenRules(request, plan);
    if (broken.length > 0) throw new Error(broken[0]);
  }
  return {
    'requests that can be met whole, 200 tasks: in time of 100': round((100 * placed) / tasks),
    [`the same: all in time, of ${runs} requests`]: whole,
  };
}

function plantRequest(i: number): PlanRequest {
  const random = seededRandom(`planted-${i}`);
  const base = inventRequest({
    seed: `planted-${i}`,
    tasks: 200,
    days: 150,
    resources: 4,
    maxTasksPerDay: 10,
    linked: 0.3,
    due: 0,
  });
  const plan = planTasks({ ...base, pace: 'early' });
  const ends = new Map(plan.placements.map(({ taskId, endAt }) => [taskId, endAt.getTime()]));
  const last = Math.max(...ends.values());
  const tasks = base.tasks.map((task) => {
    const end = ends.get(task.id);
    if (end === undefined || random() < 0.3) return task;
    return { ...task, deadline: new Date(end + Math.floor(random() * 72) * 3_600_000) };
  });
  return { ...base, tasks, range: { ...base.range, to: new Date(last).toISOString().slice(0, 10) } };
}

/**
 * Seven tasks that do not all fit: against all 5,040 orders of the serial schedule, among which is a best plan, because
 * being in time is a regular measure (Kolisch 1996).
 */
function tiny(): Record<string, number> {
  const runs = 60;
  let best = 0;
  let left = 0;
  let leastLeft = 0;
  for (let i = 0; i < runs; i++) {
    const recipe: Recipe = {
      seed: `tiny-${i}`,
      tasks: 7,
      days: 4,
      resources: 2,
      maxTasksPerDay: 1 + (i % 3),
      due: 0.7,
      linked: 0.4,
      isHard: true,
    };
    const model = buildModel({ ...inventRequest(recipe), pace: 'early' });
    const prospects = findProspects(model);
    const found = leftOut(searchPlan(model), prospects);
    const least = searchAll(model, prospects);
    if (found.join() === least.join()) best++;
    left += found.reduce((a, b) => a + b, 0);
    leastLeft += least.reduce((a, b) => a + b, 0);
  }
  return {
    [`tiny requests: as good as the best of all orders, of ${runs}`]: best,
    'the same: left out, by the planner': left,
    'the same: left out, by the best of all orders': leastLeft,
  };
}

/** Tasks without a place, the highest priority first. */
function leftOut(board: Board, { isHopeless }: Prospects): number[] {
  return PRIORITIES.toReversed().map(
    (_, i) =>
      board.model.items.filter(
        ({ index, priority }) => priority === 3 - i && isHopeless[index] === false && !isSeated(board, index),
      ).length,
  );
}

function searchAll(model: Model, prospects: Prospects): number[] {
  let least: number[] | undefined;
  for (const order of permutations(model.items.map(({ index }) => index))) {
    const urgency = new Float64Array(order.length);
    for (const [at, index] of order.entries()) urgency[index] = order.length - at;
    const board = attemptPlan(model, prospects, { urgency, isByPriority: true, released: new Set() });
    const left = leftOut(board, prospects);
    if (least === undefined || left.join() < least.join()) least = left;
  }
  return least ?? [];
}

function* permutations(items: readonly number[]): Generator<number[]> {
  if (items.length === 0) yield [];
  for (const item of items)
    for (const rest of permutations(items.filter((other) => other !== item))) yield [item, ...rest];
}

function mean(values: readonly number[]): number {
  return round(values.reduce((a, b) => a + b, 0) / values.length);
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

if (import.meta.main) printFigures(await benchPlanner());
