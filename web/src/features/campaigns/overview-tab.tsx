import { Alert, Anchor, Group, Paper, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Cell } from '#modules/creative/contract';
import { api } from '../../api.ts';
import { formatSpan } from '../../lib/time.ts';
import { counted, formatMicro, formatNumber, formatShare } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Figures } from '../../ui/figures.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { SEVERITY_SIGNS } from '../../ui/tone.ts';
import { isRunning, RUNNING_MS, useCampaign } from './use-campaign.ts';
import { PathLink } from '../../ui/path-link.tsx';
import { Told } from '../../ui/told.tsx';

/** Figures of a campaign, its open alerts, and how far each cell is. */
export function OverviewTab(): ReactNode {
  const campaign = useCampaign();
  const { workspace, can } = useSession();
  const base = `/w/${workspace.workspaceId}/campaigns/${campaign.key}`;
  const poll = isRunning(campaign) ? RUNNING_MS : (false as const);
  const cells = useQuery(
    api.variants.listCells.queryOptions({ input: { campaignId: campaign.id }, refetchInterval: poll }),
  );
  const linkTo = (part: string) => (children: ReactNode) => (
    <PathLink to={`${base}/${part}`} className="figure-link">
      {children}
    </PathLink>
  );
  const { startedAt, endedAt } = campaign;
  return (
    <Stack gap="xl">
      <Figures
        items={[
          {
            label: 'Variants',
            value: formatNumber(campaign.variantCount),
            note: `of ${campaign.targetVariants} wanted, ${formatShare(campaign.completionRate)}`,
            link: linkTo('variants'),
          },
          {
            label: 'Cells done',
            value: formatNumber(campaign.cellsDone),
            note: `of ${campaign.cellCount}: product, market and channel`,
            link: linkTo('coverage'),
          },
          {
            label: 'Effective variants',
            value:
              campaign.effectiveVariants === null ? undefined : formatNumber(campaign.effectiveVariants, 1),
            note: 'copies count as one',
            link: linkTo('diversity'),
          },
          {
            label: 'Diversity score',
            value: campaign.diversityScore === null ? undefined : formatNumber(campaign.diversityScore, 2),
            note: '0 all alike, 1 all different',
            link: linkTo('diversity'),
          },
          {
            label: 'Pictures',
            value: formatNumber(campaign.imageCount),
            note: 'one a ratio',
            link: linkTo('files'),
          },
          {
            label: 'Model cost',
            value: formatMicro(campaign.costMicro),
            note: startedAt === null ? 'not started' : `ran ${formatSpan(startedAt, endedAt ?? new Date())}`,
            link: linkTo('cost'),
          },
        ]}
      />
      {can('alerts.read') ? <OpenAlerts campaignId={campaign.id} /> : undefined}
      <Section title="Progress" lead="Accepted variants of each product, market and channel.">
        <Shown query={cells}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyPlace title="Not planned yet">
                The cells appear as soon as a worker takes this campaign. Without one running, start{' '}
                <code>npx aicmo serve</code>.
              </EmptyPlace>
            ) : (
              <CellProgress cells={items} base={base} />
            )
          }
        </Shown>
      </Section>
    </Stack>
  );
}

function CellProgress({ cells, base }: { cells: readonly Cell[]; base: string }): ReactNode {
  const products = Map.groupBy(cells, (cell) => cell.productKey);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
      {[...products].map(([product, ofProduct]) => (
        <Paper key={product} withBorder p="md">
          <Text fw={600} mb="xs">
            {product}
          </Text>
          <Stack gap={6}>
            {ofProduct.map((cell) => (
              <Group key={cell.id} gap="xs" wrap="nowrap" justify="space-between">
                <PathLink
                  to={`${base}/variants`}
                  search={{ productKey: cell.productKey, locale: cell.locale, channel: cell.channel }}
                  className="quiet-link"
                >
                  {cell.locale} · {cell.channel}
                </PathLink>
                <Group gap={8} wrap="nowrap">
                  <Progress
                    w={72}
                    size="sm"
                    value={(cell.accepted / Math.max(1, cell.target)) * 100}
                    color={
                      cell.state === 'failed'
                        ? 'red'
                        : cell.accepted >= cell.target
                          ? 'teal'
                          : cell.state === 'done'
                            ? 'orange'
                            : 'ink'
                    }
                    aria-label={`${cell.productKey}, ${cell.locale}, ${cell.channel}`}
                  />
                  <Text size="sm" className="tabular" w={84} ta="right">
                    {cell.state === 'failed' ? 'failed' : `${cell.accepted} of ${cell.target}`}
                  </Text>
                </Group>
              </Group>
            ))}
          </Stack>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function OpenAlerts({ campaignId }: { campaignId: string }): ReactNode {
  const { workspace } = useSession();
  const alerts = useQuery(api.alerts.list.queryOptions({ input: { campaignId, limit: 50 } }));
  const open = (alerts.data?.items ?? []).filter(({ state }) => state !== 'resolved');
  if (open.length === 0) return undefined;
  return (
    <Section title="What needs you" lead={counted(open.length, 'open alert')}>
      <Stack gap="xs">
        {open.map((alert) => (
          <Alert
            key={alert.id}
            color={SEVERITY_SIGNS[alert.severity].tone === 'bad' ? 'red' : 'orange'}
            variant="light"
          >
            <Group justify="space-between" align="flex-start" wrap="nowrap">
              <Text size="sm" className="keep-lines" lineClamp={4}>
                <Told text={alert.message} />
              </Text>
              <Group gap="xs" wrap="nowrap">
                <SignBadge {...SEVERITY_SIGNS[alert.severity]} />
                <Anchor
                  component={PathLink}
                  to={`/w/${workspace.workspaceId}/alerts/${alert.id}`}
                  size="sm"
                  c="inherit"
                  td="underline"
                >
                  Details
                </Anchor>
              </Group>
            </Group>
          </Alert>
        ))}
      </Stack>
    </Section>
  );
}
