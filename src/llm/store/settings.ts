import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import { type Overlay, overlaySchema } from '#llm/settings/settings-document';

export const SETTINGS_CHANNEL = 'aicmo_llm_settings';

export interface StoredOverlay {
  readonly revision: number;
  readonly document: Overlay;
}

/** What a workspace set at run time; undefined when nothing. */
export async function readOverlay(db: Db, workspaceId: string): Promise<StoredOverlay | undefined> {
  const found = await firstRow(
    db,
    sql<{
      revision: number;
      document: unknown;
    }>`select revision, document from llm_settings where workspace_id = ${workspaceId}`,
  );
  return found === undefined
    ? undefined
    : { revision: found.revision, document: overlaySchema.parse(found.document) };
}

/** Tells every process, when the transaction commits, to read the settings and keys of a workspace anew. */
export async function announceSettings(tx: Tx, workspaceId: string): Promise<void> {
  await rows(tx, sql`select pg_notify(${SETTINGS_CHANNEL}, ${workspaceId})`);
}

/** Writes what a workspace sets and tells every process; undefined when somebody else changed it meanwhile. */
export async function writeOverlay(
  tx: Tx,
  change: { workspaceId: string; document: Overlay; after: number; actor: Actor; at: Date },
): Promise<StoredOverlay | undefined> {
  const found = await firstRow(
    tx,
    sql<{ revision: number }>`with saved as (
        insert into llm_settings (workspace_id, revision, document, updated_at, updated_by)
        values (${change.workspaceId}, 1, ${JSON.stringify(change.document)}, ${change.at}, ${JSON.stringify(change.actor)})
        on conflict (workspace_id) do update set revision = llm_settings.revision + 1, document = excluded.document,
          updated_at = excluded.updated_at, updated_by = excluded.updated_by
        where llm_settings.revision = ${change.after}
        returning revision)
      select revision, pg_notify(${SETTINGS_CHANNEL}, ${change.workspaceId}) from saved`,
  );
  return found === undefined ? undefined : { revision: found.revision, document: change.document };
}
