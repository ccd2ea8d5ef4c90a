import { WeekView } from '@mantine/schedule';
import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { eventsOf } from './calendar-events.ts';
import { commonProps, type GridProps } from './grid-props.ts';
import type { ShownCalendar } from './use-calendar.ts';

const weekday = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' });

/** A week by the hour. */
export function WeekGrid(props: GridProps): ReactNode {
  const { shown, moves, onDay } = props;
  const { listed, clock, day, days } = shown;
  const events = useMemo(() => eventsOf(listed, clock, { moreAt: 'hour' }), [listed, clock]);
  const isOverNight = events.some(
    ({ start, end }) => String(start).slice(0, 10) !== String(end).slice(0, 10),
  );
  const { common, takeFromTray } = commonProps(props, {
    // Dropped on a whole day, not on an hour: then it lasts as long as the day.
    keepsTime: ({ newStart, newEnd }) => newStart.endsWith('00:00:00') && newEnd.endsWith('00:00:00'),
  });
  const label = (each: string): string => {
    const names = (days.get(each.slice(0, 10))?.off ?? []).map(({ name }) => name);
    return [weekday.format(new Date(`${each.slice(0, 10)}T00:00:00Z`)), ...names].join(' · ');
  };
  const grid = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The library calls its days “Weekday 2026-12-01”; what stands in them says it better.
    for (const heading of grid.current?.querySelectorAll('.mantine-WeekView-weekViewDayLabel') ?? [])
      heading.removeAttribute('aria-label');
  });
  return (
    <div ref={grid}>
      <WeekView
        {...common}
        className="calendar-grid"
        date={day}
        onDateChange={onDay}
        events={events}
        weekdayFormat={label}
        withWeekNumber={false}
        withAllDaySlots={isOverNight}
        startScrollTime="07:30:00"
        slotHeight={56}
        eventDragInterval={15}
        getCurrentTime={() => clock.wallOf(new Date())}
        getTimeSlotProps={({ start }) => ({ 'data-off': isFree(days, start) || undefined })}
        scrollAreaProps={{ mah: '70vh' }}
        {...(moves === undefined
          ? {}
          : {
              onExternalEventDrop: (data: DataTransfer, at: string) => takeFromTray(data, at, false),
            })}
      />
    </div>
  );
}

function isFree(days: ShownCalendar['days'], start: string): boolean {
  const known = days.get(start.slice(0, 10));
  const time = start.slice(11, 16);
  return (
    known !== undefined && !(known.isWorked && known.spans.some(({ from, to }) => from <= time && time < to))
  );
}
