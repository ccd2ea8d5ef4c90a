import { Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import type { Alert } from '#modules/alerts/contract';
import { ALERT_STATES, SEVERITIES } from '#modules/alerts/enums';
import { api, client } from '../../api.ts';
import { capitalised, spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { type BulkAction, keysetPages, type ListColumn, PAGE_ROWS } from '../../ui/list/list-model.ts';
import { RecordList } from '../../ui/list/record-list.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace } from '../../ui/states.tsx';
import { ALERT_SIGNS, SEVERITY_SIGNS } from '../../ui/tone.ts';
import { PathLink } from '../../ui/path-link.tsx';
import { Told } from '../../ui/told.tsx';

const route = getRouteApi('/w/$workspace/alerts');

const COLUMNS: readonly ListColumn<Alert>[] = [
  {
    id: 'message',
    header: 'Alert',
    value: (row) => row.message,
    cell: (row) => (
      <Text span inherit lineClamp={2}>
        <Told text={row.message} />
      </Text>
    ),
  },
  {
    id: 'severity',
    header: 'Severity',
    value: (row) => SEVERITIES.indexOf(row.severity),
    exported: { id: 'severity', header: 'Severity', value: (row) => row.severity },
    cell: (row) => <SignBadge {...SEVERITY_SIGNS[row.severity]} />,
    width: 110,
  },
  {
    id: 'state',
    header: 'State',
    value: (row) => row.state,
    cell: (row) => <SignBadge {...ALERT_SIGNS[row.state]} />,
    width: 140,
  },
  {
    id: 'type',
    header: 'Type',
    value: (row) => row.type,
    cell: (row) => capitalised(spacedName(row.type)),
    width: 150,
  },
  { id: 'count', header: 'Seen', value: (row) => row.count, isNumber: true, width: 70 },
  {
    id: 'last',
    header: 'Last',
    value: (row) => row.lastRaisedAt,
    cell: (row) => <Moment at={row.lastRaisedAt} />,
    width: 130,
  },
];

/** All alerts of the workspace. */
export function AlertList(): ReactNode {
  const { workspace, can } = useSession();
  const queries = useQueryClient();
  const { state, severity, campaignId, text } = route.useSearch();
  const base = `/w/${workspace.workspaceId}/alerts`;
  const query = useInfiniteQuery(
    api.alerts.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: PAGE_ROWS, after, state, severity, campaignId, text }),
      ...keysetPages,
    }),
  );
  const bulk = useMemo<readonly BulkAction<Alert>[]>(
    () =>
      can('alerts.handle')
        ? [
            {
              label: 'Acknowledge',
              fits: (row) => row.state === 'open',
              explain: (rows) => `Others see that you are on ${rows.length === 1 ? 'it' : 'them'}.`,
              act: ({ id }) =>
                client.alerts
                  .acknowledge({ id })
                  .then(() => queries.invalidateQueries({ queryKey: api.alerts.key() })),
            },
          ]
        : [],
    [can, queries],
  );
  return (
    <Page title="Alerts">
      <RecordList
        name="alerts"
        noun={['alert', 'alerts']}
        columns={COLUMNS}
        query={query}
        rowId={(row) => row.id}
        rowName={(row) => row.message}
        rowLink={(row) => `${base}/${row.id}`}
        searches="Words of the message"
        bulk={bulk}
        filters={[
          {
            name: 'state',
            label: 'State',
            options: ALERT_STATES.map((value) => ({ value, label: ALERT_SIGNS[value].word })),
          },
          {
            name: 'severity',
            label: 'Severity',
            options: SEVERITIES.map((value) => ({ value, label: SEVERITY_SIGNS[value].word })),
          },
        ]}
        card={(row) => (
          <Stack gap={4}>
            <PathLink to={`${base}/${row.id}`} className="row-link">
              <Told text={row.message} />
            </PathLink>
            <Group gap="xs">
              <SignBadge {...SEVERITY_SIGNS[row.severity]} />
              <SignBadge {...ALERT_SIGNS[row.state]} />
              <Text size="sm" c="dimmed">
                <Moment at={row.lastRaisedAt} />
              </Text>
            </Group>
          </Stack>
        )}
        empty={
          <EmptyPlace title="No alert" icon={<IconCircleCheck size={28} />}>
            Briefs that cannot be taken, campaigns that lack something, budgets that run out and trouble of
            the machine appear here.
          </EmptyPlace>
        }
      />
    </Page>
  );
}
