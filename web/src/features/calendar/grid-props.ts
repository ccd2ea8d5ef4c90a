import type { ScheduleEventData } from '@mantine/schedule';
import type { CalendarEvent, EventPayload } from './calendar-events.ts';
import { canMove } from './calendar-words.ts';
import { renderBodyWith, renderEvent } from './event-block.tsx';
import type { ShownCalendar } from './use-calendar.ts';
import type { Move, Moves } from './use-moves.ts';

/** The kind of what is dragged out of the tray: only the id of its task. */
export const TRAY_DRAG = 'application/x-aicmo-task';

export interface GridProps {
  readonly shown: ShownCalendar;
  /** Undefined for people who only read. */
  readonly moves: Moves | undefined;
  readonly onOpen: (itemId: string) => void;
  readonly onDay: (day: string) => void;
  /** Something of the tray was dropped on a day; the time is left out where only the day is known. */
  readonly onTrayDrop: (taskId: string, day: string, time: string | undefined) => void;
}

interface Drop {
  readonly newStart: string;
  readonly newEnd: string;
  readonly event: ScheduleEventData;
}

/** What the views of the library have in common. `keepsTime`: a drop gives a day, and the time of day stays. */
export function commonProps(grid: GridProps, options: { keepsTime: (drop: Drop) => boolean }) {
  const { shown, moves, onOpen, onDay, onTrayDrop } = grid;
  const { clock } = shown;
  const open = (event: ScheduleEventData): void => {
    const payload = event.payload as EventPayload;
    if (payload.kind === 'item') onOpen(payload.item.id);
    else onDay(payload.day);
  };
  const drop = (dropped: Drop): void => {
    const move = moveOf(grid, dropped, options.keepsTime(dropped));
    if (move !== undefined) void moves?.ask(move);
  };
  const takeFromTray = (data: DataTransfer, dropDateTime: string, isDayOnly: boolean): void => {
    const taskId = data.getData(TRAY_DRAG);
    if (taskId === '') return;
    onTrayDrop(taskId, dropDateTime.slice(0, 10), isDayOnly ? undefined : dropDateTime.slice(11, 16));
  };
  return {
    common: {
      withHeader: false,
      highlightToday: false,
      firstDayOfWeek: 1 as const,
      weekendDays: [],
      renderEvent,
      renderEventBody: renderBodyWith(clock),
      onEventClick: open,
      withEventsDragAndDrop: moves !== undefined,
      canDragEvent: (event: ScheduleEventData) => {
        const payload = event.payload as EventPayload;
        return payload.kind === 'item' && canMove(payload.item);
      },
      onEventDrop: drop,
    },
    takeFromTray,
  };
}

function moveOf({ shown }: GridProps, dropped: Drop, keepsTime: boolean): Move | undefined {
  const payload = (dropped.event as CalendarEvent).payload;
  if (payload?.kind !== 'item') return undefined;
  const { item } = payload;
  const { clock } = shown;
  const time = keepsTime ? clock.timeOf(item.runAt) : dropped.newStart.slice(11, 16);
  const runAt = clock.instantOf(dropped.newStart.slice(0, 10), time);
  return runAt && { taskId: item.taskId, title: item.title, runAt, item };
}
