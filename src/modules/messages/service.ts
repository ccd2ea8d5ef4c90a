import { canonicalJson, sha256 } from '#kernel/hash';
import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import { type AlertContext, getAlertContext } from '#modules/alerts/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { type Audience, AUDIENCES, type Message } from './contract.ts';
import { findMessage, listMessages as findMessages, upsertDraft } from './store.ts';
import { writeMessage } from './write-message.ts';

/** Drafted messages, newest first. */
export async function listMessages(
  ctx: Context,
  input: { limit: number; after?: string | undefined; alertId?: string | undefined },
): Promise<Page<Message>> {
  authorise(ctx, 'messages.read');
  const found = await findMessages(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  return cutPage(found, input.limit, (message) => message.id);
}

/**
 * Drafts (anew) the message of an alert for one audience; nothing is sent. One that a person has approved is
 * returned as it is. Throws `alerts.unknown`.
 */
export async function draftMessage(
  ctx: Context,
  input: { alertId: string; audience: Audience },
): Promise<Message> {
  authorise(ctx, 'messages.draft');
  const context = await getAlertContext(ctx, { id: input.alertId });
  return saveDraft(ctx, context, input.audience);
}

/** Drafts the messages of an alert for every audience that has none yet. */
export async function draftForAll(ctx: Context, alertId: string): Promise<void> {
  const context = await getAlertContext(ctx, { id: alertId });
  for (const audience of AUDIENCES) await saveDraft(ctx, context, audience);
}

function saveDraft(ctx: Context, context: AlertContext, audience: Audience): Promise<Message> {
  const text = writeMessage(context, audience);
  const at = ctx.clock.now();
  return withTransaction(ctx.db, async (tx) => {
    const message = await upsertDraft(tx, ctx.workspaceId, {
      id: newId('msg', at.getTime()),
      alertId: context.alert.id,
      audience,
      writer: 'template',
      ...text,
      contextHash: sha256(canonicalJson(context)),
      at,
    });
    if (message === undefined) {
      const approved = await findMessage(tx, ctx.workspaceId, { alertId: context.alert.id, audience });
      if (approved === undefined)
        throw new Error('the draft was neither written nor is there another message');
      return approved;
    }
    const payload = { alertId: context.alert.id, audience, writer: message.writer };
    await appendEvent(tx, ctx, {
      type: 'message.drafted',
      subject: { type: 'message', id: message.id },
      payload,
    });
    return message;
  });
}
