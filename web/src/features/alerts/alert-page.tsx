import { Button, Group, List, Modal, Paper, Stack, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { Alert, AlertContext, Figure } from '#modules/alerts/contract';
import { api, client } from '../../api.ts';
import { capitalised, counted, formatNumber, spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Shown } from '../../ui/states.tsx';
import { tellDone, tellFailed } from '../../ui/toast.ts';
import { ALERT_SIGNS, SEVERITY_SIGNS } from '../../ui/tone.ts';
import { Drafts } from './drafts.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { Told } from '../../ui/told.tsx';

const route = getRouteApi('/w/$workspace/alerts/$id');

/** One alert: what happened, every figure with its source, what to do, and the drafted messages. */
export function AlertPage(): ReactNode {
  const { id } = route.useParams();
  const { data: alert } = useSuspenseQuery(api.alerts.get.queryOptions({ input: { id } }));
  const context = useQuery(api.alerts.context.queryOptions({ input: { id } }));
  const { can, workspace } = useSession();
  return (
    <Page
      title={capitalised(spacedName(alert.type))}
      badge={
        <>
          <SignBadge {...SEVERITY_SIGNS[alert.severity]} />
          <SignBadge {...ALERT_SIGNS[alert.state]} />
        </>
      }
      lead={
        <>
          Raised <Moment at={alert.firstRaisedAt} />, seen {counted(alert.count, 'time')}
          {alert.acknowledgedBy === null ? '' : `, acknowledged by ${alert.acknowledgedBy}`}
        </>
      }
      actions={<Verbs alert={alert} />}
    >
      <Paper withBorder p="md">
        <Text className="keep-lines">
          <Told text={alert.message} />
        </Text>
        {alert.resolution === null ? undefined : (
          <Text mt="sm">
            <b>Resolved by {alert.resolvedBy}:</b> {alert.resolution}
          </Text>
        )}
      </Paper>
      <Shown query={context}>
        {(found) => (
          <Stack gap="xl">
            {found.alert.campaign === null ? undefined : (
              <Text>
                About{' '}
                <PathLink to={`/w/${workspace.workspaceId}/campaigns/${found.alert.campaign.key}`}>
                  {found.alert.campaign.name}
                </PathLink>
              </Text>
            )}
            <Section title="What to do">
              <List spacing={4}>
                {found.recommendedActions.map(({ action, why }) => (
                  <List.Item key={action}>
                    <Told text={action} />{' '}
                    <Text span c="dimmed">
                      <Told text={why} />
                    </Text>
                  </List.Item>
                ))}
              </List>
            </Section>
            <ContextFigures context={found} />
          </Stack>
        )}
      </Shown>
      {can('messages.read') ? <Drafts alertId={id} /> : undefined}
    </Page>
  );
}

function ContextFigures({ context }: { context: AlertContext }): ReactNode {
  const { systemStatus, performance, businessImpact, history } = context;
  const blocks = { ...businessImpact, ...performance, ...systemStatus, ...history };
  const figures = Object.entries(blocks).filter(
    (entry): entry is [string, Figure] => typeof entry[1] === 'object' && 'source' in entry[1],
  );
  return (
    <Section
      title="Figures and where they come from"
      lead={`Client impact ${businessImpact.clientImpact}: ${businessImpact.clientImpactReason} Priority ${businessImpact.mitigationPriority}. ${history.estimate}`}
    >
      <TableFrame label="Figures">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Figure</Table.Th>
            <Table.Th ta="right">Value</Table.Th>
            <Table.Th>Computed from</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {figures.map(([name, figure]) => (
            <Table.Tr key={name}>
              <Table.Td>{capitalised(spacedName(name))}</Table.Td>
              <Table.Td ta="right" data-number style={{ whiteSpace: 'nowrap' }}>
                {figure.value === null
                  ? 'no data'
                  : `${formatNumber(figure.value, Number.isInteger(figure.value) ? 0 : 2)} ${figure.unit}`}
              </Table.Td>
              <Table.Td>{figure.source}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </Section>
  );
}

const resolution = z.object({
  resolution: z
    .string('Say what was done')
    .trim()
    .min(1, 'Say what was done')
    .max(2000)
    .meta({ title: 'What was done', format: 'text' }),
});

function Verbs({ alert }: { alert: Alert }): ReactNode {
  const { can } = useSession();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  if (!can('alerts.handle') || alert.state === 'resolved') return undefined;
  const run = async (act: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await act();
      await queries.invalidateQueries({ queryKey: api.alerts.key() });
      tellDone(done);
      setOpen(false);
    } catch (error) {
      tellFailed('The alert is as it was', error);
    }
  };
  const { id } = alert;
  return (
    <Group gap="xs">
      {alert.state === 'open' ? (
        <Button
          variant="default"
          onClick={() => void run(() => client.alerts.acknowledge({ id }), 'Others see that you are on it.')}
        >
          Acknowledge
        </Button>
      ) : undefined}
      <Button onClick={() => setOpen(true)}>Resolve</Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Resolve the alert"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <SchemaForm
          schema={resolution}
          submit="Resolve"
          onCancel={() => setOpen(false)}
          onSubmit={(given) => run(() => client.alerts.resolve({ id, ...given }), 'The alert is resolved.')}
        />
      </Modal>
    </Group>
  );
}
