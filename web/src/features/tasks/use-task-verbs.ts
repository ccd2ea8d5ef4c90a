import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Task } from '#modules/tasks/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';

export const WHAT_RUNNING_DOES =
  'This is the real run, no preview: its work counts as done, tasks that come after it may use it, and model calls may cost money.';
export const WHAT_DROPPING_DOES = 'It is not shown any more and cannot be done. Its runs stay on record.';

interface Verbs {
  readonly isBusy: boolean;
  /** Begins to do or preview a task, and says so. */
  readonly run: (id: string, dryRun: boolean) => Promise<void>;
  /** Drops a task; whether that was done. The lists are not loaded anew. */
  readonly drop: (task: Pick<Task, 'id' | 'title'>) => Promise<boolean>;
}

/** What is done with a task at a press, told to the person. */
export function useTaskVerbs(): Verbs {
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  return {
    isBusy,
    async run(id, dryRun) {
      setBusy(true);
      await attempt(() => client.tasks.run({ id, dryRun }), {
        done: dryRun ? 'The preview is being made.' : 'It is being done.',
        failed: 'It was not begun',
      });
      await queries.invalidateQueries({ queryKey: api.tasks.key() });
      setBusy(false);
    },
    drop: async ({ id, title }) =>
      (await attempt(async () => (await client.tasks.drop({ id }), true), {
        done: `${title} is dropped.`,
        failed: 'The task is as it was',
      })) === true,
  };
}
