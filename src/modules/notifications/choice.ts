import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { NotificationChoice } from './contract.ts';
import { needPerson } from './person.ts';
import { findStanding, saveChoice } from './store.ts';

/** What a person has switched off in the workspace. Throws `auth.person_needed`. */
export async function getNotificationChoice(ctx: Context): Promise<NotificationChoice> {
  const standing = await findStanding(ctx.db, ctx.workspaceId, needPerson(ctx));
  return { hidden: standing?.hidden ?? [] };
}

/** Switches kinds off, in place of those that were; those left out are told again, also what was. Throws `auth.person_needed`. */
export async function chooseNotifications(
  ctx: Context,
  input: NotificationChoice,
): Promise<NotificationChoice> {
  const personId = needPerson(ctx);
  const { workspaceId } = ctx;
  await withTransaction(ctx.db, async (tx) => {
    if ((await findStanding(tx, workspaceId, personId)) === undefined) return;
    await saveChoice(tx, { workspaceId, personId }, [...new Set(input.hidden)]);
    const subject = { type: 'person', id: personId };
    await appendEvent(tx, ctx, { type: 'notification.chosen', subject, payload: { personId } });
  });
  return getNotificationChoice(ctx);
}
