/** One day of a plan; weekdays are 1 (Monday) to 7. */
export interface PlanDay {
  readonly date: string;
  readonly weekday: number;
  /** Monday of its week. */
  readonly week: string;
  /** Why no post goes out; undefined on a working day of every market. */
  readonly rest?: string;
  readonly holiday?: { readonly market: string; readonly name: string };
}

const DAY_MS = 86_400_000;
export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** A date some days later, `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one date to another, both counted; 0 when the last is before the first. */
export function daysBetween(first: string, last: string): number {
  return Math.max(
    0,
    Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS) + 1,
  );
}

export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** The days off of a country by CLDR (supplemental week data, as `Intl` knows it): 6 and 7, in Saudi Arabia 5 and 6. */
export function weekendOf(market: string): readonly number[] {
  const locale = new Intl.Locale('und', { region: market }) as Intl.Locale & {
    getWeekInfo(): { readonly weekend: readonly number[] };
  };
  return locale.getWeekInfo().weekend;
}

interface Holiday {
  readonly date: string;
  readonly market: string;
  readonly name: string;
}

/** Every day from the first to the last with whether people work in all markets. Saturday and Sunday rest where no market is named. */
export function listDays(
  span: { readonly first: string; readonly last: string },
  around: {
    readonly markets: readonly string[];
    readonly holidays: readonly Holiday[];
    readonly onRestDays: boolean;
  },
): PlanDay[] {
  const offs =
    around.markets.length === 0
      ? [['', [6, 7]] as const]
      : around.markets.map((market) => [market, weekendOf(market)] as const);
  return Array.from({ length: daysBetween(span.first, span.last) }, (_, index) => {
    const date = addDays(span.first, index);
    const weekday = weekdayOf(date);
    const holiday = around.holidays.find((one) => one.date === date);
    const off = offs.filter(([, days]) => days.includes(weekday)).map(([market]) => market);
    const rest =
      holiday !== undefined
        ? `${holiday.name} (${holiday.market})`
        : off.length > 0 && !around.onRestDays
          ? `day off${off[0] === '' ? '' : ` in ${off.join(', ')}`}`
          : undefined;
    return {
      date,
      weekday,
      week: addDays(date, 1 - weekday),
      ...(rest === undefined ? {} : { rest }),
      ...(holiday === undefined ? {} : { holiday: { market: holiday.market, name: holiday.name } }),
    };
  });
}
