import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconSpeakerphone } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import type { Campaign } from '#modules/campaigns/contract';
import { CAMPAIGN_STATUSES, RESTING_STATUSES } from '#modules/campaigns/enums';
import { api, client } from '../../api.ts';
import { dollarsOf, formatMicro, formatNumber } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { type BulkAction, keysetPages, type ListColumn, PAGE_ROWS } from '../../ui/list/list-model.ts';
import { RecordList } from '../../ui/list/record-list.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace } from '../../ui/states.tsx';
import { CAMPAIGN_SIGNS } from '../../ui/tone.ts';
import { PathLink } from '../../ui/path-link.tsx';

const route = getRouteApi('/w/$workspace/campaigns');

/** How far a campaign is, as a bar and in words. */
function CompletionBar({ campaign }: { campaign: Campaign }): ReactNode {
  const { variantCount, targetVariants, completionRate, status } = campaign;
  const tone =
    status === 'completed' ? 'teal' : status === 'needs_assets' || status === 'failed' ? 'orange' : 'ink';
  return (
    <Group gap="xs" wrap="nowrap">
      <Progress
        value={completionRate * 100}
        color={tone}
        w={64}
        size="sm"
        aria-label={`Completion of ${campaign.name}`}
      />
      <Text span size="sm" className="tabular" style={{ whiteSpace: 'nowrap' }}>
        {variantCount} of {targetVariants}
      </Text>
    </Group>
  );
}

const COLUMNS: readonly ListColumn<Campaign>[] = [
  { id: 'name', header: 'Campaign', value: (row) => row.name },
  {
    id: 'status',
    header: 'Status',
    value: (row) => row.status,
    cell: (row) => <SignBadge {...CAMPAIGN_SIGNS[row.status]} />,
    width: 130,
  },
  {
    id: 'completion',
    header: 'Variants',
    value: (row) => row.completionRate,
    exported: { id: 'completion', header: 'Variants (share of target)', value: (row) => row.completionRate },
    cell: (row) => <CompletionBar campaign={row} />,
    width: 190,
  },
  {
    id: 'effective',
    header: 'Effective',
    value: (row) => row.effectiveVariants,
    cell: (row) => (row.effectiveVariants === null ? 'Not yet' : formatNumber(row.effectiveVariants, 1)),
    isNumber: true,
    width: 100,
  },
  {
    id: 'diversity',
    header: 'Diversity',
    value: (row) => row.diversityScore,
    cell: (row) => (row.diversityScore === null ? 'Not yet' : formatNumber(row.diversityScore, 2)),
    isNumber: true,
    width: 100,
  },
  {
    id: 'images',
    header: 'Pictures',
    value: (row) => row.imageCount,
    isNumber: true,
    width: 90,
    isHidden: true,
  },
  {
    id: 'cost',
    header: 'Model cost',
    value: (row) => row.costMicro,
    exported: { id: 'costUsd', header: 'Model cost (USD)', value: (row) => dollarsOf(row.costMicro) },
    cell: (row) => formatMicro(row.costMicro),
    isNumber: true,
    width: 110,
  },
  { id: 'cause', header: 'Why', value: (row) => row.statusCause, isHidden: true },
  {
    id: 'revision',
    header: 'Revision',
    value: (row) => row.revision,
    isNumber: true,
    isHidden: true,
    width: 90,
  },
  {
    id: 'created',
    header: 'Created',
    value: (row) => row.createdAt,
    cell: (row) => <Moment at={row.createdAt} />,
    width: 130,
  },
];

/** All campaigns of the workspace. */
export function CampaignList(): ReactNode {
  const { workspace, can } = useSession();
  const { status, brandId, text } = route.useSearch();
  const base = `/w/${workspace.workspaceId}`;
  const input = (after: string | undefined) => ({ limit: PAGE_ROWS, after, status, brandId, text });
  const query = useInfiniteQuery(
    api.campaigns.list.infiniteOptions({
      input,
      ...keysetPages,
      refetchInterval: ({ state }) =>
        hasRunning(state.data?.pages.flatMap((page) => page.items)) ? 4000 : false,
    }),
  );
  const brands = useQuery(
    api.brands.list.queryOptions({ input: { limit: 200 }, enabled: can('brands.read') }),
  );
  const filters = useMemo(
    () => [
      {
        name: 'status',
        label: 'Status',
        options: CAMPAIGN_STATUSES.map((value) => ({ value, label: CAMPAIGN_SIGNS[value].word })),
      },
      {
        name: 'brandId',
        label: 'Brand',
        options: (brands.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
    ],
    [brands.data],
  );
  const write = can('briefs.write') ? (
    <Button component={PathLink} to={`${base}/briefs/new`}>
      Write a brief
    </Button>
  ) : undefined;
  return (
    <Page title="Campaigns" actions={write}>
      <RecordList
        name="campaigns"
        noun={['campaign', 'campaigns']}
        columns={COLUMNS}
        query={query}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        rowLink={(row) => `${base}/campaigns/${row.key}`}
        filters={filters}
        searches="Name or key"
        bulk={useBulk()}
        card={(row) => (
          <Stack gap={4}>
            <Group justify="space-between" wrap="nowrap">
              <PathLink to={`${base}/campaigns/${row.key}`} className="row-link">
                {row.name}
              </PathLink>
              <SignBadge {...CAMPAIGN_SIGNS[row.status]} />
            </Group>
            <Group justify="space-between">
              <CompletionBar campaign={row} />
              <Text size="sm" c="dimmed">
                <Moment at={row.createdAt} />
              </Text>
            </Group>
          </Stack>
        )}
        empty={
          <EmptyPlace title="No campaign yet" icon={<IconSpeakerphone size={28} />} action={write}>
            A campaign starts by itself when a brief arrives: written here, dropped into the briefs folder, or
            handed in with <code>npx aicmo brief run FILE</code>.
          </EmptyPlace>
        }
      />
    </Page>
  );
}

function hasRunning(items: readonly Campaign[] | undefined): boolean {
  return items?.some(({ status }) => !RESTING_STATUSES.includes(status)) ?? false;
}

function useBulk(): readonly BulkAction<Campaign>[] {
  const { can } = useSession();
  const queries = useQueryClient();
  return useMemo(() => {
    if (!can('campaigns.run')) return [];
    const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: api.campaigns.key() });
    return [
      {
        label: 'Resume',
        fits: ({ status }) => RESTING_STATUSES.includes(status),
        explain: (rows) => `What is missing in ${rows.length} is generated. What is finished stays.`,
        act: ({ id }) => client.campaigns.resume({ id }).then(refresh),
      },
      {
        label: 'Cancel',
        isBad: true,
        fits: ({ status }) => status !== 'completed' && status !== 'cancelled',
        explain: (rows) => `Generating stops for ${rows.length}. What is finished stays.`,
        act: ({ id }) => client.campaigns.cancel({ id }).then(refresh),
      },
    ];
  }, [can, queries]);
}
