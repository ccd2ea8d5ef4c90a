import { Button, Stack, Text } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { BriefRevision } from '#modules/briefs/contract';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { keysetPages, type ListColumn, PAGE_ROWS } from '../../ui/list/list-model.ts';
import { RecordList } from '../../ui/list/record-list.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTabs } from '../../ui/record-tabs.tsx';
import { EmptyPlace } from '../../ui/states.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { sayWay } from './brief-words.ts';

const route = getRouteApi('/w/$workspace/briefs');

const COLUMNS: readonly ListColumn<BriefRevision>[] = [
  { id: 'campaign', header: 'Campaign', value: (row) => row.campaignKey },
  { id: 'revision', header: 'Revision', value: (row) => row.revision, isNumber: true, width: 100 },
  { id: 'source', header: 'Came by', value: ({ source }) => sayWay(source), width: 170 },
  { id: 'file', header: 'File', value: (row) => row.source.name },
  { id: 'notes', header: 'Notes', value: (row) => row.warnings.length, isNumber: true, width: 90 },
  {
    id: 'created',
    header: 'Taken',
    value: (row) => row.createdAt,
    cell: (row) => <Moment at={row.createdAt} />,
    width: 150,
  },
];

/** The two lists of briefs: taken and refused. */
export function BriefTabs(): ReactNode {
  const { workspace } = useSession();
  const base = `/w/${workspace.workspaceId}/briefs`;
  return (
    <RecordTabs
      label="Briefs"
      tabs={[
        { label: 'Taken', to: base },
        { label: 'Refused', to: `${base}/refused` },
      ]}
    />
  );
}

/** Revisions of briefs that were taken. */
export function BriefList(): ReactNode {
  const { workspace, can } = useSession();
  const { campaignId, text } = route.useSearch();
  const base = `/w/${workspace.workspaceId}/briefs`;
  const query = useInfiniteQuery(
    api.briefs.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: PAGE_ROWS, after, campaignId, text }),
      ...keysetPages,
    }),
  );
  const write = can('briefs.write') ? (
    <Button component={PathLink} to={`${base}/new`}>
      Write a brief
    </Button>
  ) : undefined;
  return (
    <Page title="Briefs" actions={write}>
      <BriefTabs />
      <RecordList
        name="briefs"
        noun={['revision', 'revisions']}
        columns={COLUMNS}
        query={query}
        rowId={(row) => row.id}
        rowName={(row) => `${row.campaignKey}, revision ${row.revision}`}
        rowLink={(row) => `${base}/${row.id}`}
        searches="Key of the campaign"
        card={(row) => (
          <Stack gap={2}>
            <PathLink to={`${base}/${row.id}`} className="row-link">
              {row.campaignKey}, revision {row.revision}
            </PathLink>
            <Text size="sm" c="dimmed">
              {row.source.name}, <Moment at={row.createdAt} />
            </Text>
          </Stack>
        )}
        empty={
          <EmptyPlace title="No brief yet" icon={<IconFileText size={28} />} action={write}>
            Write one here, or put a YAML or JSON file into the briefs folder.
          </EmptyPlace>
        }
      />
    </Page>
  );
}
