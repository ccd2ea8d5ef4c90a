import type { Holiday } from './planner/index.ts';

const DAY_MS = 86_400_000;

/**
 * Public holidays of a market in the given years, by date, one entry a date, with English names where there are any.
 * `market` is a country of ISO 3166-1 (`DE`) or a part of one (`DE-BY`); undefined for one that is not known. Dates that
 * follow the moon are forecasts. The data, 12 MB, are loaded by the first call.
 */
export async function holidaysOf(
  market: string,
  years: readonly number[],
): Promise<readonly Holiday[] | undefined> {
  const found = [];
  for (const year of [...new Set(years)].toSorted((a, b) => a - b)) {
    const days = await holidaysIn(market.toUpperCase(), year);
    if (days === undefined) return undefined;
    found.push(...days);
  }
  return found;
}

/** Whether a country, or a part of one, is known. */
export async function isMarket(market: string): Promise<boolean> {
  const [country = '', state] = market.toUpperCase().split('-');
  const known = await openKnown();
  if (known.getCountries()[country] === undefined) return false;
  return state === undefined || known.getStates(country)?.[state] !== undefined;
}

type Book = Awaited<typeof import('date-holidays')>['default']['prototype'];
let opened: Promise<Book> | undefined;

/** The list of all markets, loaded by the first call. */
function openKnown(): Promise<Book> {
  opened ??= import('date-holidays').then(({ default: Holidays }) => new Holidays());
  return opened;
}

/** So many years of markets are kept, the ones that were asked for last. */
const MOST_KEPT = 500;
const kept = new Map<string, Promise<readonly Holiday[] | undefined>>();

/** A market's holidays of one year, worked out once: every look at a task asks for them. */
function holidaysIn(market: string, year: number): Promise<readonly Holiday[] | undefined> {
  const key = `${market} ${year}`;
  const found = kept.get(key) ?? workOut(market, year);
  kept.delete(key);
  kept.set(key, found);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return found;
}

async function workOut(market: string, year: number): Promise<readonly Holiday[] | undefined> {
  if (!(await isMarket(market))) return undefined;
  const { default: Holidays } = await import('date-holidays');
  const [country = '', state] = market.split('-');
  const book = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const names = new Map<string, string[]>();
  for (const { date, start, end, name, type } of book.getHolidays(year, 'en')) {
    if (type !== 'public') continue;
    const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
    for (const day of datesFrom(date.slice(0, 10), days)) {
      const there = names.get(day) ?? [];
      if (!there.includes(name)) names.set(day, [...there, name]);
    }
  }
  return [...names]
    .map(([date, all]) => ({ date, name: all.join(', ') }))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function datesFrom(date: string, days: number): string[] {
  const first = Date.parse(`${date}T00:00:00Z`);
  return Array.from({ length: days }, (_, i) => new Date(first + i * DAY_MS).toISOString().slice(0, 10));
}
