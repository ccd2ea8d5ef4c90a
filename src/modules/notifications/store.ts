import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { EventCursor } from '#platform/events/outbox';
import type { NotificationChoice } from './contract.ts';
import type { SourceType, Wanted } from './sources.ts';

/** How far a person has read in a workspace, and what they have switched off. */
export interface Standing extends NotificationChoice {
  /** What was before they came counts as read. */
  readonly joinedAt: Date;
  readonly seen: EventCursor;
}

/** The event of a notification with what its sentence needs. */
export interface NotableEvent extends EventCursor {
  readonly id: string;
  readonly type: SourceType;
  readonly subjectId: string;
  readonly actor: Actor;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: Date;
  readonly campaignId: string | null;
  readonly campaignKey: string | null;
  readonly campaignName: string | null;
  readonly isRead: boolean;
  /** How many decisions it stands for; 1 for what is no decision. */
  readonly decisions: number;
}

/** So many events are looked at for one page, whoever asks. */
const WINDOW = 2_000;

/** Below the oldest running transaction: nothing comes in before what was told already. */
const SETTLED = sql`xid < pg_snapshot_xmin(pg_current_snapshot())`;

/** How far a person has read; undefined for one who is no member. */
export async function findStanding(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<Standing | undefined> {
  const row = await firstRow(
    db,
    sql<{ joinedAt: Date; xid: string | null; position: number | null; hidden: Standing['hidden'] }>`select
        m.created_at as "joinedAt", s.xid::text as xid, s.position, coalesce(h.hidden, '{}') as hidden
      from member m left join notification_seen s on s.workspace_id = m.workspace_id and s.user_id = m.user_id
        left join notification_choice h on h.workspace_id = m.workspace_id and h.user_id = m.user_id
      where m.workspace_id = ${workspaceId} and m.user_id = ${personId}`,
  );
  if (row === undefined) return undefined;
  const { joinedAt, xid, position, hidden } = row;
  return { joinedAt, hidden, seen: { xid: xid ?? '0', position: position ?? 0 } };
}

export interface NotableFilter extends Standing, Wanted {
  readonly workspaceId: string;
  readonly personId: string;
  readonly after?: EventCursor | undefined;
  readonly unreadOnly: boolean;
  readonly limit: number;
}

/** Events that are notifications for a person, newest first, one more than `limit`. */
export function listNotable(db: Db, filter: NotableFilter): Promise<NotableEvent[]> {
  return rows(
    db,
    sql<NotableEvent>`select e.id, e.type, e.subject_id as "subjectId", e.actor, e.payload, e.at, e.campaign_id as "campaignId",
        c.key as "campaignKey", c.name as "campaignName", e.xid::text as xid, e.position, e.is_read as "isRead",
        case when e.type = 'approval.decided' then (
          select count(*)::int from ${decisionsLike(sql`<=`)}
        ) else 1 end as decisions
      from ${notable(filter)} left join campaign c on c.workspace_id = e.workspace_id and c.id = e.campaign_id
      order by e.xid desc, e.position desc`,
  );
}

/** How many of them there are, at most `limit`. */
export async function countNotable(db: Db, filter: NotableFilter): Promise<number> {
  const row = await firstRow(
    db,
    sql<{ count: number }>`select least(count(*), ${filter.limit})::int as count from ${notable(filter)}`,
  );
  return row?.count ?? 0;
}

/** Where the window of a page ends, when there is more behind it. */
export function findWindowEnd(db: Db, filter: NotableFilter): Promise<EventCursor | undefined> {
  return firstRow(
    db,
    sql<EventCursor>`select w.xid::text as xid, w.position from (${inWindow(filter)}) w offset ${WINDOW - 1} limit 1`,
  );
}

/** The events that are looked at: those of the types that concern the person and are not their own doing. */
function inWindow(filter: NotableFilter): RawBuilder<unknown> {
  const { workspaceId, personId, types, silentEnds, after, unreadOnly, seen } = filter;
  const before =
    after === undefined ? sql`` : sql`and (xid, position) < (${after.xid}::xid8, ${after.position})`;
  const unseen = unreadOnly ? sql`and (xid, position) > (${seen.xid}::xid8, ${seen.position})` : sql``;
  return sql`select * from event where workspace_id = ${workspaceId} and is_notable and ${SETTLED} ${before} ${unseen}
    and type = any(${[...types]}) and not (type = 'campaign.status_changed' and payload ->> 'to' = any(${[...silentEnds]}))
    and (person_id is null or person_id = ${personId})
    and coalesce(actor ->> 'personId', actor ->> 'id') is distinct from ${personId}
    order by xid desc, position desc limit ${WINDOW}`;
}

/** One page of them, as `e`, with whether they are read; of like decisions only the newest. */
function notable(filter: NotableFilter): RawBuilder<unknown> {
  const { workspaceId, personId, seen, joinedAt, unreadOnly, limit } = filter;
  const unread = unreadOnly ? sql`and not e.is_read` : sql``;
  return sql`(select e.* from (
      select w.*, (w.xid, w.position) <= (${seen.xid}::xid8, ${seen.position}) or w.at < ${joinedAt}
        or exists (select 1 from notification_read r
          where r.workspace_id = ${workspaceId} and r.user_id = ${personId} and r.event_id = w.id) as is_read
      from (${inWindow(filter)}) w) e
    where not (e.type = 'approval.decided' and exists (select 1 from ${decisionsLike(sql`>`)})) ${unread}
    order by e.xid desc, e.position desc limit ${limit + 1}) e`;
}

/** Decisions of the same day by the same person, alike and about the same campaign as `e`, on one side of it. */
function decisionsLike(side: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`event l where l.workspace_id = e.workspace_id and l.campaign_id = e.campaign_id
    and l.is_notable and l.type = 'approval.decided' and l.${SETTLED}
    and (l.xid, l.position) ${side} (e.xid, e.position)
    and l.payload ->> 'decision' = e.payload ->> 'decision' and l.payload ->> 'subjectType' = e.payload ->> 'subjectType'
    and l.actor ->> 'id' is not distinct from e.actor ->> 'id' and l.person_id = e.person_id
    and (l.at at time zone 'UTC')::date = (e.at at time zone 'UTC')::date`;
}

/** Moves the place up to which a person has read, never back and never beyond what there is. Returns whether it moved. */
export async function moveSeen(
  tx: Tx,
  who: { workspaceId: string; personId: string },
  upTo: EventCursor,
): Promise<boolean> {
  const { workspaceId, personId } = who;
  const moved = await firstRow(
    tx,
    sql`insert into notification_seen as s (workspace_id, user_id, xid, position)
      select workspace_id, ${personId}, xid, position from event
        where workspace_id = ${workspaceId} and is_notable and ${SETTLED}
          and (xid, position) <= (${upTo.xid}::xid8, ${upTo.position})
        order by event.xid desc, position desc limit 1
      on conflict (workspace_id, user_id) do update set xid = excluded.xid, position = excluded.position
        where (s.xid, s.position) < (excluded.xid, excluded.position)
      returning 1`,
  );
  await rows(
    tx,
    sql`delete from notification_read r using event e, notification_seen s
      where r.workspace_id = ${workspaceId} and r.user_id = ${personId}
        and s.workspace_id = r.workspace_id and s.user_id = r.user_id
        and e.workspace_id = r.workspace_id and e.id = r.event_id and (e.xid, e.position) <= (s.xid, s.position)`,
  );
  return moved !== undefined;
}

/** Notes single ones as read; ids that are none are left out. Returns whether one was not noted before. */
export async function insertRead(
  tx: Tx,
  who: { workspaceId: string; personId: string },
  ids: readonly string[],
): Promise<boolean> {
  const { workspaceId, personId } = who;
  const noted = await rows(
    tx,
    sql`insert into notification_read (workspace_id, user_id, event_id)
      select workspace_id, ${personId}, id from event
        where workspace_id = ${workspaceId} and id = any(${[...ids]}) and is_notable
      on conflict do nothing returning 1`,
  );
  return noted.length > 0;
}

/** Keeps what a person has switched off. */
export async function saveChoice(
  tx: Tx,
  who: { workspaceId: string; personId: string },
  hidden: readonly string[],
): Promise<void> {
  await rows(
    tx,
    sql`insert into notification_choice (workspace_id, user_id, hidden)
      values (${who.workspaceId}, ${who.personId}, ${[...hidden]})
      on conflict (workspace_id, user_id) do update set hidden = excluded.hidden`,
  );
}
