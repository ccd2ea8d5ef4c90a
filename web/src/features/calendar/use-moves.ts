import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScheduledTask } from '#modules/schedule/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { tellUndoable } from '../../ui/undo-toast.tsx';
import { longDay } from './calendar-range.ts';
import type { WallClock } from './wall-clock.ts';

/** A task that is to stand at another time. */
export interface Move {
  readonly taskId: string;
  readonly title: string;
  readonly runAt: Date;
  /** Where it stands now; nothing for one that stands at no time. */
  readonly item?: ScheduledTask | undefined;
  /** As a preview or for good; as it was, or as the house does at first, where it is left out. */
  readonly dryRun?: boolean | undefined;
}

export interface Moves {
  /** Moves at once where nothing is broken by it; else it waits in `doubtful` for a person. */
  readonly ask: (move: Move) => Promise<void>;
  /** Moves, whatever that breaks. Whether it was done. */
  readonly put: (move: Move) => Promise<boolean>;
  readonly remove: (item: ScheduledTask) => Promise<boolean>;
  readonly doubtful: (Move & { readonly conflicts: readonly string[] }) | undefined;
  readonly leave: () => void;
}

const NOT_MOVED = 'It was not moved';

/** Moves tasks in the calendar. Nothing shows as moved before the server has said so. */
export function useMoves(clock: WallClock): Moves {
  const queries = useQueryClient();
  const [doubtful, setDoubtful] = useState<Moves['doubtful']>();
  const leave = (): void => setDoubtful(undefined);
  const reload = async (): Promise<void> => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: api.schedule.key() }),
      queries.invalidateQueries({ queryKey: api.tasks.key() }),
    ]);
  };
  const act = async (work: () => Promise<unknown>, failed: string): Promise<boolean> => {
    const done = await attempt(async () => (await work(), true), { failed });
    await reload();
    return done === true;
  };
  const putBack = (item: ScheduledTask): Promise<boolean> => {
    const { taskId, runAt, windowEnd, isDryRun: dryRun } = item;
    return act(() => client.schedule.put({ taskId, runAt, windowEnd, dryRun }), 'It was not put back');
  };
  const put = async (move: Move): Promise<boolean> => {
    const { taskId, title, runAt, item, dryRun } = move;
    if (!(await act(() => client.schedule.put({ taskId, runAt, dryRun }), NOT_MOVED))) return false;
    leave();
    const undo = (): Promise<boolean> =>
      item === undefined
        ? act(() => client.schedule.remove({ taskId }), 'It was not taken out')
        : putBack(item);
    tellUndoable(`${title} stands at ${clock.timeOf(runAt)} on ${longDay(clock.dayOf(runAt))}.`, undo);
    return true;
  };
  const ask = async (move: Move): Promise<void> => {
    if (move.item?.runAt.getTime() === move.runAt.getTime()) return;
    const { taskId, runAt } = move;
    const checked = await attempt(() => client.schedule.put({ taskId, runAt, onlyCheck: true }), {
      failed: NOT_MOVED,
    });
    if (checked === undefined) await reload();
    else if (checked.conflicts.length === 0) await put(move);
    else setDoubtful({ ...move, conflicts: checked.conflicts });
  };
  const remove = async (item: ScheduledTask): Promise<boolean> => {
    const { taskId } = item;
    if (!(await act(() => client.schedule.remove({ taskId }), 'It was not taken out'))) return false;
    tellUndoable(`${item.title} stands at no time any more.`, () => putBack(item));
    return true;
  };
  return { ask, put, remove, doubtful, leave };
}
