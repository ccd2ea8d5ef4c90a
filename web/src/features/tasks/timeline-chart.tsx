import type { ReactNode } from 'react';
import type { Task } from '#modules/tasks/contract';
import { TASK_SIGNS } from '../../ui/tone.ts';
import { HEAD, ROW, type Timeline } from './timeline-layout.ts';

/** Half the width of a mark of a due date. */
const MARK = 6;

/** Bars, arrows and dates; a picture of what the rows beside it say in words. */
export function TimelineChart({ timeline }: { timeline: Timeline<Task> }): ReactNode {
  const { rows, arrows, width, height } = timeline;
  return (
    <svg className="timeline-chart" width={width} height={height} aria-hidden="true">
      <Days timeline={timeline} />
      <Steps timeline={timeline} />
      {rows.map(({ task, y }) => (
        <line key={task.id} className="timeline-line" x1={0} x2={width} y1={y + ROW / 2} y2={y + ROW / 2} />
      ))}
      <Today timeline={timeline} />
      {arrows.map(({ from, to, path }) => (
        <g key={`${from} ${to}`}>
          <path className="timeline-arrow" d={path} />
          <path className="timeline-head" d={headOf(path)} />
        </g>
      ))}
      {rows.map(({ task, y, bar, dueX }) => (
        <g key={task.id}>
          {bar === undefined ? undefined : (
            <rect
              className="timeline-bar"
              data-tone={TASK_SIGNS[task.status].tone}
              data-step={bar.step ?? undefined}
              x={bar.x}
              y={bar.y}
              width={bar.width}
              height={bar.height}
              rx={4}
            >
              <title>{task.title}</title>
            </rect>
          )}
          {dueX === undefined ? undefined : (
            <path
              className="timeline-due"
              d={`M${dueX} ${y - MARK}l${MARK} ${MARK}l-${MARK} ${MARK}l-${MARK} -${MARK}z`}
            >
              <title>{`${task.title} is due`}</title>
            </path>
          )}
        </g>
      ))}
    </svg>
  );
}

/** A head at the end of an arrow, which always comes from the left. */
function headOf(path: string): string {
  const [, y, x] = /V([\d.]+)H([\d.]+)$/.exec(path) ?? [];
  return `M${x} ${y}l-6 -4v8z`;
}

function Days({ timeline }: { timeline: Timeline<Task> }): ReactNode {
  const { days, dayWidth, height } = timeline;
  const isEveryDay = dayWidth >= 36;
  const shown = days.filter(({ isMonday }, index) => isEveryDay || isMonday || index === 0);
  return shown.map(({ at, x, isMonday }, index) => {
    // A first day just before a Monday would stand under its words.
    const isCrowded = !isEveryDay && index === 0 && (shown[1]?.x ?? Infinity) - x < 48;
    return (
      <g key={x}>
        <line
          className="timeline-day"
          data-monday={isMonday || undefined}
          x1={x}
          x2={x}
          y1={HEAD - 6}
          y2={height}
        />
        {isCrowded ? undefined : (
          <>
            <text className="timeline-tick" x={x + 3} y={HEAD - 24}>
              {index === 0 || at.getDate() === 1 || !isEveryDay ? month(at) : ''}
            </text>
            <text className="timeline-tick" data-day="" x={x + 3} y={HEAD - 9}>
              {dayWidth >= 64 ? weekday(at) : at.getDate()}
            </text>
          </>
        )}
      </g>
    );
  });
}

function Steps({ timeline }: { timeline: Timeline<Task> }): ReactNode {
  const { stepsX, steps, height } = timeline;
  if (stepsX === undefined) return undefined;
  return (
    <>
      <line className="timeline-day" data-monday="" x1={stepsX} x2={stepsX} y1={8} y2={height} />
      <text className="timeline-tick" x={stepsX + 8} y={HEAD - 24}>
        Not in the calendar
      </text>
      {steps.map(({ step, x }) => (
        <text key={step} className="timeline-tick" data-day="" x={x} y={HEAD - 9}>
          Step {step}
        </text>
      ))}
    </>
  );
}

function Today({ timeline }: { timeline: Timeline<Task> }): ReactNode {
  const { todayX, height } = timeline;
  if (todayX === undefined) return undefined;
  return <line className="timeline-today" x1={todayX} x2={todayX} y1={HEAD - 6} y2={height} />;
}

const month = (at: Date): string => new Intl.DateTimeFormat('en', { month: 'short' }).format(at);
const weekday = (at: Date): string =>
  new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric' }).format(at);
