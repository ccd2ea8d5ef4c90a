import { cutPage, type Page } from '#kernel/page';
import { countWaiting } from '#modules/approvals/index';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { cursorOf, positionOf } from '#platform/events/positions';
import type { Notification, Unread } from './contract.ts';
import { describeEvent } from './describe.ts';
import { MOST_COUNTED } from './enums.ts';
import { needPerson } from './person.ts';
import { wantedBy } from './sources.ts';
import {
  countNotable,
  findStanding,
  findWindowEnd,
  insertRead,
  listNotable,
  moveSeen,
  type NotableFilter,
  type Standing,
} from './store.ts';

/** What concerns a person in the workspace, newest first. Throws `auth.person_needed`. */
export async function listNotifications(
  ctx: Context,
  input: { limit: number; after?: string | undefined; unreadOnly: boolean },
): Promise<Page<Notification>> {
  const personId = needPerson(ctx);
  const standing = await findStanding(ctx.db, ctx.workspaceId, personId);
  if (standing === undefined) return { items: [] };
  const after = input.after === undefined ? undefined : cursorOf(input.after);
  const filter = { ...filterOf(ctx, { personId, standing }), ...input, after };
  const page = cutPage(await listNotable(ctx.db, filter), input.limit, positionOf);
  const campaigns = page.items.flatMap(({ type, campaignId }) =>
    type === 'approval.awaited' && campaignId !== null ? [campaignId] : [],
  );
  const waiting = await countWaiting(ctx.db, ctx.workspaceId, campaigns);
  const items = page.items.map((event) => describeEvent(event, waiting));
  if (page.next !== undefined) return { items, next: page.next };
  // What was looked at is bounded; there may be more behind it.
  const end = await findWindowEnd(ctx.db, filter);
  return end === undefined ? { items } : { items, next: positionOf(end) };
}

/** How many of them the person has not read, at most 100. Throws `auth.person_needed`. */
export async function countUnread(ctx: Context): Promise<Unread> {
  const personId = needPerson(ctx);
  const standing = await findStanding(ctx.db, ctx.workspaceId, personId);
  if (standing === undefined) return { unread: 0 };
  return { unread: await countNotable(ctx.db, filterOf(ctx, { personId, standing })) };
}

/**
 * Notes what a person has read: single ones, or all up to one. It is no decision about the house, so it is not on the
 * audit chain; its event tells the person's other browsers. Throws `auth.person_needed`.
 */
export async function markRead(
  ctx: Context,
  input: { upTo?: string | undefined; ids?: readonly string[] | undefined },
): Promise<Unread> {
  const personId = needPerson(ctx);
  const { upTo, ids } = input;
  await withTransaction(ctx.db, async (tx) => {
    if ((await findStanding(tx, ctx.workspaceId, personId)) === undefined) return;
    const who = { workspaceId: ctx.workspaceId, personId };
    const hasMoved = upTo !== undefined && (await moveSeen(tx, who, cursorOf(upTo)));
    const hasNoted = ids !== undefined && (await insertRead(tx, who, ids));
    if (!hasMoved && !hasNoted) return;
    const subject = { type: 'person', id: personId };
    await appendEvent(tx, ctx, { type: 'notification.read', subject, payload: { personId } });
  });
  return countUnread(ctx);
}

function filterOf(
  ctx: Context,
  { personId, standing }: { personId: string; standing: Standing },
): NotableFilter {
  const { workspaceId, actor } = ctx;
  return {
    ...standing,
    workspaceId,
    personId,
    ...wantedBy(actor, standing.hidden),
    unreadOnly: true,
    limit: MOST_COUNTED,
  };
}
