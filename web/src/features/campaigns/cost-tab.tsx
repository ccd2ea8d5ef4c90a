import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import { formatMicro, formatNumber, spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Figures } from '../../ui/figures.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { outcomeSign } from '../../ui/tone.ts';
import { useCampaign } from './use-campaign.ts';

/** What the models cost that worked for a campaign, call by call. */
export function CostTab(): ReactNode {
  const campaign = useCampaign();
  const { can } = useSession();
  const calls = useQuery(
    api.models.calls.queryOptions({
      input: { campaignId: campaign.id, limit: 200 },
      enabled: can('llm.read'),
    }),
  );
  return (
    <Stack gap="xl">
      <Figures
        items={[
          {
            label: 'Model cost',
            value: formatMicro(campaign.costMicro),
            note: 'all revisions, in US dollars',
          },
        ]}
      />
      {can('llm.read') ? (
        <Section title="Calls" lead="Attempts of models for this campaign, newest first, at most 200.">
          <Shown query={calls}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyPlace title="No model was called">
                  The embedded writer composed every text from the brief, which costs nothing.
                </EmptyPlace>
              ) : (
                <TableFrame label="Calls">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>When</Table.Th>
                      <Table.Th>For</Table.Th>
                      <Table.Th>Target</Table.Th>
                      <Table.Th>Outcome</Table.Th>
                      <Table.Th ta="right">Cost</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {items.map((call) => (
                      <Table.Tr key={call.id}>
                        <Table.Td>
                          <Moment at={call.startedAt} />
                        </Table.Td>
                        <Table.Td>{spacedName(call.useCase)}</Table.Td>
                        <Table.Td>{call.target}</Table.Td>
                        <Table.Td>
                          <SignBadge {...outcomeSign(call)} />
                        </Table.Td>
                        <Table.Td ta="right" data-number>
                          {call.costMicro === null ? 'not known' : formatMicro(call.costMicro)}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </TableFrame>
              )
            }
          </Shown>
        </Section>
      ) : (
        <Text c="dimmed">
          Single calls need the permission llm.read. An owner or admin can give it.{' '}
          {formatNumber(campaign.cellCount)} cells were planned.
        </Text>
      )}
    </Stack>
  );
}
