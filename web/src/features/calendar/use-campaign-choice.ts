import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';

export interface CampaignChoice {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** The name of a campaign; its id where it is none of those that are known. */
  readonly nameOf: (id: string) => string;
}

/** The newest campaigns to choose from, and the one that is chosen already. */
export function useCampaignChoice(chosen: string | undefined): CampaignChoice {
  const newest = useQuery(api.campaigns.list.queryOptions({ input: { limit: 100 } }));
  const own = useQuery({
    ...api.campaigns.get.queryOptions({ input: { id: chosen ?? '' } }),
    enabled: chosen !== undefined,
  });
  const names = new Map((newest.data?.items ?? []).map(({ id, name }) => [id, name]));
  if (chosen !== undefined && own.data !== undefined) names.set(chosen, own.data.name);
  return {
    options: [...names].map(([value, label]) => ({ value, label })),
    nameOf: (id) => names.get(id) ?? id,
  };
}
