import { AUDIENCES, draftMessage } from '#modules/messages/index';
import { contextFor, type FlowDeps } from '#flows/deps';
import { defineFlow, type Flow } from '#platform/workflow/flow';

/** The flow that lets a model word the messages of an alert, by name. */
export const WORD_MESSAGES = { name: 'word-messages', queue: 'messages' } as const;

export interface WordMessagesInput {
  readonly workspaceId: string;
  readonly alertId: string;
}

/**
 * Words the drafts of an alert by a model, one audience a step. The drafts of the template are there already, so
 * nobody waits for it, and an audience whose model fails keeps them.
 */
export function wordMessages(deps: FlowDeps): Flow<WordMessagesInput, { worded: number }> {
  return defineFlow<WordMessagesInput, { worded: number }>({
    ...WORD_MESSAGES,
    stepDefaults: { retries: deps.config.stepRetries, timeoutMs: deps.config.stepTimeoutMs },
    run: async (tools, { workspaceId, alertId }) => {
      const ctx = contextFor(
        deps,
        { kind: 'flow', flow: WORD_MESSAGES.name, runId: tools.runId },
        workspaceId,
      );
      let worded = 0;
      for (const audience of AUDIENCES) {
        const writer = await tools.step(`message ${audience}`, async (key, signal) => {
          const message = await draftMessage(ctx, { alertId, audience, key, signal });
          return message.writer;
        });
        if (writer !== 'template') worded++;
      }
      return { worded };
    },
  });
}
