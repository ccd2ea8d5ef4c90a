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
import { marksOf, unseenWords } from './calendar-words.ts';
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
const payloadOf = (event: ScheduleEventData): EventPayload => event.payload as EventPayload;

/** The button of an event; what stands in it names it. */
export function renderEvent(event: ScheduleEventData, props: BlockProps): ReactElement {
  const payload = payloadOf(event);
  return (
    <UnstyledButton
      {...props}
      key={event.id}
      data-preview={(payload.kind === 'item' && payload.item.isDryRun) || undefined}
      data-kind={payload.kind}
    />
  );
}

/** What stands in an event: an item with its sign and words, or how many more there are. */
export function renderBodyWith(clock: WallClock) {
  return (event: ScheduleEventData): ReactNode => {
    const payload = payloadOf(event);
    if (payload.kind === 'item') return <ItemLines item={payload.item} clock={clock} />;
    return (
      <span className="calendar-event-line">
        {formatNumber(payload.count)} more
        <span className="calendar-unseen"> on {shortDay(payload.day)}</span>
      </span>
    );
  };
}

function ItemLines({ item, clock }: { item: ScheduledTask; clock: WallClock }): ReactNode {
  const Sign = STATE_ICONS[item.state];
  const marks = marksOf(item).filter((mark) => mark !== 'Fixed');
  return (
    <>
      <span className="calendar-event-line">
        <Sign size={12} stroke={2.2} aria-hidden="true" />
        <span className="tabular">{clock.timeOf(item.runAt)}</span>
        {item.isFixed ? <IconPinFilled size={11} aria-hidden="true" /> : undefined}
        <span className="calendar-event-words">{marks.join(' · ')}</span>
      </span>
      <span className="calendar-event-title">{item.title}</span>
      <span className="calendar-unseen">{unseenWords(item)}</span>
    </>
  );
}
