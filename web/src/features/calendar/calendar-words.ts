import type { ScheduledTask } from '#modules/schedule/contract';
import { SCHEDULE_SIGNS } from '../../ui/tone.ts';
import type { WallClock } from './wall-clock.ts';

/** Whether a person may still give it another time. */
export function canMove({ state }: Pick<ScheduledTask, 'state'>): boolean {
  return state === 'SCHEDULED';
}

/** What is special about an item, in words. */
export function marksOf({ state, isDryRun, isFixed }: ScheduledTask): string[] {
  return [
    ...(state === 'SCHEDULED' ? [] : [SCHEDULE_SIGNS[state].word]),
    ...(isDryRun ? ['Preview'] : []),
    ...(isFixed ? ['Fixed'] : []),
  ];
}

/** An item as it is read out: what is to be seen first, then the rest. */
export function itemWords(item: ScheduledTask, clock: WallClock): string {
  const state = item.state === 'SCHEDULED' ? [SCHEDULE_SIGNS.SCHEDULED.word] : [];
  return [`${clock.timeOf(item.runAt)} ${item.title}`, ...state, ...marksOf(item), item.campaignName].join(
    ', ',
  );
}
