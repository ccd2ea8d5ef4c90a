import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { PRIORITIES, RUN_STATES } from '#modules/tasks/enums';
import { api } from '../../api.ts';
import type { ListFilter } from '../../ui/list/list-model.ts';
import { PRIORITY_SIGNS, RUN_SIGNS } from '../../ui/tone.ts';

/** The filters; the one of the campaign only where the list is of all: `campaignId` is null where it is not. */
export function useTaskFilters(campaignId: string | undefined | null): readonly ListFilter[] {
  const isOfAll = campaignId !== null;
  const types = useQuery(api.tasks.types.queryOptions({ staleTime: Infinity }));
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { limit: 100 }, enabled: isOfAll }));
  const listed = useMemo(() => campaigns.data?.items ?? [], [campaigns.data]);
  const isLacking =
    typeof campaignId === 'string' && campaigns.isSuccess && !listed.some(({ id }) => id === campaignId);
  const chosen = useQuery(
    api.campaigns.get.queryOptions({ input: { id: campaignId ?? '' }, enabled: isLacking }),
  );
  return useMemo(
    () => [
      ...(isOfAll
        ? [
            {
              name: 'campaignId',
              label: 'Campaign',
              options: [
                ...listed.map(({ id, name }) => ({ value: id, label: name })),
                ...(isLacking ? [{ value: campaignId, label: chosen.data?.name ?? campaignId }] : []),
              ],
            },
          ]
        : []),
      {
        name: 'type',
        label: 'Type',
        options: (types.data?.items ?? []).map(({ type, title }) => ({ value: type, label: title })),
      },
      {
        name: 'priority',
        label: 'Priority',
        options: PRIORITIES.toReversed().map((value) => ({ value, label: PRIORITY_SIGNS[value].word })),
      },
      {
        name: 'state',
        label: 'State',
        options: [
          { value: 'open', label: 'Not run yet' },
          ...RUN_STATES.map((value) => ({ value, label: RUN_SIGNS[value].word })),
        ],
      },
    ],
    [isOfAll, listed, types.data, chosen.data, isLacking, campaignId],
  );
}
