import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Topic } from '#client/live-protocol';
import { api } from '../api.ts';

/** What is loaded anew when something happens in a topic: every query whose key begins so. */
function keysOf(topic: Topic): QueryKey[] {
  if (topic.startsWith('campaign:')) return [api.campaigns.key(), api.variants.key(), api.tasks.key()];
  switch (topic as Exclude<Topic, `campaign:${string}`>) {
    case 'campaigns':
      // Whether a task can be done depends on its campaign.
      return [api.campaigns.key(), api.variants.key(), api.tasks.key()];
    case 'briefs':
      return [api.briefs.key()];
    case 'tasks':
      return [api.tasks.key(), api.schedule.key()];
    case 'approvals':
      // A notification says how many things wait now, whoever has decided on them.
      return [api.approvals.key(), api.notifications.key(), api.tasks.key(), api.schedule.key()];
    case 'alerts':
      return [api.alerts.key()];
    case 'messages':
      return [api.messages.key()];
    case 'brands':
      return [api.brands.key(), api.knowledge.key(), api.sources.key()];
    case 'models':
      return [api.models.key(), api.evaluations.key()];
    case 'people':
      return [api.workspaces.key()];
    case 'audit':
      return [api.audit.key()];
    case 'notifications':
      return [api.notifications.key()];
    case 'views':
      return [api.views.key()];
  }
}

const GATHER_MS = 400;

/** Gathers topics for a moment, then has what they are about loaded anew, where it is shown. */
export function createRefresh(queryClient: QueryClient): {
  note(topics: Iterable<Topic>): void;
  stop(): void;
} {
  const noted = new Set<Topic>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    timer = undefined;
    const keys = new Map([...noted].flatMap(keysOf).map((key) => [JSON.stringify(key), key]));
    noted.clear();
    for (const queryKey of keys.values()) void queryClient.invalidateQueries({ queryKey });
  };
  return {
    note(topics) {
      for (const topic of topics) noted.add(topic);
      timer ??= setTimeout(run, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
