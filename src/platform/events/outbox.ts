import { sql } from 'kysely';
import type { DomainEvent } from '#kernel/event';
import { newId } from '#kernel/ids';
import type { Fields } from '#platform/audit/changed-fields';
import { entryText } from '#platform/audit/entry';
import { type EventType, isAudited } from '#platform/audit/event-types';
import type { Context } from '#platform/context';
import { firstRow, rows, type Db, type Tx } from '#platform/db/database';

/** A place in the outbox; readers go on from it without missing rows that commit late. */
export interface EventCursor {
  readonly xid: string;
  readonly position: number;
}

/** An event with its place. */
export interface PlacedEvent extends DomainEvent {
  readonly cursor: EventCursor;
  /** The person whom it concerns; null where that is nobody in particular. */
  readonly personId: string | null;
  /** Whether it is a notification for somebody. */
  readonly isNotable: boolean;
}

/** The end of the log. */
export interface LogHead {
  /** Which history it is of: another one after a restore, where the same place means something else. */
  readonly epoch: string;
  /** The newest event that can be read now. */
  readonly newest: EventCursor;
}

interface EventRow {
  workspace_id: string;
  id: string;
  xid: string;
  position: number;
  type: string;
  subject_type: string;
  subject_id: string;
  actor: DomainEvent['actor'];
  payload: Record<string, unknown>;
  at: Date;
  person_id: string | null;
  is_notable: boolean;
}

const COLUMNS = sql.raw(
  'workspace_id, id, xid::text as xid, position, type, subject_type, subject_id, actor, payload, at, person_id, is_notable',
);

const NEWEST = sql<EventCursor>`select xid::text as xid, position from event
  where xid < pg_snapshot_xmin(pg_current_snapshot()) order by event.xid desc, position desc limit 1`;

/** What a verb tells of a change. */
export interface NewEvent extends Pick<DomainEvent, 'subject' | 'payload'> {
  readonly type: EventType;
  /** The record before and after, as far as the change is about it: the fields that differ go on the audit chain. */
  readonly before?: Fields;
  readonly after?: Fields;
}

/**
 * Writes an event in the transaction of the change it tells of, and its entry of the audit chain where the type is
 * audited: it gets its number and hash at the commit.
 */
export async function appendEvent(tx: Tx, ctx: Omit<Context, 'db'>, event: NewEvent): Promise<void> {
  await appendEvents(tx, ctx, [event]);
}

/** Writes several events, in their order, as `appendEvent` writes one. */
export async function appendEvents(
  tx: Tx,
  ctx: Omit<Context, 'db'>,
  events: readonly NewEvent[],
): Promise<void> {
  const at = ctx.clock.now();
  const made = events.map(({ type, subject, payload, before = null, after = null }) => {
    const id = newId('evt', at.getTime());
    const entry = isAudited(type) ? entryText(ctx, { id, type, subject, at, before, after }) : null;
    return { id, type, subjectType: subject.type, subjectId: subject.id, payload, entry };
  });
  const given = sql`jsonb_array_elements(${JSON.stringify(made)}::jsonb) with ordinality as given (e, place)`;
  const told = sql`insert into event (workspace_id, id, type, subject_type, subject_id, actor, payload, at)
      select ${ctx.workspaceId}, e->>'id', e->>'type', e->>'subjectType', e->>'subjectId', ${JSON.stringify(ctx.actor)}::jsonb,
        e->'payload', ${at}::timestamptz from ${given} order by place`;
  if (made.every(({ entry }) => entry === null)) await rows(tx, told);
  else
    await rows(
      tx,
      sql`with told as (${told}) insert into audit_pending (workspace_id, id, entry)
        select ${ctx.workspaceId}, e->>'id', e->>'entry' from ${given} where e->>'entry' is not null order by place`,
    );
}

/** The next events after a cursor, oldest first, of all workspaces; only those no older transaction can still precede. */
export async function readEvents(db: Db, after: EventCursor, limit: number): Promise<PlacedEvent[]> {
  const found = await rows<EventRow>(
    db,
    sql<EventRow>`select ${COLUMNS} from event
      where (xid, position) > (${after.xid}::xid8, ${after.position})
        and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by event.xid, position limit ${limit}`,
  );
  return found.map(toEvent);
}

/** The place of the newest event that can be read now. */
export async function newestCursor(db: Db): Promise<EventCursor> {
  return (await firstRow(db, NEWEST)) ?? { xid: '0', position: 0 };
}

/** Where the log ends now, and which history it is of. */
export async function findLogHead(db: Db): Promise<LogHead> {
  const row = await firstRow(
    db,
    sql<{ epoch: string; xid: string; position: number }>`select log.id as epoch,
        coalesce(last.xid, '0') as xid, coalesce(last.position, 0) as position
      from event_epoch log left join lateral (${NEWEST}) last on true`,
  );
  if (row === undefined) throw new Error('the table event_epoch is empty: a restore was not finished');
  const { epoch, ...newest } = row;
  return { epoch, newest };
}

/** The id of the history that the events are of. */
export async function findEpoch(db: Db): Promise<string | undefined> {
  return (await firstRow(db, sql<{ id: string }>`select id from event_epoch`))?.id;
}

/** The history of one record, oldest first, at most `limit` events. */
export async function historyOf(
  db: Db,
  subject: { workspaceId: string; type: string; id: string; limit: number },
): Promise<PlacedEvent[]> {
  const found = await rows<EventRow>(
    db,
    sql<EventRow>`select ${COLUMNS} from event
      where workspace_id = ${subject.workspaceId} and subject_type = ${subject.type} and subject_id = ${subject.id}
      order by position limit ${subject.limit}`,
  );
  return found.map(toEvent);
}

function toEvent(row: EventRow): PlacedEvent {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    type: row.type,
    subject: { type: row.subject_type, id: row.subject_id },
    actor: row.actor,
    payload: row.payload,
    at: row.at,
    personId: row.person_id,
    isNotable: row.is_notable,
    cursor: { xid: row.xid, position: row.position },
  };
}
