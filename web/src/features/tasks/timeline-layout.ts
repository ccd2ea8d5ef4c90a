import { orderTasks, type Slot, stepsOf, type TimelineTask } from './timeline-order.ts';

/** Heights and widths in CSS pixels. */
export const ROW = 60;
export const HEAD = 44;
const BAR = 18;
const PAD = 14;
const STEP = 132;
const STEP_BAR = 76;
const STUB = 10;
const LANES = 4;
const LANE = 5;
/** So many days are shown at most; what lies outside is told in the row alone. */
export const MOST_DAYS = 180;

export interface Bar {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
  /** In which step it can come, where it stands at no time. */
  readonly step: number | null;
}

export interface TimelineRow<Task> {
  readonly task: Task;
  /** Middle of the row. */
  readonly y: number;
  /** Undefined where its time lies outside of the days that are shown. */
  readonly bar: Bar | undefined;
  /** Where its due date lies, within the days that are shown. */
  readonly dueX: number | undefined;
}

export interface Timeline<Task> {
  readonly rows: readonly TimelineRow<Task>[];
  readonly arrows: readonly { readonly from: string; readonly to: string; readonly path: string }[];
  readonly days: readonly { readonly at: Date; readonly x: number; readonly isMonday: boolean }[];
  readonly dayWidth: number;
  /** Where the part of the steps begins; undefined where every task stands at a time. */
  readonly stepsX: number | undefined;
  readonly steps: readonly { readonly step: number; readonly x: number }[];
  readonly todayX: number | undefined;
  readonly width: number;
  readonly height: number;
}

interface Given<Task> {
  readonly tasks: readonly Task[];
  readonly slots: ReadonlyMap<string, Slot>;
  readonly now: Date;
}

/**
 * Lays tasks out as rows under each other, each below those it depends on: bars by time on the left, and on the right
 * those that stand at no time, by the step in which their dependencies let them come. Days are those of the browser.
 */
export function layoutTimeline<Task extends TimelineTask>({
  tasks,
  slots,
  now,
}: Given<Task>): Timeline<Task> {
  const ordered = orderTasks(tasks, slots);
  const steps = stepsOf(ordered, slots);
  const { days, dayWidth, xOf } = scaleOf(tasks, slots, now);
  const daysEnd = PAD + days.length * dayWidth;
  const most = Math.max(0, ...steps.values());
  const stepsX = most === 0 ? undefined : daysEnd + PAD;
  const stepLeft = (step: number): number => (stepsX ?? 0) + PAD + (step - 1) * STEP + STUB + LANES * LANE;
  const rows = ordered.map((task, index): TimelineRow<Task> => {
    const y = HEAD + index * ROW + ROW / 2;
    const box = { y: y - BAR / 2, height: BAR };
    const [slot, step] = [slots.get(task.id), steps.get(task.id)];
    const dueX = task.dueAt === null ? undefined : xOf(task.dueAt);
    if (step !== undefined)
      return { task, y, dueX, bar: { ...box, x: stepLeft(step), width: STEP_BAR, step } };
    const [from, to] = slot === undefined ? [] : [xOf(slot.from), xOf(slot.to)];
    if (from === undefined) return { task, y, dueX, bar: undefined };
    return {
      task,
      y,
      dueX,
      bar: { ...box, x: from, width: Math.max(8, (to ?? daysEnd) - from), step: null },
    };
  });
  return {
    rows,
    arrows: arrowsOf(rows),
    days: days.map((at, index) => ({ at, x: PAD + index * dayWidth, isMonday: at.getDay() === 1 })),
    dayWidth,
    stepsX,
    steps: Array.from({ length: most }, (_, index) => ({ step: index + 1, x: stepLeft(index + 1) })),
    todayX: days.length === 0 ? undefined : xOf(now),
    width: (stepsX === undefined ? daysEnd : stepsX + PAD + most * STEP) + PAD,
    height: HEAD + ordered.length * ROW,
  };
}

/** The days from the first to the last thing that has a time, today among them, as far as they fit. */
function scaleOf(
  tasks: readonly TimelineTask[],
  slots: ReadonlyMap<string, Slot>,
  now: Date,
): { days: Date[]; dayWidth: number; xOf: (at: Date) => number | undefined } {
  const planned = tasks.flatMap(({ id }) => slots.get(id) ?? []);
  const ends = [...planned.map(({ to }) => to), ...tasks.flatMap(({ dueAt }) => dueAt ?? [])];
  if (ends.length === 0) return { days: [], dayWidth: 0, xOf: () => undefined };
  // Work of long ago would leave the days of now no room; it is told in its row.
  const oldest = dayAfter(startOfDay(now), -MOST_DAYS / 2);
  const starts = [now, ...planned.map(({ from }) => from), ...ends].filter((at) => at >= oldest);
  const first = startOfDay(new Date(Math.min(...starts.map(Number))));
  const bound = dayAfter(first, MOST_DAYS);
  // The same with a date far ahead.
  const last = Math.max(Number(now), ...ends.map(Number).filter((end) => end < bound.getTime()));
  const days: Date[] = [];
  for (let day = first; day.getTime() <= last && days.length < MOST_DAYS; day = dayAfter(day, 1))
    days.push(day);
  // A day of air behind the last one.
  days.push(dayAfter(days.at(-1) ?? first, 1));
  const dayWidth = days.length <= 14 ? 64 : days.length <= 45 ? 36 : 16;
  const xOf = (at: Date): number | undefined => {
    const index = days.findLastIndex((day) => day <= at);
    const [day, next] = [days[index], dayAfter(days.at(index) ?? first, 1)];
    if (day === undefined || at >= next) return undefined;
    return PAD + (index + (at.getTime() - day.getTime()) / (next.getTime() - day.getTime())) * dayWidth;
  };
  return { days, dayWidth, xOf };
}

function startOfDay(at: Date): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate());
}

/** By the calendar: a day on which clocks change has 23 or 25 hours. */
function dayAfter(day: Date, count: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + count);
}

/** An arrow from each bar to those that come after it. Arrows to bars below each other go down in lanes of their own. */
function arrowsOf<Task extends TimelineTask>(rows: readonly TimelineRow<Task>[]): Timeline<Task>['arrows'] {
  const bars = new Map(rows.flatMap(({ task, bar }) => (bar === undefined ? [] : [[task.id, bar] as const])));
  return rows.flatMap(({ task, bar }, index) =>
    task.dependsOn.flatMap((id) => {
      const before = bars.get(id);
      if (bar === undefined || before === undefined) return [];
      return [{ from: id, to: task.id, path: arrowPath(before, bar, index % LANES) }];
    }),
  );
}

/** A right-angled way from the end of a bar to the beginning of another one, as an SVG path. */
export function arrowPath(from: Bar, to: Bar, lane: number): string {
  const [startX, startY] = [from.x + from.width, from.y + from.height / 2];
  const [endX, endY] = [to.x, to.y + to.height / 2];
  const turn = endX - STUB - lane * LANE;
  if (turn >= startX) return `M${startX} ${startY}H${turn}V${endY}H${endX}`;
  // It begins before the other one ends: out, down between the rows, back, and in.
  const between = endY > startY ? to.y - (ROW - BAR) / 2 + lane : to.y + to.height + (ROW - BAR) / 2 - lane;
  return `M${startX} ${startY}H${startX + STUB}V${between}H${turn}V${endY}H${endX}`;
}
