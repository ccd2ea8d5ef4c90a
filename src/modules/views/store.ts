import { sql } from 'kysely';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { SavedView } from './contract.ts';

/** A view as it is kept: what the caller may do with it is not known here. */
export interface StoredView extends Omit<SavedView, 'isMine' | 'mayChange'> {
  readonly ownerId: string;
}

const COLUMNS = sql.raw(`id, list, name, search, columns, owner_id as "ownerId", owner_name as owner,
  is_shared as "isShared", created_at as "createdAt", updated_at as "updatedAt"`);

/** Whose views, of which list. */
interface Place {
  readonly workspaceId: string;
  readonly list: string;
  readonly personId: string;
}

/** The views of a list that a person may use, by name. */
export function listViews(db: Db, place: Place): Promise<StoredView[]> {
  const { workspaceId, list, personId } = place;
  return rows(
    db,
    sql<StoredView>`select ${COLUMNS} from saved_view where workspace_id = ${workspaceId} and list = ${list}
      and (is_shared or owner_id = ${personId}) order by lower(name), id`,
  );
}

/** One view that the person may use, or undefined. */
export function findView(
  tx: Tx,
  ref: { workspaceId: string; id: string; personId: string },
): Promise<StoredView | undefined> {
  return firstRow(
    tx,
    sql<StoredView>`select ${COLUMNS} from saved_view where workspace_id = ${ref.workspaceId} and id = ${ref.id}
      and (is_shared or owner_id = ${ref.personId}) for update`,
  );
}

/** Lets nobody else change which views a list has until the transaction ends. */
export async function lockList(tx: Tx, workspaceId: string, list: string): Promise<void> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtext(${`saved_view ${workspaceId} ${list}`}))`);
}

/** How many views of a list a person has, and how many the workspace shares. */
export async function countViews(tx: Tx, place: Place): Promise<{ own: number; shared: number }> {
  const { workspaceId, list, personId } = place;
  const row = await firstRow(
    tx,
    sql<{ own: number; shared: number }>`select count(*) filter (where owner_id = ${personId}) as own,
        count(*) filter (where is_shared) as shared
      from saved_view where workspace_id = ${workspaceId} and list = ${list}`,
  );
  return row ?? { own: 0, shared: 0 };
}

/** Whether another view stands under this name: a shared one, or one of the owner's own. */
export async function isNameTaken(
  tx: Tx,
  view: { workspaceId: string; id: string; list: string; name: string; ownerId: string; isShared: boolean },
): Promise<boolean> {
  const among = view.isShared ? sql`is_shared` : sql`not is_shared and owner_id = ${view.ownerId}`;
  const row = await firstRow(
    tx,
    sql`select 1 from saved_view where workspace_id = ${view.workspaceId} and list = ${view.list}
      and lower(name) = lower(${view.name}) and id <> ${view.id} and ${among}`,
  );
  return row !== undefined;
}

/** Writes a view, or what changed of it. */
export async function upsertView(tx: Tx, workspaceId: string, view: StoredView): Promise<void> {
  await rows(
    tx,
    sql`insert into saved_view (workspace_id, id, list, name, search, columns, owner_id, owner_name, is_shared, created_at, updated_at)
      values (${workspaceId}, ${view.id}, ${view.list}, ${view.name}, ${JSON.stringify(view.search)}, ${[...view.columns]},
        ${view.ownerId}, ${view.owner}, ${view.isShared}, ${view.createdAt}, ${view.updatedAt})
      on conflict (workspace_id, id) do update set name = excluded.name, search = excluded.search,
        columns = excluded.columns, is_shared = excluded.is_shared, updated_at = excluded.updated_at`,
  );
}

/** Removes a view. */
export async function deleteView(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await rows(tx, sql`delete from saved_view where workspace_id = ${workspaceId} and id = ${id}`);
}
