import { sql } from 'kysely';
import { type Actor, describeActor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { Source, SourceWithText } from './contract.ts';

interface SourceRow extends Omit<Source, 'addedBy'> {
  readonly maker: Actor;
}

const COLUMNS = sql.raw(
  `id, brand_id as "brandId", about, kind, title, place, hash, size, read_at as "readAt", made_by as maker, created_at as "createdAt"`,
);

function toSource<Row extends SourceRow>({ maker, ...row }: Row): Omit<Row, 'maker'> & { addedBy: string } {
  return { ...row, addedBy: describeActor(maker) };
}

/** Sources of a brand without their texts, newest first, one more than `limit`. */
export async function listSources(
  db: Db,
  filter: {
    workspaceId: string;
    brandId: string;
    about?: string | undefined;
    limit: number;
    after?: string | undefined;
  },
): Promise<Source[]> {
  const about = filter.about === undefined ? sql`` : sql`and lower(about) = lower(${filter.about})`;
  const after = filter.after === undefined ? sql`` : sql`and id < ${filter.after}`;
  const found = await rows(
    db,
    sql<SourceRow>`select ${COLUMNS} from source where workspace_id = ${filter.workspaceId}
      and brand_id = ${filter.brandId} ${about} ${after} order by id desc limit ${filter.limit + 1}`,
  );
  return found.map(toSource);
}

/** What executors read: the newest about each competitor first, then the next newest; texts are cut to `characters`. */
export async function sourcesOf(
  db: Db,
  workspaceId: string,
  of: { brandId: string; limit: number; characters: number },
): Promise<SourceWithText[]> {
  const found = await rows(
    db,
    sql<SourceRow & { text: string }>`select ${COLUMNS}, left(content, ${of.characters}) as text from source
      where workspace_id = ${workspaceId} and brand_id = ${of.brandId}
      order by row_number() over (partition by lower(about) order by read_at desc, id desc), read_at desc, id desc
      limit ${of.limit}`,
  );
  return found.map(toSource);
}

export async function findSource(
  db: Db,
  workspaceId: string,
  ref: { id: string; lock?: boolean },
): Promise<SourceWithText | undefined> {
  const lock = ref.lock === true ? sql`for update` : sql``;
  const row = await firstRow(
    db,
    sql<SourceRow & { text: string }>`select ${COLUMNS}, content as text from source
      where workspace_id = ${workspaceId} and id = ${ref.id} ${lock}`,
  );
  return row === undefined ? undefined : toSource(row);
}

/** The id of the source that keeps a place about somebody already. */
export async function findPlace(
  db: Db,
  workspaceId: string,
  { brandId, kind, about, place }: Pick<Source, 'brandId' | 'kind' | 'about' | 'place'>,
): Promise<string | undefined> {
  const row = await firstRow(
    db,
    sql<{ id: string }>`select id from source where workspace_id = ${workspaceId} and brand_id = ${brandId}
      and kind = ${kind} and lower(about) = lower(${about}) and md5(place) = md5(${place})`,
  );
  return row?.id;
}

/** What is read out of page or file. */
export interface ReadText {
  readonly title: string;
  readonly text: string;
  readonly hash: string;
  readonly size: number;
}

export interface NewSource extends ReadText, Pick<Source, 'id' | 'brandId' | 'about' | 'kind' | 'place'> {
  readonly madeBy: Actor;
  readonly at: Date;
}

/** Writes a source; whether it was not there before. */
export async function insertSource(tx: Tx, workspaceId: string, made: NewSource): Promise<boolean> {
  const row = await firstRow(
    tx,
    sql`insert into source (workspace_id, id, brand_id, about, kind, title, place, content, hash, size, read_at, made_by, created_at)
      values (${workspaceId}, ${made.id}, ${made.brandId}, ${made.about}, ${made.kind}, ${made.title}, ${made.place}, ${made.text},
        ${made.hash}, ${made.size}, ${made.at}, ${JSON.stringify(made.madeBy)}, ${made.at})
      on conflict do nothing returning id`,
  );
  return row !== undefined;
}

export async function updateSource(
  tx: Tx,
  workspaceId: string,
  set: ReadText & { id: string; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update source set title = ${set.title}, content = ${set.text}, hash = ${set.hash}, size = ${set.size}, read_at = ${set.at}
      where workspace_id = ${workspaceId} and id = ${set.id}`,
  );
}

export async function deleteSource(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await rows(tx, sql`delete from source where workspace_id = ${workspaceId} and id = ${id}`);
}
