import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Task } from '#modules/tasks/contract';
import { api, client } from '../../api.ts';
import { counted } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import type { BulkAction } from '../../ui/list/list-model.ts';

/** Each is done for itself, so one that others come after goes first. */
export const mayBeAsked = ({ status }: Task): boolean =>
  !['NOT_EXECUTABLE', 'RUNNING', 'COMPLETED'].includes(status);

/** What is done with all marked tasks. */
export function useTaskBulk(): readonly BulkAction<Task>[] {
  const { can } = useSession();
  const queries = useQueryClient();
  return useMemo(() => {
    const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: api.tasks.key() });
    const run = (dryRun: boolean) => (row: Task) => client.tasks.run({ id: row.id, dryRun }).then(refresh);
    return [
      ...(can('tasks.run')
        ? [
            {
              label: 'Preview',
              fits: mayBeAsked,
              explain: (rows: readonly Task[]) =>
                `${counted(rows.length, 'task is', 'tasks are')} done as a preview: the work is kept to be looked at, and nothing counts as done.`,
              act: run(true),
            },
            {
              label: 'Do it',
              fits: mayBeAsked,
              explain: (rows: readonly Task[]) =>
                `This is the real run of ${counted(rows.length, 'task')}. Their work counts from then on, and model calls may cost money.`,
              act: run(false),
            },
          ]
        : []),
      ...(can('tasks.write')
        ? [
            {
              label: 'Drop',
              isBad: true,
              fits: ({ status }: Task) => status !== 'RUNNING',
              explain: (rows: readonly Task[]) =>
                `${counted(rows.length, 'task is', 'tasks are')} not shown any more. One that others come after stays.`,
              act: (row: Task) => client.tasks.drop({ id: row.id }).then(refresh),
            },
          ]
        : []),
    ];
  }, [can, queries]);
}
