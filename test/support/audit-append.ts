import type { Tx } from '#platform/db/database';
import { OPERATOR_CONTEXT } from '#test/operator-context';
import { appendEvent } from '#platform/events/outbox';

/** Appends one audited change to an open transaction. */
export function appendOne(tx: Tx, n: number): Promise<void> {
  return appendEvent(tx, OPERATOR_CONTEXT, {
    type: 'budget.set',
    subject: { type: 'budget', id: `bud_${n}` },
    payload: {},
    before: { limit: n },
    after: { limit: n + 1 },
  });
}
