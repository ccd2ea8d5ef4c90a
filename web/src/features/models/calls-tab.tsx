import { Stack, Text } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ModelCall } from '#modules/models/contract';
import { OUTCOMES } from '#modules/models/enums';
import { api } from '../../api.ts';
import { dollarsOf, formatMicro, spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { keysetPages, type ListColumn, type ListFilter, PAGE_ROWS } from '../../ui/list/list-model.ts';
import { RecordList } from '../../ui/list/record-list.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace } from '../../ui/states.tsx';
import { outcomeSign } from '../../ui/tone.ts';
import { millisecondWords } from './model-words.ts';

const route = getRouteApi('/w/$workspace/models/calls');

const COLUMNS: readonly ListColumn<ModelCall>[] = [
  { id: 'useCase', header: 'For', value: (row) => row.useCase, cell: (row) => spacedName(row.useCase) },
  { id: 'target', header: 'Target', value: (row) => row.target },
  { id: 'attempt', header: 'Attempt', value: (row) => row.attempt, isNumber: true, width: 90 },
  {
    id: 'outcome',
    header: 'Outcome',
    value: (row) => row.outcome,
    cell: (row) => <SignBadge {...outcomeSign(row)} />,
    width: 150,
  },
  { id: 'fault', header: 'Fault', value: (row) => row.fault, isHidden: true },
  {
    id: 'time',
    header: 'Took',
    value: (row) => row.totalMs,
    exported: { id: 'totalMs', header: 'Took (ms)', value: (row) => row.totalMs },
    cell: (row) => millisecondWords(row.totalMs),
    isNumber: true,
    width: 100,
  },
  {
    id: 'cost',
    header: 'Cost',
    value: (row) => row.costMicro,
    exported: { id: 'costUsd', header: 'Cost (USD)', value: (row) => dollarsOf(row.costMicro) },
    cell: (row) => (row.costMicro === null ? 'not known' : formatMicro(row.costMicro)),
    isNumber: true,
    width: 110,
  },
  {
    id: 'started',
    header: 'When',
    value: (row) => row.startedAt,
    cell: (row) => <Moment at={row.startedAt} />,
    width: 150,
  },
];

/** Attempts on record, newest first. */
export function CallsTab(): ReactNode {
  const { workspace } = useSession();
  const { useCase, target, outcome, campaignId, requestId, runId, day } = route.useSearch();
  const base = `/w/${workspace.workspaceId}/models/calls`;
  const status = useQuery(api.models.status.queryOptions());
  const query = useInfiniteQuery(
    api.models.calls.infiniteOptions({
      input: (after: string | undefined) => ({
        limit: PAGE_ROWS,
        after,
        useCase,
        target,
        outcome,
        campaignId,
        requestId,
        runId,
        day,
      }),
      ...keysetPages,
    }),
  );
  const named = (items: readonly { readonly name: string }[] | undefined): ListFilter['options'] =>
    (items ?? []).map(({ name }) => ({ value: name, label: name }));
  const only = (name: string, label: string, value: string | undefined): ListFilter[] =>
    value === undefined ? [] : [{ name, label, options: [{ value, label: value }] }];
  const filters: readonly ListFilter[] = [
    { name: 'useCase', label: 'Use case', options: named(status.data?.useCases) },
    { name: 'target', label: 'Target', options: named(status.data?.targets) },
    {
      name: 'outcome',
      label: 'Outcome',
      options: OUTCOMES.map((value) => ({ value, label: outcomeSign({ outcome: value }).word })),
    },
    ...only('campaignId', 'Campaign', campaignId),
    ...only('requestId', 'Request', requestId),
    ...only('runId', 'Run', runId),
    ...only('day', 'Day in UTC', day),
  ];
  return (
    <RecordList
      name="calls"
      noun={['attempt', 'attempts']}
      columns={COLUMNS}
      query={query}
      filters={filters}
      rowId={(row) => row.id}
      rowName={(row) => `${spacedName(row.useCase)}, ${row.target}, attempt ${row.attempt}`}
      rowLink={(row) => `${base}/${row.id}`}
      card={(row) => (
        <Stack gap={2} align="flex-start">
          <PathLink to={`${base}/${row.id}`} className="row-link">
            {spacedName(row.useCase)}, {row.target}
          </PathLink>
          <SignBadge {...outcomeSign(row)} />
          <Text size="sm" c="dimmed">
            {row.costMicro === null ? 'cost not known' : formatMicro(row.costMicro)},{' '}
            <Moment at={row.startedAt} />
          </Text>
        </Stack>
      )}
      empty={
        <EmptyPlace title="No model was called yet" icon={<IconMessages size={28} />}>
          Each attempt of a campaign, an evaluation or a try stands here.
        </EmptyPlace>
      }
    />
  );
}
