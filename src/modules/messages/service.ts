import { writeAlertMessage } from '#agents/alert-writer/write-alert-message';
import { canonicalJson, sha256 } from '#kernel/hash';
import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import { type AlertContext, getAlertContext } from '#modules/alerts/index';
import type { ModelsContext } from '#modules/models/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { type Audience, AUDIENCES, type Message } from './contract.ts';
import { findMessage, listMessages as findMessages, upsertDraft } from './store.ts';
import { briefWriter, composeMessage } from './brief-writer.ts';
import { type MessageText, writeMessage } from './write-message.ts';

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
 * Drafts (anew) the message of an alert for one audience; nothing is sent. A model words it where one is set and
 * answers within the limit of `alert_drafting`, else the template. One that a person has approved is returned as it
 * is. Throws `alerts.unknown`.
 */
export async function draftMessage(
  ctx: ModelsContext,
  input: { alertId: string; audience: Audience; key?: string; signal?: AbortSignal },
): Promise<Message> {
  authorise(ctx, 'messages.draft');
  const { audience } = input;
  const context = await getAlertContext(ctx, { id: input.alertId });
  const worded = await wordByModel(ctx, context, input);
  return saveDraft(ctx, context, { audience, ...worded });
}

/** Drafts the messages of an alert for every audience by the template, at once. */
export async function draftForAll(ctx: Context, alertId: string): Promise<void> {
  const context = await getAlertContext(ctx, { id: alertId });
  for (const audience of AUDIENCES)
    await saveDraft(ctx, context, { audience, writer: 'template', text: writeMessage(context, audience) });
}

/** Whether a model is set that words messages. */
export async function hasMessageModel(ctx: ModelsContext): Promise<boolean> {
  const settings = await ctx.gateway.settings(ctx.workspaceId);
  return (settings.useCases.get('alert_drafting')?.chain.length ?? 0) > 0;
}

async function wordByModel(
  ctx: ModelsContext,
  context: AlertContext,
  input: { audience: Audience; key?: string; signal?: AbortSignal },
): Promise<{ writer: string; text: MessageText }> {
  const { audience, key, signal } = input;
  const template = { writer: 'template', text: writeMessage(context, audience) };
  if (!(await hasMessageModel(ctx))) return template;
  const { alert } = context;
  const scope = {
    workspaceId: ctx.workspaceId,
    actor: ctx.actor,
    purpose: `message about ${alert.type} to ${audience}`,
    ...(alert.campaign === null ? {} : { campaignId: alert.campaign.id }),
    ...(key === undefined ? {} : { idempotencyKey: key }),
  };
  const made = await writeAlertMessage(ctx, briefWriter(context, audience), {
    scope,
    unit: `${alert.id}:${audience}`,
    signal,
  });
  if ('problem' in made) {
    ctx.log.warn(
      { alert: alert.id, audience, problem: made.problem },
      'no model worded the message; the template stands',
    );
    return template;
  }
  const { provider, model } = made.origin;
  return { writer: `${provider}/${model}`, text: composeMessage(context, audience, made.words) };
}

function saveDraft(
  ctx: Context,
  context: AlertContext,
  draft: { audience: Audience; writer: string; text: MessageText },
): Promise<Message> {
  const { audience, writer, text } = draft;
  const at = ctx.clock.now();
  return withTransaction(ctx.db, async (tx) => {
    const place = { alertId: context.alert.id, audience };
    const before = await findMessage(tx, ctx.workspaceId, place);
    const message = await upsertDraft(tx, ctx.workspaceId, {
      id: newId('msg', at.getTime()),
      alertId: context.alert.id,
      audience,
      writer,
      ...text,
      contextHash: sha256(canonicalJson(context)),
      at,
    });
    if (message === undefined) {
      const approved = await findMessage(tx, ctx.workspaceId, place);
      if (approved === undefined)
        throw new Error('the draft was neither written nor is there another message');
      return approved;
    }
    const payload = { alertId: context.alert.id, audience, writer: message.writer };
    await appendEvent(tx, ctx, {
      type: 'message.drafted',
      subject: { type: 'message', id: message.id },
      payload,
      before: before === undefined ? null : auditedFields(before),
      after: auditedFields(message),
    });
    return message;
  });
}

/** The text itself stays with the message; its hash shows whether it is another one. */
function auditedFields(message: Message): Record<string, unknown> {
  const { alertId, audience, state, writer, subject, body } = message;
  return { alertId, audience, state, writer, textHash: sha256(canonicalJson({ subject, body })) };
}
