import { Button, Group, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconPinFilled } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { CalendarDay, ScheduledTask } from '#modules/schedule/contract';
import { counted } from '../../lib/words.ts';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { SCHEDULE_SIGNS } from '../../ui/tone.ts';
import { longDay } from './calendar-range.ts';
import type { GridProps } from './grid-props.ts';
import { STATE_ICONS } from './event-block.tsx';
import { dayAfter, type WallClock } from './wall-clock.ts';

/** So many of a day are drawn at first. */
const FIRST_ROWS = 40;

/** Everything of the range as a list by day: the outline of the calendar, and how a phone shows it. */
export function Agenda({ shown, onOpen }: Pick<GridProps, 'shown' | 'onOpen'>): ReactNode {
  const { items, clock, range, days, today } = shown;
  const byDay = new Map<string, ScheduledTask[]>();
  for (const item of items) {
    // What began before the range stands on its first day.
    const begun = clock.dayOf(item.runAt);
    const day = begun < range.first ? range.first : begun;
    const there = byDay.get(day);
    if (there === undefined) byDay.set(day, [item]);
    else there.push(item);
  }
  const listed = daysOf(range).filter(
    (day) => range.first === range.last || byDay.has(day) || (days.get(day)?.off.length ?? 0) > 0,
  );
  return (
    <Stack gap="md">
      {listed.map((day) => (
        <AgendaDay
          key={day}
          day={day}
          known={days.get(day)}
          isToday={day === today}
          items={byDay.get(day) ?? []}
          clock={clock}
          onOpen={onOpen}
        />
      ))}
    </Stack>
  );
}

function daysOf({ first, last }: { first: string; last: string }): string[] {
  const days = [];
  for (let day = first; day <= last; day = dayAfter(day)) days.push(day);
  return days;
}

interface DayProps {
  readonly day: string;
  readonly known: CalendarDay | undefined;
  readonly isToday: boolean;
  readonly items: readonly ScheduledTask[];
  readonly clock: WallClock;
  readonly onOpen: (itemId: string) => void;
}

function AgendaDay({ day, known, isToday, items, clock, onOpen }: DayProps): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const drawn = isWhole ? items : items.slice(0, FIRST_ROWS);
  const notes = [
    ...(isToday ? ['today'] : []),
    ...(known?.off.map(({ name }) => name) ?? []),
    ...(known !== undefined && !known.isWorked ? ['no work is planned on this day'] : []),
  ];
  return (
    <section aria-label={longDay(day)}>
      <Group gap="xs" align="baseline" mb={6}>
        <Title order={2}>{longDay(day)}</Title>
        {notes.length === 0 ? undefined : (
          <Text size="sm" c="dimmed">
            {notes.join(' · ')}
          </Text>
        )}
      </Group>
      {items.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing stands on this day.
        </Text>
      ) : (
        <Stack gap={6} component="ul" className="plain-list" p={0} m={0}>
          {drawn.map((item) => (
            <li key={item.id}>
              <AgendaRow item={item} clock={clock} onOpen={onOpen} />
            </li>
          ))}
        </Stack>
      )}
      {drawn.length === items.length ? undefined : (
        <Button variant="default" size="xs" mt="xs" onClick={() => setWhole(true)}>
          Show the other {counted(items.length - drawn.length, 'task')}
        </Button>
      )}
    </section>
  );
}

function AgendaRow({
  item,
  clock,
  onOpen,
}: Pick<DayProps, 'clock' | 'onOpen'> & { item: ScheduledTask }): ReactNode {
  const Sign = STATE_ICONS[item.state];
  return (
    <Paper withBorder>
      <UnstyledButton
        className="calendar-row"
        data-preview={item.isDryRun || undefined}
        onClick={() => onOpen(item.id)}
      >
        <Text component="span" size="sm" className="tabular" c="dimmed" flex="none">
          {clock.timeOf(item.runAt)} to {clock.timeOf(item.endAt)}
        </Text>
        <span className="calendar-row-title">
          <Text component="span" fw={550}>
            {item.title}
          </Text>
          <Text component="span" size="sm" c="dimmed">
            {item.campaignName}
          </Text>
        </span>
        <Group component="span" gap={6} flex="none">
          {item.isFixed ? (
            <Text component="span" size="xs" className="calendar-mark">
              <IconPinFilled size={11} aria-hidden="true" /> Fixed
            </Text>
          ) : undefined}
          {item.isDryRun ? <SignBadge tone="neutral" word="Preview" /> : undefined}
          <Sign size={14} aria-hidden="true" />
          <SignBadge {...SCHEDULE_SIGNS[item.state]} />
        </Group>
      </UnstyledButton>
    </Paper>
  );
}
