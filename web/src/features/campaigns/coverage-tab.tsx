import { List, Paper, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import type { Cell } from '#modules/creative/contract';
import { api } from '../../api.ts';
import { counted, formatNumber } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Section } from '../../ui/section.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { isRunning, RUNNING_MS, useCampaign } from './use-campaign.ts';
import { PathLink } from '../../ui/path-link.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';

/** Products and markets down, channels across: what is there, what is short, and what to add. */
export function CoverageTab(): ReactNode {
  const campaign = useCampaign();
  const cells = useQuery(
    api.variants.listCells.queryOptions({
      input: { campaignId: campaign.id },
      refetchInterval: isRunning(campaign) ? RUNNING_MS : false,
    }),
  );
  return (
    <Shown query={cells}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyPlace title="Not planned yet">
            The cells appear as soon as a worker takes this campaign.
          </EmptyPlace>
        ) : (
          <Stack gap="xl">
            <Matrix cells={items} campaignKey={campaign.key} />
            <Shortfalls cells={items} />
          </Stack>
        )
      }
    </Shown>
  );
}

function Matrix({ cells, campaignKey }: { cells: readonly Cell[]; campaignKey: string }): ReactNode {
  const channels = [...new Set(cells.map((cell) => cell.channel))];
  const rows = Map.groupBy(cells, (cell) => `${cell.productKey}\n${cell.locale}`);
  return (
    <Section title="Coverage" lead="Variants that differ, of those wanted. A cell opens its variants.">
      <TableFrame label="Variants by product, market and channel">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Product</Table.Th>
            <Table.Th>Market</Table.Th>
            {channels.map((channel) => (
              <Table.Th key={channel} ta="center">
                {channel}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...rows.values()].map((row) => (
            <Table.Tr key={row[0]?.id}>
              <Table.Th scope="row">{row[0]?.productKey}</Table.Th>
              <Table.Td>{row[0]?.locale}</Table.Td>
              {channels.map((channel) => (
                <Table.Td key={channel} p={4}>
                  <MatrixCell cell={row.find((cell) => cell.channel === channel)} campaignKey={campaignKey} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </Section>
  );
}

function MatrixCell({ cell, campaignKey }: { cell: Cell | undefined; campaignKey: string }): ReactNode {
  const { workspace } = useSession();
  if (cell === undefined) {
    return (
      <Text ta="center" c="dimmed" size="sm">
        not asked
      </Text>
    );
  }
  const { state, nearUnique, target } = cell;
  const kind =
    state === 'planned' ? 'planned' : state === 'failed' ? 'failed' : nearUnique >= target ? 'full' : 'short';
  return (
    <PathLink
      to={`/w/${workspace.workspaceId}/campaigns/${campaignKey}/variants`}
      search={{ productKey: cell.productKey, locale: cell.locale, channel: cell.channel }}
      className="matrix-cell"
      data-kind={kind}
      data-cell={cell.id}
    >
      <span className="tabular">
        {nearUnique} of {target}
      </span>
      <span className="matrix-word">
        {kind === 'planned'
          ? 'not made yet'
          : kind === 'failed'
            ? 'failed'
            : kind === 'full'
              ? 'complete'
              : `${target - nearUnique} short`}
      </span>
    </PathLink>
  );
}

/** What to add, for each cell that is short; in the words of the planner and the diversity report. */
function Shortfalls({ cells }: { cells: readonly Cell[] }): ReactNode {
  const short = cells.filter(
    (cell) => cell.state === 'failed' || (cell.state === 'done' && cell.nearUnique < cell.target),
  );
  if (short.length === 0) {
    return cells.some((cell) => cell.state === 'planned') ? undefined : (
      <Text c="dimmed">Nothing is short: every cell has as many different variants as the brief wants.</Text>
    );
  }
  return (
    <Section title="What is short, and what to add" lead={counted(short.length, 'cell')}>
      <Stack gap="sm">
        {short.map((cell) => {
          const gaps = [...new Set(cell.gaps.map((gap) => gap.message))];
          const refused = Map.groupBy(cell.rejected, ({ reason }) => reason);
          return (
            <Paper key={cell.id} withBorder p="md">
              <Text fw={600}>
                {cell.productKey}, {cell.locale}, {cell.channel}
              </Text>
              <Text size="sm" c="dimmed" mb={6}>
                {cell.error ?? `${formatNumber(cell.nearUnique)} of ${cell.target} variants that differ.`}
              </Text>
              <List size="sm" spacing={4}>
                {gaps.map((message) => (
                  <List.Item key={message}>{message}</List.Item>
                ))}
                {[...refused].map(([reason, found]) => (
                  <List.Item key={reason}>
                    Refused {counted(found.length, 'candidate')}: {reason}
                  </List.Item>
                ))}
              </List>
              {gaps.length === 0 && refused.size === 0 && cell.error === null ? (
                <Fragment>The brief carries no more different thoughts: add facts.</Fragment>
              ) : undefined}
            </Paper>
          );
        })}
      </Stack>
    </Section>
  );
}
