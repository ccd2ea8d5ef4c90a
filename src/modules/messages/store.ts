import { sql } from 'kysely';
import { firstRow, rows, type Db, type Tx } from '#platform/db/database';
import type { Message } from './contract.ts';

const COLUMNS =
  sql.raw(`id, alert_id as "alertId", audience, state, writer, subject, body, context_hash as "contextHash",
  created_at as "createdAt", updated_at as "updatedAt"`);

export type NewDraft = Pick<
  Message,
  'id' | 'alertId' | 'audience' | 'writer' | 'subject' | 'body' | 'contextHash'
> & { at: Date };

/** Writes the draft of an alert for an audience; a draft that is there is replaced, an approved message never. */
export async function upsertDraft(tx: Tx, workspaceId: string, draft: NewDraft): Promise<Message> {
  const row = await firstRow(
    tx,
    sql<Message>`insert into message (workspace_id, id, alert_id, audience, state, writer, subject, body, context_hash, created_at, updated_at)
      values (${workspaceId}, ${draft.id}, ${draft.alertId}, ${draft.audience}, 'draft', ${draft.writer}, ${draft.subject},
        ${JSON.stringify(draft.body)}, ${draft.contextHash}, ${draft.at}, ${draft.at})
      on conflict (workspace_id, alert_id, audience) do update set
        writer = case when message.state = 'draft' then excluded.writer else message.writer end,
        subject = case when message.state = 'draft' then excluded.subject else message.subject end,
        body = case when message.state = 'draft' then excluded.body else message.body end,
        context_hash = case when message.state = 'draft' then excluded.context_hash else message.context_hash end,
        updated_at = excluded.updated_at
      returning ${COLUMNS}`,
  );
  if (row === undefined) throw new Error('the draft was neither inserted nor updated');
  return row;
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
