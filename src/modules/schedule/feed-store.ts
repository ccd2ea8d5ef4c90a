import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { PauseScope } from './enums.ts';

/** A link to the calendar as it is kept. */
export interface StoredFeed {
  readonly id: string;
  readonly name: string;
  /** Whose rights decide what it shows; null: the operator's. */
  readonly personId: string | null;
  readonly madeBy: Actor;
  readonly scope: PauseScope;
  readonly scopeId: string;
  readonly createdAt: Date;
  readonly lastReadAt: Date | null;
}

const COLUMNS =
  sql.raw(`id, name, person_id as "personId", made_by as "madeBy", scope_kind as scope, scope_id as "scopeId",
  created_at as "createdAt", last_read_at as "lastReadAt"`);
/** So many a person may have. */
export const MOST_FEEDS = 50;
const MOST_LISTED = 1_000;

/** Links by id, newest first, at most 1,000; of one person where `personId` is given. */
export function listFeeds(
  db: Db,
  workspaceId: string,
  { personId }: { personId?: string | undefined },
): Promise<StoredFeed[]> {
  const own = personId === undefined ? sql`` : sql`and person_id = ${personId}`;
  return rows(
    db,
    sql<StoredFeed>`select ${COLUMNS} from calendar_feed where workspace_id = ${workspaceId} ${own}
      order by id desc limit ${MOST_LISTED}`,
  );
}

export async function insertFeed(
  tx: Tx,
  workspaceId: string,
  feed: Omit<StoredFeed, 'lastReadAt'> & { hash: string },
): Promise<void> {
  await rows(
    tx,
    sql`insert into calendar_feed (workspace_id, id, name, person_id, made_by, scope_kind, scope_id, hash, created_at)
      values (${workspaceId}, ${feed.id}, ${feed.name}, ${feed.personId}, ${JSON.stringify(feed.madeBy)}, ${feed.scope},
        ${feed.scopeId}, ${feed.hash}, ${feed.createdAt})`,
  );
}

/** One link, locked against other writers. */
export function findFeed(tx: Tx, workspaceId: string, id: string): Promise<StoredFeed | undefined> {
  return firstRow(
    tx,
    sql<StoredFeed>`select ${COLUMNS} from calendar_feed where workspace_id = ${workspaceId} and id = ${id} for update`,
  );
}

export async function deleteFeed(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await rows(tx, sql`delete from calendar_feed where workspace_id = ${workspaceId} and id = ${id}`);
}

/** The link of a secret, in whatever workspace. */
export function findFeedByHash(
  db: Db,
  hash: string,
): Promise<(StoredFeed & { workspaceId: string }) | undefined> {
  return firstRow(
    db,
    sql<StoredFeed & { workspaceId: string }>`select workspace_id as "workspaceId", ${COLUMNS}
      from calendar_feed where hash = ${hash}`,
  );
}

/** Notes that a link was read, where that was not noted since a moment. */
export async function noteFeedRead(
  db: Db,
  workspaceId: string,
  read: { id: string; at: Date; since: Date },
): Promise<void> {
  await rows(
    db,
    sql`update calendar_feed set last_read_at = ${read.at} where workspace_id = ${workspaceId} and id = ${read.id}
      and (last_read_at is null or last_read_at <= ${read.since})`,
  );
}
