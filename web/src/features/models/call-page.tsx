import { Code, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import { formatMicro, formatNumber, spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Figures } from '../../ui/figures.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { outcomeSign } from '../../ui/tone.ts';
import { millisecondWords } from './model-words.ts';

const route = getRouteApi('/w/$workspace/models/calls/$id');

/** One attempt: how it ended, what it cost, the other attempts of its request, and its texts where they are kept. */
export function CallPage(): ReactNode {
  const { id } = route.useParams();
  const call = useQuery(api.models.call.queryOptions({ input: { id } }));
  const shown = call.data;
  return (
    <Page
      title={shown === undefined ? 'Call of a model' : `${spacedName(shown.useCase)} by ${shown.target}`}
      badge={shown === undefined ? undefined : <SignBadge {...outcomeSign(shown)} />}
      lead={
        shown === undefined ? undefined : (
          <>
            {shown.model} at {shown.provider}, <Moment at={shown.startedAt} />
            {shown.isGenerated ? '' : '. Written by code, without a model.'}
          </>
        )
      }
    >
      <Shown query={call}>
        {(found) => (
          <Stack gap="xl">
            <Figures
              items={[
                {
                  label: 'Cost',
                  value: found.costMicro === null ? undefined : formatMicro(found.costMicro),
                  note: found.isPriceKnown ? (found.costBasis ?? undefined) : 'the price is not known',
                },
                {
                  label: 'Took',
                  value: found.totalMs === null ? undefined : millisecondWords(found.totalMs),
                },
                { label: 'Tokens in', value: tokens(found.tokensIn) },
                { label: 'Tokens out', value: tokens(found.tokensOut) },
              ]}
            />
            {found.fault === null ? undefined : (
              <Section title="Fault">
                <Text>
                  <Code>{found.fault}</Code> {found.faultDetail}
                  {found.httpStatus === null ? '' : ` (HTTP ${found.httpStatus})`}
                </Text>
              </Section>
            )}
            <Attempts requestId={found.requestId} current={found.id} />
            <Texts title="Prompt, masked" value={found.input} />
            <Texts title="Answer, masked" value={found.output} />
          </Stack>
        )}
      </Shown>
    </Page>
  );
}

function tokens(count: number | null): string | undefined {
  return count === null ? undefined : formatNumber(count);
}

function Attempts({ requestId, current }: { requestId: string; current: string }): ReactNode {
  const { workspace } = useSession();
  const base = `/w/${workspace.workspaceId}/models/calls`;
  const attempts = useQuery(api.models.calls.queryOptions({ input: { requestId, limit: 50 } }));
  return (
    <Section title="Attempts of this request" lead="In the order they were made.">
      <Shown query={attempts}>
        {({ items }) => (
          <TableFrame label="Attempts">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Attempt</Table.Th>
                <Table.Th>Target</Table.Th>
                <Table.Th>Outcome</Table.Th>
                <Table.Th>Fault</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items
                .toSorted((a, b) => a.attempt - b.attempt)
                .map((call) => (
                  <Table.Tr key={call.id}>
                    <Table.Td>
                      {call.id === current ? (
                        `${call.attempt}, shown here`
                      ) : (
                        <PathLink to={`${base}/${call.id}`} className="row-link">
                          {call.attempt}
                        </PathLink>
                      )}
                    </Table.Td>
                    <Table.Td>{call.target}</Table.Td>
                    <Table.Td>
                      <SignBadge {...outcomeSign(call)} />
                    </Table.Td>
                    <Table.Td>{call.fault ?? 'none'}</Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </TableFrame>
        )}
      </Shown>
    </Section>
  );
}

function Texts({ title, value }: { title: string; value: unknown }): ReactNode {
  return (
    <Section title={title}>
      {value === null || value === undefined ? (
        <Text c="dimmed">Not kept. Texts of calls are kept only where the workspace says so.</Text>
      ) : (
        <Code block tabIndex={0} role="region" aria-label={title}>
          {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
        </Code>
      )}
    </Section>
  );
}
