import { seededRandom } from '#kernel/random';
import { PRIORITIES } from '#kernel/priority';
import type { PlanRequest, Resource, TaskRequest, WorkingHours } from './request.ts';
import { DAY_MS, dayText, MINUTE_MS, parseDay } from './zone.ts';

/** How an invented request is to look. */
export interface Recipe {
  readonly seed: string;
  readonly tasks: number;
  readonly days: number;
  readonly resources: number;
  readonly maxTasksPerDay: number;
  readonly timeZone?: string;
  readonly from?: string;
  /** Share of tasks that depend on one or two earlier ones, that have a deadline, that are fixed. */
  readonly linked?: number;
  readonly due?: number;
  readonly fixed?: number;
  /** Narrow limits, odd hours and blackouts of all kinds; without it a plain week from nine to five. */
  readonly isHard?: boolean;
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const OFFICE: WorkingHours = Object.fromEntries(
  WEEKDAYS.map((day) => [day, [{ from: '09:00', to: '17:00' }]]),
);
/** Open at the hours at which clocks are changed. */
const NIGHTS: WorkingHours = Object.fromEntries(
  [...WEEKDAYS, 'sat', 'sun'].map((day) => [
    day,
    [
      { from: '00:00', to: '06:00' },
      { from: '20:30', to: '24:00' },
    ],
  ]),
);

/** A request for tests and benchmarks: the same for the same recipe. */
export function inventRequest(recipe: Recipe): PlanRequest {
  const random = seededRandom(recipe.seed);
  const { timeZone = 'Europe/Berlin', from = '2027-03-15', isHard = false } = recipe;
  const first = parseDay(from) ?? 0;
  const dateIn = (share: number): string => dayText(first + Math.floor(share * recipe.days));
  const resources = Array.from({ length: recipe.resources }, (_, i) => inventResource(i, random, isHard));
  const holidays = Array.from({ length: Math.ceil(recipe.days / 40) }, (_, i) => ({
    date: dateIn(random()),
    name: `Holiday ${i}`,
  }));
  const blackout = dateIn(random());
  return {
    timeZone,
    range: { from, to: dayText(first + recipe.days - 1) },
    workingHours: isHard && random() < 0.4 ? NIGHTS : OFFICE,
    holidays,
    blackouts: isHard
      ? [
          { from: blackout, to: blackout, reason: 'Move of the office' },
          {
            from: dateIn(0),
            to: dateIn(0.2),
            reason: 'Leave',
            resourceIds: resources.slice(0, 1).map((r) => r.id),
          },
        ]
      : [],
    maxTasksPerDay: recipe.maxTasksPerDay,
    ...(isHard && random() < 0.4 ? { minutesPerDay: 200 + Math.floor(random() * 400) } : {}),
    resources,
    tasks: inventTasks(recipe, { random, first, resources }),
    ...(isHard && random() < 0.3 ? { pace: 'early' as const } : {}),
  };
}

function inventResource(i: number, random: () => number, isHard: boolean): Resource {
  return {
    id: `r${i}`,
    name: `Resource ${i}`,
    atOnce: isHard ? 1 + Math.floor(random() * 2) : 2,
    ...(isHard && random() < 0.4 ? { tasksPerDay: 1 + Math.floor(random() * 3) } : {}),
    ...(isHard && random() < 0.3 ? { minutesPerDay: 60 + Math.floor(random() * 300) } : {}),
    ...(isHard && random() < 0.3 ? { workingHours: NIGHTS } : {}),
  };
}

function inventTasks(
  recipe: Recipe,
  { random, first, resources }: { random: () => number; first: number; resources: readonly Resource[] },
): TaskRequest[] {
  const { linked = 0.4, due = 0.5, fixed = 0, tasks, days, isHard = false } = recipe;
  const instantIn = (): Date => new Date(first * DAY_MS + Math.floor(random() * days * 24 * 60) * MINUTE_MS);
  const id = (i: number): string => `t${String(i).padStart(5, '0')}`;
  return Array.from({ length: tasks }, (_, i): TaskRequest => {
    // From the last forty, so that chains stay about as long as real ones.
    const earlier = (): string => id(i - 1 - Math.floor(random() * Math.min(i, 40)));
    return {
      id: id(i),
      title: `Task ${i}`,
      durationMinutes: 15 * (1 + Math.floor(random() * (isHard ? 10 : 4))),
      priority: PRIORITIES[Math.floor(random() * 4)] ?? 'LOW',
      ...(i > 0 && random() < linked
        ? { dependsOn: random() < 0.7 ? [earlier()] : [earlier(), earlier()] }
        : {}),
      ...(random() < due ? { deadline: instantIn() } : {}),
      ...(random() < 0.15 ? { notBefore: instantIn() } : {}),
      ...(random() < fixed ? { fixedAt: instantIn(), onlyResources: isHard && i % 3 === 0 } : {}),
      resourceIds: resources.filter(() => random() < 1.2 / Math.max(1, resources.length)).map((r) => r.id),
    };
  });
}
