import { systemClock } from '#kernel/clock';
import { DEFAULT_WORKSPACE } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { silentLog } from '#platform/log/log';

/** Appends one audited change to an open transaction. */
export function appendOne(tx: Tx, n: number): Promise<void> {
  const ctx = {
    workspaceId: DEFAULT_WORKSPACE,
    actor: { kind: 'operator', via: 'cli' },
    log: silentLog(),
    clock: systemClock,
  } as const;
  return appendEvent(tx, ctx, {
    type: 'budget.set',
    subject: { type: 'budget', id: `bud_${n}` },
    payload: {},
    before: { limit: n },
    after: { limit: n + 1 },
  });
}
