import { Group, Select, Stack, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { USAGE_BY } from '#modules/models/contract';
import { api } from '../../api.ts';
import { capitalised, formatMicro, formatNumber, spacedName } from '../../lib/words.ts';
import { Figures } from '../../ui/figures.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { millisecondWords } from './model-words.ts';

const route = getRouteApi('/w/$workspace/models/usage');

const SPANS = [1, 7, 30, 90, 365].map((days) => ({
  value: String(days),
  label: days === 1 ? 'Last day' : `Last ${days} days`,
}));

/** Calls, tokens and cost, grouped as the person asks. */
export function UsageTab(): ReactNode {
  const { by = 'use_case', days = 30 } = route.useSearch();
  const navigate = route.useNavigate();
  const usage = useQuery(api.models.usage.queryOptions({ input: { by, days } }));
  return (
    <Stack gap="lg">
      <Group align="flex-end">
        <Select
          label="Group by"
          data={USAGE_BY.map((value) => ({ value, label: capitalised(spacedName(value)) }))}
          value={by}
          allowDeselect={false}
          onChange={(value) =>
            void navigate({ search: { days, by: USAGE_BY.find((known) => known === value) }, replace: true })
          }
        />
        <Select
          label="Time"
          data={SPANS}
          value={String(days)}
          allowDeselect={false}
          onChange={(value) => void navigate({ search: { by, days: Number(value) }, replace: true })}
        />
      </Group>
      <Shown query={usage}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyPlace title="No model was called in this time">
              What campaigns, evaluations and tries ask of models is counted here.
            </EmptyPlace>
          ) : (
            <Usage items={items} by={by} />
          )
        }
      </Shown>
    </Stack>
  );
}

type UsageRow = Awaited<ReturnType<typeof api.models.usage.call>>['items'][number];

function Usage({ items, by }: { items: readonly UsageRow[]; by: string }): ReactNode {
  const sum = (of: (row: UsageRow) => number): number => items.reduce((total, row) => total + of(row), 0);
  const unpriced = sum((row) => row.unpriced);
  return (
    <>
      <Figures
        items={[
          {
            label: 'Cost',
            value: formatMicro(sum((row) => row.costMicro)),
            note: unpriced === 0 ? 'US dollars' : `without ${formatNumber(unpriced)} calls of unknown price`,
          },
          { label: 'Calls', value: formatNumber(sum((row) => row.calls)) },
          { label: 'Failed', value: formatNumber(sum((row) => row.failed)) },
          { label: 'From the cache', value: formatNumber(sum((row) => row.cached)) },
        ]}
      />
      <TableFrame label="Usage">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{capitalised(spacedName(by))}</Table.Th>
            <Table.Th ta="right">Calls</Table.Th>
            <Table.Th ta="right">Failed</Table.Th>
            <Table.Th ta="right">Tokens in</Table.Th>
            <Table.Th ta="right">Tokens out</Table.Th>
            <Table.Th ta="right">Median</Table.Th>
            <Table.Th ta="right">95 %</Table.Th>
            <Table.Th ta="right">Cost</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((row) => (
            <Table.Tr key={row.group}>
              <Table.Td>{row.group === '' ? 'none' : row.group}</Table.Td>
              <Table.Td ta="right">{formatNumber(row.calls)}</Table.Td>
              <Table.Td ta="right">{formatNumber(row.failed)}</Table.Td>
              <Table.Td ta="right">{formatNumber(row.tokensIn)}</Table.Td>
              <Table.Td ta="right">{formatNumber(row.tokensOut)}</Table.Td>
              <Table.Td ta="right">{millisecondWords(row.p50Ms)}</Table.Td>
              <Table.Td ta="right">{millisecondWords(row.p95Ms)}</Table.Td>
              <Table.Td ta="right">
                {row.calls > 0 && row.unpriced === row.calls ? 'not known' : formatMicro(row.costMicro)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </>
  );
}
