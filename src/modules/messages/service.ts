import { writeAlertMessage } from '#agents/alert-writer/write-alert-message';
import { type Actor, describeActor } from '#kernel/actor';
import { defineErrors } from '#kernel/errors';
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
import { findMessage, listMessages as findMessages, lockMessage, updateWords, upsertDraft } from './store.ts';
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
    // Work that began before a person changed the draft ends after it.
    if (before !== undefined && isEdited(before) && !isPerson(ctx.actor)) return before;
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

const EDITED_BY = 'edited by ';

function isEdited({ writer }: Message): boolean {
  return writer.startsWith(EDITED_BY);
}

function isPerson({ kind }: Actor): boolean {
  return kind === 'user' || kind === 'operator';
}

const messageError = defineErrors({
  'messages.unknown': { status: 404, retryable: false, message: 'There is no message {id}.' },
  'messages.changed': {
    status: 409,
    retryable: false,
    message: 'Somebody has changed this draft since you opened it. Look at theirs, then save yours again.',
  },
  'messages.not_draft': {
    status: 409,
    retryable: false,
    message: 'This message is {state}; only drafts are changed.',
  },
});

/**
 * Changes the words of a draft. Throws `messages.changed` where it is not the one that was seen, with the one that is
 * there now in the details, so that neither is lost; `messages.not_draft` and `messages.unknown`.
 */
export async function editMessage(
  ctx: Context,
  input: { id: string; subject: string; body: Message['body']; updatedAt: Date },
): Promise<Message> {
  authorise(ctx, 'messages.draft');
  const { id, subject, body } = input;
  return withTransaction(ctx.db, async (tx) => {
    const before = await lockMessage(tx, ctx.workspaceId, id);
    if (before === undefined) throw messageError('messages.unknown', { id });
    if (before.state !== 'draft') throw messageError('messages.not_draft', { state: before.state });
    if (before.updatedAt.getTime() !== input.updatedAt.getTime())
      throw messageError('messages.changed', { subject: before.subject, body: before.body });
    const at = ctx.clock.now();
    const writer = EDITED_BY + describeActor(ctx.actor);
    await updateWords(tx, ctx.workspaceId, { id, subject, body, writer, at });
    const after = { ...before, subject, body, writer, updatedAt: at };
    await appendEvent(tx, ctx, {
      type: 'message.edited',
      subject: { type: 'message', id },
      payload: { alertId: before.alertId, audience: before.audience },
      before: auditedFields(before),
      after: auditedFields(after),
    });
    return after;
  });
}

/** The text itself stays with the message; its hash shows whether it is another one. */
function auditedFields(message: Message): Record<string, unknown> {
  const { alertId, audience, state, writer, subject, body } = message;
  return { alertId, audience, state, writer, textHash: sha256(canonicalJson({ subject, body })) };
}
