import type { ScheduleEventData } from '@mantine/schedule';
import type { ScheduledTask } from '#modules/schedule/contract';
import { TONE_COLOURS } from '../../ui/theme.ts';
import { SCHEDULE_SIGNS } from '../../ui/tone.ts';
import type { WallClock } from './wall-clock.ts';

/** What an event of the library stands for: an item, or all that had no room on a day. */
export type EventPayload =
  | { readonly kind: 'item'; readonly item: ScheduledTask }
  | { readonly kind: 'more'; readonly day: string; readonly count: number };
export type CalendarEvent = ScheduleEventData<EventPayload>;

export interface ThinnedBy {
  /** Items with the same key share a place: a day, an hour, a day of a campaign. */
  readonly keyOf: (item: ScheduledTask, wall: string) => string;
  /** So many are drawn in a place; what is beyond stands together as one. */
  readonly most: number;
  /** The time of day at which that one stands, from its first item. */
  readonly moreAt: (wall: string) => string;
  /** The row it stands in, in the view of resources. */
  readonly resourceOf?: (item: ScheduledTask) => string;
}

/** Items by time as events, of which no place draws more than it has room for: thousands would stop the page. */
export function eventsOf(
  items: readonly ScheduledTask[],
  clock: WallClock,
  by: ThinnedBy,
): readonly CalendarEvent[] {
  const places = new Map<string, { item: ScheduledTask; wall: string }[]>();
  for (const item of items) {
    const wall = clock.wallOf(item.runAt);
    const key = by.keyOf(item, wall);
    const place = places.get(key);
    if (place === undefined) places.set(key, [{ item, wall }]);
    else place.push({ item, wall });
  }
  return [...places].flatMap(([key, found]) => {
    const drawn = found.length > by.most ? found.slice(0, by.most - 1) : found;
    const events = drawn.map((each) => eventOf(each, clock, by));
    const [hidden] = found.slice(drawn.length);
    return hidden === undefined
      ? events
      : [...events, moreEvent({ key, ...hidden, count: found.length - drawn.length }, by)];
  });
}

function eventOf(
  { item, wall }: { item: ScheduledTask; wall: string },
  clock: WallClock,
  { resourceOf }: ThinnedBy,
): CalendarEvent {
  return {
    id: item.id,
    title: item.title,
    start: wall,
    end: endOf(wall, clock.wallOf(item.endAt)),
    color: TONE_COLOURS[SCHEDULE_SIGNS[item.state].tone],
    payload: { kind: 'item', item },
    ...(resourceOf === undefined ? {} : { resourceId: resourceOf(item) }),
  };
}

/** By the clock on the wall, work over the hour that comes twice can end before it begins. */
function endOf(start: string, end: string): string {
  return end > start ? end : `${start.slice(0, 17)}59`;
}

function moreEvent(
  hidden: { key: string; item: ScheduledTask; wall: string; count: number },
  { moreAt, resourceOf }: ThinnedBy,
): CalendarEvent {
  const { key, item, wall, count } = hidden;
  const day = wall.slice(0, 10);
  const start = `${day} ${moreAt(wall)}`;
  return {
    id: `more ${key}`,
    title: `${count} more`,
    start,
    end: `${start.slice(0, 14)}59:59`,
    color: TONE_COLOURS.neutral,
    payload: { kind: 'more', day, count },
    ...(resourceOf === undefined ? {} : { resourceId: resourceOf(item) }),
  };
}
