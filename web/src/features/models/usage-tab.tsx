import { Group, Select, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { MOST_USAGE_GROUPS, USAGE_BY } from '#modules/models/enums';
import { api } from '../../api.ts';
import { capitalised, formatMicro, formatNumber, spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Figures } from '../../ui/figures.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { Section } from '../../ui/section.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { millisecondWords } from './model-words.ts';
import { UsageByDay } from './usage-by-day.tsx';
import { costWords, type UsageRow } from './usage-words.ts';

const route = getRouteApi('/w/$workspace/models/usage');

type UsageBy = (typeof USAGE_BY)[number];

const SPANS = [1, 7, 30, 90, 365].map((days) => ({
  value: String(days),
  label: days === 1 ? 'Last day' : `Last ${days} days`,
}));
/** Which filter of the calls leads to the calls of a group. */
const CALL_FILTERS: Partial<Record<UsageBy, string>> = {
  use_case: 'useCase',
  campaign: 'campaignId',
  target: 'target',
};

/** Calls, tokens and cost by day, and grouped as the person asks. */
export function UsageTab(): ReactNode {
  const { by: wanted = 'use_case', days = 30 } = route.useSearch();
  // Days stand above in any case.
  const by = wanted === 'day' ? 'use_case' : wanted;
  const navigate = route.useNavigate();
  const usage = useQuery(api.models.usage.queryOptions({ input: { by: 'day', days } }));
  return (
    <Stack gap="lg">
      <Group align="flex-end">
        <Select
          label="Group by"
          data={USAGE_BY.filter((value) => value !== 'day').map((value) => ({
            value,
            label: capitalised(spacedName(value)),
          }))}
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
        {({ since, items }) =>
          items.length === 0 ? (
            <EmptyPlace title="No model was called in this time">
              What campaigns, evaluations and tries ask of models is counted here.
            </EmptyPlace>
          ) : (
            <Stack gap="xl">
              <Totals rows={items} />
              <UsageByDay since={since} rows={items} />
              <UsageGroups by={by} days={days} />
            </Stack>
          )
        }
      </Shown>
    </Stack>
  );
}

function Totals({ rows }: { rows: readonly UsageRow[] }): ReactNode {
  const sum = (of: (row: UsageRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const unpriced = sum((row) => row.unpriced);
  return (
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
  );
}

function UsageGroups({ by, days }: { by: UsageBy; days: number }): ReactNode {
  const { workspace } = useSession();
  const usage = useQuery(api.models.usage.queryOptions({ input: { by, days } }));
  const filter = CALL_FILTERS[by];
  const nameOf = ({ group }: UsageRow): ReactNode =>
    group === '' ? (
      'none'
    ) : filter === undefined ? (
      group
    ) : (
      <PathLink
        to={`/w/${workspace.workspaceId}/models/calls`}
        search={{ [filter]: group }}
        className="row-link"
      >
        {group}
      </PathLink>
    );
  return (
    <Section title={`By ${spacedName(by)}`} lead="Dearest first.">
      <Shown query={usage}>
        {({ items }) => (
          <>
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
                    <Table.Td>{nameOf(row)}</Table.Td>
                    <Table.Td ta="right">{formatNumber(row.calls)}</Table.Td>
                    <Table.Td ta="right">{formatNumber(row.failed)}</Table.Td>
                    <Table.Td ta="right">{formatNumber(row.tokensIn)}</Table.Td>
                    <Table.Td ta="right">{formatNumber(row.tokensOut)}</Table.Td>
                    <Table.Td ta="right">{millisecondWords(row.p50Ms)}</Table.Td>
                    <Table.Td ta="right">{millisecondWords(row.p95Ms)}</Table.Td>
                    <Table.Td ta="right">{costWords(row)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </TableFrame>
            {items.length < MOST_USAGE_GROUPS ? undefined : (
              <Text size="sm" c="dimmed">
                These are the {MOST_USAGE_GROUPS} dearest; the figures above count all.
              </Text>
            )}
          </>
        )}
      </Shown>
    </Section>
  );
}
