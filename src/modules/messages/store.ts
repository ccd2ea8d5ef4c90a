import { sql } from 'kysely';
import { firstRow, rows, type Db, type Tx } from '#platform/db/database';
import type { Audience, Message } from './contract.ts';

const COLUMNS =
  sql.raw(`id, alert_id as "alertId", audience, state, writer, subject, body, context_hash as "contextHash",
  created_at as "createdAt", updated_at as "updatedAt"`);

export type NewDraft = Pick<
  Message,
  'id' | 'alertId' | 'audience' | 'writer' | 'subject' | 'body' | 'contextHash'
> & { at: Date };

/**
 * Writes the draft of an alert for an audience; a draft that is there is replaced. Undefined where a person has
 * approved the message already: that one stays as it is.
 */
export async function upsertDraft(
  tx: Tx,
  workspaceId: string,
  draft: NewDraft,
): Promise<Message | undefined> {
  return firstRow(
    tx,
    sql<Message>`insert into message (workspace_id, id, alert_id, audience, state, writer, subject, body, context_hash, created_at, updated_at)
      values (${workspaceId}, ${draft.id}, ${draft.alertId}, ${draft.audience}, 'draft', ${draft.writer}, ${draft.subject},
        ${JSON.stringify(draft.body)}, ${draft.contextHash}, ${draft.at}, ${draft.at})
      on conflict (workspace_id, alert_id, audience) do update set
        writer = excluded.writer, subject = excluded.subject, body = excluded.body,
        context_hash = excluded.context_hash, updated_at = excluded.updated_at
      where message.state = 'draft'
      returning ${COLUMNS}`,
  );
}

/** The message about an alert for an audience, or undefined. */
export function findMessage(
  db: Db,
  workspaceId: string,
  ref: { alertId: string; audience: Audience },
): Promise<Message | undefined> {
  return firstRow(
    db,
    sql<Message>`select ${COLUMNS} from message where workspace_id = ${workspaceId}
      and alert_id = ${ref.alertId} and audience = ${ref.audience}`,
  );
}

/** One message, locked, or undefined. */
export function lockMessage(tx: Tx, workspaceId: string, id: string): Promise<Message | undefined> {
  return firstRow(
    tx,
    sql<Message>`select ${COLUMNS} from message where workspace_id = ${workspaceId} and id = ${id} for update`,
  );
}

/** Changes the words of a message. */
export async function updateWords(
  tx: Tx,
  workspaceId: string,
  words: Pick<Message, 'id' | 'subject' | 'body' | 'writer'> & { at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update message set subject = ${words.subject}, body = ${JSON.stringify(words.body)}, writer = ${words.writer},
        updated_at = ${words.at} where workspace_id = ${workspaceId} and id = ${words.id}`,
  );
}

/** Messages by id, newest first, one more than `limit`. */
export async function listMessages(
  db: Db,
  filter: { workspaceId: string; limit: number; after?: string | undefined; alertId?: string | undefined },
): Promise<Message[]> {
  const after = filter.after === undefined ? sql`` : sql`and id < ${filter.after}`;
  const alert = filter.alertId === undefined ? sql`` : sql`and alert_id = ${filter.alertId}`;
  return rows(
    db,
    sql<Message>`select ${COLUMNS} from message where workspace_id = ${filter.workspaceId} ${after} ${alert}
      order by id desc limit ${filter.limit + 1}`,
  );
}
