import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';

/** A version of a prompt that a person wrote. */
export interface StoredPrompt {
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  readonly system: string;
  readonly user: string;
  readonly note: string;
  readonly createdAt: Date;
  readonly createdBy: Actor;
}

const COLUMNS = sql.raw(
  `name, version, hash, system, "user", note, created_at as "createdAt", created_by as "createdBy"`,
);

/** The active version of a prompt by name; version 0, which ships, where a workspace chose none. */
export async function readActive(db: Db, workspaceId: string): Promise<Map<string, number>> {
  const found = await rows(
    db,
    sql<{
      name: string;
      version: number;
    }>`select name, version from llm_prompt_active where workspace_id = ${workspaceId}`,
  );
  return new Map(found.map(({ name, version }) => [name, version]));
}

export function findPrompt(
  db: Db,
  workspaceId: string,
  ref: { name: string; version: number },
): Promise<StoredPrompt | undefined> {
  return firstRow(
    db,
    sql<StoredPrompt>`select ${COLUMNS} from llm_prompt
      where workspace_id = ${workspaceId} and name = ${ref.name} and version = ${ref.version}`,
  );
}

/** Versions of prompts, newest first, at most 200. */
export function listPrompts(db: Db, workspaceId: string, name?: string): Promise<StoredPrompt[]> {
  const filter = name === undefined ? sql`` : sql`and name = ${name}`;
  return rows(
    db,
    sql<StoredPrompt>`select ${COLUMNS} from llm_prompt where workspace_id = ${workspaceId} ${filter}
      order by name, version desc limit 200`,
  );
}

/** Adds the next version of a prompt; the same text again is the version it is already. */
export async function addPrompt(
  tx: Tx,
  workspaceId: string,
  prompt: Omit<StoredPrompt, 'version' | 'createdAt'> & { at: Date },
): Promise<StoredPrompt> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtext(${`llm_prompt ${workspaceId} ${prompt.name}`}))`);
  const same = await firstRow(
    tx,
    sql<StoredPrompt>`select ${COLUMNS} from llm_prompt
      where workspace_id = ${workspaceId} and name = ${prompt.name} and hash = ${prompt.hash}`,
  );
  if (same !== undefined) return same;
  const made = await firstRow(
    tx,
    sql<StoredPrompt>`insert into llm_prompt (workspace_id, name, version, hash, system, "user", note, created_at, created_by)
      select ${workspaceId}, ${prompt.name}, coalesce(max(version), 0) + 1, ${prompt.hash}, ${prompt.system}, ${prompt.user},
        ${prompt.note}, ${prompt.at}::timestamptz, ${JSON.stringify(prompt.createdBy)}::jsonb
      from llm_prompt where workspace_id = ${workspaceId} and name = ${prompt.name}
      returning ${COLUMNS}`,
  );
  if (made === undefined) throw new Error('the prompt was not written');
  return made;
}

export async function activatePrompt(
  tx: Tx,
  workspaceId: string,
  change: { name: string; version: number; actor: Actor; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`insert into llm_prompt_active (workspace_id, name, version, updated_at, updated_by)
      values (${workspaceId}, ${change.name}, ${change.version}, ${change.at}, ${JSON.stringify(change.actor)})
      on conflict (workspace_id, name) do update set version = excluded.version, updated_at = excluded.updated_at,
        updated_by = excluded.updated_by`,
  );
}
