import { DAY_MS, openZone, parseDay, type Zone } from '#kernel/zone';
import { getCampaign } from '#modules/campaigns/index';
import {
  type CalendarOutline,
  MOST_ITEMS,
  MOST_OUTLINE_ROWS,
  type OutlinePlace,
  scheduleStore,
} from '#modules/schedule/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { checkRange, getCalendarRules } from './calendar-rules.ts';

type Time = scheduleStore.StoredTime;

export interface OutlineInput {
  /** First and last local day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly campaignId?: string | undefined;
  readonly by: OutlinePlace;
  readonly most: number;
}

/**
 * What a page of the calendar has room for: the first of each place, and how many more there are. Days are those of the
 * zone of the campaign's brand, or of the workspace. Throws `schedule.range_*`.
 */
export async function outlineSchedule(ctx: Context, input: OutlineInput): Promise<CalendarOutline> {
  authorise(ctx, 'tasks.read');
  checkRange(input);
  const campaign =
    input.campaignId === undefined ? undefined : await getCampaign(ctx, { id: input.campaignId });
  const { timeZone } = await getCalendarRules(ctx, { brandId: campaign?.brandId ?? '' });
  const zone = openZone(timeZone);
  const found = await scheduleStore.listTimes(ctx.db, {
    workspaceId: ctx.workspaceId,
    from: new Date(zone.instantOf(parseDay(input.from) ?? 0, 0)),
    to: new Date(zone.instantOf((parseDay(input.to) ?? 0) + 1, 0)),
    campaignId: campaign?.id,
    limit: MOST_ITEMS,
  });
  const { times, rowsLeft } = busiestOf(found.slice(0, MOST_ITEMS), input.by);
  const { ids, more } = thinOut(times, { ...input, zone });
  const items = await scheduleStore.findPlaces(ctx.db, ctx.workspaceId, ids);
  return { timeZone, items, more, rowsLeft, isCut: found.length > MOST_ITEMS };
}

/** The campaigns or brands with the most in them. */
function busiestOf(times: readonly Time[], by: OutlinePlace): { times: readonly Time[]; rowsLeft: number } {
  if (by !== 'campaign' && by !== 'brand') return { times, rowsLeft: 0 };
  const counts = new Map<string, number>();
  for (const time of times) counts.set(rowOf(time, by), (counts.get(rowOf(time, by)) ?? 0) + 1);
  const order = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([row]) => row);
  const kept = new Set(order.slice(0, MOST_OUTLINE_ROWS));
  return { times: times.filter((time) => kept.has(rowOf(time, by))), rowsLeft: order.length - kept.size };
}

function rowOf({ campaignId, brandId }: Time, by: 'campaign' | 'brand'): string {
  return by === 'campaign' ? campaignId : (brandId ?? '');
}

/** The first of each place, by time; where a place is too small, its last line says how many more there are. */
function thinOut(
  times: readonly Time[],
  { by, most, zone }: OutlineInput & { zone: Zone },
): { ids: string[]; more: CalendarOutline['more'] } {
  const places = new Map<string, Time[]>();
  for (const time of times) {
    const key = placeOf(time, by, zone);
    const place = places.get(key);
    if (place === undefined) places.set(key, [time]);
    else place.push(time);
  }
  const ids: string[] = [];
  const more: CalendarOutline['more'] = [];
  for (const place of places.values()) {
    const shown = place.length > most ? most - 1 : place.length;
    ids.push(...place.slice(0, shown).map(({ id }) => id));
    const first = place[shown];
    if (first !== undefined)
      more.push({
        at: first.runAt,
        campaignId: first.campaignId,
        brandId: first.brandId,
        count: place.length - shown,
      });
  }
  return { ids, more };
}

function placeOf(time: Time, by: OutlinePlace, zone: Zone): string {
  const instant = time.runAt.getTime();
  if (by === 'hour') return zone.tell(instant).slice(0, 13);
  const day = zone.dayOf(instant) * DAY_MS;
  return by === 'day' ? String(day) : `${day} ${rowOf(time, by)}`;
}
