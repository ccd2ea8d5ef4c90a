import './task-timeline.css';
import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { Task } from '#modules/tasks/contract';
import { api } from '../../api.ts';
import { formatDay } from '../../lib/time.ts';
import { useSession } from '../../session.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { TASK_SIGNS } from '../../ui/tone.ts';
import { isOverdue } from './board-columns.ts';
import { TimelineChart } from './timeline-chart.tsx';
import { HEAD, layoutTimeline, ROW, type TimelineRow } from './timeline-layout.ts';
import type { Slot } from './timeline-order.ts';

const DAY_MS = 86_400_000;
/** What of the calendar is asked for, in days from now. */
const ASKED = { before: 90, after: 400 };

/** The tasks of one campaign in the order of their dependencies, with the times at which the calendar has them. */
export function TaskTimeline(props: { tasks: readonly Task[]; campaignId: string | undefined }): ReactNode {
  const { tasks, campaignId } = props;
  return campaignId === undefined ? (
    <EmptyPlace title="A timeline shows one campaign">
      Choose it in the filter Campaign above. Tasks of different campaigns never come after each other.
    </EmptyPlace>
  ) : (
    <OfCampaign tasks={tasks} campaignId={campaignId} />
  );
}

function OfCampaign({ tasks, campaignId }: { tasks: readonly Task[]; campaignId: string }): ReactNode {
  const today = Math.floor(Date.now() / DAY_MS);
  const range = useMemo(
    () => ({
      from: new Date((today - ASKED.before) * DAY_MS),
      to: new Date((today + ASKED.after) * DAY_MS),
    }),
    [today],
  );
  const calendar = useQuery(
    api.schedule.list.queryOptions({ input: { ...range, campaignId, limit: 1_000 } }),
  );
  return (
    <Shown query={calendar}>
      {({ items, isCut }) => (
        <Stack gap="xs">
          {isCut ? (
            <Text size="sm" role="status">
              The calendar has more of this campaign than the 1,000 entries that are shown.
            </Text>
          ) : undefined}
          {/* By time, so that the newest entry of a task is the one that counts. */}
          <Chart
            tasks={tasks}
            slots={new Map(items.map(({ taskId, runAt, endAt }) => [taskId, { from: runAt, to: endAt }]))}
          />
        </Stack>
      )}
    </Shown>
  );
}

function Chart({ tasks, slots }: { tasks: readonly Task[]; slots: ReadonlyMap<string, Slot> }): ReactNode {
  const timeline = layoutTimeline({ tasks, slots, now: new Date() });
  const titles = new Map(tasks.map(({ id, title }) => [id, title]));
  return (
    <>
      <div className="timeline" tabIndex={0} role="region" aria-label="Timeline">
        <ol className="timeline-rows" style={{ paddingTop: HEAD }}>
          {timeline.rows.map((row) => (
            <Row key={row.task.id} row={row} slot={slots.get(row.task.id)} titles={titles} />
          ))}
        </ol>
        <TimelineChart timeline={timeline} />
      </div>
      <Text size="xs" c="dimmed">
        A filled bar stands at its planned time, in the time zone of this browser. A dashed one stands at no
        time yet, in the step at which what comes before it lets it come. A diamond is the day on which a task
        is due; days far ahead are told in the row only.
      </Text>
    </>
  );
}

function Row(props: {
  row: TimelineRow<Task>;
  slot: Slot | undefined;
  titles: ReadonlyMap<string, string>;
}): ReactNode {
  const { task } = props.row;
  const { workspace } = useSession();
  const told = factsOf(props).join(', ');
  return (
    <li className="timeline-row" style={{ height: ROW }}>
      <PathLink to={`/w/${workspace.workspaceId}/tasks/${task.id}`} className="row-link timeline-title">
        {task.title}
      </PathLink>
      <Group gap={6} wrap="nowrap">
        <SignBadge {...TASK_SIGNS[task.status]} />
        <Text size="xs" c="dimmed" className="timeline-facts" title={told}>
          {told}
        </Text>
      </Group>
    </li>
  );
}

/** What the chart shows of a row, in words. */
function factsOf(given: {
  row: TimelineRow<Task>;
  slot: Slot | undefined;
  titles: ReadonlyMap<string, string>;
}): string[] {
  const { slot, titles } = given;
  const { task, bar } = given.row;
  const { dependsOn, dueAt, status } = task;
  const before = dependsOn.map((id) => titles.get(id) ?? 'a task that is not shown');
  return [
    slot === undefined
      ? status === 'COMPLETED'
        ? 'Done, not in the calendar'
        : `At no time yet, step ${bar?.step ?? 1}`
      : timeWords(slot),
    ...(before.length === 0 ? [] : [`after ${before.join(', ')}`]),
    ...(dueAt === null
      ? []
      : [`${isOverdue(task, new Date()) ? 'overdue since' : 'due'} ${formatDay(dueAt)}`]),
  ];
}

function timeWords({ from, to }: Slot): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).formatRange(from, to);
}
