import { SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { counted, formatMicro, formatNumber } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { costWords, type UsageRow } from './usage-words.ts';

const DAY_MS = 86_400_000;
const MEASURES = {
  cost: { label: 'Cost', of: (row: UsageRow) => row.costMicro, words: formatMicro },
  calls: { label: 'Calls', of: (row: UsageRow) => row.calls, words: (value: number) => formatNumber(value) },
} as const;
type Measure = keyof typeof MEASURES;

interface DayProps {
  readonly since: Date;
  readonly rows: readonly UsageRow[];
}

/** Cost or calls of each day as bars, and the same days as a table whose rows lead to their calls. */
export function UsageByDay({ since, rows }: DayProps): ReactNode {
  const [measure, setMeasure] = useState<Measure>('cost');
  return (
    <Section
      title="By day"
      lead="Days are those of UTC. The first one is counted from the time of day that it is now."
      actions={
        <SegmentedControl
          aria-label="What the bars show"
          size="xs"
          data={Object.entries(MEASURES).map(([value, { label }]) => ({ value, label }))}
          value={measure}
          onChange={(value) => setMeasure(value === 'calls' ? 'calls' : 'cost')}
        />
      }
    >
      <DayChart since={since} rows={rows} measure={measure} />
      <DayTable rows={rows} />
    </Section>
  );
}

function DayChart({ since, rows, measure }: DayProps & { measure: Measure }): ReactNode {
  const { label, of, words } = MEASURES[measure];
  const days = useMemo(() => everyDay(since, rows, of), [since, rows, of]);
  const most = days.reduce((a, b) => (b.value > a.value ? b : a), { day: '', value: 0 });
  const width = 100 / days.length;
  const unpriced = rows.reduce((sum, row) => sum + row.unpriced, 0);
  const summary =
    most.value === 0
      ? `${label} by day: nothing to show.`
      : `${label} by day, most on ${most.day}: ${words(most.value)}. The table has every day.`;
  return (
    <Stack component="figure" gap={4} className="day-chart">
      <div className="day-scale" aria-hidden="true">
        <span>{words(most.value)}</span>
      </div>
      <svg
        className="day-bars"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={summary}
      >
        <line className="day-grid" x1="0" x2="100" y1="0.5" y2="0.5" />
        <line className="day-grid" x1="0" x2="100" y1="50" y2="50" />
        {days.map(({ day, value }, index) => {
          const height = most.value === 0 ? 0 : (value / most.value) * 100;
          return (
            <rect
              key={day}
              className="day-bar"
              x={index * width + width * 0.15}
              width={width * 0.7}
              y={100 - height}
              height={height}
            >
              <title>
                {day}: {words(value)}
              </title>
            </rect>
          );
        })}
      </svg>
      <div className="day-scale" aria-hidden="true">
        <span>{days[0]?.day}</span>
        <span>{days.at(-1)?.day}</span>
      </div>
      {measure === 'cost' && unpriced > 0 ? (
        <Text size="xs" c="dimmed">
          Without {counted(unpriced, 'call')} whose price is not known.
        </Text>
      ) : undefined}
    </Stack>
  );
}

function DayTable({ rows }: { rows: readonly UsageRow[] }): ReactNode {
  const { workspace } = useSession();
  return (
    <TableFrame label="Usage by day">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Day with calls</Table.Th>
          <Table.Th ta="right">Calls</Table.Th>
          <Table.Th ta="right">Failed</Table.Th>
          <Table.Th ta="right">From the cache</Table.Th>
          <Table.Th ta="right">Cost</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.group} data-day={row.group}>
            <Table.Td>
              <PathLink
                to={`/w/${workspace.workspaceId}/models/calls`}
                search={{ day: row.group }}
                className="row-link"
              >
                {row.group}
              </PathLink>
            </Table.Td>
            <Table.Td ta="right">{formatNumber(row.calls)}</Table.Td>
            <Table.Td ta="right">{formatNumber(row.failed)}</Table.Td>
            <Table.Td ta="right">{formatNumber(row.cached)}</Table.Td>
            <Table.Td ta="right">{costWords(row)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}

/** Every day from the first to today, oldest first; a day without a row had no call. */
function everyDay(
  since: Date,
  rows: readonly UsageRow[],
  of: (row: UsageRow) => number,
): { day: string; value: number }[] {
  const byDay = new Map(rows.map((row) => [row.group, of(row)]));
  const first = Math.floor(since.getTime() / DAY_MS);
  const last = Math.max(first, Math.floor(Date.now() / DAY_MS));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const day = new Date((first + index) * DAY_MS).toISOString().slice(0, 10);
    return { day, value: byDay.get(day) ?? 0 };
  });
}
