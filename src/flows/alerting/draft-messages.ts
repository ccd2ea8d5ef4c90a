import { getAlert } from '#modules/alerts/index';
import { draftForAll, hasMessageModel, listMessages } from '#modules/messages/index';
import type { Consumer } from '#platform/events/consumer';
import { contextFor, type FlowDeps } from '#flows/deps';
import { WORD_MESSAGES, type WordMessagesInput } from './word-messages.ts';

/**
 * Drafts the stakeholder messages of every HIGH or CRITICAL alert as soon as it is raised (ALR-4), by the template; a
 * model words them afterwards where one is set. Nothing is sent.
 */
export function draftMessages(deps: FlowDeps): Consumer {
  return {
    name: 'draft-messages',
    types: ['alert.raised', 'alert.repeated'],
    handle: async (event, tx) => {
      const ctx = {
        ...contextFor(deps, { kind: 'system', part: 'message drafts' }, event.workspaceId),
        db: tx,
      };
      const alert = await getAlert(ctx, { id: event.subject.id });
      if (alert.severity !== 'HIGH' && alert.severity !== 'CRITICAL') return;
      const present = await listMessages(ctx, { alertId: alert.id, limit: 1 });
      if (present.items.length > 0) return;
      await draftForAll(ctx, alert.id);
      if (!(await hasMessageModel(ctx))) return;
      // In the same transaction: a crash loses neither the drafts nor the wording of them.
      const input: WordMessagesInput = { workspaceId: event.workspaceId, alertId: alert.id };
      await deps.runs.start(tx, WORD_MESSAGES, { runId: `word:${alert.id}`, input });
    },
  };
}
