import { Code, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Campaign } from '#modules/campaigns/contract';
import { api, client } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTabs } from '../../ui/record-tabs.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { tellDone, tellFailed } from '../../ui/toast.ts';
import { CAMPAIGN_SIGNS } from '../../ui/tone.ts';
import { isRunning, useCampaign } from './use-campaign.ts';

/** One campaign: its state, what can be done with it, and its tabs. */
export function CampaignPage(): ReactNode {
  const campaign = useCampaign();
  const { workspace, can } = useSession();
  const base = `/w/${workspace.workspaceId}/campaigns/${campaign.key}`;
  const tabs = [
    { label: 'Overview', to: base },
    { label: 'Coverage', to: `${base}/coverage`, count: campaign.cellCount },
    { label: 'Variants', to: `${base}/variants`, count: campaign.variantCount },
    { label: 'Diversity', to: `${base}/diversity` },
    { label: 'Checks', to: `${base}/checks` },
    ...(can('tasks.read') ? [{ label: 'Tasks', to: `${base}/tasks` }] : []),
    { label: 'Activity', to: `${base}/activity` },
    { label: 'Cost', to: `${base}/cost` },
    { label: 'Files', to: `${base}/files`, count: campaign.imageCount },
  ];
  return (
    <Page
      title={campaign.name}
      badge={<SignBadge {...CAMPAIGN_SIGNS[campaign.status]} />}
      lead={
        <>
          <Code>{campaign.key}</Code>, revision {campaign.revision}
          {campaign.statusCause === null ? '' : `: ${campaign.statusCause}`}
        </>
      }
      actions={<Verbs campaign={campaign} />}
    >
      <RecordTabs label={`Parts of ${campaign.name}`} tabs={tabs} />
      <Outlet />
    </Page>
  );
}

function Verbs({ campaign }: { campaign: Campaign }): ReactNode {
  const { can } = useSession();
  const queries = useQueryClient();
  if (!can('campaigns.run')) return undefined;
  const run = async (act: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await act();
      await queries.invalidateQueries({ queryKey: api.campaigns.key() });
      tellDone(done);
    } catch (error) {
      tellFailed(`${campaign.name} is as it was`, error);
    }
  };
  const { id, status } = campaign;
  const mayCancel = status !== 'completed' && status !== 'cancelled';
  return (
    <Group gap="xs">
      {isRunning(campaign) ? undefined : (
        <ConfirmButton
          label="Resume"
          title="Generate what is missing"
          confirm="Resume"
          onConfirm={() => run(() => client.campaigns.resume({ id }), 'It is generating what is missing.')}
        >
          Cells that lack variants are worked on again. Where nothing is missing, only the files are shown
          again. What is finished stays.
        </ConfirmButton>
      )}
      {mayCancel ? (
        <ConfirmButton
          label="Cancel"
          title="Stop this campaign"
          confirm="Stop it"
          isBad
          onConfirm={() => run(() => client.campaigns.cancel({ id }), 'The campaign is cancelled.')}
        >
          Generating stops within a second. Variants that are finished stay, and it can be resumed later.
        </ConfirmButton>
      ) : undefined}
    </Group>
  );
}
