import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { TaskDetail } from '#modules/tasks/contract';
import { api } from '../../api.ts';

/** How often a task that is being done is asked for, beside what is told live. */
const RUNNING_MS = 2_500;

/** The task of the page; looked at again while it is being done. Suspends until it is there. */
export function useTask(): TaskDetail {
  const id = useParams({ strict: false, select: (params) => params.id ?? '' });
  const { data } = useSuspenseQuery(
    api.tasks.get.queryOptions({
      input: { id },
      refetchInterval: ({ state }) => (state.data?.status === 'RUNNING' ? RUNNING_MS : false),
    }),
  );
  return data;
}
