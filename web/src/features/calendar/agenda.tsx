import { Button, Group, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconPinFilled } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { CalendarDay, ScheduledTask } from '#modules/schedule/contract';
import { capitalised, counted } from '../../lib/words.ts';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { SCHEDULE_SIGNS } from '../../ui/tone.ts';
import { longDay } from './calendar-range.ts';
import type { GridProps } from './grid-props.ts';
import { STATE_ICONS } from './event-block.tsx';
import { dayAfter, type WallClock } from './wall-clock.ts';

/** So many of one day are drawn at first. */
const FIRST_ROWS = 100;

/** Everything of the range as a list by day: the outline of the calendar, and how a phone shows it. */
export function Agenda({ shown, onOpen, onDay }: Pick<GridProps, 'shown' | 'onOpen' | 'onDay'>): ReactNode {
  const { listed, clock, range, days, today } = shown;
  const hidden = new Map(listed.more.map(({ at, count }) => [clock.dayOf(at), count]));
  const byDay = new Map<string, ScheduledTask[]>();
  for (const item of listed.items) {
    // What began before the range stands on its first day.
    const begun = clock.dayOf(item.runAt);
    const day = begun < range.first ? range.first : begun;
    const there = byDay.get(day);
    if (there === undefined) byDay.set(day, [item]);
    else there.push(item);
  }
  const drawn = daysOf(range).filter(
    (day) => range.first === range.last || byDay.has(day) || (days.get(day)?.off.length ?? 0) > 0,
  );
  return (
    <Stack gap="md">
      {drawn.map((day) => (
        <AgendaDay
          key={day}
          day={day}
          known={days.get(day)}
          isToday={day === today}
          items={byDay.get(day) ?? []}
          clock={clock}
          hidden={hidden.get(day) ?? 0}
          onOpen={onOpen}
          onDay={onDay}
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
  /** So many more there are than were given. */
  readonly hidden: number;
  readonly onOpen: (itemId: string) => void;
  readonly onDay: (day: string) => void;
}

function AgendaDay({ day, known, isToday, items, hidden, clock, onOpen, onDay }: DayProps): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const drawn = isWhole ? items : items.slice(0, FIRST_ROWS);
  const left = hidden + items.length - drawn.length;
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
            {capitalised(notes.join(' · '))}
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
      {left === 0 ? undefined : (
        <Button
          variant="default"
          size="xs"
          mt="xs"
          onClick={() => (hidden > 0 ? onDay(day) : setWhole(true))}
          aria-label={`Show the other ${counted(left, 'task')} of ${longDay(day)}`}
        >
          Show the other {counted(left, 'task')}
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
