import { UnstyledButton } from '@mantine/core';
import type { ScheduleEventData } from '@mantine/schedule';
import {
  IconCheck,
  IconClock,
  IconPinFilled,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { ComponentPropsWithoutRef, ReactElement, ReactNode } from 'react';
import type { ScheduledTask } from '#modules/schedule/contract';
import type { ScheduleState } from '#modules/schedule/enums';
import { formatNumber } from '../../lib/words.ts';
import type { EventPayload } from './calendar-events.ts';
import { shortDay } from './calendar-range.ts';
import { itemWords, marksOf } from './calendar-words.ts';
import type { WallClock } from './wall-clock.ts';

/** A sign for each state, beside its word. */
export const STATE_ICONS: Readonly<Record<ScheduleState, Icon>> = {
  SCHEDULED: IconClock,
  IN_PROGRESS: IconPlayerPlay,
  COMPLETED: IconCheck,
  FAILED: IconX,
  SKIPPED: IconPlayerTrackNext,
};

type BlockProps = ComponentPropsWithoutRef<'button'> & { children: ReactNode };

/** Draws an event of the library: an item with its sign and words, or how many more there are. */
export function renderEventWith(clock: WallClock) {
  return (event: ScheduleEventData, props: BlockProps): ReactElement => {
    const payload = event.payload as EventPayload;
    const { children: _none, title: _title, ...rest } = props;
    const label =
      payload.kind === 'item'
        ? itemWords(payload.item, clock)
        : `${formatNumber(payload.count)} more on ${shortDay(payload.day)}`;
    return (
      <UnstyledButton
        {...rest}
        key={event.id}
        title={label}
        aria-label={label}
        data-preview={(payload.kind === 'item' && payload.item.isDryRun) || undefined}
        data-kind={payload.kind}
      >
        {payload.kind === 'item' ? (
          <ItemLine item={payload.item} clock={clock} />
        ) : (
          <span className="calendar-event-line">{formatNumber(payload.count)} more</span>
        )}
      </UnstyledButton>
    );
  };
}

function ItemLine({ item, clock }: { item: ScheduledTask; clock: WallClock }): ReactNode {
  const Sign = STATE_ICONS[item.state];
  const marks = marksOf(item).filter((mark) => mark !== 'Fixed');
  return (
    <span className="calendar-event-line">
      <Sign size={12} stroke={2.2} aria-hidden="true" />
      {item.isFixed ? <IconPinFilled size={11} aria-hidden="true" /> : undefined}
      <span className="tabular">{clock.timeOf(item.runAt)}</span>
      <span className="calendar-event-words">{[...marks, item.title].join(' · ')}</span>
    </span>
  );
}
