import { Alert, List, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ModelsStatus } from '#modules/models/contract';
import { api } from '../../api.ts';
import { formatNumber } from '../../lib/words.ts';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { millisecondWords, priceWords, targetSign } from './model-words.ts';

/** Providers and targets as they stand now. */
export function StatusTab(): ReactNode {
  const status = useQuery(api.models.status.queryOptions({ refetchInterval: 15_000 }));
  return (
    <Shown query={status}>
      {(shown) => (
        <Stack gap="xl">
          {shown.problems.length === 0 ? undefined : (
            <Alert color="orange" title="What in the settings cannot work">
              <List size="sm">
                {shown.problems.map((problem) => (
                  <List.Item key={problem}>{problem}</List.Item>
                ))}
              </List>
            </Alert>
          )}
          {shown.targets.length === 0 ? (
            <EmptyPlace title="No model is set up">
              The embedded writer composes texts from the brief, which costs nothing. Providers and targets
              are named in the models file, or come with the key of a provider.
            </EmptyPlace>
          ) : (
            <Targets status={shown} />
          )}
          {shown.providers.length === 0 ? undefined : <Providers status={shown} />}
        </Stack>
      )}
    </Shown>
  );
}

function Targets({ status }: { status: ModelsStatus }): ReactNode {
  return (
    <Section title="Targets" lead="A model at a provider. Calls are those of the last 15 minutes.">
      <TableFrame label="Targets">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Target</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th ta="right">Calls</Table.Th>
            <Table.Th ta="right">Failed</Table.Th>
            <Table.Th ta="right">Median</Table.Th>
            <Table.Th ta="right">95 %</Table.Th>
            <Table.Th ta="right">Context</Table.Th>
            <Table.Th>Price</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {status.targets.map((target) => (
            <Table.Tr key={target.name} data-target={target.name}>
              <Table.Td>
                <Text fw={500}>{target.name}</Text>
                <Text size="xs" c="dimmed">
                  {target.model} at {target.provider}
                </Text>
              </Table.Td>
              <Table.Td>
                <SignBadge {...targetSign(target)} />
                {target.breaker.isOpen ? (
                  <Text size="xs" c="dimmed">
                    {target.breaker.reason}; asked again in {millisecondWords(target.breaker.opensInMs)}
                  </Text>
                ) : undefined}
              </Table.Td>
              <Table.Td ta="right">{target.lately.calls}</Table.Td>
              <Table.Td ta="right">{target.lately.failed}</Table.Td>
              <Table.Td ta="right">{millisecondWords(target.lately.p50Ms)}</Table.Td>
              <Table.Td ta="right">{millisecondWords(target.lately.p95Ms)}</Table.Td>
              <Table.Td ta="right">{formatNumber(target.contextWindow)}</Table.Td>
              <Table.Td>{priceWords(target)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </Section>
  );
}

function Providers({ status }: { status: ModelsStatus }): ReactNode {
  return (
    <Section title="Providers">
      <TableFrame label="Providers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Provider</Table.Th>
            <Table.Th>Kind</Table.Th>
            <Table.Th>Address</Table.Th>
            <Table.Th>Key</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {status.providers.map((provider) => (
            <Table.Tr key={provider.name}>
              <Table.Td fw={500}>{provider.name}</Table.Td>
              <Table.Td>{provider.kind}</Table.Td>
              <Table.Td>{provider.baseUrl ?? 'its own'}</Table.Td>
              <Table.Td>
                {provider.keyId === null
                  ? 'none'
                  : `${provider.keyId}, from the ${provider.keyFrom ?? 'house'}`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </Section>
  );
}
