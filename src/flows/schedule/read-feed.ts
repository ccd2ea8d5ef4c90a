import type { Actor } from '#kernel/actor';
import { sha256 } from '#kernel/hash';
import { contextFor, type FlowDeps } from '#flows/deps';
import { findBrand } from '#modules/brands/index';
import { findCampaign } from '#modules/campaigns/index';
import { feedStore, scheduleError, scheduleStore, writeCalendar } from '#modules/schedule/index';
import { membershipsOf } from '#modules/workspaces/index';
import { isAllowed } from '#platform/auth/permissions';
import { type Context, readTogether } from '#platform/context';
import { scopeDatabase } from '#platform/db/scope';
import { FEED_SECRET } from './feeds.ts';

const DAY_MS = 86_400_000;
const DAYS_BACK = 30;
const DAYS_AHEAD = 365;
const MOST_ENTRIES = 5_000;
const NOTED_EVERY_MS = 60_000;

/**
 * The calendar of a link as iCalendar text: what its maker may see now. Throws `schedule.feed_gone` for a secret that
 * is none, and where its maker lost the right, the membership or the sight of the brand.
 */
export async function readFeed(
  deps: FlowDeps,
  { secret, baseUrl }: { secret: string; baseUrl: string },
): Promise<string> {
  const feed = FEED_SECRET.test(secret) ? await feedStore.findFeedByHash(deps.db, sha256(secret)) : undefined;
  if (feed === undefined) throw scheduleError('schedule.feed_gone');
  const ctx = await contextOfMaker(deps, feed);
  const text = await readTogether(ctx, (together) => writeFeed(together, feed, baseUrl));
  const at = deps.clock.now();
  const since = new Date(at.getTime() - NOTED_EVERY_MS);
  if (feed.lastReadAt === null || feed.lastReadAt <= since)
    await feedStore.noteFeedRead(deps.db, feed.workspaceId, { id: feed.id, at, since });
  return text;
}

type Feed = feedStore.StoredFeed & { readonly workspaceId: string };

/** A context that sees what the maker of a link sees now; the operator's sees all of the workspace. */
async function contextOfMaker(deps: FlowDeps, { personId, madeBy, workspaceId }: Feed): Promise<Context> {
  if (personId === null)
    return {
      ...contextFor(deps, madeBy, workspaceId),
      db: scopeDatabase(deps.db, { workspaceId, brandIds: null }),
    };
  const memberships = await membershipsOf(deps.db, personId);
  const member = memberships.find((found) => found.workspaceId === workspaceId);
  const actor: Actor | undefined =
    member === undefined || madeBy.kind !== 'user' ? undefined : { ...madeBy, role: member.role };
  if (actor === undefined || member === undefined || !isAllowed(actor, 'tasks.read'))
    throw scheduleError('schedule.feed_gone');
  const { brandIds } = member;
  return {
    ...contextFor(deps, actor, workspaceId),
    db: scopeDatabase(deps.db, { workspaceId, brandIds, personId }),
  };
}

async function writeFeed(ctx: Context, { scope, scopeId }: Feed, baseUrl: string): Promise<string> {
  const { db, workspaceId } = ctx;
  const now = ctx.clock.now().getTime();
  const of = await findNamed(ctx, { scope, scopeId });
  const found = await scheduleStore.listSchedule(db, {
    workspaceId,
    from: new Date(now - DAYS_BACK * DAY_MS),
    to: new Date(now + DAYS_AHEAD * DAY_MS),
    limit: MOST_ENTRIES,
    ...(scope === 'campaign' ? { campaignId: scopeId } : {}),
    ...(scope === 'brand' ? { brandId: scopeId } : {}),
  });
  const entries = found.slice(0, MOST_ENTRIES).map((item) => ({
    ...item,
    link: `${baseUrl}/w/${workspaceId}/tasks/${item.taskId}`,
  }));
  return writeCalendar(of === undefined ? 'AICMO' : `AICMO: ${of.name}`, entries);
}

/** The brand or campaign of a link, as far as its maker sees it; undefined for all of the calendar. */
async function findNamed(
  { db, workspaceId }: Context,
  { scope, scopeId }: Pick<Feed, 'scope' | 'scopeId'>,
): Promise<{ name: string } | undefined> {
  if (scope === 'workspace') return undefined;
  const found =
    scope === 'brand'
      ? await findBrand(db, workspaceId, scopeId)
      : await findCampaign(db, workspaceId, { id: scopeId });
  if (found === undefined) throw scheduleError('schedule.feed_gone');
  return found;
}
