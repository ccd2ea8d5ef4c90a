import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { CalendarDay, CalendarOutline } from '#modules/schedule/contract';
import { MOST_ITEMS } from '#modules/schedule/enums';
import { api } from '../../api.ts';
import { type DayRange, rangeOf } from './calendar-range.ts';
import type { CalendarSearch, CalendarView } from './calendar-search.ts';
import { dayAfter, openWallClock, type WallClock } from './wall-clock.ts';

/** What the address says, and how it is changed. */
export function useCalendarSearch(): {
  search: CalendarSearch;
  setSearch: (change: Partial<CalendarSearch>) => void;
} {
  const search: CalendarSearch = useSearch({ from: '/w/$workspace/calendar' });
  const navigate = useNavigate();
  const setSearch = (change: Partial<CalendarSearch>): void => {
    const kept = Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined);
    void navigate({ to: '.', search: Object.fromEntries(kept) as never, resetScroll: false });
  };
  return { search, setSearch };
}

/** The campaign that is looked at, if it is one, and the clock of its brand. */
export function useClock(campaignId: string | undefined): {
  clock: WallClock | undefined;
  brandId: string;
  error: unknown;
  refetch: () => void;
} {
  const campaign = useQuery({
    ...api.campaigns.get.queryOptions({ input: { id: campaignId ?? '' } }),
    enabled: campaignId !== undefined,
  });
  const isKnown = campaignId === undefined || campaign.data !== undefined;
  const brandId = campaignId === undefined ? '' : (campaign.data?.brandId ?? '');
  const rules = useQuery({ ...api.schedule.rules.queryOptions({ input: { brandId } }), enabled: isKnown });
  const timeZone = isKnown ? rules.data?.timeZone : undefined;
  const clock = useMemo(() => (timeZone === undefined ? undefined : openWallClock(timeZone)), [timeZone]);
  return {
    clock,
    brandId,
    error: campaign.error ?? rules.error,
    refetch: () => void Promise.all([campaign.refetch(), rules.refetch()]),
  };
}

export interface ShownCalendar {
  readonly clock: WallClock;
  readonly view: CalendarView;
  readonly today: string;
  readonly day: string;
  readonly range: DayRange;
  readonly list: UseQueryResult<Listed>;
  readonly listed: Listed;
  /** What is known of the days of the range, by day. */
  readonly days: ReadonlyMap<string, CalendarDay>;
}

export type Listed = Omit<CalendarOutline, 'timeZone'>;

const NOTHING: Listed = { items: [], more: [], rowsLeft: 0, isCut: false };

/** What shares a place in a view, and for how many a place has room. */
export const PLACES = {
  month: { by: 'day', most: 3 },
  week: { by: 'hour', most: 4 },
  agenda: { by: 'day', most: 20 },
  campaign: { by: 'campaign', most: 2 },
  brand: { by: 'brand', most: 2 },
} as const;

/** What the calendar shows by its address; `isList`: there is no room for a grid. */
export function useShownCalendar(
  { clock, brandId }: { clock: WallClock; brandId: string },
  search: CalendarSearch,
  isList: boolean,
): ShownCalendar {
  const view = search.view ?? 'month';
  const today = clock.dayOf(new Date());
  const day = search.day ?? today;
  const range = useMemo(() => rangeOf(view, day), [view, day]);
  const { first, last } = range;
  const { campaignId } = search;
  const rows = search.rows ?? 'campaign';
  const place = PLACES[isList || view === 'day' ? 'agenda' : view === 'resources' ? rows : view];
  const outline = useQuery({
    ...api.schedule.outline.queryOptions({ input: { from: first, to: last, campaignId, ...place } }),
    enabled: view !== 'day',
    placeholderData: keepPreviousData,
  });
  const whole = useWholeDay({ clock, campaignId, day, isEnabled: view === 'day' });
  const list = (view === 'day' ? whole : outline) as UseQueryResult<Listed>;
  const known = useQuery(api.schedule.days.queryOptions({ input: { from: first, to: last, brandId } }));
  const days = useMemo(
    () => new Map((known.data?.items ?? []).map((each) => [each.day, each])),
    [known.data],
  );
  return { clock, view, today, day, range, list, listed: list.data ?? NOTHING, days };
}

/** All of one day. */
function useWholeDay(asked: {
  clock: WallClock;
  campaignId: string | undefined;
  day: string;
  isEnabled: boolean;
}): UseQueryResult<Listed> {
  const { clock, campaignId, day, isEnabled } = asked;
  const from = clock.instantOf(day, '00:00');
  const to = clock.instantOf(dayAfter(day), '00:00');
  return useQuery({
    ...api.schedule.list.queryOptions({ input: { from, to, campaignId, limit: MOST_ITEMS } }),
    enabled: isEnabled,
    placeholderData: keepPreviousData,
    select: ({ items, isCut }): Listed => ({ ...NOTHING, items, isCut }),
  });
}
