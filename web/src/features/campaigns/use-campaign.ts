import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Campaign } from '#modules/campaigns/contract';
import { RESTING_STATUSES } from '#modules/campaigns/enums';
import { api } from '../../api.ts';

const route = getRouteApi('/w/$workspace/campaigns/$id');
/** How often a running campaign is asked for. */
export const RUNNING_MS = 2500;

/** The campaign of the page; looked at again while it runs. Suspends until it is there. */
export function useCampaign(): Campaign {
  const { id } = route.useParams();
  const { data } = useSuspenseQuery(
    api.campaigns.get.queryOptions({
      input: { id },
      refetchInterval: ({ state }) =>
        state.data !== undefined && isRunning(state.data) ? RUNNING_MS : false,
    }),
  );
  return data;
}

export function isRunning(campaign: Pick<Campaign, 'status'>): boolean {
  return !RESTING_STATUSES.includes(campaign.status);
}
