import { randomBytes } from 'node:crypto';
import { describeActor, personOf } from '#kernel/actor';
import { sha256 } from '#kernel/hash';
import { newId } from '#kernel/ids';
import {
  type CalendarFeed,
  type FeedInput,
  feedStore,
  type NewCalendarFeed,
  scheduleError,
} from '#modules/schedule/index';
import { authError, authorise, isAllowed, nameOf } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { needScope } from './read-schedule.ts';

const SECRET_BYTES = 32;
/** What a secret looks like. */
export const FEED_SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Links to the calendar, newest first: one's own, or all for who may see people. */
export async function listFeeds(ctx: Context): Promise<{ items: CalendarFeed[] }> {
  authorise(ctx, 'views.keep');
  const found = await feedStore.listFeeds(ctx.db, ctx.workspaceId, {
    personId: seesAll(ctx) ? undefined : personOf(ctx.actor),
  });
  return { items: found.map((feed) => describeFeed(ctx, feed)) };
}

/**
 * Makes a link by which another program reads the calendar as its maker sees it at that time. The answer is the only
 * place where its secret ever stands. Throws `auth.person_needed`, `schedule.scope_unknown`, `campaigns.unknown` and `schedule.feeds_full`.
 */
export async function makeFeed(
  ctx: Context & { baseUrl: string },
  input: FeedInput,
): Promise<NewCalendarFeed> {
  authorise(ctx, 'views.keep');
  authorise(ctx, 'tasks.read');
  const { actor, workspaceId } = ctx;
  if (actor.kind !== 'user' && actor.kind !== 'operator')
    throw authError('auth.person_needed', { who: nameOf(actor) });
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return withTransaction(ctx.db, async (tx) => {
    const personId = personOf(actor) ?? null;
    await refuseTooMany(tx, ctx, personId);
    const createdAt = ctx.clock.now();
    const { scope, name } = input;
    const scopeId = await needScope({ ...ctx, db: tx }, input);
    const id = newId('fed', createdAt.getTime());
    const made = { id, name, scope, scopeId, personId, madeBy: actor, createdAt };
    await feedStore.insertFeed(tx, workspaceId, { ...made, hash: sha256(secret) });
    await appendEvent(tx, ctx, {
      type: 'schedule.feed_made',
      subject: { type: 'calendar_feed', id },
      payload: {},
      after: { scope, scopeId },
    });
    const url = `${ctx.baseUrl}/calendar/${secret}.ics`;
    return { ...describeFeed(ctx, { ...made, lastReadAt: null }), url };
  });
}

/** Ends a link: one's own, or any for who may see people. Throws `schedule.feed_unknown`. */
export async function revokeFeed(ctx: Context, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'views.keep');
  await withTransaction(ctx.db, async (tx) => {
    const found = await feedStore.findFeed(tx, ctx.workspaceId, id);
    const isOwn = found !== undefined && found.personId === (personOf(ctx.actor) ?? null);
    if (found === undefined || !(isOwn || seesAll(ctx))) throw scheduleError('schedule.feed_unknown', { id });
    await feedStore.deleteFeed(tx, ctx.workspaceId, id);
    const { scope, scopeId } = found;
    await appendEvent(tx, ctx, {
      type: 'schedule.feed_revoked',
      subject: { type: 'calendar_feed', id },
      payload: {},
      before: { scope, scopeId },
    });
  });
}

function seesAll({ actor }: Context): boolean {
  return isAllowed(actor, 'people.read');
}

async function refuseTooMany(tx: Tx, ctx: Context, personId: string | null): Promise<void> {
  if (personId === null) return;
  const { length } = await feedStore.listFeeds(tx, ctx.workspaceId, { personId });
  if (length >= feedStore.MOST_FEEDS)
    throw scheduleError('schedule.feeds_full', { most: feedStore.MOST_FEEDS });
}

function describeFeed(ctx: Context, feed: feedStore.StoredFeed): CalendarFeed {
  const { id, name, scope, scopeId, createdAt, lastReadAt, madeBy, personId } = feed;
  const isOwn = personId === (personOf(ctx.actor) ?? null);
  return { id, name, scope, scopeId, createdAt, lastReadAt, madeBy: describeActor(madeBy), isOwn };
}
