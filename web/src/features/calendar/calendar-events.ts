import type { ScheduleEventData } from '@mantine/schedule';
import type { CalendarOutline, ScheduledTask } from '#modules/schedule/contract';
import { TONE_COLOURS } from '../../ui/theme.ts';
import { SCHEDULE_SIGNS } from '../../ui/tone.ts';
import type { WallClock } from './wall-clock.ts';

export type HiddenItems = CalendarOutline['more'][number];

/** What an event of the library stands for: an item, or all that had no room in its place. */
export type EventPayload =
  | { readonly kind: 'item'; readonly item: ScheduledTask }
  | { readonly kind: 'more'; readonly day: string; readonly count: number };
export type CalendarEvent = ScheduleEventData<EventPayload>;

interface Outlined {
  readonly items: readonly ScheduledTask[];
  readonly more: readonly HiddenItems[];
}

interface EventOptions {
  /** Where in its place the line stands that says how many more there are: at the end of the day, or in its hour. */
  readonly moreAt: 'day' | 'hour';
  /** The row, in the view of resources. */
  readonly rowOf?: (item: ScheduledTask | HiddenItems) => string;
}

/** Items as events of the library, by the clock of the calendar. */
export function eventsOf(
  { items, more }: Outlined,
  clock: WallClock,
  options: EventOptions,
): CalendarEvent[] {
  const { moreAt, rowOf } = options;
  const placed = (item: ScheduledTask | HiddenItems): { resourceId?: string } =>
    rowOf === undefined ? {} : { resourceId: rowOf(item) };
  return [
    ...items.map((item): CalendarEvent => {
      const start = clock.wallOf(item.runAt);
      return {
        id: item.id,
        title: item.title,
        start,
        end: endOf(start, clock.wallOf(item.endAt)),
        color: TONE_COLOURS[SCHEDULE_SIGNS[item.state].tone],
        payload: { kind: 'item', item },
        ...placed(item),
      };
    }),
    ...more.map((hidden): CalendarEvent => {
      const [day = '', time = ''] = clock.wallOf(hidden.at).split(' ');
      const hour = moreAt === 'day' ? '23' : time.slice(0, 2);
      return {
        id: `more ${day} ${hour} ${rowOf?.(hidden) ?? ''}`,
        title: `${hidden.count} more`,
        start: `${day} ${hour}:${moreAt === 'day' ? '59:00' : '00:00'}`,
        end: `${day} ${hour}:59:59`,
        color: TONE_COLOURS.neutral,
        payload: { kind: 'more', day, count: hidden.count },
        ...placed(hidden),
      };
    }),
  ];
}

/** By the clock on the wall, work over the hour that comes twice can end before it begins. */
function endOf(start: string, end: string): string {
  return end > start ? end : `${start.slice(0, 17)}59`;
}
