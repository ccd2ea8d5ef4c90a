import { MonthView } from '@mantine/schedule';
import { type ReactNode, useMemo } from 'react';
import { eventsOf } from './calendar-events.ts';
import { longDay } from './calendar-range.ts';
import { commonProps, type GridProps } from './grid-props.ts';
import { PLACES, type ShownCalendar } from './use-calendar.ts';

/** Each of two rows of text, under the number of the day; in pixels. */
const LINE = 34;
const AROUND = 52;
const LINES = PLACES.month.most;

/** A month in six weeks. */
export function MonthGrid(props: GridProps): ReactNode {
  const { shown, moves, onDay } = props;
  const { listed, clock, day } = shown;
  const events = useMemo(() => eventsOf(listed, clock, { moreAt: 'day' }), [listed, clock]);
  const { common, takeFromTray } = commonProps(props, { keepsTime: () => true });
  return (
    <MonthView
      {...common}
      className="calendar-grid calendar-month"
      style={{ '--calendar-day': `${AROUND + LINES * LINE}px` }}
      date={day}
      events={events}
      maxEventsPerDay={LINES}
      getDayProps={(each) => dayProps(shown, each)}
      onDayClick={onDay}
      {...(moves === undefined
        ? {}
        : {
            onExternalEventDrop: (data: DataTransfer, at: string) => takeFromTray(data, at, true),
          })}
    />
  );
}

function dayProps({ days, today }: ShownCalendar, day: string): Record<string, unknown> {
  const known = days.get(day);
  const names = (known?.off ?? []).map(({ name }) => name).join(', ');
  const isOff = known !== undefined && !known.isWorked;
  return {
    'aria-label': [
      longDay(day),
      ...(isOff ? ['no work is planned'] : []),
      ...(names === '' ? [] : [names]),
    ].join(', '),
    ...(day === today ? { 'aria-current': 'date' } : {}),
    ...(names === '' ? {} : { 'data-names': names, title: names }),
    mod: { off: isOff },
  };
}
