import { Stack, Text } from '@mantine/core';
import { ResourcesMonthView, type ScheduleResourceData } from '@mantine/schedule';
import { type ReactNode, useMemo } from 'react';
import type { ScheduledTask } from '#modules/schedule/contract';
import { counted } from '../../lib/words.ts';
import { eventsOf, type HiddenItems } from './calendar-events.ts';
import { commonProps, type GridProps } from './grid-props.ts';
import { type Listed, PLACES, type ShownCalendar } from './use-calendar.ts';

const NO_BRAND = 'none';

interface ResourceProps extends GridProps {
  readonly rows: 'campaign' | 'brand';
  readonly brandName: (id: string) => string;
}

/** A month with a row for each campaign or brand that has something in it, the busiest first. */
export function ResourceGrid(props: ResourceProps): ReactNode {
  const { shown, moves, rows, brandName } = props;
  const { listed, clock, day } = shown;
  const { resources, events } = useMemo(() => {
    const rowOf = (item: ScheduledTask | HiddenItems): string =>
      rows === 'campaign' ? item.campaignId : (item.brandId ?? NO_BRAND);
    const nameOf = ({ campaignName, brandId }: ScheduledTask): string => {
      if (rows === 'campaign') return campaignName;
      return brandId === null ? 'Without a brand' : brandName(brandId);
    };
    return {
      resources: resourcesOf(listed, rowOf, nameOf),
      events: eventsOf(listed, clock, { moreAt: 'day', rowOf }),
    };
  }, [listed, clock, rows, brandName]);
  const { common, takeFromTray } = commonProps(props, { keepsTime: () => true });
  if (resources.length === 0) return undefined;
  return (
    <Stack gap="xs">
      {listed.rowsLeft === 0 ? undefined : (
        <Text size="sm" c="dimmed">
          The {resources.length} with the most to do are shown;{' '}
          {counted(listed.rowsLeft, 'other has', 'others have')} something in this month as well. Choose a
          campaign to see it.
        </Text>
      )}
      <ResourcesMonthView
        {...common}
        className="calendar-grid"
        date={day}
        resources={resources}
        events={events}
        labels={{ resources: rows === 'campaign' ? 'Campaign' : 'Brand' }}
        dayWidth={128}
        rowHeight={78}
        maxEventsPerTimeSlot={PLACES.campaign.most}
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

/** The rows, the fullest first. */
function resourcesOf(
  { items, more }: Listed,
  rowOf: (item: ScheduledTask | HiddenItems) => string,
  nameOf: (item: ScheduledTask) => string,
): ScheduleResourceData[] {
  const counts = new Map<string, { label: string; count: number }>();
  for (const item of items) {
    const row = counts.get(rowOf(item)) ?? { label: nameOf(item), count: 0 };
    row.count += 1;
    counts.set(rowOf(item), row);
  }
  for (const hidden of more) {
    const row = counts.get(rowOf(hidden));
    if (row !== undefined) row.count += hidden.count;
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
