import './live-badge.css';
import { Alert, Group, Text, Tooltip } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Topic } from '#client/live-protocol';
import type { Permission } from '#kernel/permission';
import type { LiveState } from '../live/live-connection.ts';
import { useLive, useLiveState } from '../live/live.tsx';
import { useSession } from '../session.tsx';

/** What every page hears of, as far as the person may. */
const HEARD: readonly (readonly [Topic, Permission])[] = [
  ['campaigns', 'campaigns.read'],
  ['briefs', 'briefs.read'],
  ['tasks', 'tasks.read'],
  ['approvals', 'approvals.read'],
  ['alerts', 'alerts.read'],
  ['messages', 'messages.read'],
  ['brands', 'brands.read'],
];

const WORDS: Readonly<Record<LiveState, { word: string; explain: string }>> = {
  connecting: { word: 'Connecting', explain: 'The page is being connected to what happens here.' },
  live: { word: 'Live', explain: 'What happens here is shown at once.' },
  polling: { word: 'Every 15 s', explain: 'There is no live connection: the page asks every 15 seconds.' },
  signed_out: { word: 'Signed out', explain: 'Your session has ended.' },
};

/** Whether the page is told at once of what happens. */
export function LiveBadge(): ReactNode {
  const { can } = useSession();
  const state = useLiveState();
  useLive(HEARD.filter(([, permission]) => can(permission)).map(([topic]) => topic));
  const { word, explain } = WORDS[state];
  return (
    <Tooltip label={explain}>
      <Group gap={6} wrap="nowrap" role="status" aria-label={explain}>
        <span className="live-dot" data-state={state} />
        <Text size="xs" c="dimmed" visibleFrom="sm" aria-hidden="true">
          {word}
        </Text>
      </Group>
    </Tooltip>
  );
}

/** Says on every page that what it shows may be some seconds old, as long as there is no live connection. */
export function LiveBanner(): ReactNode {
  const state = useLiveState();
  return (
    // It is there before it has something to say, so that readers of the screen announce it.
    <div role="status">
      {state === 'polling' ? (
        <Alert role="group" color="orange" icon={<IconPlugConnectedX />} title="No live connection" mb="md">
          This page asks the server every 15 seconds, so what you see may be that old. The connection comes
          back by itself.
        </Alert>
      ) : undefined}
    </div>
  );
}
