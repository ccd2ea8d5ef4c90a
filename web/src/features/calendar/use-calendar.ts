import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { CalendarDay, ScheduledTask } from '#modules/schedule/contract';
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
  readonly list: UseQueryResult<{ items: ScheduledTask[]; isCut: boolean }>;
  readonly items: readonly ScheduledTask[];
  /** What is known of the days of the range, by day. */
  readonly days: ReadonlyMap<string, CalendarDay>;
}

const NOTHING: readonly ScheduledTask[] = [];

/** What the calendar shows by its address. */
export function useShownCalendar(
  { clock, brandId }: { clock: WallClock; brandId: string },
  search: CalendarSearch,
): ShownCalendar {
  const view = search.view ?? 'month';
  const today = clock.dayOf(new Date());
  const day = search.day ?? today;
  const range = useMemo(() => rangeOf(view, day), [view, day]);
  const { first, last } = range;
  const [from, to] = [clock.instantOf(first, '00:00'), clock.instantOf(dayAfter(last), '00:00')];
  const list = useQuery({
    ...api.schedule.list.queryOptions({
      input: { from, to, campaignId: search.campaignId, limit: MOST_ITEMS },
    }),
    placeholderData: keepPreviousData,
  });
  const known = useQuery(api.schedule.days.queryOptions({ input: { from: first, to: last, brandId } }));
  const days = useMemo(
    () => new Map((known.data?.items ?? []).map((each) => [each.day, each])),
    [known.data],
  );
  return { clock, view, today, day, range, list, items: list.data?.items ?? NOTHING, days };
}
