import { Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import { capitalised, spacedName } from '../../lib/words.ts';
import { Moment } from '../../ui/moment.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { isRunning, RUNNING_MS, useCampaign } from './use-campaign.ts';

/** What happened to a campaign, newest first. */
export function ActivityTab(): ReactNode {
  const campaign = useCampaign();
  const history = useQuery(
    api.campaigns.history.queryOptions({
      input: { id: campaign.id, limit: 1000 },
      refetchInterval: isRunning(campaign) ? RUNNING_MS : false,
    }),
  );
  return (
    <Shown query={history}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyPlace title="Nothing happened yet">
            Every change of this campaign stands here, with who made it.
          </EmptyPlace>
        ) : (
          <Timeline bulletSize={12} lineWidth={2} active={items.length}>
            {items.toReversed().map((change, index) => (
              <Timeline.Item key={`${change.at.toISOString()}-${index}`} title={titleOf(change)}>
                <Text size="sm">{change.cause}</Text>
                <Text size="sm" c="dimmed">
                  <Moment at={change.at} />, by {change.actor}
                </Text>
              </Timeline.Item>
            ))}
          </Timeline>
        )
      }
    </Shown>
  );
}

function titleOf({ type, payload }: { type: string; payload: Record<string, unknown> }): string {
  const { from, to } = payload;
  if (typeof from === 'string' && typeof to === 'string')
    return `${capitalised(spacedName(from))} to ${spacedName(to)}`;
  return capitalised(spacedName(type));
}
