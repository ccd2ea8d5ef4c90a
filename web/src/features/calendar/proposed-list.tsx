import { Table, Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { ProposedPlan } from '#modules/schedule/contract';
import { counted } from '../../lib/words.ts';
import { TableFrame } from '../../ui/table-frame.tsx';
import { shortDay } from './calendar-range.ts';
import { openWallClock, type WallClock } from './wall-clock.ts';

const MOST_ROWS = 100;

/** Where tasks would stand, by the clock of the rules they were planned by. */
export function ProposedList(props: {
  placements: ProposedPlan['placements'];
  timeZone: string;
  clock: WallClock;
}): ReactNode {
  const { placements, timeZone } = props;
  const clock = useMemo(
    () => (timeZone === props.clock.timeZone ? props.clock : openWallClock(timeZone)),
    [timeZone, props.clock],
  );
  if (placements.length === 0) return undefined;
  return (
    <div className="proposed-list">
      <TableFrame label={`Where tasks would stand, in ${timeZone}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>Task</Table.Th>
            <Table.Th>Why there</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {placements.slice(0, MOST_ROWS).map(({ taskId, title, runAt, why, isFixed }) => (
            <Table.Tr key={taskId}>
              <Table.Td className="tabular">
                {shortDay(clock.dayOf(runAt))}, {clock.timeOf(runAt)}
              </Table.Td>
              <Table.Td>
                {title}
                {isFixed ? ' (fixed)' : ''}
              </Table.Td>
              <Table.Td>{why.join(' ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
      {placements.length <= MOST_ROWS ? undefined : (
        <Text size="sm" c="dimmed">
          And {counted(placements.length - MOST_ROWS, 'more task', 'more tasks')}.
        </Text>
      )}
    </div>
  );
}
