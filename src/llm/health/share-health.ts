import type { Database } from '#platform/db/database';
import { listenTo } from '#platform/db/listen';
import type { Log } from '#platform/log/log';
import {
  claimProbe,
  freeProbe,
  HEALTH_CHANNEL,
  type HealthNews,
  publishHealth,
  readHealth,
} from '#llm/store/health';
import {
  createTargetHealth,
  type HealthOptions,
  type HealthShare,
  type TargetHealth,
} from './target-health.ts';

/** Health of targets that all processes on one database agree on: told by NOTIFY, read again on each connection. */
export function shareHealth(options: { db: Database; log: Log; breaker: Omit<HealthOptions, 'share'> }): {
  health: TargetHealth;
  close(): Promise<void>;
} {
  const { db, log } = options;
  const pending = new Set<Promise<void>>();
  // News that cannot be written is told at the next change; the process itself has it already.
  const send = (work: Promise<void>): void => {
    const done = work
      .catch((error: unknown) => log.warn({ err: error }, 'the health of a model could not be shared'))
      .finally(() => pending.delete(done));
    pending.add(done);
  };
  const share: HealthShare = {
    publish: (news) => send(publishHealth(db, { ...news, by: health.id })),
    claimProbe: (key, forMs) =>
      claimProbe(db, { key, by: health.id, forMs }).catch((error: unknown) => {
        log.warn({ err: error }, 'no other process could be asked before a probe');
        return true;
      }),
    freeProbe: (key) => send(freeProbe(db, { key, by: health.id })),
  };
  const health = createTargetHealth({ ...options.breaker, share });
  const hear = (news: HealthNews): void => {
    if (news.by !== health.id) health.follow(news);
  };
  const listening = listenTo({
    url: db.url,
    channel: HEALTH_CHANNEL,
    part: 'llm health',
    onMessage: (payload) => hear(JSON.parse(payload) as HealthNews),
    onConnect: () => {
      const read = readHealth(db)
        .then((all) => all.forEach(hear))
        .catch((error: unknown) => log.warn({ err: error }, 'the health of models could not be read'))
        .finally(() => pending.delete(read));
      pending.add(read);
    },
  });
  return {
    health,
    async close() {
      await listening.close();
      await Promise.all(pending);
    },
  };
}
