import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { shortDay } from './calendar-range.ts';
import type { ShownCalendar } from './use-calendar.ts';

const MOST_NAMES = 8;

/** The days of the range that are off, by name: a cell has little room for it. */
export function OffNames({ shown }: { shown: ShownCalendar }): ReactNode {
  const named = [...shown.days.values()]
    .filter(({ off }) => off.length > 0)
    .map(({ day, off }) => `${shortDay(day)}: ${off.map(({ name }) => name).join(', ')}`);
  if (named.length === 0) return undefined;
  const left = named.length - MOST_NAMES;
  return (
    <Text size="sm" c="dimmed">
      Shaded days are free. {named.slice(0, MOST_NAMES).join('; ')}
      {left > 0 ? ` and ${left} more` : ''}.
    </Text>
  );
}
