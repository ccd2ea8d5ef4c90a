import { Anchor, Group, Progress, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Campaign } from '#modules/campaigns/contract';
import { api } from '../../api.ts';
import { counted, formatMicro, formatNumber, formatShare } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { type FigureProps, Figures } from '../../ui/figures.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Shown } from '../../ui/states.tsx';
import { CAMPAIGN_SIGNS, SEVERITY_SIGNS } from '../../ui/tone.ts';
import { FirstSteps } from './first-steps.tsx';
import { Health } from './health.tsx';
import { Rows } from './rows.tsx';
import { Told } from '../../ui/told.tsx';

const SHOWN = 6;

/** What needs you, what runs, and what it came to. Every figure is a count of rows that a click shows. */
export function Overview(): ReactNode {
  const { workspace, can } = useSession();
  return (
    <Page title="Overview" lead={workspace.workspaceName}>
      <FirstSteps />
      <Counts />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        {can('approvals.read') ? <NeedsYou /> : undefined}
        {can('alerts.read') ? <OpenAlerts /> : undefined}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <Newest />
        <Health />
      </SimpleGrid>
    </Page>
  );
}

function useCounts(): readonly FigureProps[] {
  const { workspace, can } = useSession();
  const base = `/w/${workspace.workspaceId}`;
  const campaigns = useQuery(api.campaigns.counts.queryOptions()).data;
  const approvals = useQuery(
    api.approvals.counts.queryOptions({ input: {}, enabled: can('approvals.read') }),
  ).data;
  const alerts = useQuery(api.alerts.counts.queryOptions({ enabled: can('alerts.read') })).data;
  const shown = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : formatNumber(value);
  const toCampaigns = (children: ReactNode): ReactNode => (
    <PathLink to={`${base}/campaigns`} className="figure-link">
      {children}
    </PathLink>
  );
  return [
    {
      label: 'Running now',
      value: shown(campaigns?.active),
      note: 'campaigns',
      link: toCampaigns,
    },
    {
      label: 'Waiting for a decision',
      value: shown(approvals?.pending_review),
      note: 'briefs and variants',
      link: (children) => (
        <PathLink to={`${base}/inbox`} className="figure-link">
          {children}
        </PathLink>
      ),
    },
    {
      label: 'Open alerts',
      value: shown(alerts?.all),
      note: alerts === undefined ? undefined : `${alerts.severe} high or critical`,
      link: (children) => (
        <PathLink to={`${base}/alerts`} className="figure-link">
          {children}
        </PathLink>
      ),
    },
    { label: 'Completed', value: shown(campaigns?.completed), note: 'campaigns, ever', link: toCampaigns },
    { label: 'Variants', value: shown(campaigns?.variants), note: 'in all campaigns', link: toCampaigns },
    {
      label: 'Model cost',
      value: campaigns === undefined ? undefined : formatMicro(campaigns.costMicro),
      note: 'of all campaigns, as on record',
      link: toCampaigns,
    },
  ];
}

function Counts(): ReactNode {
  return <Figures items={useCounts()} />;
}

function NeedsYou(): ReactNode {
  const { workspace } = useSession();
  const base = `/w/${workspace.workspaceId}`;
  const query = useQuery(
    api.approvals.list.queryOptions({ input: { limit: SHOWN, state: 'pending_review' } }),
  );
  return (
    <Section
      title="Needs you"
      actions={
        <Anchor component={PathLink} to={`${base}/inbox`} size="sm">
          Open the inbox
        </Anchor>
      }
    >
      <Shown query={query}>
        {({ items }) => (
          <Rows
            nothing="Nothing waits for a decision."
            rows={items.map((item) => ({
              key: item.id,
              content: (
                <PathLink to={`${base}/inbox`} search={{ open: item.id }} className="row-link">
                  {item.title}
                </PathLink>
              ),
              note: `${item.campaignName} · ${item.detail}`,
              side: <Moment at={item.requestedAt} />,
            }))}
          />
        )}
      </Shown>
    </Section>
  );
}

function OpenAlerts(): ReactNode {
  const { workspace } = useSession();
  const base = `/w/${workspace.workspaceId}`;
  const query = useQuery(api.alerts.list.queryOptions({ input: { limit: SHOWN, state: 'open' } }));
  return (
    <Section
      title="Open alerts"
      actions={
        <Anchor component={PathLink} to={`${base}/alerts`} size="sm">
          All alerts
        </Anchor>
      }
    >
      <Shown query={query}>
        {({ items }) => (
          <Rows
            nothing="No alert is open."
            rows={items.map((item) => ({
              key: item.id,
              content: (
                <PathLink to={`${base}/alerts/${item.id}`} className="row-link">
                  <Told text={item.message} />
                </PathLink>
              ),
              note: item.count === 1 ? undefined : `seen ${item.count} times`,
              side: (
                <Group gap="xs" wrap="nowrap">
                  <SignBadge {...SEVERITY_SIGNS[item.severity]} />
                  <Moment at={item.lastRaisedAt} />
                </Group>
              ),
            }))}
          />
        )}
      </Shown>
    </Section>
  );
}

function Newest(): ReactNode {
  const { workspace } = useSession();
  const base = `/w/${workspace.workspaceId}`;
  const query = useQuery(api.campaigns.list.queryOptions({ input: { limit: SHOWN } }));
  return (
    <Section
      title="Newest campaigns"
      actions={
        <Anchor component={PathLink} to={`${base}/campaigns`} size="sm">
          All campaigns
        </Anchor>
      }
    >
      <Shown query={query}>
        {({ items }) => (
          <Rows
            nothing="There is no campaign yet."
            rows={items.map((item) => ({
              key: item.id,
              content: (
                <PathLink to={`${base}/campaigns/${item.key}`} className="row-link">
                  {item.name}
                </PathLink>
              ),
              note: noteOf(item),
              side: (
                <Group gap="sm" wrap="nowrap">
                  <Progress
                    value={item.completionRate * 100}
                    w={72}
                    size="sm"
                    visibleFrom="sm"
                    aria-label={`Completion of ${item.name}`}
                  />
                  <SignBadge {...CAMPAIGN_SIGNS[item.status]} />
                </Group>
              ),
            }))}
          />
        )}
      </Shown>
    </Section>
  );
}

function noteOf({ variantCount, targetVariants, completionRate, effectiveVariants }: Campaign): string {
  const made = `${variantCount} of ${counted(targetVariants, 'variant')}, ${formatShare(completionRate)}`;
  return effectiveVariants === null ? made : `${made}, ${formatNumber(effectiveVariants, 1)} effective`;
}
