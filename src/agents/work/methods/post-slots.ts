import type { Channel } from '#studio/model';
import type { PlanDay } from './campaign-days.ts';
import { WEEKDAYS } from './campaign-days.ts';
import type { Cadence } from './channel-cadence.ts';

export interface BestTime {
  readonly channel: Channel;
  /** 1 (Monday) to 7. */
  readonly weekday: number;
  readonly time: string;
  readonly source?: string | undefined;
}

/** One post's place in the calendar. */
export interface Slot {
  readonly date: string;
  readonly time: string;
  readonly channel: Channel;
  /** Why this day, and why this time where a result says so. */
  readonly why: string;
  readonly isTimeKnown: boolean;
  readonly pin?: 'first day' | 'last day';
}

export interface SlotPlan {
  readonly slots: readonly Slot[];
  /** Days kept free for what cannot be planned, one a week. */
  readonly free: readonly string[];
}

interface Wishes {
  readonly cadence: readonly Cadence[];
  readonly bestTimes: readonly BestTime[];
  /** Days that belong to an event. */
  readonly events: readonly string[];
  /** Whether the plan ends on a day that the brief names. */
  readonly hasEnd: boolean;
}

/** Two times that take turns where no result is known, so that after some weeks there is one. */
const TRIAL_TIMES = ['08:30', '12:30'] as const;
/** A week with fewer working days keeps none free. */
const LEAST_DAYS = 4;

/**
 * Spreads each channel's posts over the working days of each week: best days of past results first, else where neither the
 * channel itself nor the others have been just before. The first and, where the brief names one, the last working day are always used.
 */
export function planSlots(days: readonly PlanDay[], wishes: Wishes): SlotPlan {
  const open = days.filter(({ rest, date }) => rest === undefined && !wishes.events.includes(date));
  const first = open[0]?.date;
  const last = wishes.hasEnd ? open.at(-1)?.date : undefined;
  const weeks = [...Map.groupBy(open, ({ week }) => week).values()];
  const free: string[] = [];
  const turns = new Map<Channel, number>();
  const slots = weeks.flatMap((week) => {
    const kept = freeDayOf(week, { bestTimes: wishes.bestTimes, pinned: [first, last] });
    if (kept !== undefined) free.push(kept.date);
    const usable = week.filter((day) => day !== kept);
    const load = new Map<string, number>();
    return wishes.cadence.flatMap((cadence) =>
      daysFor(cadence, usable, { wishes, load, pinned: [first, last] }).map(({ day, reason }) => {
        const turn = turns.get(cadence.channel) ?? 0;
        turns.set(cadence.channel, turn + 1);
        return toSlot(day, {
          channel: cadence.channel,
          reason,
          turn,
          wishes,
          pin: day.date === last ? 'last day' : day.date === first ? 'first day' : undefined,
        });
      }),
    );
  });
  return { slots: slots.toSorted((a, b) => (`${a.date} ${a.time}` < `${b.date} ${b.time}` ? -1 : 1)), free };
}

/** The working day of a week on which least is known to work; the last of equals, never the first or last of the plan. */
function freeDayOf(
  week: readonly PlanDay[],
  { bestTimes, pinned }: { bestTimes: readonly BestTime[]; pinned: readonly (string | undefined)[] },
): PlanDay | undefined {
  if (week.length < LEAST_DAYS) return undefined;
  const known = (day: PlanDay): number => bestTimes.filter(({ weekday }) => weekday === day.weekday).length;
  return week
    .filter(({ date }) => !pinned.includes(date))
    .toReversed()
    .toSorted((a, b) => known(a) - known(b))[0];
}

const FULL_WEEK = 5;
/** A second post on the same channel the next day costs more than a day that another channel has. */
const [COST_OF_LOAD, COST_OF_NEARNESS] = [2, 5];

function daysFor(
  { channel, perWeek }: Cadence,
  days: readonly PlanDay[],
  {
    wishes,
    load,
    pinned,
  }: { wishes: Wishes; load: Map<string, number>; pinned: readonly (string | undefined)[] },
): { day: PlanDay; reason: string }[] {
  if (perWeek === 0 || days.length === 0) return [];
  const share = Math.min(1, (days.length + 1) / FULL_WEEK);
  const count = Math.min(days.length, Math.max(days.length >= 2 ? 1 : 0, Math.round(perWeek * share)));
  const chosen = new Map<PlanDay, string>();
  const choose = (day: PlanDay | undefined, reason: string): void => {
    if (day === undefined || chosen.has(day)) return;
    chosen.set(day, reason);
    load.set(day.date, (load.get(day.date) ?? 0) + 1);
  };
  for (const day of days.filter(({ date }) => pinned.includes(date)))
    choose(
      day,
      day.date === pinned[0] ? 'first working day of the campaign' : 'last working day of the campaign',
    );
  for (const { weekday, source } of wishes.bestTimes.filter((one) => one.channel === channel))
    if (chosen.size < count)
      choose(
        days.find((one) => one.weekday === weekday),
        `${WEEKDAYS[weekday - 1] ?? ''} did best on ${channel}${source === undefined ? '' : ` (${source})`}`,
      );
  while (chosen.size < count) {
    const open = days.filter((day) => !chosen.has(day));
    const costOf = (day: PlanDay): number =>
      COST_OF_LOAD * (load.get(day.date) ?? 0) +
      [...chosen.keys()].reduce(
        (sum, { weekday }) => sum + COST_OF_NEARNESS / Math.abs(weekday - day.weekday),
        0,
      );
    choose(open.toSorted((a, b) => costOf(a) - costOf(b))[0], 'spread over the week');
  }
  return [...chosen]
    .map(([day, reason]) => ({ day, reason }))
    .toSorted((a, b) => (a.day.date < b.day.date ? -1 : 1));
}

function toSlot(
  day: PlanDay,
  {
    channel,
    reason,
    turn,
    wishes,
    pin,
  }: { channel: Channel; reason: string; turn: number; wishes: Wishes; pin: Slot['pin'] | undefined },
): Slot {
  const own = wishes.bestTimes.filter((one) => one.channel === channel);
  const known = own.find(({ weekday }) => weekday === day.weekday) ?? own[0];
  // Two posts at one time, then two at the other: so each weekday and each product meets both.
  const time = known?.time ?? TRIAL_TIMES[Math.floor(turn / 2) % TRIAL_TIMES.length] ?? TRIAL_TIMES[0];
  const when =
    known === undefined
      ? ''
      : `; ${time} ${known.weekday === day.weekday ? 'did best' : `did best on ${WEEKDAYS[known.weekday - 1] ?? ''}`}${known.source === undefined ? '' : ` (${known.source})`}`;
  return {
    date: day.date,
    time,
    channel,
    why: `${reason}${when}`,
    isTimeKnown: known !== undefined,
    ...(pin === undefined ? {} : { pin }),
  };
}
