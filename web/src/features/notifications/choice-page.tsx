import { Paper, Stack, Switch, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Permission } from '#kernel/permission';
import type { NotificationChoice } from '#modules/notifications/contract';
import { CHOSEN_KINDS } from '#modules/notifications/enums';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useSession } from '../../session.tsx';
import { Shown } from '../../ui/states.tsx';
import { SettingsFrame } from '../settings/settings-frame.tsx';

type ChosenKind = (typeof CHOSEN_KINDS)[number];

/** What each kind tells, and what one must be allowed to hear it. */
const KINDS: Readonly<Record<ChosenKind, { label: string; permission: Permission }>> = {
  campaign_finished: { label: 'A campaign is finished', permission: 'campaigns.read' },
  campaign_failed: { label: 'A campaign has failed', permission: 'campaigns.read' },
  campaign_needs_assets: { label: 'A campaign needs assets', permission: 'campaigns.read' },
  brief_refused: { label: 'A brief was refused', permission: 'briefs.read' },
  alert_raised: { label: 'An alert was raised', permission: 'alerts.read' },
  alert_worsened: { label: 'An alert became more severe', permission: 'alerts.read' },
  decision_needed: { label: 'Something waits for a decision', permission: 'approvals.decide' },
  decision_made: { label: 'Somebody decided on what you handed in', permission: 'approvals.read' },
  comment_made: { label: 'Somebody commented', permission: 'approvals.read' },
};

/** Which kinds of notifications the person is told of in this workspace. */
export function NotificationChoicePage(): ReactNode {
  const { workspace } = useSession();
  const query = useQuery(api.notifications.choice.queryOptions());
  return (
    <SettingsFrame
      title="Notifications"
      lead={`What the bell tells you in ${workspace.workspaceName}. Changes of your own rights are always told.`}
    >
      <Shown query={query}>{(choice) => <Switches choice={choice} />}</Shown>
    </SettingsFrame>
  );
}

function Switches({ choice }: { choice: NotificationChoice }): ReactNode {
  const { can } = useSession();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const turn = async (kind: ChosenKind, isOn: boolean): Promise<void> => {
    const others = choice.hidden.filter((hidden) => hidden !== kind);
    setBusy(true);
    await attempt(() => client.notifications.choose({ hidden: isOn ? others : [...others, kind] }), {
      failed: 'Your choice was not kept',
    });
    await cache.invalidateQueries({ queryKey: api.notifications.key() });
    setBusy(false);
  };
  return (
    <Paper withBorder p="md" maw={560}>
      <Stack gap="md" role="group" aria-label="Kinds of notifications">
        {CHOSEN_KINDS.filter((kind) => can(KINDS[kind].permission)).map((kind) => (
          <Switch
            key={kind}
            label={KINDS[kind].label}
            checked={!choice.hidden.includes(kind)}
            // It stays reachable while the last change is kept: the focus would be lost with it.
            onChange={(event) => (isBusy ? undefined : void turn(kind, event.currentTarget.checked))}
          />
        ))}
        <Text size="sm" c="dimmed">
          What you switch off is not counted and not listed; switched on again, it is there again.
        </Text>
      </Stack>
    </Paper>
  );
}
