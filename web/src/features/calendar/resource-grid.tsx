import { Stack, Text } from '@mantine/core';
import { ResourcesMonthView, type ScheduleResourceData } from '@mantine/schedule';
import { type ReactNode, useMemo } from 'react';
import type { ScheduledTask } from '#modules/schedule/contract';
import { counted, formatNumber } from '../../lib/words.ts';
import { eventsOf } from './calendar-events.ts';
import { commonProps, type GridProps } from './grid-props.ts';
import type { ShownCalendar } from './use-calendar.ts';

/** So many rows are drawn; a row has a place for every day. */
const MOST_ROWS = 25;
const LINES = 3;
const NO_BRAND = 'none';

interface ResourceProps extends GridProps {
  readonly rows: 'campaign' | 'brand';
  readonly brandName: (id: string) => string;
}

/** A month with a row for each campaign or brand that has something in it, the busiest first. */
export function ResourceGrid(props: ResourceProps): ReactNode {
  const { shown, moves, rows, brandName } = props;
  const { items, clock, day } = shown;
  const { resources, events, left } = useMemo(() => {
    const rowOf = (item: ScheduledTask): string =>
      rows === 'campaign' ? item.campaignId : (item.brandId ?? NO_BRAND);
    const found = resourcesOf(items, rowOf, (item) =>
      rows === 'campaign'
        ? item.campaignName
        : item.brandId === null
          ? 'Without a brand'
          : brandName(item.brandId),
    );
    const drawn = found.slice(0, MOST_ROWS);
    const ids = new Set(drawn.map(({ id }) => id));
    return {
      resources: drawn,
      left: found.length - drawn.length,
      events: eventsOf(
        items.filter((item) => ids.has(rowOf(item))),
        clock,
        {
          keyOf: (item, wall) => `${rowOf(item)} ${wall.slice(0, 10)}`,
          most: LINES,
          moreAt: () => '23:00:00',
          resourceOf: rowOf,
        },
      ),
    };
  }, [items, clock, rows, brandName]);
  const { common, takeFromTray } = commonProps(props, { keepsTime: () => true });
  if (resources.length === 0) return undefined;
  return (
    <Stack gap="xs">
      {left === 0 ? undefined : (
        <Text size="sm" c="dimmed">
          The {formatNumber(MOST_ROWS)} busiest are shown; {counted(left, rows)} more have something in this
          month. Choose a campaign to see it.
        </Text>
      )}
      <ResourcesMonthView
        {...common}
        className="calendar-grid"
        date={day}
        resources={resources}
        events={[...events]}
        labels={{ resources: rows === 'campaign' ? 'Campaign' : 'Brand' }}
        dayWidth={128}
        rowHeight={112}
        maxEventsPerTimeSlot={LINES}
        startScrollDate={day}
        styles={{ resourcesMonthViewRowSlots: { backgroundImage: shadeOf(shown) } }}
        onDayClick={({ date }) => props.onDay(date)}
        {...(moves === undefined
          ? {}
          : {
              onExternalEventDrop: (drop: { dataTransfer: DataTransfer; dropDateTime: string }) =>
                takeFromTray(drop.dataTransfer, drop.dropDateTime, true),
            })}
      />
    </Stack>
  );
}

function resourcesOf(
  items: readonly ScheduledTask[],
  rowOf: (item: ScheduledTask) => string,
  nameOf: (item: ScheduledTask) => string,
): ScheduleResourceData[] {
  const counts = new Map<string, { label: string; count: number }>();
  for (const item of items) {
    const row = counts.get(rowOf(item)) ?? { label: nameOf(item), count: 0 };
    row.count += 1;
    counts.set(rowOf(item), row);
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b.count - a.count || a.label.localeCompare(b.label))
    .map(([id, { label }]) => ({ id, label }));
}

/** The free days of the month as a ground of stripes: its cells cannot be marked one by one. */
function shadeOf({ range, days }: ShownCalendar): string {
  const shown = [...days.values()].filter(({ day }) => range.first <= day && day <= range.last);
  const stops = shown.flatMap(({ isWorked }, index) => {
    const colour = isWorked ? 'transparent' : 'var(--calendar-off)';
    return [index, index + 1].map((at) => `${colour} ${((at / shown.length) * 100).toFixed(4)}%`);
  });
  return stops.length === 0 ? 'none' : `linear-gradient(to right, ${stops.join(', ')})`;
}
