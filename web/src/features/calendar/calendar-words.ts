import type { ScheduledTask } from '#modules/schedule/contract';
import { SCHEDULE_SIGNS } from '../../ui/tone.ts';

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

/** What an item in a grid has no room to say: for those who hear it. */
export function unseenWords({ state, isFixed, campaignName }: ScheduledTask): string {
  return [
    ...(state === 'SCHEDULED' ? [SCHEDULE_SIGNS.SCHEDULED.word] : []),
    ...(isFixed ? ['Fixed'] : []),
    campaignName,
  ].join(', ');
}
